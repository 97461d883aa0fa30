// @ts-check
/* Putting an entry into the fields of its question. */

function setField(node, text) {
  if (node.value !== text) node.value = text;
  grow(node);
}

/**
 * The wrapper repeats the text and so gives the field its height (form.css); it is what is printed
 * as well.
 */
function grow(node) {
  const wrapper = node.parentNode;
  if (wrapper.className === 'grow') wrapper.dataset.text = node.value;
}

const filled = new Set(); // questions whose fields may hold something

function fillQuestion(question) {
  const entry = entries.get(question.id);
  if (!entry && !filled.has(question.id)) return;
  filled.add(question.id);
  const nodes = partsOf(question.id);
  const told = entry || newEntry();
  fillChoices(question, told, nodes.box);
  ['not_applicable', 'unknown', 'comment'].forEach((name) =>
    setField(byId('q:' + question.id + ':' + name), told[name])
  );
  const field = byId('q:' + question.id + ':answer');
  if (field) setField(field, Array.isArray(told.answer) ? told.answer.join(', ') : told.answer);
  fillDocuments(question, told, nodes);
  fillReview(question, told, nodes);
  shown.delete(question.id);
}

function fillChoices(question, entry, box) {
  const several = Array.isArray(entry.answer);
  const chosen = isListed(question) && !several ? optionKey(question, entry.answer) : '';
  const ticked = several ? keysMeant(question, entry.answer) : [];
  all('.choice > input', box).forEach((input) => {
    if (input.value === '!none') input.checked = several && !entry.answer.length;
    else if (input.value[0] === '!') input.checked = entry.mode === input.value.slice(1);
    else if (several) input.checked = ticked.includes(input.value);
    else input.checked = entry.mode === 'answer' && input.value === chosen;
  });
  markChosen(box);
  // "does not apply" where the questionnaire forbids it: shown only if somebody said so, so that it
  // can be undone
  const leaving = box.querySelector('[value="!not_applicable"]');
  leaving.parentNode.hidden = !question.leave && entry.mode !== 'not_applicable';
}

function markChosen(box) {
  all('.choice', box).forEach((choice) =>
    choice.classList.toggle('chosen', choice.firstElementChild.checked)
  );
}
