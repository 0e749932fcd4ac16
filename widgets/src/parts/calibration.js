/**
 * Latency from a tap test, with its uncertainty or a refusal, and its silent refinement from real play.
 * The same rule and the same words as academy/scoring/calibration.py, bound by tests/vectors/calibration.json.
 * Times in seconds, latencies in ms; a tap test measures the person as well as the machine.
 */
import { CONSTANTS } from "./constants.js";
import { mad, median } from "./habit.js";

/**
 * @typedef {object} Calibration
 * @property {number | null} latencyMs  how much later a hit arrives than it was meant
 * @property {number | null} madMs  1.4826 × median distance from the median: about one standard deviation
 * @property {number} taps  how many taps or hits went in
 * @property {string | null} refused  why there is no (new) latency, in words
 * @property {"tight" | "usable" | null} quality
 */

/**
 * The latency that taps along with clicks show. The first two clicks only give the beat; each tap belongs to its
 * nearest click within 250 ms, a click keeps the nearest of its taps.
 * @param {number[]} clickTimesS @param {number[]} tapTimesS
 * @returns {Calibration}
 */
export function tapTest(clickTimesS, tapTimesS) {
  const clicks = [...clickTimesS].sort((a, b) => a - b);
  /** @type {Map<number, number>} */
  const nearest = new Map();
  for (const tapS of clicks.length ? tapTimesS : []) {
    const click = nearestClick(clicks, tapS);
    const lateMs = (tapS - clicks[click]) * 1000;
    const kept = nearest.get(click);
    if (Math.abs(lateMs) <= CONSTANTS.matchWithinMs && (kept === undefined || Math.abs(lateMs) < Math.abs(kept))) {
      nearest.set(click, lateMs);
    }
  }
  const lates = [...nearest]
    .filter(([click]) => click >= CONSTANTS.droppedClicks)
    .map(([, late]) => late)
    .sort((a, b) => a - b);
  const wanted = Math.max(0, clicks.length - CONSTANTS.droppedClicks);
  if (lates.length < CONSTANTS.leastTaps) return calibration(null, null, lates.length, tooFew(lates.length, wanted));
  const madMs = 1.4826 * mad(lates);
  if (madMs > CONSTANTS.usableMs) return calibration(null, madMs, lates.length, tooScattered(madMs));
  return calibration(median(lates), madMs, lates.length, null);
}

/**
 * A calibration moved by what real play shows: the median of at least 50 asynchronies (ms, current latency taken
 * off), damped when they scatter. With fewer the current one comes back as it is.
 * @param {Calibration} current @param {number[]} asynchroniesMs
 * @returns {Calibration}
 */
export function refine(current, asynchroniesMs) {
  const count = asynchroniesMs.length;
  if (count < CONSTANTS.calibrateHits) return current;
  const ordered = [...asynchroniesMs].sort((a, b) => a - b);
  const mean = ordered.reduce((sum, value) => sum + value, 0) / count;
  const spread = Math.sqrt(ordered.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  const trust = Math.min(1, Math.exp(-CONSTANTS.scatterRate * (10 * spread - CONSTANTS.scatterFrom)));
  return calibration((current.latencyMs ?? 0) + trust * median(ordered), 1.4826 * mad(ordered), count, null);
}

/**
 * A sentence when the sound comes out late enough to disturb playing (Bluetooth), else null.
 * @param {number | null} outputLatencyMs
 * @returns {string | null}
 */
export function outputWarning(outputLatencyMs) {
  if (outputLatencyMs === null || outputLatencyMs <= CONSTANTS.outputLatencyLongMs) return null;
  return (
    `The sound reaches you about ${Math.round(outputLatencyMs)} ms late, as Bluetooth headphones do. ` +
    "Plug in wired headphones or use the computer's own speaker; calibration cannot make late sound feel early."
  );
}

/**
 * @param {number | null} latencyMs @param {number | null} madMs @param {number} taps @param {string | null} refused
 * @returns {Calibration}
 */
function calibration(latencyMs, madMs, taps, refused) {
  const known = refused === null && madMs !== null;
  return { latencyMs, madMs, taps, refused, quality: known ? (madMs <= CONSTANTS.tightMs ? "tight" : "usable") : null };
}

/** @param {number[]} clicks @param {number} tapS */
function nearestClick(clicks, tapS) {
  const found = clicks.findIndex((click) => click >= tapS);
  const after = found < 0 ? clicks.length : found;
  if (after === 0) return 0;
  if (after === clicks.length || tapS - clicks[after - 1] <= clicks[after] - tapS) return after - 1;
  return after;
}

/** @param {number} taps @param {number} wanted */
function tooFew(taps, wanted) {
  if (!taps) {
    return (
      "No taps near the clicks arrived. Check that the pad lights up on this page when you hit it, " +
      "then tap along once more."
    );
  }
  const noun = taps === 1 ? "tap" : "taps";
  return (
    `Only ${taps} ${noun} fell near the ${wanted} clicks that count; at least ${CONSTANTS.leastTaps} are needed. ` +
    "Listen to the first two clicks, then tap one pad on every click to the end."
  );
}

/** @param {number} madMs */
function tooScattered(madMs) {
  return (
    `The taps scatter by about ${Math.round(madMs)} ms, too much to tell the machine's delay from the hand's ` +
    `(up to ${Math.round(CONSTANTS.usableMs)} ms works). Use one finger on one pad, move with the beat, and try again; ` +
    "if the click stutters, close other programs first."
  );
}
