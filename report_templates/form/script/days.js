// @ts-check
/* Dates as people write them, read as the kit reads them (coherence_kit/model/days.py). */

const SHORTEST_MONTH = 3;
const MOST_SIGNS_OF_A_DATE = 40;
const BESIDE_MONTHS = ['de', 'del', 'of', 'on', 'the', 'le', 'el', 'du', 'feira'];
const FIRST_DAY = ['first', 'premier', 'primero', 'primeiro'];
const TIME_BEHIND =
  /[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?(?:[AP]\.?M\.?|Z|[+-]\d{2}(?::?\d{2})?))?$/i;
const ZONE_BEHIND = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/;
const BY_YEAR = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/;
// With the Chinese and Japanese, or the Korean, signs for year, month and day.
const BY_SIGNS =
  /^(\d{4}) ?[\u5e74\ub144] ?(\d{1,2}) ?[\u6708\uc6d4](?: ?(\d{1,2}) ?[\u65e5\uc77c])?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const OF_MONTH = /^(\d{1,2})[-/. ](\d{4})$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const ROMAN = /^(\d{1,2})([-/.]) ?([IVX]{1,4})\2 ?(\d{4})$/;
const EITHER_FIRST = /^(\d{1,2})([-/ ])(\d{1,2})\2(\d{4})$/;
// Blanks beside the signs of a whole day; of two numbers only, years may be meant: 2011 - 12.
const APART = /^(\d{1,4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,4})\.?$/;
const DAY_OF_WORDS = /^(\d{1,2})(?:st|nd|rd|th|er|re|eme|e|o|a|ro)?$/;
const YEAR = /^\d{4}$/;
const ROMAN_MONTHS = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

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

/** The number of a day of the month; empty if a word is none. */
function dayOf(word) {
  const found = DAY_OF_WORDS.exec(word);
  return found ? found[1] : FIRST_DAY.includes(word) ? '1' : '';
}

/** The place of a day in its week, Monday first. */
function weekdayOf(date) {
  const [year, month, day] = date.split('-').map(Number);
  const point = new Date(0);
  point.setUTCFullYear(year, month - 1, day);
  return (point.getUTCDay() + 6) % 7;
}

/** A date whose month is a name; empty if it is none, or of another day of the week. */
function dateInWords(text) {
  const parts = folded(text)
    .split(/[\s.,/-]+/)
    .filter((word) => word && !BESIDE_MONTHS.includes(word));
  const months = parts.map(monthOf).filter(Boolean);
  const years = parts.filter((word) => YEAR.test(word));
  const days = parts.map(dayOf).filter(Boolean);
  const weekdays = parts
    .map((word) => form.weekdays.findIndex((names) => names.includes(word)))
    .filter((place) => place >= 0);
  const count = months.length + years.length + days.length + weekdays.length;
  if (count !== parts.length || months.length !== 1 || years.length !== 1 || days.length > 1) {
    return '';
  }
  const date = spelledDate(years[0], months[0], days[0]);
  if (!weekdays.length) return date;
  const isOfDay = date && days.length && weekdays.length === 1 && weekdays[0] === weekdayOf(date);
  return isOfDay ? date : '';
}

/**
 * The date that a text means, as 2025, 2025-03 or 2025-03-12; empty if it is none, or can be two.
 *
 * @param {string} text
 * @returns {string}
 */
function readDate(text) {
  if (text.length > MOST_SIGNS_OF_A_DATE) return '';
  const plain = withHyphens(withPlainDigits(text))
    .trim()
    .replace(/\s+/g, ' ')
    .replace(TIME_BEHIND, '')
    .replace(ZONE_BEHIND, '$1')
    .replace(APART, '$1$2$3$2$4');
  let found = BY_YEAR.exec(plain);
  if (found) return spelledDate(found[1], found[3], found[4]);
  found = BY_SIGNS.exec(plain);
  if (found) return spelledDate(found[1], found[2], found[3]);
  found = COMPACT.exec(plain);
  if (found) return spelledDate(found[1], found[2], found[3]);
  found = OF_MONTH.exec(plain);
  if (found) return spelledDate(found[2], found[1]);
  found = DOTTED.exec(plain);
  if (found) return spelledDate(found[3], found[2], found[1]);
  found = ROMAN.exec(plain);
  const roman = found ? ROMAN_MONTHS.indexOf(found[3]) + 1 : 0;
  if (roman) return spelledDate(found[4], roman, found[1]);
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
