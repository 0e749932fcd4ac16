/**
 * What the live judge knows of a player while they play: where they sit, and how much they scatter.
 * The same rule as academy/scoring/habit.py; all in ms, late positive.
 */
import { CONSTANTS } from "./constants.js";

/** @typedef {import("./costs.js").Constants} Constants */

/** The player's offset with its variance (a scalar Kalman filter), and their jitter. */
export class Habit {
  /** @type {number | null} */
  #lastS = null;
  /** @type {number[]} */
  #residuals = [];

  /** @param {boolean} calibrated @param {number | null} sigmaMs @param {Constants} table */
  constructor(calibrated, sigmaMs, table = CONSTANTS) {
    const start = calibrated ? table.offsetSdCalibratedMs : table.offsetSdUncalibratedMs;
    this.table = table;
    this.offsetMs = 0;
    this.variance = start * start;
    this.sigmaMs = sigmaMs ?? table.sigmaStartMs;
  }

  /** Whether the offset is still less certain than a single hit is. */
  get unsure() {
    return this.variance > (this.sigmaMs / 2) ** 2;
  }

  /** Start again at another offset, as uncertain as a calibrated player is. @param {number} offsetMs */
  moveTo(offsetMs) {
    this.offsetMs = offsetMs;
    this.variance = this.table.offsetSdCalibratedMs ** 2;
    this.#residuals.length = 0;
  }

  /** Take in one settled same-pad match. @param {number} onsetS @param {number} asynchronyMs */
  learn(onsetS, asynchronyMs) {
    const { offsetWalkMs, studentNu, sigmaLiveHits, leastForSpread, sigmaMaxMs, sigmaMinMs } = this.table;
    if (this.#lastS !== null) this.variance += offsetWalkMs ** 2 * Math.max(0, onsetS - this.#lastS);
    this.#lastS = onsetS;
    const surprise = asynchronyMs - this.offsetMs;
    let noise = this.sigmaMs ** 2;
    noise *= (studentNu + surprise ** 2 / (noise + this.variance)) / (studentNu + 1);
    const gain = this.variance / (this.variance + noise);
    this.offsetMs += gain * surprise;
    this.variance *= 1 - gain;
    this.#residuals.push(asynchronyMs - this.offsetMs);
    if (this.#residuals.length > sigmaLiveHits) this.#residuals.shift();
    if (this.#residuals.length >= leastForSpread) {
      this.sigmaMs = Math.min(sigmaMaxMs, Math.max(sigmaMinMs, 1.4826 * mad(this.#residuals)));
    }
  }
}

/** Every hit votes for the offsets at which it would fall on an onset of its pad. */
export class OffsetVote {
  /** @param {boolean} calibrated @param {Constants} table */
  constructor(calibrated, table = CONSTANTS) {
    const prior = calibrated ? table.offsetSdCalibratedMs : table.offsetSdUncalibratedMs;
    const count = Math.round(table.offsetRangeMs / table.voteStepMs);
    this.table = table;
    this.offsets = Array.from({ length: 2 * count + 1 }, (_, step) => (step - count) * table.voteStepMs);
    this.prior = this.offsets.map((offset) => (offset / prior) ** 2 / 2);
    this.votes = new Float64Array(this.offsets.length);
    this.reach = Math.round((3 * table.voteKernelMs) / table.voteStepMs);
  }

  /** One hit begins: older votes fade. */
  fade() {
    for (let place = 0; place < this.votes.length; place++) this.votes[place] *= this.table.voteKeep;
  }

  /** One distance of the hit from an onset of its pad. @param {number} lateMs */
  add(lateMs) {
    const { voteKernelMs } = this.table;
    const centre = this.#place(lateMs);
    const end = Math.min(this.votes.length, centre + this.reach + 1);
    for (let place = Math.max(0, centre - this.reach); place < end; place++) {
      this.votes[place] += Math.exp(-(((this.offsets[place] - lateMs) / voteKernelMs) ** 2) / 2);
    }
  }

  /** An offset that explains the hits clearly better than `offsetMs`, else null. @param {number} offsetMs */
  betterThan(offsetMs) {
    const { voteNats, voteAhead, voteApartMs } = this.table;
    let best = 0;
    for (let place = 1; place < this.votes.length; place++) {
      if (this.#worth(place, voteNats) > this.#worth(best, voteNats)) best = place;
    }
    const here = Math.min(this.votes.length - 1, Math.max(0, this.#place(offsetMs)));
    if (Math.abs(this.offsets[best] - offsetMs) < voteApartMs) return null;
    return this.#worth(best, voteNats) - this.#worth(here, voteNats) < voteAhead ? null : this.offsets[best];
  }

  /** @param {number} place @param {number} nats */
  #worth(place, nats) {
    return nats * this.votes[place] - this.prior[place];
  }

  /** @param {number} lateMs */
  #place(lateMs) {
    return Math.floor((lateMs - this.offsets[0]) / this.table.voteStepMs + 0.5);
  }
}

/** The median and the standard deviation of the asynchronies so far, kept up hit by hit. */
export class Running {
  /** @type {number[]} */
  #sorted = [];
  #mean = 0;
  #squares = 0;

  /** @param {number} asynchronyMs */
  add(asynchronyMs) {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (asynchronyMs < this.#sorted[middle]) high = middle;
      else low = middle + 1;
    }
    this.#sorted.splice(low, 0, asynchronyMs);
    const step = asynchronyMs - this.#mean;
    this.#mean += step / this.#sorted.length;
    this.#squares += step * (asynchronyMs - this.#mean);
  }

  /** The median, null below `least` values. @param {number} least @returns {number | null} */
  median(least) {
    return this.#sorted.length >= least ? median(this.#sorted) : null;
  }

  /** The standard deviation about the mean, null below `least` values. @param {number} least @returns {number | null} */
  spread(least) {
    return this.#sorted.length >= least ? Math.sqrt(this.#squares / this.#sorted.length) : null;
  }
}

/** The median of values in ascending order; at least one. @param {number[]} ascending */
export function median(ascending) {
  const middle = ascending.length >> 1;
  return ascending.length % 2 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
}

/** The median absolute distance from the median. @param {number[]} values */
export function mad(values) {
  const centre = median([...values].sort((a, b) => a - b));
  return median(values.map((value) => Math.abs(value - centre)).sort((a, b) => a - b));
}
