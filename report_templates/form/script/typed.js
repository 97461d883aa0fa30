// @ts-check
/* What people type for an answer, and the one thing that it can mean: as questions/typed.py has
   it, which a test compares over one table of texts. */

/**
 * One answer that can be listed, with all that it is called.
 *
 * @typedef {object} Label
 * @property {string} key as conditions have it: `true` for yes
 * @property {string} spelt as a file has it
 * @property {string} step the step of a scale that it names, else empty
 * @property {boolean} isFlagged whether a flag takes half a step off
 * @property {string[]} wordings its name, its text and both together, in every language
 */

/** @type {Map<string, Label[]>} */
const knownLabels = new Map(); // question id to its labels, made when a text has to be compared

/** @type {(question: Question) => Label[]} */
function labelsOf(question) {
  if (!knownLabels.has(question.id))
    knownLabels.set(
      question.id,
      optionsOf(question).map(([spelt], at) => asLabel(question, spelt, at))
    );
  return knownLabels.get(question.id);
}

/** @returns {Label} */
function asLabel(question, spelt, at) {
  const [step] = (question.steps && /^-?[0-9]+/.exec(spelt)) || [''];
  return {
    key: question.words ? { yes: 'true', no: 'false' }[spelt] : spelt,
    spelt: spelt,
    step: step,
    isFlagged: question.steps === true && step !== spelt,
    wordings: question.wordings ? wordingsOf(question.wordings[at]) : [],
  };
}

/** All that an answer is called, of its names, its texts and the text that each name stands with
    (forms/page/wordings.py). */
function wordingsOf(said) {
  const [names, texts, pairs] = said.split('\t').map((part) => (part ? part.split('\n') : []));
  const both = pairs.map((at, place) => names[place] + '. ' + texts[Number(at)]);
  return names.concat(texts, both).map(plainWords);
}

const BETWEEN_KEY_AND_WORDS = /^[ .:,;=()[\]/|·•>-]+/;
const CUT = '...';

/**
 * The one answer that a text is the key or the words of, or both with a sign between them; null
 * where there is none, or more than one.
 *
 * @param {Label[]} labels
 * @param {string} text as plainWords has it
 * @returns {Label | null}
 */
function labelTyped(labels, text) {
  const ways = [
    (label) => text === foldCase(label.key) || text === foldCase(label.spelt),
    // a step with a flag has the words of the step itself, which are said of that one
    (label) => !label.isFlagged && label.wordings.includes(text),
    (label) => isKeyWithWords(label, labels, text),
  ];
  for (const isMeant of ways) {
    const found = labels.filter(isMeant);
    if (found.length) return found.length === 1 ? found[0] : null;
  }
  return null;
}

/** Whether words of the answer stand behind its key: all of them, or how they alone begin. */
function isKeyWithWords(label, labels, text) {
  const key = foldCase(label.key);
  const behind = text.startsWith(key) ? text.slice(key.length) : '';
  const between = BETWEEN_KEY_AND_WORDS.exec(behind);
  if (!between) return false;
  const said = behind.slice(between[0].length).replace(/[ )\]]+$/, '');
  if (label.wordings.includes(said)) return true;
  const isCut = said.endsWith(CUT);
  const begun = (isCut ? said.slice(0, -CUT.length) : said).trim();
  const isOwn =
    isCut || !labels.some((other) => !isSameAnswer(label, other) && begins(other, begun));
  return begun.includes(' ') && isOwn && begins(label, begun);
}

/** Whether two labels have the same words because one is the other with a flag. */
const isSameAnswer = (one, other) =>
  one.key === other.key || (one.step !== '' && one.step === other.step);

/** Whether a wording of an answer goes on, behind what is said, with another word. */
const begins = (label, said) =>
  label.wordings.some(
    (wording) => wording.startsWith(said) && !/^[\p{L}\p{N}]/u.test(wording.slice(said.length))
  );

const TICKS = ['✓', '✔', '☑', '✅'];

/** Yes or no, if a text says either in any language of the kit or by a tick, else empty. */
function truthTyped(text) {
  if (form.typed.yes.includes(text) || TICKS.includes(text.replace(/\ufe0f+$/, ''))) return 'yes';
  return form.typed.no.includes(text) ? 'no' : '';
}

/** Whether a text says no, or false as programs write it. */
function isDenial(text) {
  const plain = plainWords(text);
  return plain === 'false' || truthTyped(plain) === 'no';
}

/** A text without the word for a step in front of its number. */
function stepTyped(text) {
  const found = stepWord.exec(text);
  return found ? text.slice(found[0].length) : text;
}

const stepWord = new RegExp(
  '^(?:' + form.typed.steps.map(escaped).join('|') + ')[ .:]*(?=[(-]?[0-9])',
  'u'
);

/** What a text in the place of an answer says of there being none: a mode, or empty. */
function stateSaid(text) {
  if (text.includes('?') && /^[?¿]+$/.test(text)) return 'unknown';
  if (form.typed.unknown.includes(text)) return 'unknown';
  return form.typed.not_applicable.includes(text) ? 'not_applicable' : '';
}

const BEFORE_A_REASON = /^\.?(?: *[:;,(]| -) *(?=[\p{L}\p{N}_])/u;

/** Whether a text says that a question does not apply, and behind a sign the reason. */
const notApplicableBecause = (text) =>
  form.typed.not_applicable.some(
    (said) => text.startsWith(said) && BEFORE_A_REASON.test(text.slice(said.length))
  );

/**
 * The same of what a file has for an answer; empty where it is one, or says nothing of the kind.
 *
 * @param {Question} question
 * @param {string | string[]} answer
 * @returns {'' | 'unknown' | 'not_applicable'}
 */
function stateTyped(question, answer) {
  const alone = Array.isArray(answer) ? (answer.length === 1 ? answer[0] : '') : answer;
  if (isBlank(alone) || !faultOf(question, answer)) return '';
  const text = plainWords(alone);
  const isOption = labelsOf(question).some((label) => text.startsWith(foldCase(label.key)));
  return notApplicableBecause(text) && !isOption ? 'not_applicable' : stateSaid(text);
}
