// @ts-check
/* Texts and plain values: nothing here knows the page or the form. */

/** @type {(value: any) => boolean} */
const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isEmptyMap = (map) => Object.keys(map).length === 0;
// Without a prototype a key such as __proto__, which a file may hold, is a key like any other.
/** @type {() => Record<string, any>} */
const emptyMap = () => Object.create(null);
const copyOf = (map) => Object.assign(emptyMap(), map);

// What the kit takes for blank, and what no file of the kit may hold (loading/yaml_events.py).
const BLANK = /^[\t\n\v\f\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;
const FORBIDDEN = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Cs}/gu;
const isBlank = (text) => BLANK.test(text);

/**
 * A text as a file may hold it: one kind of line break, no control characters, no halves of
 * characters.
 */
function clean(text) {
  return text.replace(/\r\n?|[\v\f\x85]/g, '\n').replace(FORBIDDEN, '');
}

/** A digit of any script as 0 to 9: Unicode has each ten of them in a row. */
function digitOf(sign) {
  let place = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - place - 1))) place += 1;
  return String(place % 10);
}

const BLANKS = /[\t\n\v\f\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** With digits of any script as 0 to 9, and nothing of what is invisible. */
const withPlainDigits = (text) => text.replace(/\p{Nd}/gu, digitOf).replace(/\p{Cf}/gu, '');

/** With the hyphen of a keyboard for any dash. */
const withHyphens = (text) => text.replace(/[\u2010-\u2015\u2212]/g, '-');

/** In small letters, and the small letters of one capital as one: the two sigmas, ß as ss. */
const foldCase = (text) =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()).replace(/[^\x00-\x7f]/gu, foldSign);

/** Its capital has one small letter; the dotless i has that of another one. */
const foldSign = (sign) =>
  sign === '\u0131' ? sign : sign.toLowerCase().toUpperCase().toLowerCase();

/** In small letters without accents, as spelling.py folds it. */
const folded = (text) => foldCase(text.normalize('NFKD').replace(/\p{Mn}/gu, ''));

/** A text for a regular expression, in which no sign of it means anything else. */
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A text for comparing, as plain_words of questions/typed.py makes it. */
function plainWords(text) {
  const spelt = withHyphens(withPlainDigits(text.normalize('NFC')))
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCodePoint(sign.codePointAt(0) - 0xfee0))
    .replace(/[\u2018\u2019\u201b\u02bc`\u00b4\u2032]/g, "'")
    .replace(/[\u3002\u066b]/g, '.')
    .replace(/\u060c/g, ',')
    .replace(/\u061b/g, ';')
    .replace(/\u061f/g, '?')
    .replace(/\u2026/g, '...');
  const plain = foldCase(spelt)
    .replace(BLANKS, ' ')
    .replace(/^["'\u201c-\u201e\u00ab\u00bb\u2039\u203a ]+|["'\u201c-\u201e\u00ab\u00bb\u2039\u203a ]+$/g, '');
  return plain.endsWith('...') ? plain : plain.replace(/\.+$/, '');
}

/** What is typed for a day, in the one spelling that the kit compares as well
    (questions/typed.py). */
const oneWayTyped = (text) =>
  withHyphens(withPlainDigits(text))
    .replace(/\u066b/g, '.')
    .replace(/^["'\u201c-\u201e\u00ab\u00bb\s]+|["'\u201c-\u201e\u00ab\u00bb\s]+$/g, '')
    .replace(/\.+$/, '');

/** Any scalar of a file as the kit reads it, as text. */
function asText(value) {
  if (value === null || value === undefined) return '';
  if (value === true) return 'yes';
  return value === false ? 'no' : String(value);
}
