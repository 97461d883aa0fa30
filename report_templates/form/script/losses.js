// @ts-check
/* What would be lost if other answers came in the place of those on the page. */

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
    const here = plainEntry(question, entry);
    const other = coming.entries.get(id);
    const there = other ? plainEntry(question, other) : emptyMap();
    if (id in aside || isLost(statedIn(here), statedIn(there))) lost.answers += 1;
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

/** Which of the modes a plain entry states, and what; undefined for none. */
function statedIn(plain) {
  const stated = MODES.filter((mode) => mode in plain).map((mode) => [mode, plain[mode]]);
  return stated.length ? stated : undefined;
}

function lostDocuments(here, there) {
  const kept = there.map((item) => JSON.stringify(item));
  return here.filter((item) => !kept.includes(JSON.stringify(item))).length;
}

function lostAbout(coming) {
  const paths = all('[data-head]').map((field) => field.dataset.head);
  const told = (from, path) => {
    const value = headValue(path, from);
    return isBlank(asText(value)) ? undefined : asText(value);
  };
  return paths.filter((path) => isLost(told(head, path), told(coming, path))).length;
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
