// @ts-check
/* Files that are loaded. */

function onFile(event) {
  const file = event.target.files[0];
  event.target.value = ''; // so that the same file can be chosen again
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => load(file.name, reader.result);
  reader.onerror = () => failed(file.name, words.load_why.text);
  reader.readAsArrayBuffer(file);
}

/** What was wrong with a file, in words of the form. */
class Refusal {
  constructor(word, values) {
    this.text = say(word, Object.assign({ id: form.questionnaire, version: form.version }, values));
  }
}

function load(name, bytes) {
  let submission;
  try {
    submission = parseFile(decode(bytes));
    checkSubmission(submission);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    failed(name, error.text);
    return;
  }
  if (mayReplace(name, taken(submission))) takeFile(name, submission);
  else announce(say(words.load_left, { name: name }));
}

function takeFile(name, submission) {
  readSubmission(submission);
  isInFile = true;
  filedAt = '';
  all('#notices .notice')
    .filter((node) => !node.id)
    .forEach((node) => node.remove());
  showAll();
  keep();
  sayLoaded(name, submission);
  goTo(byId('questions'));
}

function sayLoaded(name, submission) {
  const strangers = Object.keys(foreign).length;
  const remarks = [say(words.loaded, { name: name, n: entries.size })];
  const together = Array.from(entries.values()).filter((entry) => entry.claims.length).length;
  if (together) remarks.push(say(words.loaded_together, { n: together }));
  if (strangers) remarks.push(say(words.foreign, { n: strangers }));
  const texts = asText(submission.questionnaire.sha256);
  if (texts && texts !== form.sha256) remarks.push(words.other_texts);
  notice(remarks.join(' '));
}

function failed(name, why) {
  notice(say(words.load_failed, { name: name, why: why }));
  goTo(byId('questions'));
}

function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Refusal(words.load_why.text);
  }
}

/** A saved file, or a page with answers. */
function parseFile(text) {
  const isPage = /^\s*<(!doctype|html|!--)/i.test(text);
  const inside = isPage ? answersOf(text) : text;
  try {
    return JSON.parse(inside);
  } catch (error) {
    if (!/^\s*\{/.test(inside))
      throw new Refusal(words.load_why.yaml, {
        command: form.command,
      });
    const line = /line (\d+)/.exec(String(error.message));
    throw line
      ? new Refusal(words.load_why.json_line, { line: line[1] })
      : new Refusal(words.load_why.json);
  }
}

function answersOf(page) {
  const found = new RegExp(
    '<' + 'script[^>]*id="answers"[^>]*>([\\s\\S]*?)<' + '/script',
    'i'
  ).exec(page);
  if (!found) throw new Refusal(words.load_why.page);
  return found[1];
}

function checkSubmission(submission) {
  if (
    !isMap(submission) ||
    submission.format !== 'coherence-kit/submission/1' ||
    !isMap(submission.questionnaire)
  )
    throw new Refusal(words.load_why.format);
  const other = asText(submission.questionnaire.id);
  if (other !== form.questionnaire)
    throw new Refusal(words.load_why.questionnaire, { other: other });
  const stated = asText(submission.questionnaire.version);
  const [major, minor] = stated.split('.').map(Number);
  const [ownMajor, ownMinor] = form.version.split('.').map(Number);
  if (major !== ownMajor || !(minor <= ownMinor))
    throw new Refusal(words.load_why.version, { other: stated });
}
