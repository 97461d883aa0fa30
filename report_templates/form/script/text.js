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

/** A text as a file may hold it: one kind of line break, no control characters, no halves of characters. */
function clean(text) {
  return text.replace(/\r\n?|[\v\f\x85]/g, '\n').replace(FORBIDDEN, '');
}

/** Any scalar of a file as the kit reads it, as text. */
function asText(value) {
  if (value === null || value === undefined) return '';
  if (value === true) return 'yes';
  return value === false ? 'no' : String(value);
}
