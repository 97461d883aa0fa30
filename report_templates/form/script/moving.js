// @ts-check
/* Going to a question, and where somebody was last. */

/**
 * The next question to do or to look at again, after the one where the focus is, and round again
 * from the first; one that only waits for another is passed over.
 */
function goToNext(button) {
  const ids = form.questions.map((question) => question.id);
  const before = lastPlace ? ids.indexOf(lastPlace) : -1;
  const order = ids.slice(before + 1).concat(ids.slice(0, before + 1));
  const next = order.find((id) => {
    const duty = dutyOf(questions.get(id), current.get(id));
    return duty.group && duty.lacks.join() !== 'waiting';
  });
  if (next === undefined) {
    const waiting = ids.filter((id) => current.get(id) === 'open').length;
    announce(waiting ? say(words.only_waiting, { n: waiting }) : words.nothing_to_do);
    return;
  }
  lastPlace = next;
  goTo(byId('q:' + next + ':name'));
}

let lastPlace = ''; // the question where somebody was last

function onFocus(event) {
  const box = event.target.closest && event.target.closest('.question');
  if (box) lastPlace = box.dataset.id;
}

function goTo(node) {
  unfold(node);
  node.focus();
  node.scrollIntoView({ block: 'start' });
}

/** A link inside the page takes the focus along, so that the next Tab goes on from there. */
function onLink(event) {
  const link = event.target.closest('a[href^="#"]');
  const target = link && byId(decodeURIComponent(link.getAttribute('href').slice(1)));
  if (!target) return;
  event.preventDefault();
  goTo(target);
}
