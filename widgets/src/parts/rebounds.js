/**
 * Which hits look like a bounce of the stroke before, or a grace note before the stroke.
 * The same rule as academy/scoring/rebounds.py. A flag never removes a hit: it only makes it a worse
 * answer to an onset than the stroke beside it.
 */
import { CONSTANTS } from "./constants.js";

/**
 * The smallest distance in seconds between two onsets of each pad; pads with one onset have no entry.
 * @param {{timeS: number, pad: string}[]} onsets ascending by time
 * @returns {Map<string, number>}
 */
export function smallestGaps(onsets) {
  /** @type {Map<string, number>} */
  const last = new Map();
  /** @type {Map<string, number>} */
  const gaps = new Map();
  for (const { timeS, pad } of onsets) {
    const gap = timeS - (last.get(pad) ?? timeS);
    if (gap > 0) gaps.set(pad, Math.min(gap, gaps.get(pad) ?? gap));
    last.set(pad, timeS);
  }
  return gaps;
}

/**
 * A flag ("rebound" | "grace" | null) for each hit.
 * @param {{timeS: number, pad: string | null, velocity: number}[]} hits ascending by time
 * @param {Map<string, number>} gaps the target's smallest gaps per pad, seconds
 * @param {import("./costs.js").Constants} [table]
 * @returns {("rebound" | "grace" | null)[]}
 */
export function flagRebounds(hits, gaps, table = CONSTANTS) {
  /** @type {("rebound" | "grace" | null)[]} */
  const flags = hits.map(() => null);
  /** @type {Map<string, number[]>} */
  const recent = new Map();
  hits.forEach(({ timeS, pad, velocity }, index) => {
    if (pad === null) return;
    let allowed = table.reboundGapMs / 1000;
    const gap = gaps.get(pad);
    if (gap !== undefined) allowed = Math.min(allowed, table.reboundGapShare * gap);
    const before = (recent.get(pad) ?? []).filter((other) => timeS - hits[other].timeS <= allowed);
    for (const other of before) {
      if (velocity <= table.reboundSofter * hits[other].velocity) {
        flags[index] = "rebound";
      } else if (hits[other].velocity <= table.reboundSofter * velocity) {
        const near = timeS - hits[other].timeS <= table.graceGapMs / 1000;
        if (near && flags[other] === null) flags[other] = "grace";
      }
    }
    recent.set(pad, [...before, index]);
  });
  return flags;
}
