// @ts-check
/* What is still to do. */

/**
 * What keeps an entry from being complete: `alert` says it beside the question, `lacks` in the
 * list.
 */
function complaintOf(question, entry) {
  if (!entry) return null;
  if (entry.claims.length) return { alert: 'several', lacks: 'choose' };
  if (entry.mode === 'not_applicable' && isBlank(entry.not_applicable))
    return { alert: 'reason', lacks: 'reason' };
  if (entry.mode === 'not_applicable' && saysNothing(entry.not_applicable))
    return { alert: 'empty_reason', lacks: 'reason' };
  if (deniesState(entry)) return { alert: 'denied', lacks: 'correct' };
  if (entry.mode === 'answer' && hasAnswer(entry)) {
    const fault = faultOf(question, entry.answer);
    if (fault) return { alert: alertOfFault(question, entry.answer, fault), lacks: 'correct' };
    if (remarkOf(question, entry.answer)) return { alert: 'remark', lacks: 'remark' };
    if (lacksDocument(question, entry)) return { alert: 'document', lacks: 'document' };
  }
  return null;
}

/** Who says in the place of an answer that a question does not apply is told where to say it. */
const alertOfFault = (question, answer, fault) =>
  question.leave && stateTyped(question, answer) === 'not_applicable' ? 'says_leave' : fault;

function lacksDocument(question, entry) {
  if (question.from === undefined) return false;
  if (parseInt(optionKey(question, entry.answer), 10) < question.from) return false;
  return !entry.evidence.some(
    (item) =>
      !isBlank(asText(item.title)) ||
      !isBlank(asText(item.reference)) ||
      isAddress(asText(item.url).trim())
  );
}

/** What is wrong with a review: whoever changes an answer says to which. */
function reviewFault(question, review) {
  const isGiven = Array.isArray(review.answer) || !isBlank(asText(review.answer));
  if (!isGiven) return review.verdict === 'changed' ? 'review' : '';
  return faultOf(question, Array.isArray(review.answer) ? review.answer : asText(review.answer));
}

/** The same as a key of the words, or that something is said beside the answer. */
function reviewAlert(question, review) {
  const fault = reviewFault(question, review);
  const answer = Array.isArray(review.answer) ? review.answer : asText(review.answer);
  return fault || (remarkOf(question, answer) ? 'remark' : '');
}

const hasWrongDate = (item) => !isBlank(asText(item.date)) && !readDate(asText(item.date));

const hasWrongAddress = (item) =>
  !isBlank(asText(item.url)) && !isAddress(asText(item.url).trim());

/** Whether a text is an address of the web (model/addresses.py). */
const isAddress = (text) =>
  /^https?:\/\/[^\s/?#@<>"'“”«»|\\^`{}]*[^\s/?#@<>"'“”«»|\\^`{}.:]([/?#][^\s<>"'“”«»|\\^`{}]*)?$/i.test(
    text
  );

function countryFault() {
  const code = asText(head.country);
  if (isBlank(code) || !countries.size) return '';
  const isOfUsers = /^(AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z])/.test(code);
  return /^[A-Z]{3}(-.+)?$/.test(code) && (isOfUsers || countries.has(code.slice(0, 3)))
    ? ''
    : 'country';
}

function dateFault() {
  const date = asText(head.date);
  return isBlank(date) || isDay(date) ? '' : 'date';
}

const TO_DO = ['unanswered', 'open'];
const TO_ANSWER = ['query', 'changed']; // verdicts of a reviewer that want another look

/** What an entry lacks, as keys of words.lacks. */
function lacksOf(question, entry) {
  if (!entry) return [];
  const complaint = complaintOf(question, entry);
  const lacks = complaint ? [complaint.lacks] : [];
  if (lacks.includes('remark') && lacksDocument(question, entry)) lacks.push('document');
  const hasWrong = entry.evidence.some((item) => hasWrongDate(item) || hasWrongAddress(item));
  if (hasWrong && !lacks.includes('correct')) lacks.push('correct');
  if (TO_ANSWER.includes(entry.review.verdict)) lacks.push(entry.review.verdict);
  if (reviewFault(question, entry.review)) lacks.push('review');
  if (isMarked(entry)) lacks.push('recheck');
  return lacks;
}

/**
 * The group a question is listed in, and what it lacks: to do, to be looked at again, or '' for
 * neither.
 */
function dutyOf(question, state) {
  if (state === 'not_asked') return { group: '', lacks: [] };
  const lacks = (state === 'open' ? ['waiting'] : []).concat(
    lacksOf(question, entries.get(question.id))
  );
  return { group: TO_DO.includes(state) ? 'todo' : lacks.length ? 'again' : '', lacks: lacks };
}

/**
 * The one sign of where a question stands, wherever it is shown (form.css, data-mark).
 *
 * @typedef {'done' | 'again' | 'carried' | 'todo' | 'waiting' | 'not_asked'} Mark
 * @returns {Mark}
 */
function markOf(question, state) {
  if (state === 'not_asked') return 'not_asked';
  if (state === 'open') return 'waiting';
  if (state === 'carried') return 'carried';
  return { todo: 'todo', again: 'again', '': 'done' }[dutyOf(question, state).group];
}

const ABOUT = ['country', 'round', 'date', 'respondent.entity'];

function dutiesAbout() {
  return ABOUT.filter((key) => isBlank(asText(headValue(key))))
    .map((key) => ({ target: 'about-' + key, name: labelOf(key), lacks: [] }))
    .concat(
      countryFault()
        ? [{ target: 'about-country', name: labelOf('country'), lacks: ['correct'] }]
        : []
    )
    .concat(
      dateFault() ? [{ target: 'about-date', name: labelOf('date'), lacks: ['correct'] }] : []
    );
}

const labelOf = (key) => document.querySelector('label[for="about-' + key + '"]').textContent;

/** What is still to do, in groups: [{title, items: [{target, number, name, lacks}]}]. */
function duties(found) {
  const items = { todo: [], again: [], about: dutiesAbout() };
  form.questions.forEach((question) => {
    const duty = dutyOf(question, found.get(question.id));
    if (duty.group)
      items[duty.group].push({
        target: 'q:' + question.id + ':name',
        number: question.number,
        name: question.label,
        lang: question.lang,
        lacks: duty.lacks,
      });
  });
  return Object.keys(items)
    .filter((key) => items[key].length)
    .map((key) => ({ title: say(words.groups[key], { n: items[key].length }), items: items[key] }));
}

const numberOf = (groups) => groups.reduce((sum, group) => sum + group.items.length, 0);
