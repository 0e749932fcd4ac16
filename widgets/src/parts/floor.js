/**
 * Which of the page's stages has the floor: only one plays at a time, and the unit's pads are heard by one. While a stage
 * plays it is that one; else the one touched last as long as it is in view, else the one nearest to the middle of the view.
 */
import { pageWide } from "./pagewide.js";

/**
 * @typedef {{isPlaying: () => boolean, stop: () => void, distance: () => number | null}} Member
 *   distance: px from the middle of the view, 0 when it covers the middle; null when it is out of view
 */

export function createFloor() {
  /** @type {Set<Member>} */
  const members = new Set();
  /** @type {Member | null} */
  let holder = null;

  /** The stage that hears the unit just now. */
  function listener() {
    if (holder && (holder.isPlaying() || holder.distance() !== null)) return holder;
    let nearest = null;
    let least = Infinity;
    for (const member of members) {
      const away = member.distance();
      if (away !== null && away < least) [nearest, least] = [member, away];
    }
    return nearest ?? holder ?? [...members][0] ?? null;
  }
  return {
    /** @param {Member} member @param {AbortSignal} signal */
    join(member, signal) {
      members.add(member);
      signal.addEventListener("abort", () => {
        members.delete(member);
        if (holder === member) holder = null;
      });
    },
    /** A stage was touched: it has the floor unless another one plays. @param {Member} member */
    touch(member) { if (!holder?.isPlaying()) holder = member; },
    /** A stage begins to play: whichever played before stops. @param {Member} member */
    take(member) {
      const before = holder;
      holder = member;
      if (before && before !== member && before.isPlaying()) before.stop();
    },
    /** Whether a hit on the unit is meant for this stage. @param {Member} member */
    hears: (member) => listener() === member,
  };
}

/** The floor of this page. */
export const pageFloor = () => pageWide("floor", createFloor);
