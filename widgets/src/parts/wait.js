/**
 * Wait mode: time runs to the next notes and stands still there until all of them have been hit.
 */

const TOGETHER_S = 0.03;

/**
 * @param {import("../types").TimedOnset[]} onsets @param {number} startedMs  page time at which time 0 begins to run
 */
export function createWait(onsets, startedMs) {
  /** @type {import("../types").TimedOnset[][]} */
  const groups = [];
  for (const onset of onsets) {
    const last = groups.at(-1);
    if (last && onset.timeS - last[0].timeS <= TOGETHER_S) last.push(onset);
    else groups.push([onset]);
  }
  let at = 0;
  let base = { timeS: 0, pageMs: startedMs };
  /** @type {Set<number>} */
  let found = new Set();

  return {
    /** Where time stands, seconds. @param {number} pageMs */
    timeS(pageMs) {
      const running = base.timeS + (pageMs - base.pageMs) / 1000;
      return at < groups.length ? Math.min(running, groups[at][0].timeS) : running;
    },
    /** The notes waited for. */
    get expected() { return (groups[at] ?? []).filter((onset) => !found.has(onset.index)); },
    get over() { return at >= groups.length; },
    /**
     * A pad was hit: the onset it answers, or null when it is not waited for.
     * @param {string | null} pad @param {number} pageMs
     */
    hit(pad, pageMs) {
      const onset = this.expected.find((candidate) => candidate.pad === pad);
      if (!onset) return null;
      found.add(onset.index);
      if (!this.expected.length) {
        base = { timeS: groups[at][0].timeS, pageMs };
        found = new Set();
        at += 1;
      }
      return onset;
    },
  };
}
