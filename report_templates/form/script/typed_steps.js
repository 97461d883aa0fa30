// @ts-check
/* Steps of a scale as people type them, as questions/typed_steps.py reads them. */

const TYPED_STEP = /^\(?([+-]?[0-9]{1,9})(?![0-9])(?:[.,]00?(?![\p{L}\p{N}_.,]))?/u;
const BETWEEN = '[ .:,;=()\\[\\]\\/|·•>\\-]';
const REMARK = new RegExp('^' + BETWEEN + '+([\\p{L}\\p{Nl}\\p{No}][^0-9]*)$', 'u');

/** The key of the one step that a text means, with its flag or without; empty if it means none. */
function stepKey(question, answer) {
  const text = plainWords(answer);
  const labels = labelsOf(question);
  const named = labelTyped(labels, text);
  const [step, behind] = numberAndWords(text);
  if (named && named.key !== step) return named.wordings.includes(text) ? '' : named.key;
  if (!step || /^[ .,;:)]*$/.test(behind)) return step;
  const label = labelTyped(labels, step + behind);
  if (label) return label.key;
  if (isFlag(question, step, behind)) return flaggedOf(question, step).key;
  return stepRemark(question, answer) ? step : '';
}

/** What is said behind the number of a step and a sign, and takes nothing of it back. */
function stepRemark(question, answer) {
  const [step, said] = wordsBehind(question, answer);
  if (!said || namesAnother(question, step, said) || namesFlag(question, said)) return '';
  const [, behind] = numberAndWords(plainWords(answer));
  if (labelTyped(labelsOf(question), step + behind)) return '';
  const before = behind.slice(0, behind.length - said.length);
  const hasSign = before.trim() !== '' && /[ ([]$/.test(before);
  return hasSign && !takesBack(said) ? said : '';
}

/** A step of the scale and words behind it that are not its own; nothing of other texts. */
function wordsBehind(question, answer) {
  const [step, behind] = numberAndWords(plainWords(answer));
  const isStep = labelsOf(question).some((label) => label.key === step);
  const remark = isStep ? REMARK.exec(behind) : null;
  return remark ? [step, remark[1]] : ['', ''];
}

/** The number that a text begins with, behind a word for a step, and all that follows. */
function numberAndWords(typed) {
  const text = stepTyped(typed);
  const found = TYPED_STEP.exec(text);
  return found ? [String(Number(found[1])), text.slice(found[0].length)] : ['', ''];
}

/** Whether words are, or begin, those of another step, or go on from them. */
const namesAnother = (question, step, said) =>
  labelsOf(question).some(
    (label) =>
      label.step !== step &&
      label.wordings.some((wording) => wording.startsWith(said) || said.startsWith(wording))
  );

/** The step with the flag that takes half of it off. */
const flaggedOf = (question, step) =>
  labelsOf(question).find((label) => label.isFlagged && label.step === step);

/** What says that the flag is meant: its id, and its text in every language. */
const flagWords = (question) =>
  question.flag ? question.flag.split('\n').map(plainWords) : [];

/** Whether the flag is among what is said, or what is said is a piece of its words. */
function namesFlag(question, behind) {
  const said = behind.replace(/[ )\]]+$/, '');
  return flagWords(question).some((flag) => hasWords(said, flag) || hasWords(flag, said));
}

/** Whether words behind a number are the flag, with the words of the step or without. */
function isFlag(question, step, behind) {
  const flag = flagWords(question);
  const labels = labelsOf(question);
  if (!flaggedOf(question, step)) return false;
  if (labels.some((label) => flag.some((said) => label.wordings.includes(said)))) return false;
  const own = labels.filter((label) => label.step === step).flatMap((label) => label.wordings);
  return isMadeOf(behind, flag.concat(own)) && !isMadeOf(behind, own);
}

/** Whether behind a number stand some of these texts, with signs between, and no more. */
function isMadeOf(behind, texts) {
  const longestFirst = [...texts].sort((one, other) => other.length - one.length);
  const said = '(?:' + longestFirst.map(escaped).join('|') + ')(?![\\p{L}\\p{N}_])';
  return new RegExp('^(?:' + BETWEEN + '+' + said + ')+' + BETWEEN + '*$', 'u').test(behind);
}

/** Whether words stand in a text, whole. */
function hasWords(text, said) {
  for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1)) {
    const isWhole =
      !/[\p{L}\p{N}_]$/u.test(text.slice(0, at)) &&
      !/^[\p{L}\p{N}_]/u.test(text.slice(at + said.length));
    if (isWhole || at === text.length) return isWhole;
  }
  return false;
}
