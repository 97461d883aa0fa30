// @ts-check
/* The browser's store: it may be forbidden or full, or drop what it is given without a word. */

const PREFIX = 'coherence-kit/form/';
const FULL = ['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'];

/** The store, or null where the browser forbids it; asked for anew, since that can be changed. */
function openStore() {
  try {
    return window.localStorage || null;
  } catch (error) {
    return null;
  }
}

/** What is kept under a name; null for nothing, and where nothing can be read. */
function readStore(name) {
  try {
    return openStore().getItem(name);
  } catch (error) {
    return null;
  }
}

/**
 * Keeps a text and looks whether it is there.
 *
 * @returns {'kept' | 'full' | 'forbidden'}
 */
function writeStore(name, text) {
  try {
    const store = openStore();
    store.setItem(name, text);
    return store.getItem(name) === text ? 'kept' : 'forbidden';
  } catch (error) {
    return FULL.includes(error.name) ? 'full' : 'forbidden';
  }
}

function removeFromStore(name) {
  try {
    openStore().removeItem(name);
  } catch (error) {
    // what cannot be reached holds nothing of ours
  }
}

/** Names under which this kit keeps something. */
function namesInStore() {
  try {
    const store = openStore();
    return Array.from({ length: store.length }, (none, at) => store.key(at)).filter(
      (name) => name && name.startsWith(PREFIX)
    );
  } catch (error) {
    return [];
  }
}

/** Whether a text could be kept now. */
function tryStore() {
  const outcome = writeStore(PREFIX + 'test', '1');
  removeFromStore(PREFIX + 'test');
  return outcome;
}
