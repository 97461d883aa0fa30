// @ts-check
/* Taking over what somebody types, chooses or ticks. */

function onInput(event) {
  const node = event.target;
  if (node.id === 'file') return;
  grow(node);
  if (node.dataset.head) {
    setHead(node.dataset.head, node.value);
    changedHead();
    return;
  }
  const box = node.closest('.question');
  if (!box) return;
  const question = questions.get(box.dataset.id);
  const entry = entryOf(question.id);
  filled.add(question.id);
  if (node.dataset.field === 'answer') entry.claims = []; // that was the choice
  if (MODES.includes(node.dataset.field)) delete entry.rest.recheck; // somebody has looked at it
  if (node.dataset.review) takeReview(question, entry, box, node);
  else if (node.closest('.documents')) takeDocument(entry, node);
  else if (node.dataset.field === 'answer') takeAnswer(question, entry, box, node);
  else entry[node.dataset.field] = node.value;
  if (node.dataset.field === 'answer') markChosen(box);
  changed(question.id);
}

function takeAnswer(question, entry, box, node) {
  if (node.value === '!not_applicable' || node.value === '!unknown') {
    const mode = node.value.slice(1);
    entry.mode = node.checked ? mode : hasAnswer(entry) ? 'answer' : '';
    uncheck(box, (input) => input !== node && input.value[0] === '!' && input.value !== '!none');
    return;
  }
  if (isBoxes(question)) takeBoxes(question, entry, box, node);
  else entry.answer = node.value;
  entry.mode = hasAnswer(entry) ? 'answer' : '';
  if (!isListed(question))
    uncheck(box, (input) => input.value === '!not_applicable' || input.value === '!unknown');
}

/** No box at all is unanswered; "none of these" is an answer, and excludes the boxes. */
function takeBoxes(question, entry, box, node) {
  uncheck(box, (input) =>
    node.value === '!none' ? node.checked && input.value[0] !== '!' : input.value === '!none'
  );
  const ticked = all('.choices > .choice > input', box)
    .filter((input) => input.checked)
    .map((input) => input.value);
  if (!ticked.length) entry.answer = '';
  else entry.answer = ticked.filter((key) => key !== '!none');
}

function uncheck(box, which) {
  all('.choice > input[type=checkbox]', box)
    .filter(which)
    .forEach((input) => {
      input.checked = false;
    });
}

function takeDocument(entry, node) {
  const row = node.closest('li');
  const item = entry.evidence[Array.from(row.parentNode.children).indexOf(row)];
  item[node.dataset.field] = ['date', 'url'].includes(node.dataset.field) ? node.value.trim() : node.value;
  showDocument(row, item);
}

function takeReview(question, entry, box, node) {
  const name = node.dataset.review;
  if (node.type === 'checkbox') {
    const boxes = all('input[data-review=answer]', box);
    if (node.checked)
      boxes
        .filter((input) => input !== node && (input.value === '!none' || node.value === '!none'))
        .forEach((input) => {
          input.checked = false;
        });
    const ticked = boxes.filter((input) => input.checked).map((input) => input.value);
    if (ticked.length) entry.review.answer = ticked.filter((key) => key !== '!none');
    else delete entry.review.answer;
  } else {
    entry.review[name] = node.value;
  }
}
