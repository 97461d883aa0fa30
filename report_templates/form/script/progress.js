// @ts-check
/* How much has been dealt with, and the list of what is still to do. */

const places = {};
all('[data-shows]').forEach((node) => {
  (places[node.dataset.shows] = places[node.dataset.shows] || []).push(node);
});
// section id to the two places where its count stands: in the list and in its head
const sectionPlaces = new Map(
  form.sections.map(({ id }) => [
    id,
    all('[data-section], [data-head-of]').filter(
      ({ dataset }) => dataset.section === id || dataset.headOf === id
    ),
  ])
);
const ORDER = ['answered', 'unknown', 'not_applicable', 'carried', 'todo', 'not_asked'];

/**
 * Questions by state; asked are all but those not asked, done those asked that are neither to do nor
 * carried over, again those that are to be looked at again.
 */
function countsOf(ids, found) {
  const counts = { asked: 0, done: 0, todo: 0, again: 0 };
  ids.forEach((id) => {
    const state = found.get(id);
    const group = dutyOf(questions.get(id), state).group;
    counts[state] = (counts[state] || 0) + 1;
    if (group) counts[group] += 1;
    if (state === 'not_asked') return;
    counts.asked += 1;
    if (group !== 'todo' && state !== 'carried') counts.done += 1;
  });
  return counts;
}

/** How much has been dealt with, with what is to be looked at again where there is any. */
const inShort = (counts) => say(counts.again ? words.whole_again : words.whole, counts);

function put(name, text) {
  places[name].forEach((node) => {
    if (node.textContent !== text) node.textContent = text;
  });
}

function showProgress(found) {
  const counts = countsOf(
    form.questions.map((question) => question.id),
    found
  );
  put('whole', inShort(counts));
  places.bar.forEach((bar) => {
    bar.max = Math.max(counts.asked, 1);
    bar.value = counts.done;
  });
  put(
    'counts',
    ORDER.filter((state) => counts[state])
      .map((state) => {
        const message = state === 'todo' && counts.open ? 'todo_open' : state;
        return say(words.counts[message], { n: counts[state], open: counts.open });
      })
      .join(' · ')
  );
  form.sections.forEach((section) => {
    const own = countsOf(section.questions, found);
    sectionPlaces.get(section.id).forEach((node) => showCount(node, own));
  });
}

function showCount(node, own) {
  const text = say(own.again ? words.section_again : words.section, own);
  node.dataset.mark = markOfAll(own);
  if (node.firstChild && node.firstChild.textContent === text) return;
  node.textContent = '';
  node.append(
    element('span', text, { 'aria-hidden': 'true' }),
    element('span', ' ' + inShort(own), { class: 'sr' })
  );
}

/**
 * The sign of several questions together: the one that wants most to be seen.
 *
 * @returns {Mark}
 */
function markOfAll(counts) {
  if (!counts.asked) return 'not_asked';
  if (counts.todo) return counts.todo === counts.open ? 'waiting' : 'todo';
  if (!counts.again) return 'done';
  return counts.again === counts.carried ? 'carried' : 'again';
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
      const lacks = item.lacks
        .map((key) => words.lacks[key])
        .filter(Boolean)
        .join(', ');
      if (lacks) line.append(' – ' + lacks);
      items.append(line);
    });
    list.append(items);
  });
}
