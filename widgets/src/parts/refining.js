/** The latency as real play shows it, gathered silently over takes until it is worth moving the number. */
import { refine } from "./calibration.js";

const MOST = 400;
/** A correction smaller than this is not worth moving the number, ms. */
const WORTH_MS = 1;

export function createRefining() {
  /** @type {number[]} */
  let played = [];
  let forInput = "";
  return {
    /**
     * The calibration after another take, null while there is nothing to correct or nothing was measured to correct.
     * @param {import("./latency.js").LatencyKey} key @param {number[]} asynchroniesMs  of the take, latency taken off
     * @param {number | null} latencyMs  the latency that was taken off
     */
    learn(key, asynchroniesMs, latencyMs) {
      if (latencyMs === null) return null;
      const input = JSON.stringify([key, latencyMs]);
      if (input !== forInput) played = [];
      forInput = input;
      played = [...played, ...asynchroniesMs].slice(-MOST);
      const before = { latencyMs, madMs: null, taps: 0, refused: null, quality: null };
      const after = refine(before, played);
      if (after === before || after.latencyMs === null || Math.abs(after.latencyMs - latencyMs) < WORTH_MS) return null;
      played = [];
      return { latency_ms: Math.round(after.latencyMs * 10) / 10, mad_ms: after.madMs, hits: after.taps };
    },
  };
}
