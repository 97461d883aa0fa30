/* The form at work: it keeps the answers, says what is asked and what is still to do, and saves and loads files.
   Plain ES2019, no library. What people write is only ever set as text or as a value, never as markup. */
(function () {
  'use strict';

  // --- small helpers -------------------------------------------------------------------------------------------------

  const byId = (id) => document.getElementById(id);
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
  const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
  // Without a prototype a key such as __proto__, which a file may hold, is a key like any other.
  const emptyMap = () => Object.create(null);
  const copyOf = (map) => Object.assign(emptyMap(), map);

  /** A word with its gaps filled; of a pair the first is said of one, the second of any other number. */
  function say(word, values) {
    const text = Array.isArray(word) ? word[values.n === 1 ? 0 : 1] : word;
    return text.replace(/\{(\w+)\}/g, (gap, name) => (values && name in values ? String(values[name]) : gap));
  }

  function element(tag, text, attributes) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach((name) => made.setAttribute(name, attributes[name]));
    return made;
  }

  /** A text in a language other than that of the page, as an element that says so. */
  function inLanguage(text, language) {
    return language ? element('span', text, { lang: language, dir: 'auto' }) : text;
  }

  function show(node, text) {
    if (node.textContent !== text) node.textContent = text;
    if (node.hidden === Boolean(text)) node.hidden = !text;
  }

  // What the kit takes for blank, and what no file of the kit may hold (loading/yaml_events.py).
  const BLANK = /^[\t\n\v\f\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/;
  const FORBIDDEN = /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|\p{Cs}/gu;
  const isBlank = (text) => BLANK.test(text);

  /** A text as a file may hold it: one kind of line break, no control characters, no halves of characters. */
  function clean(text) {
    return text.replace(/\r\n?|[\v\f\x85]/g, '\n').replace(FORBIDDEN, '');
  }

  /** Any scalar of a file as the kit reads it, as text. */
  function asText(value) {
    if (value === null || value === undefined) return '';
    if (value === true) return 'yes';
    return value === false ? 'no' : String(value);
  }

  // --- what is asked -------------------------------------------------------------------------------------------------

  const form = JSON.parse(byId('form').textContent);
  const words = form.words;
  const answersBlock = byId('answers');
  const embedded = answersBlock.textContent;
  const questions = new Map(form.questions.map((question) => [question.id, question]));
  const isListed = (question) => question.shape === 'pick-one';
  const isBoxes = (question) => question.shape === 'pick-many';
  const isOrder = (question) => question.shape === 'order';
  const isShort = (question) => question.shape === 'quantity' || question.date === true;
  const optionsOf = (question) => question.options || [];

  // A browser that saves "the whole page" saves what the script has made as well: it is made anew here.
  all('.documents ol, .review .fields, .choose, #notices, #missing-list').forEach((node) => { node.textContent = ''; });
  // The page as it came, for a copy with other answers.
  const pristine = '<!DOCTYPE html>\n' + document.documentElement.outerHTML;

  // --- what is answered ----------------------------------------------------------------------------------------------

  const MODES = ['answer', 'not_applicable', 'unknown'];
  let head = emptyMap(); // what the submission says about itself, shown here or not
  let entries = new Map(); // question id to entry
  let foreign = emptyMap(); // answers to questions that this form does not have
  let isInFile = true; // nothing was entered since the last file was saved or loaded

  /* An entry keeps what was typed for every mode, so that going from an answer to "does not apply" and back loses
     nothing. `mode` says which of them holds: answer, not_applicable, unknown, or none. `claims` are those that a file
     states together, until somebody chooses; with fewer than two there is nothing to choose, and it is empty. */
  function newEntry() {
    return { mode: '', claims: [], answer: '', not_applicable: '', unknown: '', comment: '', evidence: [], review: emptyMap(), rest: emptyMap() };
  }

  function entryOf(id) {
    if (!entries.has(id)) entries.set(id, newEntry());
    return entries.get(id);
  }

  function hasAnswer(entry) {
    return Array.isArray(entry.answer) || !isBlank(entry.answer);
  }

  /** What a file says of a question, bare or with comment and documents. */
  function readEntry(given) {
    const entry = newEntry();
    const stated = isMap(given) ? given : { answer: given };
    Object.keys(stated).forEach((key) => readKey(entry, key, stated[key]));
    const claims = MODES.filter((mode) => (mode === 'answer' ? hasAnswer(entry) : mode in stated && !(mode in entry.rest)));
    entry.claims = claims.length > 1 ? claims : [];
    entry.mode = claims.length === 1 ? claims[0] : '';
    return entry;
  }

  const isScalar = (value) => value === null || typeof value !== 'object';
  const isAnswer = (value) => (Array.isArray(value) ? value : [value]).every(isScalar);

  function readKey(entry, key, value) {
    if (key === 'answer' && isAnswer(value)) {
      entry.answer = Array.isArray(value) ? value.map(asText) : asText(value);
    } else if (['not_applicable', 'unknown', 'comment'].includes(key) && isScalar(value)) {
      entry[key] = asText(value);
    } else if (key === 'evidence' && Array.isArray(value) && value.every(isMap)) {
      entry.evidence = value.map(copyOf);
    } else if (key === 'review' && isMap(value)) {
      entry.review = copyOf(value);
    } else if (value !== null) {
      entry.rest[key] = value;
    }
  }

  /** Take over a submission. Every text is kept as it is until somebody changes it. */
  function readSubmission(submission) {
    head = emptyMap();
    entries = new Map();
    foreign = emptyMap();
    Object.keys(submission).filter((key) => key !== 'answers').forEach((key) => { head[key] = submission[key]; });
    if (isMap(head.respondent)) head.respondent = copyOf(head.respondent);
    const answers = isMap(submission.answers) ? submission.answers : {};
    Object.keys(answers).forEach((id) => {
      if (questions.has(id)) entries.set(id, readEntry(answers[id]));
      else foreign[id] = answers[id];
    });
  }

  // --- a submission, to be saved -------------------------------------------------------------------------------------

  /** A map without what says nothing. */
  function told(map) {
    const kept = emptyMap();
    Object.keys(map).forEach((key) => {
      const value = typeof map[key] === 'string' ? clean(map[key]) : map[key];
      const isEmpty = typeof value === 'string' ? isBlank(value) : value === null || value === undefined;
      if (!isEmpty) kept[key] = value;
    });
    return kept;
  }

  function isEmptyMap(map) {
    return Object.keys(map).length === 0;
  }

  function plainAnswer(question, entry) {
    if (Array.isArray(entry.answer)) return entry.answer.map(clean);
    const text = clean(entry.answer);
    if (isOrder(question)) return orderOf(text);
    return isShort(question) ? text.trim() : text;
  }

  function plainEntry(question, entry) {
    const plain = emptyMap();
    const isStated = (mode) => entry.mode === mode || entry.claims.includes(mode); // while nothing is chosen, all of it
    if (isStated('answer') && hasAnswer(entry)) plain.answer = plainAnswer(question, entry);
    if (isStated('not_applicable') && !isBlank(entry.not_applicable)) plain.not_applicable = clean(entry.not_applicable);
    else if (entry.claims.includes('not_applicable')) plain.not_applicable = null;
    if (isStated('unknown')) plain.unknown = isBlank(entry.unknown) ? null : clean(entry.unknown);
    if (!isBlank(entry.comment)) plain.comment = clean(entry.comment);
    const evidence = entry.evidence.map(told).filter((item) => !isEmptyMap(item));
    if (evidence.length) plain.evidence = evidence;
    const review = told(entry.review);
    if (!isEmptyMap(review)) plain.review = review;
    return Object.assign(plain, entry.rest);
  }

  function plainSubmission() {
    const plain = emptyMap();
    plain.format = 'coherence-kit/submission/1';
    plain.questionnaire = { id: form.questionnaire, version: form.version, sha256: form.sha256 };
    const about = told(head);
    Object.keys(about).forEach((key) => {
      if (key in plain) return;
      const value = key === 'respondent' && isMap(about[key]) ? told(about[key]) : about[key];
      if (!(isMap(value) && isEmptyMap(value))) plain[key] = value;
    });
    plain.answers = emptyMap();
    form.questions.forEach((question) => {
      const entry = entries.get(question.id);
      const stated = entry ? plainEntry(question, entry) : emptyMap();
      if (!isEmptyMap(stated)) plain.answers[question.id] = stated;
    });
    Object.assign(plain.answers, foreign);
    return plain;
  }

  /** JSON that is YAML as well; its first keys stand at the start of lines, by which the kit tells files apart. */
  function asFile(submission) {
    const lines = Object.keys(submission).map((key) => JSON.stringify(key) + ': ' + JSON.stringify(submission[key], null, 1));
    return '{\n' + lines.join(',\n') + '\n}\n';
  }

  // --- states: the same as scoring/states.py -------------------------------------------------------------------------

  const LEFT = ['not_applicable', 'not_asked'];
  const NUMBER = /^-?([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?)0*([0-9]{1,2}))?$/;
  const MOST_DIGITS = 34; // without the zeros in front
  const LONGEST_NUMBER = 200;
  const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
  const PARTIAL_DAY = /^[0-9]{4}(-[0-9]{2}){0,2}$/;

  function isDay(text) {
    if (!DAY.test(text)) return false;
    const [year, month, day] = text.split('-').map(Number);
    const last = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= last[month - 1];
  }

  const isPartialDay = (text) => PARTIAL_DAY.test(text) && isDay((text + '-01-01').slice(0, 10));

  function isNumber(text) {
    const found = text.length <= LONGEST_NUMBER && NUMBER.exec(text);
    return Boolean(found) && (found[1] + (found[2] || '')).replace(/^0+/, '').length <= MOST_DIGITS;
  }

  /** Digits before and after the point of a number, its exponent written out. */
  function writtenOut(text) {
    const [, whole, part = '', sign = '', exponent = '0'] = NUMBER.exec(text);
    const point = whole.length + (sign === '-' ? -1 : 1) * Number(exponent);
    const digits = (whole + part).padEnd(Math.max(0, point), '0');
    return point > 0 ? [digits.slice(0, point), digits.slice(point)] : ['0', '0'.repeat(-point) + digits];
  }

  /** A decimal number with one spelling: no exponent, no sign of zero, no needless zeros. */
  function oneSpelling(text) {
    if (!isNumber(text)) return text;
    const [whole, decimals] = writtenOut(text);
    const places = decimals.replace(/0+$/, '');
    const digits = whole.replace(/^0+(?=.)/, '') + (places ? '.' + places : '');
    return text[0] === '-' && digits !== '0' ? '-' + digits : digits;
  }

  /** Decimal numbers compared by their digits: no rounding. */
  function isLess(one, other) {
    const scaled = (text) => {
      const spelt = oneSpelling(text);
      const [whole, decimals] = spelt.replace('-', '').split('.');
      const most = 2 * LONGEST_NUMBER;
      return (spelt[0] === '-' ? '-' : '') + whole.padStart(most, '0') + (decimals || '').padEnd(most, '0');
    };
    const [first, second] = [scaled(one), scaled(other)];
    const [isFirstBelow, isSecondBelow] = [first[0] === '-', second[0] === '-'];
    if (isFirstBelow !== isSecondBelow) return isFirstBelow;
    return isFirstBelow ? first > second : first < second;
  }

  /** What is wrong with an answer, as a key of the words; empty if nothing is. */
  function faultOf(question, answer) {
    if (Array.isArray(answer)) {
      const known = optionsOf(question).map((option) => option[0]);
      const isKnownOnce = answer.every((key, at) => known.includes(key) && answer.indexOf(key) === at);
      const isWhole = isBoxes(question) || (isOrder(question) && answer.length === known.length);
      return isWhole && isKnownOnce ? '' : 'option';
    }
    if (isOrder(question)) return faultOf(question, orderOf(answer));
    if (isBoxes(question)) return 'option';
    if (isListed(question)) return isOption(question, answer) ? '' : 'option';
    if (question.shape === 'quantity') return numberFault(question, answer.trim());
    return question.date && !isDay(answer.trim()) ? 'date' : '';
  }

  function numberFault(question, text) {
    if (!isNumber(text)) return 'number';
    const isOutside = (question.smallest && isLess(text, question.smallest)) || (question.largest && isLess(question.largest, text));
    return isOutside ? 'range' : '';
  }

  /** The keys of a text that puts them in order, with commas between. */
  const orderOf = (text) => text.split(/[,;\n]/).map((key) => key.trim()).filter((key) => key);

  /** The key of the option an answer names, whose spelling may differ (true for yes, 03 for 3). */
  function optionKey(question, answer) {
    const known = optionsOf(question).map((option) => option[0]);
    const spelt = answer === 'true' ? 'yes' : answer === 'false' ? 'no' : answer;
    const others = question.words ? [spelt] : question.steps ? [oneSpelling(answer)] : [];
    return [answer].concat(others).find((key) => known.includes(key)) || '';
  }

  const isOption = (question, answer) => optionKey(question, answer) !== '';

  /** The state an entry claims, its question's condition apart. */
  function stated(question, entry) {
    if (!entry) return 'unanswered';
    if (entry.mode === 'not_applicable') return isBlank(entry.not_applicable) ? 'unanswered' : 'not_applicable';
    if (entry.mode === 'unknown') return 'unknown';
    return entry.mode === 'answer' && hasAnswer(entry) && !faultOf(question, entry.answer) ? 'answered' : 'unanswered';
  }

  function states() {
    const found = new Map();
    form.questions.forEach((question) => stateOf(question, found));
    return found;
  }

  function stateOf(question, found) {
    if (!found.has(question.id)) {
      found.set(question.id, 'open'); // questions that wait for each other are refused when a questionnaire is checked
      const holds = question.condition ? doesHold(question.condition, found) : true;
      const state = holds === null ? 'open' : holds ? stated(question, entries.get(question.id)) : 'not_asked';
      found.set(question.id, state);
    }
    return found.get(question.id);
  }

  /** True, false, or null while it cannot be decided. */
  function doesHold(condition, found) {
    if (condition.question) {
      const asked = questions.get(condition.question);
      const state = stateOf(asked, found);
      if (state === 'answered') return isAmong(asked, entries.get(asked.id).answer, condition.in);
      return LEFT.includes(state) ? false : null;
    }
    const parts = (condition.all || condition.any).map((part) => doesHold(part, found));
    const settling = Boolean(condition.any); // one true settles `any`, one false settles `all`
    if (parts.includes(settling)) return settling;
    return parts.includes(null) ? null : !settling;
  }

  function isAmong(question, answer, wanted) {
    if (isOrder(question)) return wanted.includes((Array.isArray(answer) ? answer : orderOf(answer))[0]);
    if (Array.isArray(answer)) return answer.some((key) => wanted.includes(key));
    const spelt = (text) => {
      if (isListed(question)) return optionKey(question, text) || text;
      return isShort(question) ? oneSpelling(text.trim()) : text;
    };
    return wanted.some((key) => spelt(key) === spelt(answer));
  }

  // --- what is still to do -------------------------------------------------------------------------------------------

  /** What keeps an entry from being complete: `alert` says it beside the question, `lacks` in the list. */
  function complaintOf(question, entry) {
    if (!entry) return null;
    if (entry.claims.length) return { alert: 'several', lacks: 'choose' };
    if (entry.mode === 'not_applicable' && isBlank(entry.not_applicable)) return { alert: 'reason', lacks: 'reason' };
    if (entry.mode === 'answer' && hasAnswer(entry)) {
      const fault = faultOf(question, entry.answer);
      if (fault) return { alert: fault, lacks: 'correct' };
      if (lacksDocument(question, entry)) return { alert: 'document', lacks: 'document' };
    }
    return null;
  }

  function lacksDocument(question, entry) {
    if (question.from === undefined || parseInt(entry.answer, 10) < question.from) return false;
    return !entry.evidence.some((item) => !isBlank(asText(item.title)) || !isBlank(asText(item.reference)));
  }

  /** What is wrong with a review: whoever changes an answer says to which. */
  function reviewFault(question, review) {
    const isGiven = Array.isArray(review.answer) || !isBlank(asText(review.answer));
    if (!isGiven) return review.verdict === 'changed' ? 'review' : '';
    return faultOf(question, Array.isArray(review.answer) ? review.answer : asText(review.answer));
  }

  const isMarked = (entry) => Boolean(entry) && ['true', 'yes'].includes(asText(entry.rest.recheck));

  const hasWrongDate = (item) => !isBlank(asText(item.date)) && !isPartialDay(asText(item.date).trim());

  function countryFault() {
    const code = asText(head.country);
    if (isBlank(code) || !countries.size) return '';
    const isOfUsers = /^(AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z])/.test(code);
    return /^[A-Z]{3}(-.+)?$/.test(code) && (isOfUsers || countries.has(code.slice(0, 3))) ? '' : 'country';
  }

  function dateFault() {
    const date = asText(head.date);
    return isBlank(date) || isDay(date.trim()) ? '' : 'date';
  }

  const TO_DO = ['unanswered', 'open'];
  const TO_ANSWER = ['query', 'changed']; // verdicts of a reviewer that want another look

  /** What an entry lacks, as keys of words.lacks. */
  function lacksOf(question, entry) {
    if (!entry) return [];
    const complaint = complaintOf(question, entry);
    const lacks = complaint ? [complaint.lacks] : [];
    if (entry.evidence.some(hasWrongDate) && !lacks.includes('correct')) lacks.push('correct');
    if (TO_ANSWER.includes(entry.review.verdict)) lacks.push(entry.review.verdict);
    if (reviewFault(question, entry.review)) lacks.push('review');
    if (isMarked(entry)) lacks.push('recheck');
    return lacks;
  }

  /** The group a question is listed in, and what it lacks: to do, to be looked at again, or '' for neither. */
  function dutyOf(question, state) {
    if (state === 'not_asked') return { group: '', lacks: [] };
    const lacks = (state === 'open' ? ['waiting'] : []).concat(lacksOf(question, entries.get(question.id)));
    return { group: TO_DO.includes(state) ? 'todo' : lacks.length ? 'again' : '', lacks: lacks };
  }

  const ABOUT = ['country', 'round', 'date', 'respondent.entity'];

  function dutiesAbout() {
    return ABOUT.filter((key) => isBlank(asText(headValue(key))))
      .map((key) => ({ target: 'about-' + key, name: labelOf(key), lacks: [] }))
      .concat(countryFault() ? [{ target: 'about-country', name: labelOf('country'), lacks: ['correct'] }] : [])
      .concat(dateFault() ? [{ target: 'about-date', name: labelOf('date'), lacks: ['correct'] }] : []);
  }

  const labelOf = (key) => document.querySelector('label[for="about-' + key + '"]').textContent;

  /** What is still to do, in groups: [{title, items: [{target, number, name, lacks}]}]. */
  function duties(found) {
    const items = { todo: [], again: [], about: dutiesAbout() };
    form.questions.forEach((question) => {
      const duty = dutyOf(question, found.get(question.id));
      if (duty.group) items[duty.group].push({ target: 'q:' + question.id + ':name', number: question.number, name: question.label, lang: question.lang, lacks: duty.lacks });
    });
    return Object.keys(items).filter((key) => items[key].length)
      .map((key) => ({ title: say(words.groups[key], { n: items[key].length }), items: items[key] }));
  }

  const numberOf = (groups) => groups.reduce((sum, group) => sum + group.items.length, 0);

  // --- showing a question --------------------------------------------------------------------------------------------

  const shown = new Map(); // question id to what was last shown of it, so that only what changes is touched
  const parts = new Map(); // question id to its nodes

  function partsOf(id) {
    if (!parts.has(id)) {
      const box = byId('q:' + id);
      const one = (selector) => box.querySelector(selector);
      parts.set(id, {
        box: box,
        state: one('.state'),
        why: one('.why'),
        recheck: one('.recheck'),
        alert: one('.alert'),
        choose: one('.choose'),
        clear: one('[data-do=clear]'),
        documents: one('.documents ol'),
        review: one('.review'),
        verdict: one('.verdict'),
      });
    }
    return parts.get(id);
  }

  function hasContent(question, entry) {
    return Boolean(entry) && !isEmptyMap(plainEntry(question, entry));
  }

  function showQuestion(question, state) {
    const entry = entries.get(question.id);
    const isKept = state === 'not_asked' && hasContent(question, entry);
    const alert = alertOf(question, entry);
    const isFilled = Boolean(entry) && (entry.mode !== '' || hasAnswer(entry));
    const sign = [state, isKept, alert, isMarked(entry), isFilled, asText(entry && entry.review.verdict), entry && reviewFault(question, entry.review)].join('|');
    if (shown.get(question.id) === sign) return;
    shown.set(question.id, sign);
    const nodes = partsOf(question.id);
    nodes.box.dataset.state = state;
    nodes.box.classList.toggle('kept', isKept);
    show(nodes.state, words.states[state]);
    showWhy(question, state, isKept, nodes);
    show(nodes.alert, alert);
    showClaims(question, entry, nodes);
    nodes.clear.hidden = !isFilled;
    nodes.recheck.hidden = !isMarked(entry);
    showVerdict(question, nodes, entry);
    markInvalid(question, entry, nodes);
  }

  const limitsOf = (question) => [question.smallest, question.largest].map((limit) => limit || '…').join(' – ');

  function alertOf(question, entry) {
    const complaint = complaintOf(question, entry);
    if (complaint) return say(words.alerts[complaint.alert], { value: asText(String(entry.answer)), limits: limitsOf(question), claims: inWords(entry) });
    const isAside = entry && entry.mode !== 'answer' && entry.mode !== '' && hasAnswer(entry) && !isListed(question);
    return isAside ? words.alerts.aside : '';
  }

  /** What a file states together, in words. */
  function inWords(entry) {
    return entry.claims.map((mode) => {
      const text = Array.isArray(entry[mode]) ? entry[mode].join(', ') || words.none_of_these : entry[mode];
      return say(words.claims[mode], {}) + (isBlank(text) ? '' : ' (“' + text + '”)');
    }).join(words.and);
  }

  /** A button for each thing that a file states of a question, of which one can hold. */
  function showClaims(question, entry, nodes) {
    nodes.choose.textContent = '';
    const claims = entry ? entry.claims : [];
    nodes.choose.hidden = !claims.length;
    claims.forEach((mode) => {
      const button = element('button', words.keep[mode], { type: 'button', 'data-do': 'choose', 'data-mode': mode });
      button.append(element('span', ' ' + question.number, { class: 'sr' }));
      nodes.choose.append(button, ' ');
    });
  }

  function showWhy(question, state, isKept, nodes) {
    if (state !== 'not_asked' && state !== 'open') {
      show(nodes.why, '');
      nodes.box.classList.remove('opened');
      return;
    }
    const line = say(state === 'open' ? words.waiting : words.not_asked, { waits: question.waits });
    show(nodes.why, isKept ? line + ' ' + words.kept_answer + ' ' : line);
    if (isKept) {
      const isOpen = nodes.box.classList.contains('opened');
      const button = element('button', isOpen ? words.hide_kept : words.show_kept, { type: 'button', 'data-do': 'show-kept', class: 'quiet', 'aria-expanded': String(isOpen) });
      nodes.why.append(button);
    }
  }

  function showVerdict(question, nodes, entry) {
    const fault = entry ? reviewFault(question, entry.review) : '';
    show(nodes.review.querySelector('.says'), fault ? say(words.alerts[fault], { value: asText(String(entry.review.answer)), limits: limitsOf(question) }) : '');
    const verdict = entry ? asText(entry.review.verdict) : '';
    const option = byId('review-fields').content.querySelector('option[value="' + (/^[a-z]+$/.test(verdict) ? verdict : 'none') + '"]');
    show(nodes.verdict, option ? option.textContent : verdict);
  }

  function markInvalid(question, entry, nodes) {
    const complaint = complaintOf(question, entry);
    const mark = (node, isWrong) => {
      if (!node) return;
      if (isWrong) node.setAttribute('aria-invalid', 'true');
      else node.removeAttribute('aria-invalid');
    };
    mark(byId('q:' + question.id + ':answer'), Boolean(complaint) && complaint.lacks === 'correct');
    mark(byId('q:' + question.id + ':not_applicable'), Boolean(complaint) && complaint.lacks === 'reason');
    mark(nodes.box.querySelector('[value="!not_applicable"]'), Boolean(complaint) && complaint.lacks === 'reason');
  }

  // --- putting an entry into the fields ------------------------------------------------------------------------------

  function setField(node, text) {
    node.value = text;
    grow(node);
  }

  /** The wrapper repeats the text and so gives the field its height (form.css); it is what is printed as well. */
  function grow(node) {
    const wrapper = node.parentNode;
    if (wrapper.className === 'grow') wrapper.dataset.text = node.value;
  }

  const filled = new Set(); // questions whose fields may hold something

  function fillQuestion(question) {
    const entry = entries.get(question.id);
    if (!entry && !filled.has(question.id)) return;
    filled.add(question.id);
    const nodes = partsOf(question.id);
    const told = entry || newEntry();
    fillChoices(question, told, nodes.box);
    ['not_applicable', 'unknown', 'comment'].forEach((name) => setField(byId('q:' + question.id + ':' + name), told[name]));
    const field = byId('q:' + question.id + ':answer');
    if (field) setField(field, Array.isArray(told.answer) ? told.answer.join(', ') : told.answer);
    fillDocuments(question, told, nodes);
    fillReview(question, told, nodes);
    shown.delete(question.id);
  }

  function fillChoices(question, entry, box) {
    const several = Array.isArray(entry.answer);
    const chosen = isListed(question) && !several ? optionKey(question, entry.answer) : '';
    all('.choice > input', box).forEach((input) => {
      if (input.value === '!none') input.checked = several && !entry.answer.length;
      else if (input.value[0] === '!') input.checked = entry.mode === input.value.slice(1);
      else if (several) input.checked = entry.answer.includes(input.value);
      else input.checked = entry.mode === 'answer' && input.value === chosen;
    });
    markChosen(box);
    // "does not apply" where the questionnaire forbids it: shown only if somebody said so, so that it can be undone
    const leaving = box.querySelector('[value="!not_applicable"]');
    leaving.parentNode.hidden = !question.leave && entry.mode !== 'not_applicable';
  }

  function markChosen(box) {
    all('.choice', box).forEach((choice) => choice.classList.toggle('chosen', choice.firstElementChild.checked));
  }

  function fillDocuments(question, entry, nodes) {
    nodes.documents.textContent = '';
    entry.evidence.forEach((item, at) => nodes.documents.append(documentRow(question, item, at)));
    nodes.documents.hidden = !entry.evidence.length;
  }

  function documentRow(question, item, at) {
    const row = byId('document-row').content.firstElementChild.cloneNode(true);
    const name = say(words.document, { n: at + 1 });
    row.querySelector('legend').append(name, element('span', ' ' + question.number, { class: 'sr' }));
    row.querySelector('[data-do=remove]').append(say(words.remove, { n: at + 1 }), element('span', ' ' + question.number, { class: 'sr' }));
    all('[data-field]', row).forEach((field) => setField(field, asText(item[field.dataset.field])));
    showDocument(row, item);
    return row;
  }

  function showDocument(row, item) {
    const isWrong = hasWrongDate(item);
    show(row.querySelector('.says'), isWrong ? words.alerts.document_date : '');
    const field = row.querySelector('[data-field=date]');
    if (isWrong) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }

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
    all('[data-review]', fields).filter((field) => field.dataset.review !== 'answer')
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
    [['', '']].concat(optionsOf(question)).forEach(([key, text, language]) => select.append(element('option', text, Object.assign({ value: key }, language ? { lang: language, dir: 'auto' } : {}))));
    select.value = optionKey(question, asText(value));
    label.append(select);
    return label;
  }

  function ownBoxes(question, value) {
    const group = element('fieldset');
    group.append(element('legend', words.review_answer));
    const ticked = !Array.isArray(value) ? [] : value.length ? value : ['!none'];
    optionsOf(question).concat([['!none', words.none_of_these]]).forEach(([key, text, language]) => {
      const label = element('label', '', { class: 'box' });
      const box = element('input', '', { type: 'checkbox', value: key, 'data-review': 'answer' });
      box.checked = ticked.includes(key);
      label.append(box, ' ', inLanguage(text, language));
      group.append(label);
    });
    return group;
  }

  // --- the fields about the submission -------------------------------------------------------------------------------

  const countries = new Map(all('#countries option').map((option) => [option.value, option.textContent]));

  /** A value of the head by its path; a name in several languages is none that a field can show. */
  function headValue(path) {
    const [key, inner] = path.split('.');
    const value = inner ? (isMap(head[key]) ? head[key][inner] : undefined) : head[key];
    return typeof value === 'object' ? '' : value;
  }

  function setHead(path, text) {
    const [key, inner] = path.split('.');
    const place = inner ? (head[key] = isMap(head[key]) ? head[key] : emptyMap()) : head;
    const name = inner || key;
    if (isBlank(text)) delete place[name];
    else place[name] = key === 'country' || key === 'date' ? text.trim() : text;
  }

  function fillHead() {
    all('[data-head]').forEach((field) => {
      setField(field, asText(headValue(field.dataset.head)));
      // a name in several languages stays as it is
      const isMapped = isMap(head[field.dataset.head]);
      field.closest('.field').hidden = isMapped;
    });
    showHead();
  }

  function showHead() {
    const code = asText(head.country);
    const name = countries.get(code.slice(0, 3));
    const says = countryFault() ? words.alerts.country : name ? say(words.country_is, { code: code.slice(0, 3), name: name }) : '';
    show(byId('about-country-says'), says);
    byId('about-country-says').classList.toggle('alert', Boolean(countryFault()));
    byId('about-country').setAttribute('aria-invalid', String(Boolean(countryFault())));
    show(byId('about-date-says'), dateFault() ? words.alerts.date : '');
    byId('about-date-says').classList.toggle('alert', Boolean(dateFault()));
    byId('about-date').setAttribute('aria-invalid', String(Boolean(dateFault())));
  }

  /** A country's name, written in full, becomes its code. */
  function findCountry(field) {
    const wanted = field.value.trim().toLowerCase();
    const found = Array.from(countries).find(([code, name]) => name.toLowerCase() === wanted || code.toLowerCase() === wanted);
    if (!found || found[0] === field.value) return;
    setField(field, found[0]);
    setHead('country', found[0]);
    changedHead();
  }

  // --- progress ------------------------------------------------------------------------------------------------------

  const places = {};
  all('[data-shows]').forEach((node) => { (places[node.dataset.shows] = places[node.dataset.shows] || []).push(node); });
  const sectionPlaces = new Map(all('[data-section]').map((node) => [node.dataset.section, node]));
  const ORDER = ['answered', 'unknown', 'not_applicable', 'todo', 'not_asked'];

  /** Questions by state; asked are all but those not asked, done those asked that are not to do, again those of them
      that are to be looked at again. */
  function countsOf(ids, found) {
    const counts = { asked: 0, done: 0, todo: 0, again: 0 };
    ids.forEach((id) => {
      const state = found.get(id);
      const group = dutyOf(questions.get(id), state).group;
      counts[state] = (counts[state] || 0) + 1;
      if (group) counts[group] += 1;
      if (state === 'not_asked') return;
      counts.asked += 1;
      if (group !== 'todo') counts.done += 1;
    });
    return counts;
  }

  const withAgain = (text, counts) => (counts.again ? text + say(words.again, { n: counts.again }) : text);

  function put(name, text) {
    places[name].forEach((node) => { if (node.textContent !== text) node.textContent = text; });
  }

  function showProgress(found) {
    const counts = countsOf(form.questions.map((question) => question.id), found);
    put('whole', withAgain(say(words.whole, counts), counts));
    places.bar.forEach((bar) => {
      bar.max = Math.max(counts.asked, 1);
      bar.value = counts.done;
    });
    put('counts', ORDER.filter((state) => counts[state]).map((state) => say(words.counts[state], { n: counts[state] }) +
      (state === 'todo' && counts.open ? say(words.counts.open, { n: counts.open }) : '')).join(' · '));
    form.sections.forEach((section) => {
      const own = countsOf(section.questions, found);
      const node = sectionPlaces.get(section.id);
      const text = say(words.section, own) + (own.again ? say(words.section_again, { n: own.again }) : '');
      if (node.firstChild && node.firstChild.textContent === text) return;
      node.textContent = '';
      node.append(element('span', text, { 'aria-hidden': 'true' }), element('span', ' ' + withAgain(say(words.whole, own), own), { class: 'sr' }));
      node.classList.toggle('done', own.asked === own.done && !own.again);
    });
  }

  let listed = ''; // the list as it was last built

  function showDuties(found) {
    const groups = duties(found);
    put('missing', say(words.missing, { n: numberOf(groups) }));
    if (!byId('missing').open && !isPrinting) return;
    const sign = JSON.stringify(groups);
    if (sign === listed) return;
    listed = sign;
    const list = byId('missing-list');
    list.textContent = '';
    if (!groups.length) list.append(element('p', words.nothing_to_do));
    groups.forEach((group) => {
      list.append(element('p', group.title, { class: 'name' }));
      const items = element('ul');
      group.items.forEach((item) => {
        const line = element('li');
        const link = element('a', item.number ? item.number + ' ' : '', { href: '#' + item.target });
        link.append(inLanguage(item.name, item.lang));
        line.append(link);
        const lacks = item.lacks.map((key) => words.lacks[key]).filter(Boolean).join(', ');
        if (lacks) line.append(' – ' + lacks);
        items.append(line);
      });
      list.append(items);
    });
  }

  // --- after every change --------------------------------------------------------------------------------------------

  let current = new Map(); // question id to state

  function refresh() {
    const before = current;
    current = states();
    form.questions.forEach((question) => showQuestion(question, current.get(question.id)));
    showProgress(current);
    showDuties(current);
    return form.questions.filter((question) => before.has(question.id) && isAsked(before.get(question.id)) !== isAsked(current.get(question.id)));
  }

  const isAsked = (state) => state !== 'not_asked' && state !== 'open';

  function changed(id) {
    isInFile = false;
    const turned = refresh().filter((question) => question.id !== id);
    if (turned.length) announce(say(words.changed_conditions, { labels: turned.map((question) => question.number + ' ' + question.label).join('; ') }));
    keepSoon();
    showKept();
  }

  function changedHead() {
    isInFile = false;
    showHead();
    showDuties(current);
    keepSoon();
    showKept();
  }

  function announce(text) {
    byId('said').textContent = text;
  }

  function showAll() {
    fillHead();
    form.questions.forEach(fillQuestion);
    current = new Map();
    refresh();
    showKept();
  }

  // --- what people do ------------------------------------------------------------------------------------------------

  function onInput(event) {
    const node = event.target;
    if (node.id === 'file') return;
    grow(node);
    if (node.dataset.head) {
      setHead(node.dataset.head, node.value);
      changedHead();
      return;
    }
    const box = node.closest('.question');
    if (!box) return;
    const question = questions.get(box.dataset.id);
    const entry = entryOf(question.id);
    filled.add(question.id);
    if (node.dataset.field === 'answer') entry.claims = []; // that was the choice
    if (node.dataset.review) takeReview(question, entry, box, node);
    else if (node.closest('.documents')) takeDocument(entry, node);
    else if (node.dataset.field === 'answer') takeAnswer(question, entry, box, node);
    else entry[node.dataset.field] = node.value;
    if (node.dataset.field === 'answer') markChosen(box);
    changed(question.id);
  }

  function takeAnswer(question, entry, box, node) {
    if (node.value === '!not_applicable' || node.value === '!unknown') {
      const mode = node.value.slice(1);
      entry.mode = node.checked ? mode : hasAnswer(entry) ? 'answer' : '';
      uncheck(box, (input) => input !== node && input.value[0] === '!' && input.value !== '!none');
      return;
    }
    if (isBoxes(question)) takeBoxes(question, entry, box, node);
    else entry.answer = node.value;
    entry.mode = hasAnswer(entry) ? 'answer' : '';
    if (!isListed(question)) uncheck(box, (input) => input.value === '!not_applicable' || input.value === '!unknown');
  }

  /** No box at all is unanswered; "none of these" is an answer, and excludes the boxes. */
  function takeBoxes(question, entry, box, node) {
    uncheck(box, (input) => (node.value === '!none' ? node.checked && input.value[0] !== '!' : input.value === '!none'));
    const ticked = all('.choices > .choice > input', box).filter((input) => input.checked).map((input) => input.value);
    if (!ticked.length) entry.answer = '';
    else entry.answer = ticked.filter((key) => key !== '!none');
  }

  function uncheck(box, which) {
    all('.choice > input[type=checkbox]', box).filter(which).forEach((input) => { input.checked = false; });
  }

  function takeDocument(entry, node) {
    const row = node.closest('li');
    const item = entry.evidence[Array.from(row.parentNode.children).indexOf(row)];
    item[node.dataset.field] = node.dataset.field === 'date' ? node.value.trim() : node.value;
    showDocument(row, item);
  }

  function takeReview(question, entry, box, node) {
    const name = node.dataset.review;
    if (node.type === 'checkbox') {
      const boxes = all('input[data-review=answer]', box);
      if (node.checked) boxes.filter((input) => input !== node && (input.value === '!none' || node.value === '!none')).forEach((input) => { input.checked = false; });
      const ticked = boxes.filter((input) => input.checked).map((input) => input.value);
      if (ticked.length) entry.review.answer = ticked.filter((key) => key !== '!none');
      else delete entry.review.answer;
    } else {
      entry.review[name] = node.value;
    }
  }

  const ACTIONS = {
    add: addDocument,
    remove: removeDocument,
    clear: clearAnswer,
    choose: chooseClaim,
    confirm: confirmAnswer,
    'show-kept': toggleKept,
    save: saveFile,
    copy: saveCopy,
    print: () => window.print(),
    next: goToNext,
    forget: forgetThis,
    'forget-all': forgetOthers,
    dismiss: (button) => button.closest('.notice').remove(),
    anew: forgetThis,
    'take-other': takeOther,
    'go-on-here': goOnHere,
  };

  function onClick(event) {
    const summary = event.target.closest('.review > summary');
    if (summary) openReview(summary.parentNode); // at once, so that the next Tab finds its fields
    const button = event.target.closest('[data-do]');
    if (!button) return;
    const box = button.closest('.question');
    ACTIONS[button.dataset.do](button, box ? questions.get(box.dataset.id) : null);
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

  function clearAnswer(button, question) {
    const entry = entryOf(question.id);
    Object.assign(entry, { mode: '', claims: [], answer: '', not_applicable: '', unknown: '' });
    fillQuestion(question);
    changed(question.id);
    partsOf(question.id).box.querySelector('[data-field=answer]').focus();
  }

  function chooseClaim(button, question) {
    Object.assign(entryOf(question.id), { mode: button.dataset.mode, claims: [] });
    fillQuestion(question);
    changed(question.id);
    byId('q:' + question.id + ':name').focus();
  }

  function confirmAnswer(button, question) {
    delete entryOf(question.id).rest.recheck;
    changed(question.id);
    announce(words.confirmed);
    byId('q:' + question.id + ':name').focus();
  }

  function toggleKept(button, question) {
    const nodes = partsOf(question.id);
    nodes.box.classList.toggle('opened');
    shown.delete(question.id);
    showQuestion(question, current.get(question.id));
    nodes.why.querySelector('button').focus();
  }

  /** The next question to do or to look at again, after the one where the focus is, and round again from the first;
      one that only waits for another is passed over. */
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

  // --- kept in the browser -------------------------------------------------------------------------------------------

  const PREFIX = 'coherence-kit/form/';
  const slot = PREFIX + form.questionnaire + '/' + form.version + '/' + fingerprint(form.sha256 + embedded);
  const store = openStore();
  let lastKept = ''; // what this window wrote last
  let isHeldBack = !store; // nothing is written: the browser forbids it, or another window has the form
  let keptAt = '';
  let filedAt = '';
  let timer = 0;

  /** A short name for a text; two forms that begin with other answers are kept apart by it (cyrb53, not for secrets). */
  function fingerprint(text) {
    let [one, two] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      one = Math.imul(one ^ code, 2654435761);
      two = Math.imul(two ^ code, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
    two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
  }

  /** The browser's store, or null where it is forbidden or full. */
  function openStore() {
    try {
      const found = window.localStorage;
      found.setItem(PREFIX + 'test', '1');
      found.removeItem(PREFIX + 'test');
      return found;
    } catch (error) {
      return null;
    }
  }

  function timeNow() {
    const now = new Date();
    const day = now.toLocaleDateString(words.dates, { day: 'numeric', month: 'long', year: 'numeric' });
    return day + ', ' + now.toLocaleTimeString(words.dates, { hour: '2-digit', minute: '2-digit' });
  }

  function keepSoon() {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, 400);
  }

  function keep() {
    window.clearTimeout(timer);
    timer = 0;
    const submission = plainSubmission();
    // for browsers that save the page as it stands when asked to
    answersBlock.firstChild.data = '\n' + inPage(asFile(submission)) + '\n';
    if (isHeldBack || !store) return;
    const time = timeNow();
    const text = JSON.stringify({ at: time, submission: submission, aside: asides() });
    try {
      store.setItem(slot, text);
      lastKept = text;
      keptAt = time;
    } catch (error) {
      keptAt = '';
      isHeldBack = true;
    }
    showKept();
  }

  /** What a file cannot hold: what was typed for another mode, and modes that still lack their reason. */
  function asides() {
    const found = emptyMap();
    entries.forEach((entry, id) => {
      const isAside = (entry.mode === 'not_applicable' && isBlank(entry.not_applicable)) || (entry.mode !== 'answer' && hasAnswer(entry)) ||
        (entry.mode !== 'not_applicable' && entry.not_applicable) || (entry.mode !== 'unknown' && entry.unknown);
      if (isAside) found[id] = { mode: entry.mode, answer: entry.answer, not_applicable: entry.not_applicable, unknown: entry.unknown };
    });
    return found;
  }

  function readKept(text) {
    const kept = JSON.parse(text);
    readSubmission(kept.submission);
    Object.keys(kept.aside).filter((id) => questions.has(id)).forEach((id) => Object.assign(entryOf(id), kept.aside[id]));
    return kept.at;
  }

  function restore() {
    const text = store ? store.getItem(slot) : null;
    if (!text) return;
    const came = JSON.parse(embedded);
    try {
      keptAt = readKept(text);
      lastKept = text;
      isInFile = false;
      const anew = isMap(came.answers) && !isEmptyMap(came.answers) ? words.start_anew : words.start_empty;
      notice(say(words.restored, { time: keptAt, anew: anew }), [['dismiss', words.dismiss], ['anew', anew]]);
    } catch (error) {
      readSubmission(came); // what is kept there is none of ours
    }
  }

  function showKept() {
    const file = isInFile ? (filedAt ? say(words.in_file, { time: filedAt }) : '') : words.not_in_file;
    const kept = isHeldBack ? (store ? '' : words.kept_not) : keptAt ? say(words.kept, { time: keptAt }) : '';
    byId('kept').textContent = [kept, file].filter(Boolean).join(' ');
    byId('kept').classList.toggle('alert', isHeldBack);
    showOthers();
  }

  function otherSlots() {
    if (!store) return [];
    return Array.from({ length: store.length }, (none, at) => store.key(at)).filter((key) => key && key.startsWith(PREFIX) && key !== slot);
  }

  function showOthers() {
    const others = otherSlots();
    show(document.querySelector('[data-do=forget-all]'), others.length ? say(words.forget_all, { n: others.length }) : '');
  }

  function forgetThis() {
    if (!window.confirm(words.forget_first)) return;
    window.clearTimeout(timer);
    if (store) store.removeItem(slot);
    lastKept = '';
    keptAt = '';
    readSubmission(JSON.parse(embedded));
    isInFile = true;
    all('#notices .notice').forEach((node) => node.remove());
    showAll();
    answersBlock.firstChild.data = embedded;
    announce(words.forgotten);
    if (!document.activeElement || document.activeElement === document.body) goTo(byId('questions'));
  }

  function forgetOthers() {
    if (!window.confirm(words.forget_all_first)) return;
    otherSlots().forEach((key) => store.removeItem(key));
    showOthers();
    byId('storage').focus();
  }

  /** Another window wrote to the same place: from here on this one keeps nothing until somebody chooses. */
  function onStorage(event) {
    if (event.key !== slot || event.newValue === lastKept || event.newValue === null) return;
    isHeldBack = true;
    showKept();
    if (!byId('other-window')) {
      notice(words.other_window, [['take-other', words.take_other], ['go-on-here', words.go_on_here]]).id = 'other-window';
    }
  }

  function takeOther(button) {
    const text = store.getItem(slot);
    if (text) keptAt = readKept(text);
    lastKept = text || '';
    isHeldBack = false;
    button.closest('.notice').remove();
    showAll();
    goTo(byId('questions'));
  }

  function goOnHere(button) {
    isHeldBack = false;
    button.closest('.notice').remove();
    keep();
    goTo(byId('questions'));
  }

  function notice(text, buttons) {
    const box = element('div', '', { class: 'notice' });
    box.append(element('p', text));
    (buttons || [['dismiss', words.dismiss]]).forEach(([action, label]) => box.append(element('button', label, { type: 'button', 'data-do': action }), ' '));
    byId('notices').append(box);
    return box;
  }

  function onLeave(event) {
    if (timer) keep();
    if (isInFile || !isHeldBack) return undefined;
    event.preventDefault();
    event.returnValue = '';
    return '';
  }

  // --- files ---------------------------------------------------------------------------------------------------------

  /** `velmora-first-round-2026-intragovernmental`: letters and digits of any script, nothing that a file system minds. */
  function fileName(ending) {
    const place = asText(headValue('country_name')) || asText(head.country);
    const parts = [place, asText(headValue('round')), form.questionnaire].map((part) =>
      clean(part).normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '-').replace(/^-+|-+$/g, '').slice(0, 40));
    return parts.filter(Boolean).join('-') + ending;
  }

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
    const text = pristine.slice(0, from) + '\n' + inPage(asFile(plainSubmission())) + '\n' + pristine.slice(to) + '\n';
    download(name, text, 'text/html');
    savedAs(name);
  }

  /** JSON that nothing can be read out of as markup. */
  function inPage(text) {
    const escaped = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };
    return text.trim().replace(/[<>&]/g, (sign) => escaped[sign]);
  }

  function savedAs(name) {
    isInFile = true;
    filedAt = timeNow();
    showKept();
    const isWrong = (item) => item.lacks.includes('correct') || item.lacks.includes('choose');
    const wrong = duties(current).reduce((sum, group) => sum + group.items.filter(isWrong).length, 0);
    announce(say(words.saved, { name: name }) + (wrong ? ' ' + say(words.saved_with_faults, { n: wrong }) : ''));
  }

  function onFile(event) {
    const file = event.target.files[0];
    event.target.value = ''; // so that the same file can be chosen again
    if (!file || (!isInFile && !window.confirm(words.load_first))) return;
    const reader = new FileReader();
    reader.onload = () => load(file.name, reader.result);
    reader.onerror = () => failed(file.name, words.load_why.text);
    reader.readAsArrayBuffer(file);
  }

  /** What was wrong with a file, in words of the form. */
  function Refusal(word, values) {
    this.text = say(word, Object.assign({ id: form.questionnaire, version: form.version }, values));
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
    readSubmission(submission);
    isInFile = true;
    filedAt = '';
    all('#notices .notice').filter((node) => node.id !== 'other-window').forEach((node) => node.remove());
    showAll();
    keep();
    const strangers = Object.keys(foreign).length;
    const remarks = [say(words.loaded, { name: name, n: entries.size })];
    const together = Array.from(entries.values()).filter((entry) => entry.claims.length).length;
    if (together) remarks.push(say(words.loaded_together, { n: together }));
    if (strangers) remarks.push(say(words.foreign, { n: strangers }));
    const texts = asText(submission.questionnaire.sha256);
    if (texts && texts !== form.sha256) remarks.push(words.other_texts);
    notice(remarks.join(' '));
    goTo(byId('questions'));
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
      if (!/^\s*\{/.test(inside)) throw new Refusal(words.load_why.yaml);
      const line = /line (\d+)/.exec(String(error.message));
      throw new Refusal(words.load_why.json, { where: line ? ' (line ' + line[1] + ')' : '' });
    }
  }

  function answersOf(page) {
    const found = new RegExp('<' + 'script[^>]*id="answers"[^>]*>([\\s\\S]*?)<' + '/script', 'i').exec(page);
    if (!found) throw new Refusal(words.load_why.page);
    return found[1];
  }

  function checkSubmission(submission) {
    if (!isMap(submission) || submission.format !== 'coherence-kit/submission/1' || !isMap(submission.questionnaire)) throw new Refusal(words.load_why.format);
    const other = asText(submission.questionnaire.id);
    if (other !== form.questionnaire) throw new Refusal(words.load_why.questionnaire, { other: other });
    const stated = asText(submission.questionnaire.version);
    const [major, minor] = stated.split('.').map(Number);
    const [ownMajor, ownMinor] = form.version.split('.').map(Number);
    if (major !== ownMajor || !(minor <= ownMinor)) throw new Refusal(words.load_why.version, { other: stated });
  }

  // --- print ---------------------------------------------------------------------------------------------------------

  let isPrinting = false;
  let closedBefore = [];

  /** On paper everything is open; afterwards it is as it was. */
  function beforePrint() {
    isPrinting = true;
    showDuties(current);
    closedBefore = all('details').filter((node) => !node.open && (!node.classList.contains('review') || node.querySelector('.verdict').textContent));
    closedBefore.forEach((node) => { node.open = true; });
  }

  function afterPrint() {
    isPrinting = false;
    closedBefore.forEach((node) => { node.open = false; });
  }

  // --- start ---------------------------------------------------------------------------------------------------------

  function onToggle(event) {
    const node = event.target;
    if (node.id === 'missing' && node.open) showDuties(current);
    if (node.classList.contains('review') && node.open) openReview(node);
  }

  function onKey(event) {
    const isSave = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === 's';
    if (!isSave) return;
    event.preventDefault(); // the browser would save the page without the answers
    saveFile();
  }

  readSubmission(JSON.parse(embedded));
  restore();
  showAll();
  if (!store) notice(words.kept_not);
  byId('slot').textContent = say(words.slot, { slot: slot });
  document.addEventListener('input', onInput);
  document.addEventListener('click', onClick);
  document.addEventListener('click', onLink);
  document.addEventListener('focusin', onFocus);
  document.addEventListener('toggle', onToggle, true);
  document.addEventListener('keydown', onKey);
  byId('about-country').addEventListener('change', (event) => findCountry(event.target));
  byId('file').addEventListener('change', onFile);
  window.addEventListener('storage', onStorage);
  window.addEventListener('beforeunload', onLeave);
  window.addEventListener('pagehide', () => { if (timer) keep(); });
  document.addEventListener('visibilitychange', () => { if (document.hidden && timer) keep(); });
  window.addEventListener('beforeprint', beforePrint);
  window.addEventListener('afterprint', afterPrint);
  document.documentElement.classList.add('ready');
}());
