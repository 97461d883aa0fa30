// @ts-check
/* What is said aloud, and the messages above the questions. */

function announce(text) {
  byId('said').textContent = text;
}

function notice(text, buttons) {
  const box = element('div', '', { class: 'notice' });
  box.append(element('p', text));
  (buttons || [['dismiss', words.dismiss]]).forEach(([action, label]) => box.append(element('button', label, { type: 'button', 'data-do': action }), ' '));
  byId('notices').append(box);
  return box;
}
