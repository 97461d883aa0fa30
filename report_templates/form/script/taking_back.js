// @ts-check
/* What is said beside an answer and may take it back, as questions/taking_back.py knows it. */

const takingBack = new Set(form.typed.takes_back.split(' '));

/** Whether words behind an answer may deny it, doubt it, or mean another one. */
function takesBack(said) {
  const bare = said.replace(/^[ ()[\]]+|[ ()[\]]+$/g, '');
  if (said.includes('?') || saysNothing(bare) || stateSaid(bare)) return true;
  const found = folded(said).match(/[\p{L}\p{N}]+/gu) || [];
  return (
    said.includes("n't") ||
    found.some((word) => takingBack.has(word)) ||
    isBeginningOfMonth(folded(bare))
  );
}

const isBeginningOfMonth = (text) =>
  text.length >= SHORTEST_MONTH &&
  form.months.some((names) => names.some((name) => name.startsWith(text)));
