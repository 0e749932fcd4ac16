/**
 * What it costs to say that a hit answers an onset, against saying that both stand alone.
 * The same rule as academy/scoring/costs.py: nats, residuals in ms, early negative; below 0 is worth taking.
 */
import { CONSTANTS } from "./constants.js";

/**
 * @typedef {typeof CONSTANTS} Constants
 * @typedef {{sigmaMs: number, same: number, wrong: number, flagged: number, reachMs: number, nu: number}} EdgeCosts
 */

/**
 * The costs at jitter `sigmaMs` when the target uses `pads` different pads.
 * @param {number} sigmaMs @param {number} pads @param {Constants} [table]
 * @returns {EdgeCosts}
 */
export function edgeCosts(sigmaMs, pads, table = CONSTANTS) {
  const used = Math.max(pads, 2);
  const density = Math.log((sigmaMs / 1000) * Math.sqrt(2 * Math.PI));
  const miss = -Math.log(table.pMiss);
  const extra = -Math.log(table.extraHitsPerS / used);
  const played = 1 - table.pMiss;
  const same = density - Math.log(played * (1 - table.pWrongPad));
  const wrong = density - Math.log((played * table.pWrongPad) / (used - 1));
  return {
    sigmaMs,
    same: same - miss - extra,
    wrong: wrong - miss - extra,
    flagged: table.flaggedCost,
    reachMs: Math.min(table.reachMaxMs, Math.max(table.reachMinMs, table.reachSigmas * sigmaMs)),
    nu: table.studentNu,
  };
}

/**
 * The cost of one pair; infinite beyond reach. Flagged: the hit looks like a bounce or a grace note.
 * @param {EdgeCosts} costs @param {number} residualMs @param {boolean} samePad @param {boolean} flagged
 * @returns {number}
 */
export function costOf(costs, residualMs, samePad, flagged) {
  if (Math.abs(residualMs) > costs.reachMs) return Infinity;
  const distance = residualMs / costs.sigmaMs;
  const student = ((costs.nu + 1) / 2) * Math.log1p((distance * distance) / costs.nu);
  return (samePad ? costs.same : costs.wrong) + student + (flagged ? costs.flagged : 0);
}
