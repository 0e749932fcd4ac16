/**
 * Where takes lie in this browser until the kernel has them: IndexedDB, or the page's memory where that is refused.
 */
import { openDB } from "idb";

const NAME = "sp404-academy";
const PATIENCE_MS = 3000;

/**
 * @typedef {{id: string, take: import("../types").TakeJson, open: boolean, touchedMs: number}} Kept
 *   touchedMs: Date.now when the page that plays it last gave a sign of life
 * @typedef {{put: (kept: Kept) => Promise<unknown>, all: () => Promise<Kept[]>, remove: (id: string) => Promise<unknown>,
 *   readonly lasting: boolean}} Shelf  lasting: whether takes outlive the page
 */

/** Takes in this page alone. @returns {Shelf} */
export function memoryShelf() {
  /** @type {Map<string, Kept>} */
  const takes = new Map();
  return {
    put: async (kept) => { takes.set(kept.id, structuredClone(kept)); },
    all: async () => [...takes.values()].map((kept) => structuredClone(kept)),
    remove: async (id) => { takes.delete(id); },
    lasting: false,
  };
}

/**
 * The browser's own shelf. A private window may refuse it, a full disk may stop it later: from then on takes lie in
 * memory, beside those that were already written, and `lasting` says so.
 * @param {{open?: typeof openDB, patienceMs?: number}} [given]
 * @returns {Promise<Shelf>}
 */
export async function openShelf({ open = openDB, patienceMs = PATIENCE_MS } = {}) {
  const memory = memoryShelf();
  const db = await opened(open, patienceMs);
  if (!db) return memory;
  let lasting = true;
  return {
    async put(kept) {
      try {
        const writing = db.transaction("takes", "readwrite");
        writing.store.put(kept).catch(() => {}); // `done` tells it as well
        writing.commit?.(); // without it, a page that is left at this moment takes the write with it
        await writing.done;
      } catch { // no room, or the browser closed the database
        lasting = false;
        await memory.put(kept);
      }
    },
    async all() {
      const inMemory = await memory.all();
      const newer = new Set(inMemory.map((kept) => kept.id));
      const written = await db.getAll("takes").catch(() => { lasting = false; return []; });
      return [...written.filter((/** @type {Kept} */ kept) => !newer.has(kept.id)), ...inMemory];
    },
    async remove(id) {
      await memory.remove(id);
      await db.delete("takes", id).catch(() => { lasting = false; });
    },
    get lasting() { return lasting; },
  };
}

/** The database, null when it is refused or does not answer. @param {typeof openDB} open @param {number} patienceMs */
async function opened(open, patienceMs) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((resolve) => { timer = setTimeout(() => resolve(null), patienceMs); });
  const upgrade = (/** @type {any} */ fresh) => { fresh.createObjectStore("takes", { keyPath: "id" }); };
  try {
    return /** @type {Awaited<ReturnType<typeof openDB>> | null} */ (await Promise.race([open(NAME, 1, { upgrade }), late]));
  } catch { // refused
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A page that gave a sign of life this recently is taken to be alive where the browser has no locks. */
export const FRESH_MS = 15000;

/**
 * A take that is being played holds a lock of its name, which the browser frees when the page dies. Resolves when held.
 * @param {string} id @param {AbortSignal} until @param {LockManager} [locks]
 * @returns {Promise<void>}
 */
export function holdTake(id, until, locks = globalThis.navigator?.locks) {
  if (!locks) return Promise.resolve();
  return new Promise((granted) => {
    locks.request(`take-${id}`, () => {
      granted();
      return new Promise((/** @type {(value?: undefined) => void} */ free) => {
        if (until.aborted) free();
        until.addEventListener("abort", () => free());
      });
    }).catch(() => granted()); // a page without the right to lock counts by its signs of life
  });
}

/**
 * Whether a page that is still alive plays this take: by its lock, or by its last sign of life.
 * @param {Kept} kept @param {number} wallMs @param {LockManager} [locks]
 */
export async function isTakeLive(kept, wallMs, locks = globalThis.navigator?.locks) {
  if (!locks) return wallMs - kept.touchedMs < FRESH_MS;
  const { held = [] } = await locks.query();
  return held.some((lock) => lock.name === `take-${kept.id}`);
}
