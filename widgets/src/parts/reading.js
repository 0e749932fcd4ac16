/**
 * One run in which the unit plays and the page only listens: no click, no count-in. Time begins with the first note; it is
 * over when the pattern has gone by, with a margin for a slower tempo, or when the unit has fallen silent.
 */
import { seenAt } from "./run.js";

/** A pattern a quarter slower than asked still fits; the kernel cuts off what belongs to the next pass. */
const SLOWER = 1.25;
/** Silence that is longer than the longest rest of the pattern and this is the end. */
const REST_SHARE = 1.25;
const SILENCE_S = 1.5;
const LOOK_MS = 50;

/**
 * @param {{now: () => number, exercise: import("../types").Exercise, timeline: import("../types").Timeline,
 *   onPhase: (phase: import("../types").Phase) => void, onOver: () => void}} given  timeline: one pass of the pattern
 */
export function createReading({ now, exercise, timeline, onPhase, onOver }) {
  const firstS = timeline.onsets[0]?.timeS ?? 0;
  const longestRestS = timeline.onsets.reduce((most, { timeS }, n) => Math.max(most, timeS - (timeline.onsets[n - 1]?.timeS ?? timeS)), 0);
  const silenceS = SILENCE_S + SLOWER * REST_SHARE * longestRestS;
  /** @type {number | null} page time of the pattern's beginning */
  let beganMs = null;
  let lastMs = 0;
  let isOver = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let looking;
  const timeS = (/** @type {number} */ pageMs) => (beganMs === null ? 0 : (pageMs - beganMs) / 1000);

  function look() {
    if (beganMs === null || isOver) return;
    if (timeS(now()) < SLOWER * timeline.lengthS && (now() - lastMs) / 1000 < silenceS) return;
    isOver = true;
    clearInterval(looking);
    onOver();
  }

  return {
    timeline,
    judge: null,
    timeS,
    passAt: () => 0,
    start() {
      onPhase("reading");
      looking = setInterval(look, LOOK_MS);
    },
    setClick() {},
    get downbeatPageMs() { return beganMs; },
    /** Whether a hit belongs to the pattern; the first one begins it. @param {import("../types").PadEvent} event */
    isJudging({ source, pageMs }) {
      if (isOver || (source !== "webmidi" && source !== "rtmidi")) return false;
      beganMs ??= pageMs - firstS * 1000;
      lastMs = pageMs;
      return true;
    },
    /** @param {import("../types").PadEvent} event */
    hit: (event) => seenAt(event, exercise, timeS(event.pageMs), timeS(event.pageMs) / timeline.beatS),
    expected: () => [],
    asynchroniesMs: () => [],
    stop() {
      isOver = true;
      clearInterval(looking);
    },
  };
}
