// @ts-check
/* Answers kept in the browser, and two windows with the same form. */

const PREFIX = 'coherence-kit/form/';
const slot = PREFIX + form.questionnaire + '/' + form.version + '/' + fingerprint(form.sha256 + embedded);
const store = openStore();
let lastKept = ''; // what this window wrote last
let isHeldBack = !store; // nothing is written: the browser forbids it, or another window has the form
let keptAt = '';
let filedAt = '';
let timer = 0;

/** A short name for a text; two forms that begin with other answers are kept apart by it (cyrb53, not for secrets). */
function fingerprint(text) {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
}

/** The browser's store, or null where it is forbidden or full. */
function openStore() {
  try {
    const found = window.localStorage;
    found.setItem(PREFIX + 'test', '1');
    found.removeItem(PREFIX + 'test');
    return found;
  } catch (error) {
    return null;
  }
}

function timeNow() {
  const now = new Date();
  const day = now.toLocaleDateString(words.locale, { day: 'numeric', month: 'long', year: 'numeric' });
  const time = now.toLocaleTimeString(words.locale, { hour: '2-digit', minute: '2-digit' });
  return say(words.moment, { day: day, time: time });
}

function keepSoon() {
  window.clearTimeout(timer);
  timer = window.setTimeout(keep, 400);
}

function keep() {
  window.clearTimeout(timer);
  timer = 0;
  const submission = plainSubmission();
  // for browsers that save the page as it stands when asked to
  answersBlock.firstChild.data = '\n' + inPage(asFile(submission)) + '\n';
  if (isHeldBack || !store) return;
  const time = timeNow();
  const text = JSON.stringify({ at: time, submission: submission, aside: asides() });
  try {
    store.setItem(slot, text);
    lastKept = text;
    keptAt = time;
  } catch (error) {
    keptAt = '';
    isHeldBack = true;
  }
  showKept();
}

/** What a file cannot hold: what was typed for another mode, and modes that still lack their reason. */
function asides() {
  const found = emptyMap();
  entries.forEach((entry, id) => {
    const isAside = (entry.mode === 'not_applicable' && isBlank(entry.not_applicable)) || (entry.mode !== 'answer' && hasAnswer(entry)) ||
      (entry.mode !== 'not_applicable' && entry.not_applicable) || (entry.mode !== 'unknown' && entry.unknown);
    if (isAside) found[id] = { mode: entry.mode, answer: entry.answer, not_applicable: entry.not_applicable, unknown: entry.unknown };
  });
  return found;
}

function readKept(text) {
  const kept = JSON.parse(text);
  readSubmission(kept.submission);
  Object.keys(kept.aside).filter((id) => questions.has(id)).forEach((id) => Object.assign(entryOf(id), kept.aside[id]));
  return kept.at;
}

function restore() {
  const text = store ? store.getItem(slot) : null;
  if (!text) return;
  const came = JSON.parse(embedded);
  try {
    keptAt = readKept(text);
    lastKept = text;
    isInFile = false;
    const anew = isMap(came.answers) && !isEmptyMap(came.answers) ? words.start_anew : words.start_empty;
    notice(say(words.restored, { time: keptAt, anew: anew }), [['dismiss', words.dismiss], ['anew', anew]]);
  } catch (error) {
    readSubmission(came); // what is kept there is none of ours
  }
}

function showKept() {
  const file = isInFile ? (filedAt ? say(words.in_file, { time: filedAt }) : '') : words.not_in_file;
  const kept = isHeldBack ? (store ? '' : words.kept_not) : keptAt ? say(words.kept, { time: keptAt }) : '';
  byId('kept').textContent = [kept, file].filter(Boolean).join(' ');
  byId('kept').classList.toggle('alert', isHeldBack);
  showOthers();
}

function otherSlots() {
  if (!store) return [];
  return Array.from({ length: store.length }, (none, at) => store.key(at)).filter((key) => key && key.startsWith(PREFIX) && key !== slot);
}

function showOthers() {
  const others = otherSlots();
  show(document.querySelector('[data-do=forget-all]'), others.length ? say(words.forget_all, { n: others.length }) : '');
}

function forgetThis() {
  if (!window.confirm(words.forget_first)) return;
  window.clearTimeout(timer);
  if (store) store.removeItem(slot);
  lastKept = '';
  keptAt = '';
  readSubmission(JSON.parse(embedded));
  isInFile = true;
  all('#notices .notice').forEach((node) => node.remove());
  showAll();
  answersBlock.firstChild.data = embedded;
  announce(words.forgotten);
  if (!document.activeElement || document.activeElement === document.body) goTo(byId('questions'));
}

function forgetOthers() {
  if (!window.confirm(words.forget_all_first)) return;
  otherSlots().forEach((key) => store.removeItem(key));
  showOthers();
  byId('storage').focus();
}

/** Another window wrote to the same place: from here on this one keeps nothing until somebody chooses. */
function onStorage(event) {
  if (event.key !== slot || event.newValue === lastKept || event.newValue === null) return;
  isHeldBack = true;
  showKept();
  if (!byId('other-window')) {
    notice(words.other_window, [['take-other', words.take_other], ['go-on-here', words.go_on_here]]).id = 'other-window';
  }
}

function takeOther(button) {
  const text = store.getItem(slot);
  if (text) keptAt = readKept(text);
  lastKept = text || '';
  isHeldBack = false;
  button.closest('.notice').remove();
  showAll();
  goTo(byId('questions'));
}

function goOnHere(button) {
  isHeldBack = false;
  button.closest('.notice').remove();
  keep();
  goTo(byId('questions'));
}

function onLeave(event) {
  if (timer) keep();
  if (isInFile || !isHeldBack) return undefined;
  event.preventDefault();
  event.returnValue = '';
  return '';
}
