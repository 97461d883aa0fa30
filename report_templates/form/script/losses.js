// @ts-check
/* What would be lost if other answers came in the place of those on the page. */

const OF_THE_FORM = ['format', 'questionnaire', 'short']; // the page writes these anew
const MARKS = ['recheck']; // of an answer, and no content of it

/**
 * Counts of what is on the page and not the same in what comes: answers, comments, documents,
 * reviews, and entries about the answers.
 *
 * @param {Taken} coming
 */
function lossesTo(coming) {
  const lost = { answers: 0, comments: 0, documents: 0, reviews: 0, about: lostAbout(coming.head) };
  const aside = asides();
  entries.forEach((entry, id) => {
    const question = questions.get(id);
    const other = coming.entries.get(id);
    const here = inFields(question, entry);
    const there = other ? inFields(question, other) : emptyMap();
    const isChanged = isLost(statedIn(here), statedIn(there)) || losesRest(entry, other);
    if (id in aside || isChanged) lost.answers += 1;
    if (isLost(here.comment, there.comment)) lost.comments += 1;
    if (isLost(here.review, there.review)) lost.reviews += 1;
    lost.documents += lostDocuments(here.evidence || [], there.evidence || []);
  });
  Object.keys(foreign).forEach((id) => {
    if (isLost(foreign[id], coming.foreign[id])) lost.answers += 1;
  });
  return lost;
}

const isLost = (here, there) =>
  here !== undefined && JSON.stringify(here) !== JSON.stringify(there);

/** An entry as it is saved, without what the form has no field for. */
const inFields = (question, entry) =>
  plainEntry(question, Object.assign(newEntry(), entry, { rest: emptyMap() }));

/** Which of the modes a plain entry states, and what; undefined for none. */
function statedIn(plain) {
  const stated = MODES.filter((mode) => mode in plain).map((mode) => [mode, plain[mode]]);
  return stated.length ? stated : undefined;
}

/** Whether anything goes that a file says of a question and the form has no field for. */
function losesRest(entry, other) {
  return Object.keys(entry.rest)
    .filter((key) => !MARKS.includes(key))
    .some((key) => isLost(entry.rest[key], other ? other.rest[key] : undefined));
}

function lostDocuments(here, there) {
  const kept = there.map((item) => JSON.stringify(item));
  return here.filter((item) => !kept.includes(JSON.stringify(item))).length;
}

function lostAbout(coming) {
  const [here, there] = [saidAbout(head), saidAbout(coming)];
  return Object.keys(here).filter((path) => isLost(here[path], there[path])).length;
}

/** What a submission says of itself, by paths, whether this form has a field for it or not. */
function saidAbout(from) {
  const found = emptyMap();
  const about = told(from);
  const add = (path, value) => {
    if (!(isMap(value) && isEmptyMap(value))) found[path] = isScalar(value) ? asText(value) : value;
  };
  Object.keys(about)
    .filter((key) => !OF_THE_FORM.includes(key))
    .forEach((key) => {
      const inner = MAPS.includes(key) && isMap(about[key]) ? told(about[key]) : null;
      if (inner) Object.keys(inner).forEach((name) => add(key + '.' + name, inner[name]));
      else add(key, about[key]);
    });
  return found;
}

/** Whether what is on the page may give way to a file; somebody is asked if any of it is lost. */
function mayReplace(name, coming) {
  const lost = lossesTo(coming);
  const lines = Object.keys(lost)
    .filter((kind) => lost[kind])
    .map((kind) => '– ' + say(words.losses[kind], { n: lost[kind] }));
  if (!lines.length) return true;
  const told = [say(words.load_first, { name: name })].concat(lines);
  if (!isInFile) told.push(words.load_unfiled);
  return window.confirm(told.concat(words.load_all_the_same).join('\n'));
}
