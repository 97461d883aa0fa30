// @ts-check
/* The state of every question and whether its condition holds: the same as scoring/states.py,
   which a test compares over one table of cases. */

const LEFT = ['not_applicable', 'not_asked'];

/** @typedef {'answered'|'not_applicable'|'unknown'|'unanswered'|'not_asked'|'open'|'carried'} State */

/**
 * The state an entry claims, its question's condition apart.
 *
 * @param {Question} question
 * @param {Entry} [entry]
 * @returns {State}
 */
function stated(question, entry) {
  const said = saidOf(question, entry);
  return said !== 'unanswered' && isMarked(entry) ? 'carried' : said;
}

/**
 * The same, whenever it was said.
 *
 * @param {Question} question
 * @param {Entry} [entry]
 * @returns {State}
 */
function saidOf(question, entry) {
  if (!entry || deniesState(entry)) return 'unanswered';
  if (entry.mode === 'not_applicable')
    return isBlank(entry.not_applicable) ? 'unanswered' : 'not_applicable';
  if (entry.mode === 'unknown') return 'unknown';
  return entry.mode === 'answer' && hasAnswer(entry) && !faultOf(question, entry.answer)
    ? 'answered'
    : 'unanswered';
}

/** Whether a no stands where the reason for having no answer belongs. */
const deniesState = (entry) =>
  (entry.mode === 'not_applicable' && isDenial(entry.not_applicable)) ||
  (entry.mode === 'unknown' && isDenial(entry.unknown));

/** @returns {Map<string, State>} question id to state */
function states() {
  const found = new Map();
  form.questions.forEach((question) => stateOf(question, found));
  return found;
}

/**
 * @param {Question} question
 * @param {Map<string, State>} found the states found before, to which this one is added
 * @returns {State}
 */
function stateOf(question, found) {
  if (!found.has(question.id)) {
    // questions that wait for each other are refused when a questionnaire is checked
    found.set(question.id, 'open');
    const holds = question.condition ? doesHold(question.condition, found) : true;
    const state =
      holds === null ? 'open' : holds ? stated(question, entries.get(question.id)) : 'not_asked';
    found.set(question.id, state);
  }
  return found.get(question.id);
}

/**
 * True, false, or null while it cannot be decided.
 *
 * @param {Condition} condition
 * @param {Map<string, State>} found
 * @returns {boolean | null}
 */
function doesHold(condition, found) {
  if ('question' in condition) {
    const asked = questions.get(condition.question);
    const state = stateOf(asked, found);
    if (state === 'answered') return isAmong(asked, entries.get(asked.id).answer, condition.in);
    return LEFT.includes(state) ? false : null;
  }
  const isAny = 'any' in condition;
  const parts = (isAny ? condition.any : condition.all).map((part) => doesHold(part, found));
  const settling = isAny; // one true settles `any`, one false settles `all`
  if (parts.includes(settling)) return settling;
  return parts.includes(null) ? null : !settling;
}

/**
 * Whether an answer is one of those that a condition waits for.
 *
 * @param {Question} question
 * @param {string | string[]} answer
 * @param {string[]} wanted
 */
function isAmong(question, answer, wanted) {
  if (isOrder(question))
    return wanted.includes(
      keysMeant(question, Array.isArray(answer) ? answer : orderOf(answer))[0]
    );
  if (Array.isArray(answer))
    return keysMeant(question, answer).some((key) => wanted.includes(key));
  return wanted.includes(optionKey(question, answer));
}
