// @ts-check
/* The fields about the submission itself. */

const countries = new Map(all('#countries option').map((option) => [option.value, option.textContent]));

/** A value of the head by its path; a name in several languages is none that a field can show. */
function headValue(path) {
  const [key, inner] = path.split('.');
  const value = inner ? (isMap(head[key]) ? head[key][inner] : undefined) : head[key];
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
  showHead();
}

function showHead() {
  const code = asText(head.country);
  const name = countries.get(code.slice(0, 3));
  const says = countryFault() ? words.alerts.country : name ? say(words.country_is, { code: code.slice(0, 3), name: name }) : '';
  show(byId('about-country-says'), says);
  byId('about-country-says').classList.toggle('alert', Boolean(countryFault()));
  byId('about-country').setAttribute('aria-invalid', String(Boolean(countryFault())));
  show(byId('about-date-says'), dateFault() ? words.alerts.date : '');
  byId('about-date-says').classList.toggle('alert', Boolean(dateFault()));
  byId('about-date').setAttribute('aria-invalid', String(Boolean(dateFault())));
}

/** A country's name, written in full, becomes its code. */
function findCountry(field) {
  const wanted = field.value.trim().toLowerCase();
  const found = Array.from(countries).find(([code, name]) => name.toLowerCase() === wanted || code.toLowerCase() === wanted);
  if (!found || found[0] === field.value) return;
  setField(field, found[0]);
  setHead('country', found[0]);
  changedHead();
}
