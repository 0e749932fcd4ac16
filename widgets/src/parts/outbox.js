/**
 * Takes kept in the browser until the kernel has said that they are stored. A take is opened when it starts and every hit
 * is added as it comes, so a reload in the middle loses nothing: the next page finds the open take, marks it as
 * interrupted and delivers it. Sending twice is harmless, the store keeps a take once.
 */
import { openDB } from "idb";

/** @typedef {import("../types").TakeJson} TakeJson @typedef {import("../types").TakeHit} TakeHit */

const NAME = "sp404-academy";
const FLUSH_MS = 200;
const RETRY_MS = [1000, 2000, 5000, 10000];

/**
 * @typedef {{id: string, take: TakeJson, open: boolean}} Kept
 * @typedef {{put: (kept: Kept) => Promise<unknown>, all: () => Promise<Kept[]>, remove: (id: string) => Promise<unknown>, lasting: boolean}} Shelf
 */

/** The browser's own shelf; takes live in this page alone where the browser refuses one. @returns {Promise<Shelf>} */
export async function openShelf() {
  try {
    const db = await openDB(NAME, 1, { upgrade: (fresh) => { fresh.createObjectStore("takes", { keyPath: "id" }); } });
    return {
      put: (kept) => db.put("takes", kept),
      all: () => db.getAll("takes"),
      remove: (id) => db.delete("takes", id),
      lasting: true,
    };
  } catch { // a private window may refuse; the page says so
    /** @type {Map<string, Kept>} */
    const takes = new Map();
    return {
      put: async (kept) => takes.set(kept.id, structuredClone(kept)),
      all: async () => [...takes.values()],
      remove: async (id) => takes.delete(id),
      lasting: false,
    };
  }
}

/**
 * @param {{shelf: Promise<Shelf>, deliver: (take: TakeJson) => Promise<{saved: boolean, refused?: boolean, message: string | null}>,
 *   changed: (state: {pending: number, lasting: boolean, message: string | null, busy: boolean}) => void,
 *   isLive?: (id: string) => Promise<boolean>, signal: AbortSignal}} given
 *   deliver: sends one take and says whether it was stored; isLive: whether another open page still plays this take
 */
export function createOutbox({ shelf, deliver, changed, isLive = async () => false, signal }) {
  /** @type {Kept | null} */
  let current = null;
  let dirty = false;
  let sending = false;
  let tries = 0;
  let message = /** @type {string | null} */ (null);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  /** @type {Set<string>} takes that the kernel will never take; kept, not sent again by this page */
  const refused = new Set();

  const flush = async () => {
    if (!dirty || !current) return;
    dirty = false;
    await (await shelf).put(structuredClone(current));
  };
  const timer = setInterval(flush, FLUSH_MS);
  signal.addEventListener("abort", () => { clearInterval(timer); clearTimeout(retry); flush(); });
  globalThis.addEventListener?.("pagehide", () => { flush(); }, { signal });

  async function report() {
    const opened = await shelf;
    const pending = (await opened.all()).filter((kept) => !kept.open && !refused.has(kept.id)).length;
    changed({ pending, lasting: opened.lasting, message, busy: sending });
  }

  /** Send everything that waits, oldest first; on a failure try again later. */
  async function sendAll() {
    if (sending) return;
    sending = true;
    clearTimeout(retry);
    let failed = false;
    try {
      await report();
      for (const kept of await (await shelf).all()) {
        if (kept.open || refused.has(kept.id) || signal.aborted) continue;
        const answer = await deliver(kept.take).catch((error) => ({ saved: false, refused: false, message: String(error.message ?? error) }));
        message = answer.message;
        if (answer.saved) await (await shelf).remove(kept.id);
        else if (answer.refused) refused.add(kept.id);
        else { failed = true; break; }
      }
    } finally {
      sending = false;
    }
    await report();
    tries = failed ? tries + 1 : 0;
    if (failed && !signal.aborted) retry = setTimeout(sendAll, RETRY_MS[Math.min(tries, RETRY_MS.length) - 1]);
  }

  return {
    /** Begin a take. @param {TakeJson} header */
    async open(header) {
      current = { id: header.id, take: { ...header, hits: [] }, open: true };
      await (await shelf).put(structuredClone(current));
    },
    /** Add a hit to the open take. @param {TakeHit} hit */
    add(hit) {
      if (!current) return;
      current.take.hits.push(hit);
      dirty = true;
    },
    /** A hit that was already added has changed (its release came). */
    touch() { dirty = true; },
    /** Note something that happened in the middle of the take. @param {number} at_s @param {string} what */
    note(at_s, what) {
      if (!current) return;
      current.take.events = [...(current.take.events ?? []), { at_s, what }];
      dirty = true;
    },
    /** The open take is over; deliver it. @param {Record<string, any>} ending */
    async close(ending) {
      if (!current) return null;
      const kept = { ...current, take: { ...current.take, ...ending }, open: false };
      current = null;
      dirty = false;
      await (await shelf).put(kept);
      sendAll();
      return kept.take;
    },
    /** Forget the open take (nothing was played). */
    async drop() {
      const id = current?.id;
      current = null;
      dirty = false;
      if (id) await (await shelf).remove(id);
    },
    /** Find takes that a dead page left open, mark them, and deliver all that waits. */
    async recover() {
      const opened = await shelf;
      for (const kept of await opened.all()) {
        if (!kept.open || kept.id === current?.id || (await isLive(kept.id))) continue;
        if (kept.take.hits.length) await opened.put({ ...kept, open: false, take: { ...kept.take, interrupted: true } });
        else await opened.remove(kept.id);
      }
      await sendAll();
    },
    sendAll,
  };
}

/** A take that is being played holds a lock of its name, which the browser frees when the page dies. @param {string} id @param {AbortSignal} until */
export function holdTake(id, until) {
  globalThis.navigator?.locks?.request(`take-${id}`, () => new Promise((free) => until.addEventListener("abort", free)));
}

/** Whether a page that is still alive plays this take. @param {string} id */
export async function isTakeLive(id) {
  const held = (await globalThis.navigator?.locks?.query())?.held ?? [];
  return held.some((lock) => lock.name === `take-${id}`);
}
