// @ts-check
/* Dates as people write them, read as the kit reads them (coherence_kit/model/days.py). */

const SHORTEST_MONTH = 3;
const MOST_SIGNS_OF_A_DATE = 40;
const BESIDE_MONTHS = ['de', 'del', 'of', 'the', 'le', 'el', 'du'];
const TIME_BEHIND = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?$/;
const BY_YEAR = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const OF_MONTH = /^(\d{1,2})[-/. ](\d{4})$/;
const DOTTED = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/;
const EITHER_FIRST = /^(\d{1,2})([-/ ])(\d{1,2})\2(\d{4})$/;
const DAY_OF_WORDS = /^(\d{1,2})(?:st|nd|rd|th|er|re|o|a)?$/;
const YEAR = /^\d{4}$/;
const DASHES = /[\u2010\u2011\u2012\u2013\u2212]/g;

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysOf = (year, month) =>
  [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];

/** In one spelling, as far as it is known; empty if the calendar has no such day. */
function spelledDate(year, month, day) {
  const isThere =
    Number(year) > 0 &&
    (month === undefined || (Number(month) >= 1 && Number(month) <= 12)) &&
    (day === undefined || (Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month))));
  if (!isThere) return '';
  const parts = [month, day].filter((part) => part !== undefined);
  return [year].concat(parts.map((part) => String(Number(part)).padStart(2, '0'))).join('-');
}

/** The number of the one month that a name, or the beginning of one, can mean; 0 if none. */
function monthOf(word) {
  if (word.length < SHORTEST_MONTH) return 0;
  const meant = form.months
    .map((names, at) => (names.some((name) => name.startsWith(word)) ? at + 1 : 0))
    .filter(Boolean);
  return meant.length === 1 ? meant[0] : 0;
}

/** A date whose month is a name; empty if it is none. */
function dateInWords(text) {
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const parts = bare.split(/[\s.,/-]+/).filter((word) => word && !BESIDE_MONTHS.includes(word));
  const months = parts.map(monthOf).filter(Boolean);
  const years = parts.filter((word) => YEAR.test(word));
  const days = parts.map((word) => (DAY_OF_WORDS.exec(word) || [])[1]).filter(Boolean);
  const isWhole = months.length + years.length + days.length === parts.length;
  if (!isWhole || months.length !== 1 || years.length !== 1 || days.length > 1) return '';
  return spelledDate(years[0], months[0], days[0]);
}

/**
 * The date that a text means, as 2025, 2025-03 or 2025-03-12; empty if it is none, or can be two.
 *
 * @param {string} text
 * @returns {string}
 */
function readDate(text) {
  if (text.length > MOST_SIGNS_OF_A_DATE) return '';
  const plain = text.replace(DASHES, '-').trim().replace(/\s+/g, ' ').replace(TIME_BEHIND, '');
  let found = BY_YEAR.exec(plain);
  if (found) return spelledDate(found[1], found[3], found[4]);
  found = COMPACT.exec(plain);
  if (found) return spelledDate(found[1], found[2], found[3]);
  found = OF_MONTH.exec(plain);
  if (found) return spelledDate(found[2], found[1]);
  found = DOTTED.exec(plain);
  if (found) return spelledDate(found[3], found[2], found[1]);
  found = EITHER_FIRST.exec(plain);
  if (!found) return dateInWords(plain);
  const either = [
    spelledDate(found[4], found[3], found[1]),
    spelledDate(found[4], found[1], found[3]),
  ];
  const meant = new Set(either.filter(Boolean));
  return meant.size === 1 ? [...meant][0] : '';
}

const isDay = (text) => readDate(text).length === '2025-03-12'.length;
