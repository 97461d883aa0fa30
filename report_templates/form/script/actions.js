// @ts-check
/* What the buttons do. */

const ACTIONS = {
  add: addDocument,
  remove: removeDocument,
  clear: clearAnswer,
  choose: chooseClaim,
  'to-comment': moveToComment,
  confirm: confirmAnswer,
  'show-kept': toggleKept,
  save: saveFile,
  copy: saveCopy,
  print: () => window.print(),
  next: goToNext,
  forget: forgetThis,
  'forget-all': forgetOthers,
  dismiss: (button) => button.closest('.notice').remove(),
  anew: forgetThis,
  'take-other': takeOther,
  'go-on-here': goOnHere,
  'beside-read': () => showBeside(false),
  retry: retry,
  'fold-all': foldAll,
};

function onClick(event) {
  const summary = event.target.closest('.review > summary');
  if (summary) openReview(summary.parentNode); // at once, so that the next Tab finds its fields
  const button = event.target.closest('[data-do]');
  if (!button) return;
  const box = button.closest('.question');
  ACTIONS[button.dataset.do](button, box ? questions.get(box.dataset.id) : null);
}

function clearAnswer(button, question) {
  const entry = entryOf(question.id);
  Object.assign(entry, { mode: '', claims: [], answer: '', not_applicable: '', unknown: '' });
  fillQuestion(question);
  changed(question.id);
  partsOf(question.id).box.querySelector('[data-field=answer]').focus();
}

function chooseClaim(button, question) {
  Object.assign(entryOf(question.id), { mode: button.dataset.mode, claims: [] });
  fillQuestion(question);
  changed(question.id);
  byId('q:' + question.id + ':name').focus();
}

/** The step alone is the answer, and the whole of what was given for it a comment. */
function moveToComment(button, question) {
  const entry = entryOf(question.id);
  const given = String(entry.answer);
  entry.answer = optionKey(question, given);
  entry.comment = isBlank(entry.comment) ? given : entry.comment + '\n' + given;
  fillQuestion(question);
  changed(question.id);
  byId('q:' + question.id + ':comment').focus();
}

function confirmAnswer(button, question) {
  delete entryOf(question.id).rest.recheck;
  changed(question.id);
  announce(words.confirmed);
  byId('q:' + question.id + ':name').focus();
}

function toggleKept(button, question) {
  const nodes = partsOf(question.id);
  nodes.box.classList.toggle('opened');
  shown.delete(question.id);
  showQuestion(question, current.get(question.id));
  nodes.why.querySelector('button').focus();
}
