/**
 * The cuts of a sound, in frames: always in order, apart from each other, and at most fifteen, since sixteen slices fill a
 * bank. Every edit can be taken back; a drag is one edit.
 */

export const PADS = 16;
/** What a hand may cut at least, s: shorter is a click. */
const LEAST_S = 0.01;
const KEPT = 200;

/** @typedef {{start: number, end: number, strength?: number}} Slice */
/** @typedef {"room" | "full" | null} Refusal  room: another cut is there already; full: every pad has a slice */

/** @param {() => void} changed */
export function createCuts(changed) {
  let frames = 0;
  let least = 1;
  /** @type {number[]} */
  let cuts = [];
  /** @type {number[][]} */
  let before = [];
  /** @type {number[][]} */
  let after = [];

  /** @param {number[]} next @param {boolean} [joins]  the edit before goes on */
  function set(next, joins = false) {
    if (!joins) before = [...before.slice(-KEPT), cuts];
    after = [];
    cuts = next;
    changed();
  }

  /** A frame between the neighbours of a cut. @param {number} index @param {number} frame */
  function between(index, frame) {
    const low = (cuts[index - 1] ?? 0) + least;
    const high = (cuts[index + 1] ?? frames) - least;
    return Math.round(Math.min(Math.max(frame, low), Math.max(low, high)));
  }

  return {
    get all() { return cuts; },
    get frames() { return frames; },
    get canUndo() { return before.length > 0; },
    get canRedo() { return after.length > 0; },
    /** The slices between the cuts. @returns {Slice[]} */
    get slices() { return [0, ...cuts].map((start, n) => ({ start, end: cuts[n] ?? frames })); },
    /** Another sound, cut like this; nothing to take back. @param {number} length  frames @param {number} rate @param {number[]} next */
    begin(length, rate, next) {
      frames = length;
      least = Math.max(1, Math.round(LEAST_S * rate));
      [before, after] = [[], []];
      cuts = inside(next);
      changed();
    },
    /** Cut anew, all at once. @param {number[]} next @param {boolean} [joins] */
    replace(next, joins) {
      const wanted = inside(next);
      if (wanted.join() !== cuts.join()) set(wanted, joins);
    },
    /** Whether a cut may be added here. @param {number} frame @returns {Refusal} */
    refusal(frame) {
      if (cuts.length >= PADS - 1) return "full";
      return [0, ...cuts, frames].some((other) => Math.abs(other - frame) < least) ? "room" : null;
    },
    /** Add a cut; its index, or -1 when there is no room. @param {number} frame */
    add(frame) {
      const at = Math.round(frame);
      if (this.refusal(at)) return -1;
      set([...cuts, at].sort((a, b) => a - b));
      return cuts.indexOf(at);
    },
    /** Move a cut as far as its neighbours let it; where it is now. @param {number} index @param {number} frame @param {boolean} [joins] */
    move(index, frame, joins) {
      const at = between(index, frame);
      if (at !== cuts[index]) set(cuts.map((cut, n) => (n === index ? at : cut)), joins);
      return at;
    },
    /** @param {number} index */
    remove(index) { if (index in cuts) set(cuts.filter((_, n) => n !== index)); },
    undo() { [cuts, before, after] = turned(cuts, before, after); changed(); },
    redo() { [cuts, after, before] = turned(cuts, after, before); changed(); },
  };

  /** @param {number[]} next */
  function inside(next) {
    return [...new Set(next)].filter((cut) => cut > 0 && cut < frames).sort((a, b) => a - b).slice(0, PADS - 1);
  }
}

/** One step: what is now goes onto the other pile. @param {number[]} now @param {number[][]} from @param {number[][]} to @returns {[number[], number[][], number[][]]} */
function turned(now, from, to) {
  const last = from.at(-1);
  return last ? [last, from.slice(0, -1), [...to, now]] : [now, from, to];
}

/**
 * Where a sound is cut at its hits: the strongest first, as many as the pads have room for.
 * @param {Slice[]} slices  as the desk heard them @param {number} pads
 */
export function strongest(slices, pads) {
  return slices.slice(1).sort((a, b) => (b.strength ?? 1) - (a.strength ?? 1)).slice(0, Math.max(0, pads - 1)).map(({ start }) => start).sort((a, b) => a - b);
}

/** Which slice a frame lies in. @param {Slice[]} slices @param {number} frame */
export const sliceAt = (slices, frame) => Math.max(0, slices.findLastIndex(({ start }) => start <= frame));
