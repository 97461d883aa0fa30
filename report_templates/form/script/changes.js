// @ts-check
/* After every change: states, progress and list are brought up to date. */

let current = new Map(); // question id to state

function refresh() {
  const before = current;
  current = states();
  form.questions.forEach((question) => showQuestion(question, current.get(question.id)));
  showProgress(current);
  showDuties(current);
  return form.questions.filter((question) => before.has(question.id) && isAsked(before.get(question.id)) !== isAsked(current.get(question.id)));
}

const isAsked = (state) => state !== 'not_asked' && state !== 'open';

function changed(id) {
  isInFile = false;
  const turned = refresh().filter((question) => question.id !== id);
  if (turned.length) announce(say(words.changed_conditions, { labels: turned.map((question) => question.number + ' ' + question.label).join('; ') }));
  keepSoon();
  showKept();
}

function changedHead() {
  isInFile = false;
  showHead();
  showDuties(current);
  keepSoon();
  showKept();
}

function showAll() {
  fillHead();
  form.questions.forEach(fillQuestion);
  current = new Map();
  refresh();
  showKept();
}
