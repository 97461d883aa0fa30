// @ts-check
/* The names of saved files. */

// In bytes: a file system takes 255 for a whole name, and a browser adds such as "(1)".
const LONGEST = { place: 32, round: 40, body: 56, form: 40 };

/**
 * `velmora-first-round-2026-ministry-of-labour-intragovernmental`: letters and digits of any
 * script, nothing that a file system minds, and short enough for each.
 */
function fileName(ending) {
  const place = headText('country_name') || asText(head.country);
  const parts = [
    shortened(inFileName(place), LONGEST.place),
    shortened(inFileName(headText('round')), LONGEST.round),
    shortened(inFileName(headText('respondent.entity')), LONGEST.body),
    shortened(inFileName(form.questionnaire), LONGEST.form),
  ];
  return parts.filter(Boolean).join('-') + ending;
}

/** A value of the head as text; of a name in several languages that of the page, or the first. */
function headText(path) {
  const [key, inner] = path.split('.');
  const value = inner ? isMap(head[key]) && head[key][inner] : head[key];
  if (!isMap(value)) return typeof value === 'object' || value === false ? '' : asText(value);
  return asText(value[document.documentElement.lang] || Object.values(value)[0]);
}

function inFileName(text) {
  return clean(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** What is too long ends with a sign of the whole, so that two that begin alike stay apart. */
function shortened(text, most) {
  const size = (part) => new TextEncoder().encode(part).length;
  if (size(text) <= most) return text;
  const sign = '-' + fingerprint(text).slice(-4);
  const letters = Array.from(text);
  while (size(letters.join('')) + sign.length > most) letters.pop();
  return letters.join('').replace(/-+$/, '') + sign;
}
