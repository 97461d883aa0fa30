// @ts-check
/* What is answered, and how a submission is taken over. */

const MAPS = ['respondent', 'offices']; // of the head, with a field for what each of their keys has
const MODES = ['answer', 'not_applicable', 'unknown'];
let head = emptyMap(); // what the submission says about itself, shown here or not
/** @type {Map<string, Entry>} */
let entries = new Map(); // question id to entry
let foreign = emptyMap(); // answers to questions that this form does not have
let isInFile = true; // nothing was entered since the last file was saved or loaded

/**
 * An entry keeps what was typed for every mode, so that going from an answer to "does not apply"
 * and back loses nothing.
 *
 * @typedef {object} Entry
 * @property {string} mode which of them holds: answer, not_applicable, unknown, or none
 * @property {string[]} claims those that a file states together, until somebody chooses; with fewer
 *   than two there is nothing to choose, and it is empty
 * @property {string | string[]} answer
 * @property {string} not_applicable the reason
 * @property {string} unknown who could find out
 * @property {string} comment
 * @property {Record<string, any>[]} evidence
 * @property {Record<string, any>} review
 * @property {Record<string, any>} rest what the form does not show
 */

/** @returns {Entry} */
function newEntry() {
  return {
    mode: '',
    claims: [],
    answer: '',
    not_applicable: '',
    unknown: '',
    comment: '',
    evidence: [],
    review: emptyMap(),
    rest: emptyMap(),
  };
}

function entryOf(id) {
  if (!entries.has(id)) entries.set(id, newEntry());
  return entries.get(id);
}

function hasAnswer(entry) {
  return Array.isArray(entry.answer) || !isBlank(entry.answer);
}

/** Whether an answer was carried over from an earlier round and not looked at again. */
const isMarked = (entry) => Boolean(entry) && ['true', 'yes'].includes(asText(entry.rest.recheck));

/**
 * What a file says of a question, bare or with comment and documents. Who has typed that the answer
 * is not known has said that.
 */
function readEntry(given, question) {
  const entry = newEntry();
  const stated = isMap(given) ? given : { answer: given };
  Object.keys(stated).forEach((key) => readKey(entry, key, stated[key]));
  const claims = MODES.filter((mode) =>
    mode === 'answer' ? hasAnswer(entry) : mode in stated && !(mode in entry.rest)
  );
  entry.claims = claims.length > 1 ? claims : [];
  entry.mode = claims.length === 1 ? claims[0] : '';
  if (entry.mode === 'answer' && stateTyped(question, entry.answer) === 'unknown')
    Object.assign(entry, { mode: 'unknown', answer: '' });
  return entry;
}

const isScalar = (value) => value === null || typeof value !== 'object';
const isAnswer = (value) => (Array.isArray(value) ? value : [value]).every(isScalar);

/** An answer of a file as text. A number of JSON has one meaning, and so has its text; true may be
    the name of an option, and is no other word for yes there. */
const answerText = (value) =>
  typeof value === 'number' ? unmistakable(String(value)) : value === null ? '' : String(value);

function readKey(entry, key, value) {
  if (key === 'answer' && isAnswer(value)) {
    entry.answer = Array.isArray(value) ? value.map(answerText) : answerText(value);
  } else if (['not_applicable', 'unknown', 'comment'].includes(key) && isScalar(value)) {
    entry[key] = asText(value);
  } else if (key === 'evidence' && Array.isArray(value) && value.every(isMap)) {
    entry.evidence = value.map(copyOf);
  } else if (key === 'review' && isMap(value)) {
    entry.review = copyOf(value);
    if (['number', 'boolean'].includes(typeof value.answer))
      entry.review.answer = answerText(value.answer);
  } else if (value !== null) {
    entry.rest[key] = value;
  }
}

/**
 * A submission as the page holds it.
 *
 * @typedef {{head: Record<string, any>, entries: Map<string, Entry>,
 *   foreign: Record<string, any>}} Taken
 * @returns {Taken}
 */
function taken(submission) {
  const found = { head: emptyMap(), entries: new Map(), foreign: emptyMap() };
  Object.keys(submission)
    .filter((key) => key !== 'answers')
    .forEach((key) => {
      found.head[key] = submission[key];
    });
  MAPS.filter((key) => isMap(found.head[key])).forEach((key) => {
    found.head[key] = copyOf(found.head[key]);
  });
  const answers = isMap(submission.answers) ? submission.answers : {};
  Object.keys(answers).forEach((id) => {
    if (questions.has(id)) found.entries.set(id, readEntry(answers[id], questions.get(id)));
    else found.foreign[id] = answers[id];
  });
  return found;
}

/** Take over a submission. Every text is kept as it is until somebody changes it. */
function readSubmission(submission) {
  ({ head, entries, foreign } = taken(submission));
}
