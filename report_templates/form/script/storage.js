// @ts-check
/* Answers kept in the browser while they are typed. What cannot be kept there is handed to the
   entry of this tab in its history, so that "back" and "reload" find it, and is tried again. */

const slot =
  PREFIX + form.questionnaire + '/' + form.version + '/' + fingerprint(form.sha256 + embedded);
let lastKept = null; // what stands in the store, as far as this window knows
/**
 * What became of the last attempt: kept, no room, no store, or another window was first.
 *
 * @typedef {'kept' | 'full' | 'forbidden' | 'other'} Keeping
 * @type {Keeping}
 */
let keeping = 'kept';
let isUnkept = false; // something was entered that is in no store
let keptAt = '';
let filedAt = '';
let timer = 0;

/**
 * A short name for a text; two forms that begin with other answers are kept apart by it (cyrb53,
 * not for secrets).
 */
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

function timeNow() {
  const now = new Date();
  const day = now.toLocaleDateString(words.locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  const time = now.toLocaleTimeString(words.locale, { hour: '2-digit', minute: '2-digit' });
  return say(words.moment, { day: day, time: time });
}

function keepSoon() {
  isUnkept = true;
  window.clearTimeout(timer);
  timer = window.setTimeout(keep, 400);
}

function keep() {
  window.clearTimeout(timer);
  timer = 0;
  const submission = plainSubmission();
  // for browsers that save the page as it stands when asked to
  answersBlock.firstChild.data = '\n' + inPage(asFile(submission)) + '\n';
  const time = timeNow();
  const text = JSON.stringify({ at: time, submission: submission, aside: asides() });
  const outcome = outcomeOf(text);
  isUnkept = outcome !== 'kept';
  if (!isUnkept) [lastKept, keptAt] = [text, time];
  rememberInTab(isUnkept ? text : '');
  setKeeping(outcome);
}

/** Another window's work is never written over before somebody has chosen. */
function outcomeOf(text) {
  const there = readStore(slot);
  const isOthers = keeping === 'other' || (there !== null && there !== lastKept);
  return isOthers ? 'other' : writeStore(slot, text);
}

/** What no store has is kept with this entry of the history; an empty text removes it. */
function rememberInTab(text) {
  try {
    if (!text && !window.history.state) return;
    const entry = { slot: slot, text: text, base: fingerprint(lastKept || '') };
    window.history.replaceState(text ? entry : null, '');
  } catch (error) {
    // a browser may refuse so large an entry, or one so soon after another
  }
}

function rememberedInTab() {
  const entry = window.history.state;
  return isMap(entry) && entry.slot === slot ? entry : null;
}

/**
 * What a file cannot hold: what was typed for another mode, and modes that still lack their reason.
 */
function asides() {
  const found = emptyMap();
  entries.forEach((entry, id) => {
    const isAside =
      (entry.mode === 'not_applicable' && isBlank(entry.not_applicable)) ||
      (entry.mode !== 'answer' && hasAnswer(entry)) ||
      (entry.mode !== 'not_applicable' && entry.not_applicable) ||
      (entry.mode !== 'unknown' && entry.unknown);
    if (isAside)
      found[id] = {
        mode: entry.mode,
        answer: entry.answer,
        not_applicable: entry.not_applicable,
        unknown: entry.unknown,
      };
  });
  return found;
}

function readKept(text) {
  const kept = JSON.parse(text);
  readSubmission(kept.submission);
  Object.keys(kept.aside)
    .filter((id) => questions.has(id))
    .forEach((id) => Object.assign(entryOf(id), kept.aside[id]));
  return kept.at;
}

function restore() {
  lastKept = readStore(slot);
  const own = rememberedInTab();
  const text = own ? own.text : lastKept;
  keeping = tryStore();
  if (!text) return;
  try {
    const time = readKept(text);
    isInFile = false;
    if (own) takeUpAgain(own);
    else keptAt = time;
    sayRestored(time, own ? words.still_here : words.restored);
  } catch (error) {
    readSubmission(JSON.parse(embedded)); // what is kept there is none of ours
  }
}

/** What no store had is tried again, unless another window has written since. */
function takeUpAgain(own) {
  isUnkept = true;
  if (lastKept !== null && own.base !== fingerprint(lastKept)) keeping = 'other';
  else keepSoon();
}

function sayRestored(time, message) {
  const came = JSON.parse(embedded);
  const anew =
    isMap(came.answers) && !isEmptyMap(came.answers) ? words.start_anew : words.start_empty;
  notice(say(message, { time: time, anew: anew }), [
    ['dismiss', words.dismiss],
    ['anew', anew],
  ]);
}

/** What is in a file and what this browser keeps, in words. */
function showKept() {
  const file = isInFile
    ? filedAt
      ? say(words.in_file, { time: filedAt })
      : ''
    : words.not_in_file;
  const kept = trouble() || (keptAt ? say(words.kept, { time: keptAt }) : '');
  const beside = isBeside && keeping !== 'other' ? words.beside : '';
  byId('kept').textContent = [kept, file, beside].filter(Boolean).join(' ');
  byId('kept').classList.toggle('alert', keeping !== 'kept' || isBeside);
  showOthers();
}

function otherSlots() {
  return namesInStore().filter((name) => !name.startsWith(slot) && !name.endsWith(FOLDED));
}

function showOthers() {
  const others = otherSlots();
  show(
    document.querySelector('[data-do=forget-all]'),
    others.length ? say(words.forget_all, { n: others.length }) : ''
  );
}

function forgetThis() {
  if (!window.confirm(words.forget_first)) return;
  window.clearTimeout(timer);
  timer = 0;
  removeFromStore(slot);
  removeFromStore(slot + FOLDED);
  lastKept = null;
  keptAt = '';
  isUnkept = false;
  rememberInTab('');
  readSubmission(JSON.parse(embedded));
  isInFile = true;
  all('#notices .notice').forEach((node) => node.remove());
  showAll();
  setKeeping(tryStore());
  answersBlock.firstChild.data = embedded;
  announce(words.forgotten);
  if (!document.activeElement || document.activeElement === document.body) goTo(byId('questions'));
}

function forgetOthers() {
  if (!window.confirm(words.forget_all_first)) return;
  otherSlots().forEach((name) => {
    removeFromStore(name);
    removeFromStore(name + FOLDED);
  });
  if (isUnkept) keep(); // there is room now
  showOthers();
  byId('storage').focus();
}

function onLeave(event) {
  if (timer) keep();
  if (isInFile || !isUnkept) return undefined;
  event.preventDefault();
  event.returnValue = '';
  return '';
}
