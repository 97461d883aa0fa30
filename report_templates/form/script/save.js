// @ts-check
/* Files that are saved. */

function download(name, text, type) {
  const link = element('a', '', { download: name });
  link.href = URL.createObjectURL(new Blob([text], { type: type }));
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function saveFile() {
  const name = fileName('.submission.yaml');
  download(name, asFile(plainSubmission()), 'application/octet-stream');
  savedAs(name);
}

function saveCopy() {
  const name = fileName('.form.html');
  const start = pristine.indexOf('<' + 'script type="application/json" id="answers">');
  const from = pristine.indexOf('>', start) + 1;
  const to = pristine.indexOf('<' + '/script>', from);
  const text =
    pristine.slice(0, from) +
    '\n' +
    inPage(asFile(plainSubmission())) +
    '\n' +
    pristine.slice(to) +
    '\n';
  download(name, text, 'text/html');
  savedAs(name);
}

/** JSON that nothing can be read out of as markup. */
function inPage(text) {
  const instead = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
  return text.trim().replace(/[<>&]/g, (sign) => instead[sign]);
}

function savedAs(name) {
  isInFile = true;
  filedAt = timeNow();
  showKept();
  const isWrong = (item) => item.lacks.includes('correct') || item.lacks.includes('choose');
  const wrong = duties(current).reduce((sum, group) => sum + group.items.filter(isWrong).length, 0);
  announce(
    say(words.saved, { name: name }) +
      (wrong ? ' ' + say(words.saved_with_faults, { n: wrong }) : '')
  );
}
