/** The hits of one take as they are kept: when, which pad, how hard, and when it was let go. */

/** @typedef {import("../types").PadEvent} PadEvent @typedef {import("../types").TakeHit} TakeHit @typedef {import("../types").InputKind} InputKind */

export function createHeard() {
  /** @type {Map<string, TakeHit>} the last hit of each pad that is still down */
  const held = new Map();
  /** @type {Map<InputKind, number>} */
  const counts = new Map();
  let count = 0;
  return {
    /** A pad went down at `timeS`, seconds from the first downbeat. @param {PadEvent} event @param {number} timeS @returns {TakeHit} */
    down(event, timeS) {
      const hit = { time_s: fine(timeS), pad: event.pad, velocity: event.velocity, release_s: null, note: event.note, channel: event.channel };
      held.set(nameOf(event), hit);
      counts.set(event.source, (counts.get(event.source) ?? 0) + 1);
      count += 1;
      return hit;
    },
    /** A pad was let go: whether that ends a hit of this take. @param {PadEvent} event @param {number} timeS */
    up(event, timeS) {
      const hit = held.get(nameOf(event));
      if (hit) hit.release_s = fine(timeS);
      return held.delete(nameOf(event));
    },
    get count() { return count; },
    /** The input that gave most hits; the chosen one as long as it gave any. @param {InputKind} chosen */
    source(chosen) {
      if (!counts.size || counts.has(chosen)) return chosen;
      return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
    },
  };
}

/** @param {PadEvent} event */
const nameOf = (event) => `${event.source}:${event.channel}:${event.note}:${event.pad}`;
/** To 10 µs. @param {number} seconds */
const fine = (seconds) => Math.round(seconds * 1e5) / 1e5;
