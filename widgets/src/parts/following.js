/** What a preview does when it hears how its notebook stands: nothing, or show the new text. Pure. */

/**
 * @typedef {{text: string | null, saved_ms: number, path: string,
 *   problems: {cell: string | null, line: number | null, says: string, cure: string}[]}} State
 */

/**
 * Whether the page must be loaded again. `shown` is the text that it heard of first, null before; `opened` is when the page
 * was asked for (ms since 1970): a save between that and the first answer may be missing in it. `seen` is the text that it
 * was loaded again for, so that a clock that is wrong leads to no circle. A file that is no notebook just now changes nothing.
 * @param {State} state @param {{shown: string | null, seen: string | null, opened: number}} page
 */
export function mustReload(state, { shown, seen, opened }) {
  if (state.text === null || state.text === seen && shown === null) return false;
  return shown === null ? state.saved_ms > opened : state.text !== shown;
}

/** Where a problem is, in words: `first-bar, line 7`; empty for the whole file. @param {State["problems"][0]} problem */
export function placeOf({ cell, line }) {
  return [cell, line === null ? "" : `line ${line}`].filter(Boolean).join(", ");
}
