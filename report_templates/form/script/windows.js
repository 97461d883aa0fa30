// @ts-check
/* Other windows with the same form. They hear of each other by the store, where a word stands for
   a moment and is taken away again. */

const DOOR = slot + '/window';
let isBeside = false; // another window has the same form

/** @param {'opened' | 'here' | 'closed'} word */
function tellWindows(word) {
  writeStore(DOOR, word);
  removeFromStore(DOOR);
}

function onStorage(event) {
  if (event.key === DOOR && event.newValue) hear(event.newValue);
  else if (event.key === null || (event.key === slot && event.newValue === null)) wasForgotten();
  else if (event.key === slot) lookForOthers();
}

function hear(word) {
  if (word === 'opened') tellWindows('here');
  showBeside(word !== 'closed');
  if (word === 'closed') tellWindows('opened'); // there may be a third one, which answers
}

function showBeside(isOpen) {
  isBeside = isOpen;
  const told = byId('beside');
  if (told && !isOpen) told.remove();
  if (isOpen && !told && keeping !== 'other') 
    notice(words.beside, [['beside-read', words.dismiss]]).id = 'beside';
  showTrouble();
  showKept();
}

/**
 * Another window has kept something: from here on this one keeps nothing until somebody chooses.
 */
function lookForOthers() {
  const there = readStore(slot);
  if (there === null || there === lastKept || keeping === 'other') return;
  setKeeping('other');
  showBeside(isBeside);
}

/** The answers were deleted from the browser elsewhere; what stands here is kept no longer. */
function wasForgotten() {
  if (lastKept === null) return;
  lastKept = null;
  keptAt = '';
  isUnkept = true;
  setKeeping(tryStore());
}

function takeOther() {
  const text = readStore(slot);
  if (text) keptAt = readKept(text);
  lastKept = text;
  isUnkept = false;
  isInFile = false;
  rememberInTab('');
  setKeeping(tryStore());
  showAll();
  goTo(byId('questions'));
}

function goOnHere() {
  lastKept = readStore(slot);
  setKeeping(tryStore());
  keep();
  goTo(byId('questions'));
}

/** The page is shown, perhaps again as it was left: others may have written since. */
function onShow() {
  // a browser puts back into the fields what it remembers, which need not be what is kept
  form.questions.forEach((question) => filled.add(question.id));
  showAll();
  lookForOthers();
  tellWindows('opened');
}

function onHide() {
  if (timer) keep();
  tellWindows('closed');
}
