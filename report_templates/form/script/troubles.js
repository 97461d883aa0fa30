// @ts-check
/* What keeps this browser from keeping the answers: said where somebody looks while typing, beside
   the progress, and again above the questions. */

const REMEDIES = {
  kept: [],
  full: ['retry'],
  forbidden: ['retry'],
  other: ['take-other', 'go-on-here'],
};

/** What is wrong, in words; empty while the answers are kept. */
function trouble() {
  if (keeping === 'full' && keptAt) return say(words.troubles.full_since, { time: keptAt });
  return words.troubles[keeping] || '';
}

/** @param {Keeping} outcome */
function setKeeping(outcome) {
  const isNew = outcome !== keeping;
  keeping = outcome;
  if (isNew) {
    showTrouble();
    announce(trouble() || words.kept_again);
  }
  showKept();
}

function showTrouble() {
  const remedies = REMEDIES[keeping].map((action) => [action, words.remedies[action]]);
  const short = words.in_short[keeping] || (isBeside ? words.in_short.beside : '');
  document.documentElement.classList.toggle('troubled', Boolean(short));
  places.trouble.forEach((node) => show(node, short));
  byId('remedies').textContent = '';
  byId('remedies').append(...remedies.map(([action, label]) => actionButton(action, label)));
  const above = byId('trouble');
  if (above) above.remove();
  if (keeping !== 'kept') notice(trouble(), remedies).id = 'trouble';
}

function retry() {
  const before = keeping;
  keep();
  if (keeping === before) announce(trouble());
}
