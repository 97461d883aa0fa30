// @ts-check
/* The reviewer's part of a question. */

/** The reviewer's part is built when it is wanted: most forms never need it. */
function fillReview(question, entry, nodes) {
  const hasReview = !isEmptyMap(entry.review);
  const fields = nodes.review.querySelector('.fields');
  if (hasReview || fields.firstChild) {
    fields.textContent = '';
    buildReview(question, entry, fields);
  }
  nodes.review.open = hasReview;
}

function buildReview(question, entry, fields) {
  if (fields.firstChild) return;
  fields.append(byId('review-fields').content.cloneNode(true));
  fields.querySelector('.own').append(ownAnswer(question, entry.review.answer));
  all('[data-review]', fields)
    .filter((field) => field.dataset.review !== 'answer')
    .forEach((field) => setField(field, asText(entry.review[field.dataset.review])));
}

function openReview(part) {
  const question = questions.get(part.closest('.question').dataset.id);
  buildReview(question, entries.get(question.id) || newEntry(), part.querySelector('.fields'));
}

/** The field for the reviewer's own answer: a list to choose from, boxes, or a text. */
function ownAnswer(question, value) {
  if (isBoxes(question)) return ownBoxes(question, value);
  const label = element('label', words.review_answer);
  if (!isListed(question)) {
    const wrapper = element('span', '', { class: 'grow' });
    wrapper.append(element('textarea', '', { rows: '1', dir: 'auto', 'data-review': 'answer' }));
    label.append(wrapper);
    setField(wrapper.firstChild, asText(value));
    return label;
  }
  const select = element('select', '', { 'data-review': 'answer' });
  [['', '']]
    .concat(optionsOf(question))
    .forEach(([key, text, language]) =>
      select.append(
        element(
          'option',
          text,
          Object.assign({ value: key }, language ? { lang: language, dir: 'auto' } : {})
        )
      )
    );
  select.value = optionKey(question, asText(value));
  label.append(select);
  return label;
}

function ownBoxes(question, value) {
  const group = element('fieldset');
  group.append(element('legend', words.review_answer));
  const keys = Array.isArray(value) ? keysMeant(question, value.map(asText)) : [];
  const ticked = Array.isArray(value) && !value.length ? ['!none'] : keys;
  optionsOf(question)
    .concat([['!none', words.none_of_these, '']])
    .forEach(([key, text, language]) => {
      const label = element('label', '', { class: 'box' });
      const box = element('input', '', { type: 'checkbox', value: key, 'data-review': 'answer' });
      box.checked = ticked.includes(key);
      label.append(box, ' ', inLanguage(text, language));
      group.append(label);
    });
  return group;
}
