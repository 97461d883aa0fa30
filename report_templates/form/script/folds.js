// @ts-check
/* Sections that are folded, kept apart from the answers: they are no work that could be lost. */

const FOLDED = '/folded';
const foldable = () => all('main details.fold');

function restoreFolds() {
  const folded = (readStore(slot + FOLDED) || '').split(' ');
  foldable().forEach((part) => {
    part.open = !folded.includes(part.dataset.part);
  });
}

function keepFolds() {
  const folded = foldable()
    .filter((part) => !part.open)
    .map((part) => part.dataset.part);
  if (folded.length) writeStore(slot + FOLDED, folded.join(' '));
  else removeFromStore(slot + FOLDED);
}

/** Whatever a place is folded away in is opened. */
function unfold(node) {
  for (let part = node.closest('details'); part; part = part.parentElement.closest('details'))
    part.open = true;
}

/** All sections are folded, or all opened where none is open. */
function foldAll() {
  const isAnyOpen = foldable().some((part) => part.open);
  foldable().forEach((part) => {
    part.open = !isAnyOpen;
  });
}
