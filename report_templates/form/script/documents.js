// @ts-check
/* The documents that prove an answer. */

function fillDocuments(question, entry, nodes) {
  nodes.documents.textContent = '';
  entry.evidence.forEach((item, at) => nodes.documents.append(documentRow(question, item, at)));
  nodes.documents.hidden = !entry.evidence.length;
}

function documentRow(question, item, at) {
  const row = byId('document-row').content.firstElementChild.cloneNode(true);
  const name = say(words.document, { n: at + 1 });
  row.querySelector('legend').append(name, element('span', ' ' + question.number, { class: 'sr' }));
  row
    .querySelector('[data-do=remove]')
    .append(
      say(words.remove, { n: at + 1 }),
      element('span', ' ' + question.number, { class: 'sr' })
    );
  all('[data-field]', row).forEach((field) => setField(field, asText(item[field.dataset.field])));
  showDocument(row, item);
  return row;
}

function showDocument(row, item) {
  const wrong = { date: hasWrongDate(item), url: hasWrongAddress(item) };
  const told = { date: words.alerts.document_date, url: words.alerts.document_address };
  show(row.querySelector('.says'), wrong.date ? told.date : wrong.url ? told.url : '');
  Object.keys(wrong).forEach((name) => {
    const field = row.querySelector('[data-field=' + name + ']');
    if (wrong[name]) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  });
}

function addDocument(button, question) {
  const entry = entryOf(question.id);
  const list = partsOf(question.id).documents;
  entry.evidence.push(emptyMap());
  const row = documentRow(question, emptyMap(), entry.evidence.length - 1);
  list.append(row);
  list.hidden = false;
  filled.add(question.id);
  row.querySelector('[data-field]').focus();
}

function removeDocument(button, question) {
  const entry = entryOf(question.id);
  const row = button.closest('li');
  const at = Array.from(row.parentNode.children).indexOf(row);
  entry.evidence.splice(at, 1);
  fillDocuments(question, entry, partsOf(question.id));
  changed(question.id);
  announce(say(words.removed, { n: at + 1 }));
  partsOf(question.id).box.querySelector('[data-do=add]').focus();
}
