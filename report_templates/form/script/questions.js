// @ts-check
/* What is asked, as the kit has written it into the page. */

/**
 * @typedef {{question: string, in: string[]} | {all: Condition[]} | {any: Condition[]}} Condition
 *
 * @typedef {object} Question
 * @property {string} id
 * @property {string} number as a form and a report speak of it
 * @property {string} label
 * @property {string} [lang] the language of the label, if it is not that of the page
 * @property {'pick-one' | 'pick-many' | 'order' | 'quantity' | 'prose'} shape
 * @property {boolean} [date] whether it asks for a day
 * @property {boolean} [steps] whether its options are the steps of a scale
 * @property {boolean} [words] whether its options are yes and no
 * @property {[string, string, string][]} [options] key, text, and its language as with the label
 * @property {string[]} [wordings] of each option, in every language of the questionnaire
 * @property {string} [flag] of a scale: the id of what takes half a step off, and its wordings
 * @property {Condition} [condition]
 * @property {string} [waits] the condition in words
 * @property {boolean} leave whether it may be said not to apply
 * @property {number} [from] the lowest step that asks for documents
 * @property {string} [smallest]
 * @property {string} [largest]
 */

/** @type {Map<string, Question>} */
const questions = new Map(form.questions.map((question) => [question.id, question]));
/** @type {(question: Question) => boolean} */
const isListed = (question) => question.shape === 'pick-one';
/** @type {(question: Question) => boolean} */
const isBoxes = (question) => question.shape === 'pick-many';
/** @type {(question: Question) => boolean} */
const isOrder = (question) => question.shape === 'order';
/** @type {(question: Question) => boolean} */
const isShort = (question) => question.shape === 'quantity' || question.date === true;
/** @type {(question: Question) => [string, string, string][]} */
const optionsOf = (question) => question.options || [];
