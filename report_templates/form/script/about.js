// @ts-check
/* The fields about the submission itself. */

const countries = new Map(
  all('#countries option').map((option) => [option.value, option.textContent])
);

/** A value of the head by its path; a name in several languages is none that a field can show. */
function headValue(path, from = head) {
  const [key, inner] = path.split('.');
  const value = inner ? (isMap(from[key]) ? from[key][inner] : undefined) : from[key];
  return typeof value === 'object' ? '' : value;
}

function setHead(path, text) {
  const [key, inner] = path.split('.');
  const place = inner ? (head[key] = isMap(head[key]) ? head[key] : emptyMap()) : head;
  const name = inner || key;
  if (isBlank(text)) delete place[name];
  else place[name] = key === 'country' || key === 'date' ? text.trim() : text;
}

function fillHead() {
  all('[data-head]').forEach((field) => {
    setField(field, asText(headValue(field.dataset.head)));
    // a name in several languages stays as it is
    const isMapped = isMap(head[field.dataset.head]);
    field.closest('.field').hidden = isMapped;
  });
  showOffices();
  showHead();
}

const namesOffices = () => isMap(head.offices) && !isEmptyMap(told(head.offices));

/** Their names are folded away as long as there are none. */
function showOffices() {
  const box = byId('offices');
  if (box) box.open = box.open || namesOffices();
}

function showHead() {
  const code = asText(head.country);
  const name = countries.get(code.slice(0, 3));
  const says = countryFault()
    ? words.alerts.country
    : name
      ? say(words.country_is, { code: code.slice(0, 3), name: name })
      : '';
  show(byId('about-country-says'), says);
  byId('about-country-says').classList.toggle('alert', Boolean(countryFault()));
  byId('about-country').setAttribute('aria-invalid', String(Boolean(countryFault())));
  show(byId('about-date-says'), dateFault() ? words.alerts.date : '');
  byId('about-date-says').classList.toggle('alert', Boolean(dateFault()));
  byId('about-date').setAttribute('aria-invalid', String(Boolean(dateFault())));
}

/** Codes and names by which countries are known, as loading/countries.py compares them. */
const knownCountries = new Map(
  Object.entries(form.countries.known).flatMap(([code, keys]) =>
    keys.split('|').map((key) => [key, code])
  )
);

const shortenedWords = new Map(Object.entries(form.countries.shortened));

/** A name for comparing: its words without accents and signs, in the order of the alphabet. */
function nameKey(text) {
  const found =
    folded(text)
      .replace(
        /(^|[^\p{L}\p{N}])((?:\p{L}\.)+\p{L})(?![\p{L}\p{N}])/gu,
        (_, before, letters) => before + letters.replace(/\./g, '')
      )
      .replace(/['\u2018\u2019\u02bc]s(?![\p{L}\p{N}])/gu, '')
      .match(/[\p{L}\p{N}_]+/gu) || [];
  const whole = found.map((word) => shortenedWords.get(word) || word);
  return [...new Set(whole)].filter((word) => !form.countries.small.includes(word)).sort();
}

/** The code of the one country that a text is known to mean, else an empty text. */
function countryMeant(text) {
  const plain = withHyphens(text.normalize('NFKC')).trim();
  const key = nameKey(plain);
  const shorter = key.filter((word) => !form.countries.forms.includes(word));
  const named = knownCountries.get(key.join(' ')) || knownCountries.get(shorter.join(' '));
  return named || codeMeant(plain) || inBrackets(plain);
}

/** The code that a text begins with, and behind a hyphen a part of the country. */
function codeMeant(plain) {
  const [head, ...parts] = plain.split('-');
  const code = head.trim().toLowerCase();
  const part = parts.join('-').trim();
  const isName = parts.length > 0 && form.countries.articles.includes(code);
  const found = code.length <= 3 && !isName ? knownCountries.get(code) : '';
  return found && part ? found + '-' + part : found || '';
}

/** What a name or code and another one in brackets behind it both mean. */
function inBrackets(plain) {
  const found = /^([^()[\]]+?)\s*[([]([^()[\]]+)[)\]]$/.exec(plain);
  const [first, second] = found ? [countryMeant(found[1]), countryMeant(found[2])] : ['', ''];
  return first === second ? first : '';
}

/** A country's name becomes its code. */
function findCountry(field) {
  const code = countryMeant(field.value);
  if (!code || code === field.value) return;
  setField(field, code);
  setHead('country', code);
  changedHead();
}
