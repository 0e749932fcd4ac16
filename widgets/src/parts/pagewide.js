/**
 * What the page has once, however many widgets it shows. JupyterLab gives every widget a module of its own, so variables
 * of a module are not shared; what lies here is.
 */

const PLACE = Symbol.for("sp404-academy");

/**
 * The page's one thing of that name, made when it is first asked for.
 * @template T @param {string} name @param {() => T} make @param {any} [page]
 * @returns {T}
 */
export function pageWide(name, make, page = globalThis) {
  const things = (page[PLACE] ??= new Map());
  if (!things.has(name)) things.set(name, make());
  return things.get(name);
}

/**
 * One thing for as long as anybody uses it: made for the first user, ended with the last. A cell that is run again in
 * JupyterLab leaves its old widget in the kernel without a view; what no view uses must not go on listening.
 * @template T @param {(signal: AbortSignal) => T} make
 * @returns {(until: AbortSignal) => T}
 */
export function whileUsed(make) {
  let users = 0;
  /** @type {{thing: T, end: AbortController} | null} */
  let made = null;
  return (until) => {
    if (!made) {
      const end = new AbortController();
      made = { thing: make(end.signal), end };
    }
    const used = made;
    users += 1;
    until.addEventListener("abort", () => {
      users -= 1;
      if (users) return;
      made = null;
      used.end.abort();
    }, { once: true });
    return used.thing;
  };
}
