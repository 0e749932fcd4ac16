/**
 * The rows of a search, however many: only windows of them are asked for, those in view first, and what nobody looks at any
 * more is let go. What was found before stays until something new has come.
 */

const WINDOW = 60;
const AT_ONCE = 2;
const KEPT = 60;

/** @typedef {import("../views/sounds/types.d.ts").Row} Row @typedef {import("../views/sounds/types.d.ts").Query} Query @typedef {import("../views/sounds/types.d.ts").Found} Found */

/** @param {{find: (query: Query, start: number, count: number) => Promise<Found>, changed: (fresh: boolean) => void, signal: AbortSignal}} given  fresh: another search, not more of the same */
export function createListing({ find, changed, signal }) {
  /** @type {Map<number, Row[]>} by the number of the window */
  let windows = new Map();
  /** @type {Set<number>} */
  let coming = new Set();
  let total = 0;
  /** @type {Found["facets"]} */
  let facets = {};
  /** @type {Query | null} */
  let query = null;
  let turn = 0;
  let wanted = { first: 0, last: 0 };
  /** @type {string | null} */
  let trouble = null;

  /** The next window that is looked at and not there; those in view come before those beside it. */
  function next() {
    const last = Math.max(0, Math.ceil(total / WINDOW) - 1);
    const [from, to] = [wanted.first, wanted.last].map((row) => Math.min(last, Math.floor(row / WINDOW)));
    for (let at = from; at <= to; at++) if (isMissing(at)) return at;
    return [to + 1, from - 1].find((at) => at >= 0 && at <= last && isMissing(at)) ?? null;
  }
  const isMissing = (/** @type {number} */ at) => !windows.has(at) && !coming.has(at);

  function fetchMore() {
    while (query && total && coming.size < AT_ONCE && trouble === null) {
      const at = next();
      if (at === null) return;
      fetchWindow(at, query, turn);
    }
  }

  /** @param {number} at @param {Query} asked @param {number} mine */
  async function fetchWindow(at, asked, mine) {
    const pending = coming;
    pending.add(at);
    try {
      const found = await find(asked, at * WINDOW, WINDOW);
      if (mine !== turn || signal.aborted) return;
      total = found.total;
      windows.set(at, found.rows);
      letGo();
    } catch (error) {
      if (mine !== turn || signal.aborted) return;
      trouble = /** @type {Error} */ (error).message;
    } finally {
      pending.delete(at);
    }
    changed(false);
    fetchMore();
  }

  /** Forget the windows farthest from what is looked at. */
  function letGo() {
    const middle = (wanted.first + wanted.last) / 2 / WINDOW;
    const far = [...windows.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const at of far.slice(0, Math.max(0, windows.size - KEPT))) windows.delete(at);
  }

  return {
    get total() { return total; },
    get facets() { return facets; },
    /** Why nothing comes, in words; null when all is well. */
    get trouble() { return trouble; },
    get isAsking() { return coming.size > 0; },
    /** Look for something else. Rejects never: what went wrong is `trouble`. @param {Query} asked */
    async ask(asked) {
      turn += 1;
      const mine = turn;
      query = asked;
      trouble = null;
      coming = new Set([0]);
      changed(false);
      /** @type {Found | null} */
      let found = null;
      try {
        found = await find(asked, 0, WINDOW);
      } catch (error) {
        if (mine === turn) trouble = /** @type {Error} */ (error).message;
      }
      if (mine !== turn || signal.aborted) return;
      coming = new Set();
      windows = new Map(found ? [[0, found.rows]] : []);
      total = found?.total ?? 0;
      facets = found?.facets ?? facets;
      wanted = { first: 0, last: 0 };
      changed(true);
      fetchMore();
    },
    /** A row by its place, null while it is not there. @param {number} at */
    row: (at) => windows.get(Math.floor(at / WINDOW))?.[at % WINDOW] ?? null,
    /** These rows are in view. @param {number} first @param {number} last */
    want(first, last) {
      wanted = { first, last };
      fetchMore();
    },
    /** A row is known better now. @param {Row} row */
    replace(row) {
      for (const rows of windows.values()) {
        const at = rows.findIndex(({ id }) => id === row.id);
        if (at >= 0) rows[at] = row;
      }
      changed(false);
    },
  };
}
