/** What is looked for among the sounds, and in which order. */

/** @typedef {import("../views/sounds/types.d.ts").Query} Query @typedef {import("../views/sounds/types.d.ts").Sort} Sort */

/** @type {Query} */
export const EVERYTHING = { text: "", kind: [], genre: [], mood: [], bpm: null, key: null, compatible: true, loops: null, origin: null, like: null, sort: "fit", down: false };

/** How many filters are set; words and order are none. @param {Query} query */
export function filtersOf({ kind, genre, mood, bpm, key, loops, origin, like }) {
  return kind.length + genre.length + mood.length + [bpm, key, loops, origin, like].filter((value) => value !== null).length;
}

/** One word of a filter that takes several: in, or out again. @param {string[]} chosen @param {string} word */
export const toggled = (chosen, word) => (chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word]);

/** A tempo or a range from two fields, either of which may be empty. @param {string} from @param {string} to @returns {Query["bpm"]} */
export function bpmOf(from, to) {
  const [low, high] = [Number(from) || null, Number(to) || null];
  if (low !== null && high !== null) return low === high ? low : [Math.min(low, high), Math.max(low, high)];
  return low ?? high;
}

/** A heading was pressed: up, down, and back to the best fit. @param {Query} query @param {Sort} column @returns {Query} */
export function turned(query, column) {
  if (query.sort !== column) return { ...query, sort: column, down: false };
  return query.down ? { ...query, sort: "fit", down: false } : { ...query, down: true };
}

/** A key in few letters: "C minor" is Cm. @param {string | null} key @param {string | null} mode */
export const keyWord = (key, mode) => (key === null ? "" : `${key.replace("#", "♯")}${mode === "minor" ? "m" : ""}`);

/** @param {number | null} bpm */
export const bpmWord = (bpm) => (bpm === null ? "" : String(Math.round(bpm * 10) / 10));

/** @param {number} seconds */
export const lengthWord = (seconds) => (seconds < 10 ? `${seconds.toFixed(seconds < 1 ? 2 : 1)} s` : seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`);

/** A kind as one says it. @param {string | null} kind */
export const kindWord = (kind) => (kind === null ? "unknown" : kind.replace("_", " "));
