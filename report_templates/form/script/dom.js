// @ts-check
/* The page's elements. What people write is only ever set as text or as a value, never as
   markup. */

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);
/** @type {(selector: string, root?: ParentNode) => any[]} */
const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

/**
 * @param {string} tag
 * @param {string} [text]
 * @param {Record<string, string>} [attributes]
 * @returns {any}
 */
function element(tag, text, attributes) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  Object.keys(attributes || {}).forEach((name) => made.setAttribute(name, attributes[name]));
  return made;
}

/**
 * A text in a language other than that of the page, as an element that says so.
 *
 * @param {string} text
 * @param {string} [language]
 */
function inLanguage(text, language) {
  return language ? element('span', text, { lang: language, dir: 'auto' }) : text;
}

/**
 * A text in its place, which is hidden while there is none.
 *
 * @param {HTMLElement} node
 * @param {string} text
 */
function show(node, text) {
  if (node.textContent !== text) node.textContent = text;
  if (node.hidden === Boolean(text)) node.hidden = !text;
}
