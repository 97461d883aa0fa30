// @ts-check
/* Reasons that say nothing, as model/empty_words.py knows them. */

const emptyPhrases = new RegExp('^(?:(?:' + form.empty.phrases.join('|') + ') )+$');

/** Whether a text is no reason, such as "-" or "see above". */
function saysNothing(text) {
  const letters = new Set(foldCase(text).match(/\p{L}/gu) || []);
  return (
    letters.size <= 1 ||
    asPhrases(text).some((plain) => form.empty.alone.includes(plain) || emptyPhrases.test(plain + ' '))
  );
}

/** A text without accents and signs; of letters with stops between them also the word: t.b.d. */
function asPhrases(text) {
  if (Array.from(text).length > form.empty.longest) return [];
  const said = folded(text).match(/[\p{L}\p{N}]+/gu) || [];
  const isSpelt = said.length > 0 && said.every((word) => Array.from(word).length === 1);
  return said.length ? [said.join(' ')].concat(isSpelt ? said.join('') : []) : [];
}
