// @ts-check
/* What can be read as a number, an option, and what is wrong with it: as the kit reads it
   (coherence_kit/questions). */

const NUMBER = /^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?)0*([0-9]{1,2}))?$/;
const MOST_DIGITS = 34; // without the zeros in front
const LONGEST_NUMBER = 200;

/** @param {string} text */
function isNumber(text) {
  const found = text.length <= LONGEST_NUMBER && NUMBER.exec(text);
  return Boolean(found) && (found[1] + (found[2] || '')).replace(/^0+/, '').length <= MOST_DIGITS;
}

const IN_GROUPS = /^-?[1-9][0-9]{0,2}([ '_.,\u066c])[0-9]{3}(?:\1[0-9]{3})*$/;
const IN_INDIAN_GROUPS = /^-?[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}$/;
const POINT = '\u00b7'; // stands for the Arabic one, in which nobody writes thousands

/**
 * The numbers that a text can mean: two if a point or a comma before three digits may stand
 * between thousands or before decimals (questions/typed_numbers.py).
 *
 * @param {string} text
 * @returns {string[]}
 */
function numbersMeant(text) {
  if (text.length > LONGEST_NUMBER) return [];
  const typed = plainWords(text.replace('\u066b', POINT));
  const [exponent = ''] = /e[+-]?[0-9]+$/.exec(typed) || [];
  const bare = typed.slice(0, typed.length - exponent.length);
  const isArabic = text.includes('\u066b');
  const meant = (isArabic ? [POINT] : ['.', ',']).map((mark) => withDecimals(bare, mark));
  if (!isArabic && !(exponent && meant.some(Boolean))) meant.push(wholeNumber(bare, ''));
  return [...new Set(meant.filter(Boolean))].map((number) => number + exponent);
}

/** The number, if this mark stands before its decimals; else an empty text. */
function withDecimals(text, mark) {
  const [head, ...parts] = text.split(mark);
  const whole = parts.length === 1 && /^[0-9]+$/.test(parts[0]) ? wholeNumber(head, mark) : '';
  return whole && whole + '.' + parts[0];
}

/** A whole number, whatever sign but this one stands between its thousands. */
function wholeNumber(text, besides) {
  if (/^-?[0-9]+$/.test(text)) return text;
  const groups = IN_GROUPS.exec(text);
  const isGrouped = Boolean(groups) && groups[1] !== besides;
  return isGrouped || (besides !== ',' && IN_INDIAN_GROUPS.test(text))
    ? text.replace(/[^0-9-]/g, '')
    : '';
}

/** A number as a file has it, so that its point is not taken for one between thousands. */
const unmistakable = (text) => (/^-?[1-9][0-9]{0,2}\.[0-9]{3}$/.test(text) ? text + '0' : text);

/** What a text can mean that can mean two numbers, for a message. */
function eitherNumber(answer) {
  const [first = '', second = ''] = Array.isArray(answer)
    ? []
    : numbersMeant(answer).map((number) => unmistakable(oneSpelling(number)));
  return { first: first, second: second };
}

/** Digits before and after the point of a number, its exponent written out. */
function writtenOut(text) {
  const [, whole, part = '', sign = '', exponent = '0'] = NUMBER.exec(text);
  const point = whole.length + (sign === '-' ? -1 : 1) * Number(exponent);
  const digits = (whole + part).padEnd(Math.max(0, point), '0');
  return point > 0
    ? [digits.slice(0, point), digits.slice(point)]
    : ['0', '0'.repeat(-point) + digits];
}

/** A decimal number with one spelling: no exponent, no sign of zero, no needless zeros. */
function oneSpelling(text) {
  if (!isNumber(text)) return text;
  const [whole, decimals] = writtenOut(text);
  const places = decimals.replace(/0+$/, '');
  const digits = whole.replace(/^0+(?=.)/, '') + (places ? '.' + places : '');
  return text[0] === '-' && digits !== '0' ? '-' + digits : digits;
}

/** Decimal numbers compared by their digits: no rounding. */
function isLess(one, other) {
  const scaled = (text) => {
    const spelt = oneSpelling(text);
    const [whole, decimals] = spelt.replace('-', '').split('.');
    const most = 2 * LONGEST_NUMBER;
    return (
      (spelt[0] === '-' ? '-' : '') + whole.padStart(most, '0') + (decimals || '').padEnd(most, '0')
    );
  };
  const [first, second] = [scaled(one), scaled(other)];
  const [isFirstBelow, isSecondBelow] = [first[0] === '-', second[0] === '-'];
  if (isFirstBelow !== isSecondBelow) return isFirstBelow;
  return isFirstBelow ? first > second : first < second;
}

/**
 * What is wrong with an answer, as a key of the words; empty if nothing is.
 *
 * @param {Question} question
 * @param {string | string[]} answer
 * @returns {string}
 */
function faultOf(question, answer) {
  if (Array.isArray(answer)) {
    const known = optionsOf(question).map((option) => option[0]);
    const keys = keysMeant(question, answer);
    const isKnownOnce = keys.every((key, at) => known.includes(key) && keys.indexOf(key) === at);
    const isWhole = isBoxes(question) || (isOrder(question) && answer.length === known.length);
    return isWhole && isKnownOnce ? '' : 'option';
  }
  if (isOrder(question)) return faultOf(question, orderOf(answer));
  if (isBoxes(question)) return 'option';
  if (isListed(question)) return isOption(question, answer) ? '' : 'option';
  if (question.shape === 'quantity') return numberFault(question, answer);
  return question.date && !isDay(oneWayTyped(answer)) ? 'date' : '';
}

function numberFault(question, answer) {
  const [text = '', other] = numbersMeant(answer);
  if (other) return 'two_numbers';
  if (!isNumber(text)) return 'number';
  const isOutside =
    (question.smallest && isLess(text, question.smallest)) ||
    (question.largest && isLess(question.largest, text));
  return isOutside ? 'range' : '';
}

/** The keys of a text that puts them in order, with commas between. */
const orderOf = (text) =>
  text
    .split(/[,;\n]/)
    .map((key) => key.trim())
    .filter((key) => key);

/**
 * The key of the one option that a text means, however it is typed (Oui for yes, 03 for 3); empty
 * if it means none.
 *
 * @param {Question} question
 * @param {string} answer
 * @returns {string}
 */
function optionKey(question, answer) {
  const known = optionsOf(question).map((option) => option[0]);
  return known.includes(answer) ? answer : readingOf(question, answer).key;
}

// What was found in texts of files: it is asked for again whenever a letter is typed.
/** @type {Map<string, {key: string, remark: string}>} */
const readings = new Map();

/** The key of the option that a text means, and what is said beside it; each empty if nothing. */
function readingOf(question, text) {
  const sign = question.id + ' ' + text;
  if (!readings.has(sign)) {
    const known = optionsOf(question).map((option) => option[0]);
    const meant = question.steps ? stepKey(question, text) : keyTyped(question, text);
    const key = known.includes(meant) ? meant : '';
    const remark = key && question.steps ? stepRemark(question, text) : '';
    readings.set(sign, { key: key, remark: remark });
  }
  return readings.get(sign);
}

/** The key or the words of one answer, or both with a sign between them, as it is spelt. */
function keyTyped(question, text) {
  const plain = plainWords(text);
  const label = labelTyped(labelsOf(question), plain);
  return (question.words && truthTyped(plain)) || (label ? label.spelt : '');
}

/** A list with the keys of what it names; an item that names none stays as it is. */
function keysMeant(question, items) {
  const known = optionsOf(question).map((option) => option[0]);
  return items.map((item) => (known.includes(item) ? item : keyTyped(question, item) || item));
}

/**
 * What is said beside a step without being part of the answer; empty where nothing is.
 *
 * @param {Question} question
 * @param {string | string[]} answer
 * @returns {string}
 */
const remarkOf = (question, answer) =>
  isListed(question) && !Array.isArray(answer) ? readingOf(question, answer).remark : '';

const isOption = (question, answer) => optionKey(question, answer) !== '';
