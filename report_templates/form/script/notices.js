// @ts-check
/* What is said aloud, and the messages above the questions. */

function announce(text) {
  byId('said').textContent = text;
}

const actionButton = (action, label) =>
  element('button', label, { type: 'button', 'data-do': action });

function notice(text, buttons) {
  const box = element('div', '', { class: 'notice' });
  box.append(element('p', text));
  (buttons || [['dismiss', words.dismiss]]).forEach(([action, label]) =>
    box.append(actionButton(action, label), ' ')
  );
  byId('notices').append(box);
  return box;
}
