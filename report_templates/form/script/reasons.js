// @ts-check
/* Reasons that say nothing, as model/empty_words.py knows them. */

const emptyPhrases = new RegExp('^(?:(?:' + form.empty.phrases.join('|') + ') )+$');

/** Whether a text is no reason, such as "-" or "see above". */
function saysNothing(text) {
  const letters = new Set(lowerCase(text).match(/\p{L}/gu) || []);
  return (
    letters.size <= 1 ||
    asPhrases(text).some((plain) => form.empty.alone.includes(plain) || emptyPhrases.test(plain + ' '))
  );
}

/** A text without accents and signs; of letters with stops between them also the word: t.b.d. */
function asPhrases(text) {
  if (Array.from(text).length > form.empty.longest) return [];
  const bare = lowerCase(text.normalize('NFKD').replace(/\p{Mn}/gu, ''));
  const said = bare.match(/[\p{L}\p{N}]+/gu) || [];
  const isSpelt = said.length > 0 && said.every((word) => Array.from(word).length === 1);
  return said.length ? [said.join(' ')].concat(isSpelt ? said.join('') : []) : [];
}

const lowerCase = (text) => text.toLowerCase().replace(/\u00df/g, 'ss');
