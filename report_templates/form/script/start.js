// @ts-check
/* The start: what was kept is put in, and the page begins to listen. */

function onToggle(event) {
  const node = event.target;
  if (node.id === 'missing' && node.open) showDuties(current);
  if (node.classList.contains('review') && node.open) openReview(node);
  if (node.classList.contains('fold') && !isPrinting) keepFolds();
}

function onKey(event) {
  const isSave =
    (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === 's';
  if (!isSave) return;
  event.preventDefault(); // the browser would save the page without the answers
  saveFile();
}

readSubmission(JSON.parse(embedded));
restore();
showAll();
showTrouble();
restoreFolds();
byId('slot').textContent = say(words.slot, { slot: slot });
document.addEventListener('input', onInput);
document.addEventListener('click', onClick);
document.addEventListener('click', onLink);
document.addEventListener('focusin', onFocus);
document.addEventListener('toggle', onToggle, true);
document.addEventListener('keydown', onKey);
byId('about-country').addEventListener('change', (event) => findCountry(event.target));
byId('file').addEventListener('change', onFile);
window.addEventListener('storage', onStorage);
window.addEventListener('beforeunload', onLeave);
window.addEventListener('pageshow', onShow);
window.addEventListener('pagehide', onHide);
document.addEventListener('visibilitychange', () => {
  if (document.hidden && timer) keep();
});
window.addEventListener('beforeprint', beforePrint);
window.addEventListener('afterprint', afterPrint);
document.documentElement.classList.add('ready');
