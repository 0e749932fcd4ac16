/** Cuts that are not on a kit yet, for each sound, kept in this browser: a reload loses none. */

const KEY = "sp404-academy.chops";
const MOST = 50;

/** @typedef {{frames: number, way: import("../views/chop/ways.js").Way, count: number | null, cuts: number[]}} Draft */

/** @param {Pick<Storage, "getItem" | "setItem"> | null} [storage] */
export function createDrafts(storage = browserStorage()) {
  /** @type {Map<string, Draft>} oldest first */
  const drafts = new Map(Object.entries(read(storage)).filter(([, draft]) => isDraft(draft)));

  function write() {
    try {
      storage?.setItem(KEY, JSON.stringify(Object.fromEntries(drafts)));
    } catch { // storage is full: the cuts last as long as the page
      return;
    }
  }

  return {
    /** The sound that was cut last. */
    get last() { return [...drafts.keys()].at(-1) ?? null; },
    /** What was cut of a sound, if it still has so many frames. @param {string} sound @param {number} frames */
    of(sound, frames) {
      const draft = drafts.get(sound);
      return draft?.frames === frames ? draft : null;
    },
    /** @param {string} sound @param {Draft} draft */
    keep(sound, draft) {
      drafts.delete(sound);
      drafts.set(sound, draft);
      for (const old of [...drafts.keys()].slice(0, -MOST)) drafts.delete(old);
      write();
    },
    /** @param {string} sound */
    forget(sound) { if (drafts.delete(sound)) write(); },
  };
}

function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch { // storage is blocked in this browser
    return null;
  }
}

/** @param {Pick<Storage, "getItem"> | null} storage @returns {Record<string, any>} */
function read(storage) {
  try {
    return Object(JSON.parse(storage?.getItem(KEY) ?? "{}"));
  } catch { // written by something else
    return {};
  }
}

/** @param {any} said */
const isDraft = (said) => Number.isInteger(said?.frames) && ["equal", "hits", "hand"].includes(said.way) && Array.isArray(said.cuts) && said.cuts.every(Number.isInteger) && (said.count === null || Number.isInteger(said.count));
