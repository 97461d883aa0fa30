// @ts-check
/* What the page carries as data: the form, the words of the script and the answers it came with. */

/**
 * @typedef {object} Form
 * @property {string} questionnaire its id
 * @property {string} command that makes a page of a file
 * @property {string} version
 * @property {string} sha256
 * @property {string} title
 * @property {boolean} short whether it is the short form
 * @property {string[]} asked what the form of a respondent asks, where that is not all
 * @property {{id: string, questions: string[]}[]} sections
 * @property {Question[]} questions
 * @property {{known: Record<string, string>, small: string[], forms: string[], articles: string[],
 *   shortened: Record<string, string>}} countries by which names countries are known
 * @property {{phrases: string[], alone: string[], longest: number}} empty reasons that say nothing
 * @property {{yes: string[], no: string[], unknown: string[], not_applicable: string[],
 *   steps: string[], takes_back: string}} typed words that are typed for answers
 * @property {string[][]} months their names, each in every language that is read
 * @property {string[][]} weekdays likewise, Monday first
 * @property {Record<string, any>} words what the script says: texts, tables of texts, and plurals
 */

/** @type {Form} */
const form = JSON.parse(byId('form').textContent);
const words = form.words;
const plurals = new Intl.PluralRules(words.locale);
const answersBlock = byId('answers');
const embedded = answersBlock.textContent;

/**
 * A message with its places filled; of one with plurals, that of the number `n`.
 *
 * @param {string | Record<string, string>} message
 * @param {Record<string, any>} [values]
 * @returns {string}
 */
function say(message, values) {
  const text =
    typeof message === 'string' ? message : message[plurals.select(values.n)] || message.other;
  return text.replace(/\{(\w+)\}/g, (gap, name) =>
    values && name in values ? String(values[name]) : gap
  );
}

// A browser that saves "the whole page" saves what the script has made as well: it is made anew
// here.
all('.documents ol, .review .fields, .choose, #notices, #remedies, #missing-list').forEach((node) => {
  node.textContent = '';
});
// The page as it came, for a copy with other answers.
const pristine = '<!DOCTYPE html>\n' + document.documentElement.outerHTML;
