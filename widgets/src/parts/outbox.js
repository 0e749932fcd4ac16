/**
 * Takes kept in the browser until the kernel has said that they are stored. A take is opened when it starts and every hit
 * is added as it comes, so a reload in the middle loses nothing: the next page finds the open take, marks it as
 * interrupted and delivers it. Sending twice is harmless, the store keeps a take once.
 */
import { FRESH_MS, holdTake, isTakeLive } from "./shelf.js";

export { holdTake, isTakeLive, openShelf } from "./shelf.js";

/**
 * @typedef {import("../types").TakeJson} TakeJson @typedef {import("../types").TakeHit} TakeHit
 * @typedef {import("./shelf.js").Shelf} Shelf @typedef {import("./shelf.js").Kept} Kept
 * @typedef {{saved: boolean, refused?: boolean, message: string | null}} Delivered  refused: never to be stored, as it is
 */

const FLUSH_MS = 200;
const SIGN_OF_LIFE_MS = 3000;
const RETRY_MS = [1000, 2000, 5000, 10000];

/**
 * @param {{shelf: Promise<Shelf>, deliver: (take: TakeJson) => Promise<Delivered>,
 *   changed: (state: {pending: number, lasting: boolean, message: string | null, busy: boolean}) => void,
 *   isLive?: (kept: Kept, wallMs: number) => Promise<boolean>, hold?: (id: string, until: AbortSignal) => Promise<void>,
 *   wall?: () => number, signal: AbortSignal}} given
 *   deliver: sends one take and says whether it was stored; isLive: whether another open page still plays this take;
 *   wall: ms of the calendar, as Date.now
 */
export function createOutbox({ shelf, deliver, changed, isLive = isTakeLive, hold = holdTake, wall = Date.now, signal }) {
  /** @type {{kept: Kept, held: AbortController} | null} */
  let current = null;
  let dirty = false;
  let sending = false;
  let more = false;
  let failures = 0;
  let message = /** @type {string | null} */ (null);
  /** @type {string | null} the take that was just played goes first */
  let latest = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let look;
  /** @type {Set<string>} takes that the kernel will never take; kept, not sent again by this page */
  const refused = new Set();

  async function flush() {
    if (!current) return;
    const { kept } = current;
    if (!dirty && wall() - kept.touchedMs < SIGN_OF_LIFE_MS) return;
    dirty = false;
    kept.touchedMs = wall();
    const copy = structuredClone(kept);
    const to = await shelf;
    if (current?.kept === kept) await to.put(copy); // closed meanwhile: the closed take must not be written over
  }
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  globalThis.addEventListener?.("pagehide", flush, { signal });
  globalThis.document?.addEventListener("visibilitychange", flush, { signal });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    clearTimeout(retry);
    clearTimeout(look);
    flush();
    current?.held.abort();
  });

  const waiting = async () => (await (await shelf).all()).filter((kept) => !kept.open && !refused.has(kept.id));

  async function report() {
    const pending = (await waiting()).length;
    changed({ pending, lasting: (await shelf).lasting, message, busy: sending });
  }

  /** Send everything that waits: the take just played, then the oldest; on a failure try again later. */
  async function sendAll() {
    more = true;
    if (sending) return;
    sending = true;
    clearTimeout(retry);
    let failed = false;
    try {
      while (more && !failed && !signal.aborted) {
        more = false;
        failed = !(await sendOnce());
      }
    } finally {
      sending = false;
    }
    await report();
    failures = failed ? failures + 1 : 0;
    clearTimeout(retry);
    if (failed && !signal.aborted) retry = setTimeout(sendAll, RETRY_MS[Math.min(failures, RETRY_MS.length) - 1]);
  }

  /** Whether all went out. */
  async function sendOnce() {
    const order = (/** @type {Kept} */ kept) => (kept.id === latest ? "" : String(kept.take.played_at));
    const all = (await waiting()).sort((a, b) => (order(a) < order(b) ? -1 : 1));
    if (all.length) await report();
    for (const { id, take } of all) {
      if (signal.aborted) return true;
      const answer = await deliver(take).catch((error) => ({ saved: false, refused: false, message: sentence(error) }));
      message = answer.message;
      if (answer.saved) await (await shelf).remove(id);
      else if (answer.refused) refused.add(id);
      else return false;
    }
    return true;
  }

  return {
    /** Begin a take. @param {TakeJson} header */
    async open(header) {
      const kept = { id: header.id, take: { ...header, hits: [] }, open: true, touchedMs: wall() };
      const held = new AbortController();
      current = { kept, held };
      clearInterval(timer);
      timer = setInterval(flush, FLUSH_MS);
      await hold(kept.id, held.signal);
      dirty = true;
      await flush();
    },
    /** Add a hit to the open take. @param {TakeHit} hit */
    add(hit) {
      current?.kept.take.hits.push(hit);
      dirty = true;
    },
    /** A hit that was already added has changed (its release came). */
    touch() { dirty = true; },
    /** A control was turned. @param {[number, number, number, number]} row  seconds, channel, control, value */
    turn(row) {
      if (!current) return;
      (current.kept.take.controls ??= []).push(row);
      dirty = true;
    },
    /** Note something that happened in the middle of the take. @param {number} at_s @param {string} what */
    note(at_s, what) {
      if (!current) return;
      const { take } = current.kept;
      take.events = [...(take.events ?? []), { at_s, what }];
      dirty = true;
    },
    /** The open take is over; deliver it. @param {Record<string, any>} ending */
    async close(ending) {
      if (!current) return null;
      const { kept, held } = current;
      current = null;
      clearInterval(timer);
      dirty = false;
      const take = { ...kept.take, ...ending };
      latest = kept.id;
      await (await shelf).put({ ...kept, take, open: false });
      held.abort();
      sendAll();
      return take;
    },
    /** Forget the open take (nothing was played). */
    async drop() {
      if (!current) return;
      const { kept, held } = current;
      current = null;
      clearInterval(timer);
      dirty = false;
      await (await shelf).remove(kept.id);
      held.abort();
    },
    /** Find takes that a dead page left open, mark them, and deliver all that waits. Those of live pages are looked at again. */
    async recover() {
      const opened = await shelf;
      let alive = false;
      for (const kept of await opened.all()) {
        if (!kept.open || kept.id === current?.kept.id) continue;
        if (await isLive(kept, wall())) alive = true;
        else if (kept.take.hits.length) await opened.put({ ...kept, open: false, take: { ...kept.take, interrupted: true } });
        else await opened.remove(kept.id);
      }
      clearTimeout(look);
      if (alive && !signal.aborted) look = setTimeout(() => this.recover(), FRESH_MS);
      await sendAll();
    },
    sendAll,
  };
}

/** @param {unknown} error */
const sentence = (error) => `The take is kept in this browser: ${error instanceof Error ? error.message : String(error)}.`;
