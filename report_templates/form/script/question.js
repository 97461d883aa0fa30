// @ts-check
/* Showing a question: its state, why it is not asked, what is wrong with its answer. */

// question id to what was last shown of it, so that only what changes is touched
const shown = new Map();
const parts = new Map(); // question id to its nodes

function partsOf(id) {
  if (!parts.has(id)) {
    const box = byId('q:' + id);
    const one = (selector) => box.querySelector(selector);
    parts.set(id, {
      box: box,
      state: one('.state'),
      why: one('.why'),
      recheck: one('.recheck'),
      alert: one('.alert'),
      choose: one('.choose'),
      clear: one('[data-do=clear]'),
      documents: one('.documents ol'),
      review: one('.review'),
      verdict: one('.verdict'),
    });
  }
  return parts.get(id);
}

function hasContent(question, entry) {
  return Boolean(entry) && !isEmptyMap(plainEntry(question, entry));
}

function showQuestion(question, state) {
  const entry = entries.get(question.id);
  const isKept = state === 'not_asked' && hasContent(question, entry);
  const alert = alertOf(question, entry);
  const isFilled = Boolean(entry) && (entry.mode !== '' || hasAnswer(entry));
  const mark = markOf(question, state);
  const sign = [
    state,
    mark,
    isKept,
    alert,
    isMarked(entry),
    isFilled,
    asText(entry && entry.review.verdict),
    entry && reviewAlert(question, entry.review),
  ].join('|');
  if (shown.get(question.id) === sign) return;
  shown.set(question.id, sign);
  const nodes = partsOf(question.id);
  nodes.box.dataset.state = state;
  nodes.box.classList.toggle('kept', isKept);
  nodes.state.dataset.mark = mark;
  const said = words.states[state];
  show(nodes.state, mark === 'again' ? say(words.states.again, { state: said }) : said);
  showWhy(question, state, isKept, nodes);
  show(nodes.alert, alert);
  showClaims(question, entry, nodes);
  nodes.clear.hidden = !isFilled;
  nodes.recheck.hidden = !isMarked(entry);
  showVerdict(question, nodes, entry);
  markInvalid(question, entry, nodes);
}

/** The text of the one option that an answer means. */
function nameOfAnswer(question, answer) {
  const key = Array.isArray(answer) || !isListed(question) ? '' : optionKey(question, answer);
  return optionsOf(question)
    .filter((option) => option[0] === key)
    .map((option) => option[1])
    .join('');
}

const limitsOf = (question) =>
  [question.smallest, question.largest].map((limit) => limit || '…').join(' – ');

function alertOf(question, entry) {
  const complaint = complaintOf(question, entry);
  if (complaint)
    return say(words.alerts[complaint.alert], {
      value: asText(String(entry.answer)),
      limits: limitsOf(question),
      claims: inWords(entry),
      answer: nameOfAnswer(question, entry.answer),
      ...eitherNumber(entry.answer),
    });
  const isAside =
    entry &&
    entry.mode !== 'answer' &&
    entry.mode !== '' &&
    hasAnswer(entry) &&
    !isListed(question);
  return isAside ? words.alerts.aside : '';
}

/** What a file states together, in words. */
function inWords(entry) {
  return entry.claims
    .map((mode) => {
      const text = Array.isArray(entry[mode])
        ? entry[mode].join(', ') || words.none_of_these
        : entry[mode];
      return isBlank(text) ? words.claims[mode] : say(words.claims_saying[mode], { text: text });
    })
    .join('; ');
}

/**
 * A button for each thing that a file states of a question, of which one can hold, and one for
 * words beside an answer.
 */
function showClaims(question, entry, nodes) {
  nodes.choose.textContent = '';
  const complaint = complaintOf(question, entry);
  const offers = (entry ? entry.claims : []).map((mode) => [words.keep[mode], 'choose', mode]);
  if (complaint && complaint.alert === 'remark')
    offers.push([words.to_comment, 'to-comment', 'answer']);
  nodes.choose.hidden = !offers.length;
  offers.forEach(([text, action, mode]) => {
    const button = element('button', text, {
      type: 'button',
      'data-do': action,
      'data-mode': mode,
    });
    button.append(element('span', ' ' + question.number, { class: 'sr' }));
    nodes.choose.append(button, ' ');
  });
}

function showWhy(question, state, isKept, nodes) {
  if (state !== 'not_asked' && state !== 'open') {
    show(nodes.why, '');
    nodes.box.classList.remove('opened');
    return;
  }
  const message =
    state === 'open' ? words.waiting : isKept ? words.not_asked_kept : words.not_asked;
  const line = say(message, { waits: question.waits });
  show(nodes.why, isKept ? line + ' ' : line);
  if (isKept) {
    const isOpen = nodes.box.classList.contains('opened');
    const button = element('button', isOpen ? words.hide_kept : words.show_kept, {
      type: 'button',
      'data-do': 'show-kept',
      class: 'quiet',
      'aria-expanded': String(isOpen),
    });
    nodes.why.append(button);
  }
}

function showVerdict(question, nodes, entry) {
  const fault = entry ? reviewAlert(question, entry.review) : '';
  show(
    nodes.review.querySelector('.says'),
    fault
      ? say(words.alerts[fault], {
          value: asText(String(entry.review.answer)),
          answer: nameOfAnswer(question, asText(entry.review.answer)),
          limits: limitsOf(question),
          ...eitherNumber(asText(entry.review.answer)),
        })
      : ''
  );
  const verdict = entry ? asText(entry.review.verdict) : '';
  const option = byId('review-fields').content.querySelector(
    'option[value="' + (/^[a-z]+$/.test(verdict) ? verdict : 'none') + '"]'
  );
  show(nodes.verdict, option ? option.textContent : verdict);
}

function markInvalid(question, entry, nodes) {
  const complaint = complaintOf(question, entry);
  const mark = (node, isWrong) => {
    if (!node) return;
    if (isWrong) node.setAttribute('aria-invalid', 'true');
    else node.removeAttribute('aria-invalid');
  };
  mark(byId('q:' + question.id + ':answer'), Boolean(complaint) && complaint.lacks === 'correct');
  mark(
    byId('q:' + question.id + ':not_applicable'),
    Boolean(complaint) && complaint.lacks === 'reason'
  );
  mark(
    nodes.box.querySelector('[value="!not_applicable"]'),
    Boolean(complaint) && complaint.lacks === 'reason'
  );
}
