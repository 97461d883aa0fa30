// @ts-check
/* The answers as a submission, to be saved. */

/** A map without what says nothing. */
function told(map) {
  const kept = emptyMap();
  Object.keys(map).forEach((key) => {
    const value = typeof map[key] === 'string' ? clean(map[key]) : map[key];
    const isEmpty =
      typeof value === 'string' ? isBlank(value) : value === null || value === undefined;
    if (!isEmpty) kept[key] = value;
  });
  return kept;
}

function plainAnswer(question, entry) {
  if (Array.isArray(entry.answer)) return entry.answer.map(clean);
  const text = clean(entry.answer);
  if (isOrder(question)) return orderOf(text);
  return isShort(question) ? text.trim() : text;
}

function plainEntry(question, entry) {
  const plain = emptyMap();
  // while nothing is chosen, all of it
  const isStated = (mode) => entry.mode === mode || entry.claims.includes(mode);
  if (isStated('answer') && hasAnswer(entry)) plain.answer = plainAnswer(question, entry);
  if (isStated('not_applicable') && !isBlank(entry.not_applicable))
    plain.not_applicable = clean(entry.not_applicable);
  else if (entry.claims.includes('not_applicable')) plain.not_applicable = null;
  if (isStated('unknown')) plain.unknown = isBlank(entry.unknown) ? null : clean(entry.unknown);
  if (!isBlank(entry.comment)) plain.comment = clean(entry.comment);
  const evidence = entry.evidence.map(told).filter((item) => !isEmptyMap(item));
  if (evidence.length) plain.evidence = evidence;
  const review = told(entry.review);
  if (!isEmptyMap(review)) plain.review = review;
  return Object.assign(plain, entry.rest);
}

function plainSubmission() {
  const plain = emptyMap();
  plain.format = 'coherence-kit/submission/1';
  plain.questionnaire = { id: form.questionnaire, version: form.version, sha256: form.sha256 };
  const about = told(head);
  Object.keys(about).forEach((key) => {
    if (key in plain) return;
    const value = MAPS.includes(key) && isMap(about[key]) ? told(about[key]) : about[key];
    if (!(isMap(value) && isEmptyMap(value))) plain[key] = value;
  });
  // which form it is says the page, not a file that was loaded into it
  if (form.short) plain.short = true;
  else delete plain.short;
  if (form.asked.length) plain.asked = form.asked;
  else delete plain.asked;
  plain.answers = emptyMap();
  form.questions.forEach((question) => {
    const entry = entries.get(question.id);
    const stated = entry ? plainEntry(question, entry) : emptyMap();
    if (!isEmptyMap(stated)) plain.answers[question.id] = stated;
  });
  Object.assign(plain.answers, foreign);
  return plain;
}

/**
 * JSON that is YAML as well; its first keys stand at the start of lines, by which the kit tells
 * files apart.
 */
function asFile(submission) {
  const lines = Object.keys(submission).map(
    (key) => JSON.stringify(key) + ': ' + JSON.stringify(submission[key], null, 1)
  );
  return '{\n' + lines.join(',\n') + '\n}\n';
}
