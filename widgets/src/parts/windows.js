/**
 * How far from its onset a hit still counts, by level, and the word for one hit.
 * The same rule as academy/scoring/windows.py: half-widths in ms of real time at any tempo.
 */
import { CONSTANTS } from "./constants.js";

/**
 * @typedef {"inaudible" | "on time" | "early" | "late" | "off"} TimingWord
 * @typedef {[inner: number, middle: number, outer: number]} Windows
 */

/** @type {Windows[]} */
const LEVELS = [
  [50, 100, 150],
  [35, 70, 110],
  [20, 40, 80],
];

/**
 * The windows of a level (1 beginner, 2 intermediate, 3 advanced), never reaching half way to the
 * next note of the same pad `gapS` seconds away.
 * @param {number} level @param {number | null} [gapS] @param {number} [share]
 * @returns {Windows}
 */
export function windowsOf(level, gapS = null, share = CONSTANTS.pathGapShare) {
  const widths = LEVELS[level - 1];
  if (!widths) throw new RangeError(`level ${level}; expected 1, 2 or 3`);
  const most = gapS === null ? Infinity : share * gapS * 1000;
  return [Math.min(widths[0], most), Math.min(widths[1], most), Math.min(widths[2], most)];
}

/**
 * 1, 2 or 3 for the smallest window that holds the distance, null when it is beyond all.
 * @param {Windows} windows @param {number} distanceMs
 * @returns {number | null}
 */
export function ringOf(windows, distanceMs) {
  const at = windows.findIndex((width) => Math.abs(distanceMs) <= width);
  return at < 0 ? null : at + 1;
}

/**
 * For each onset the seconds to its nearest neighbour on the same pad; null when it has none.
 * @param {{timeS: number, pad: string}[]} onsets ascending by time
 * @returns {(number | null)[]}
 */
export function neighbourGaps(onsets) {
  /** @type {(number | null)[]} */
  const gaps = onsets.map(() => null);
  /** @type {Map<string, number>} */
  const last = new Map();
  onsets.forEach(({ timeS, pad }, index) => {
    const before = last.get(pad);
    if (before !== undefined) {
      const gap = timeS - onsets[before].timeS;
      gaps[index] = gap;
      gaps[before] = Math.min(gap, gaps[before] ?? gap);
    }
    last.set(pad, index);
  });
  return gaps;
}

/**
 * The part of a player's offset that is not held against single hits: normal feel when latency is calibrated, else all.
 * @param {number} offsetMs @param {boolean} calibrated @param {import("./costs.js").Constants} [table]
 * @returns {number}
 */
export function allowanceMs(offsetMs, calibrated, table = CONSTANTS) {
  return calibrated ? Math.max(-table.feelMs, Math.min(table.feelMs, offsetMs)) : offsetMs;
}

/**
 * The word for one hit: its asynchrony (early negative) about the allowed bias, both in ms.
 * @param {number} asynchronyMs @param {number} [biasMs] @param {import("./costs.js").Constants} [table]
 * @returns {TimingWord}
 */
export function verdictOf(asynchronyMs, biasMs = 0, table = CONSTANTS) {
  const [inaudible, onTime, near] = table.hitBandsMs;
  const distance = asynchronyMs - biasMs;
  if (Math.abs(distance) <= inaudible) return "inaudible";
  if (Math.abs(distance) <= onTime) return "on time";
  if (Math.abs(distance) > near) return "off";
  return distance < 0 ? "early" : "late";
}
