/**
 * The live judge: the same rule as academy/scoring/judgement.py, bound to it by tests/vectors/judgement.json.
 *
 * Every hit gets a provisional answer at once; 350 ms after an onset was due its verdict is settled and
 * never moves. It is for lights and bars: the grade is the kernel's score of the whole take. One judge
 * per take, over the onsets of all passes.
 */
import { assign } from "./assignment.js";
import { CONSTANTS } from "./constants.js";
import { costOf, edgeCosts } from "./costs.js";
import { Habit, OffsetVote, Running } from "./habit.js";
import { flagRebounds, smallestGaps } from "./rebounds.js";
import { allowanceMs, neighbourGaps, ringOf, verdictOf, windowsOf } from "./windows.js";

/**
 * @typedef {{timeS: number, pad: string, velocity?: number, optional?: boolean}} Expected  timeS: seconds from the first downbeat
 * @typedef {"correct" | "wrong_pad" | "missed" | "optional_missed" | "extra" | "double"} LiveVerdict
 * @typedef {object} Judged
 * @property {LiveVerdict} verdict
 * @property {number | null} onset  index in the onsets given
 * @property {number | null} hit  index in the order of the calls
 * @property {number | null} asynchronyMs  early negative, latency taken off
 * @property {import("./windows.js").TimingWord | null} word
 * @property {number | null} ring  1 inner to 3 outer window of the level, null beyond
 *
 * @typedef {{timeS: number, index: number, pad: string | null, velocity: number, final: boolean,
 *   onset: number | null, flagged: boolean}} Open  a hit that may still matter; timeS without latency
 */

/**
 * Make the judge of one take. `latencyMs` is taken off every hit; null means never measured, and a constant
 * offset is then not held against the player. `sigmaMs` is the player's jitter if known from earlier takes.
 * @param {{onsets: Expected[], level?: number, latencyMs?: number | null, sigmaMs?: number | null,
 *   constants?: Partial<import("./costs.js").Constants>}} given  onsets ascend by time
 */
export function createJudge({ onsets, level = 1, latencyMs = null, sigmaMs = null, constants = {} }) {
  const judge = new Judge(onsets, level, latencyMs, sigmaMs, { ...CONSTANTS, ...constants });
  return {
    /** Take in one hit (seconds as measured); its provisional verdict. @param {number} timeS @param {string | null} pad @param {number} velocity */
    hit: (timeS, pad, velocity) => judge.hit(timeS, pad, velocity),
    /** Every verdict that has become final by `nowS` (as measured) since the last call; Infinity settles all. @param {number} nowS */
    advance: (nowS) => judge.advance(nowS),
    /** The verdicts of all hits that may still change. */
    provisional: () => judge.provisional(),
    /** Median asynchrony of the settled matches in ms; null below three. */
    bias: () => judge.running.median(judge.table.leastForBias),
    /** Standard deviation of the settled matches in ms; null below eight. */
    spread: () => judge.running.spread(judge.table.leastForSpread),
    /** How many verdicts of each kind are final, and the number of `targets`. */
    counts: () => ({ targets: onsets.length, ...judge.counts }),
  };
}

/** @typedef {ReturnType<typeof createJudge>} LiveJudge */

class Judge {
  /**
   * @param {Expected[]} onsets @param {number} level @param {number | null} latencyMs @param {number | null} sigmaMs
   * @param {import("./costs.js").Constants} table
   */
  constructor(onsets, level, latencyMs, sigmaMs, table) {
    if (onsets.some((onset, at) => at > 0 && onset.timeS < onsets[at - 1].timeS)) {
      throw new RangeError("the onsets of a judge must ascend by time");
    }
    this.onsets = onsets;
    this.table = table;
    this.gaps = smallestGaps(onsets);
    this.windows = neighbourGaps(onsets).map((gap) => windowsOf(level, gap));
    this.pads = new Set(onsets.map((onset) => onset.pad)).size;
    this.latencyS = (latencyMs ?? 0) / 1000;
    this.calibrated = latencyMs !== null;
    this.habit = new Habit(this.calibrated, sigmaMs, table);
    this.vote = new OffsetVote(this.calibrated, table);
    this.running = new Running();
    this.first = 0;
    this.offsetMs = 0;
    /** @type {Open[]} */
    this.recent = [];
    /** @type {Map<number, Open>} */
    this.answers = new Map();
    /** @type {Judged[]} */
    this.settled = [];
    this.hits = 0;
    this.counts = { correct: 0, wrong_pad: 0, missed: 0, optional_missed: 0, extra: 0, double: 0 };
  }

  /** @param {number} timeS @param {string | null} pad @param {number} velocity @returns {Judged} */
  hit(timeS, pad, velocity) {
    const heardS = timeS - this.latencyS;
    this.#settle(heardS);
    /** @type {Open} */
    const played = { timeS: heardS, index: this.hits++, pad, velocity, final: false, onset: null, flagged: false };
    let at = this.recent.length;
    while (at > 0 && this.recent[at - 1].timeS > heardS) at--;
    this.recent.splice(at, 0, played);
    this.#askWhere(played);
    this.#solve();
    return this.#verdictOfHit(played);
  }

  /** @param {number} nowS @returns {Judged[]} */
  advance(nowS) {
    this.#settle(nowS - this.latencyS);
    return this.settled.splice(0);
  }

  /** @returns {Judged[]} */
  provisional() {
    return this.recent.filter((played) => !played.final).map((played) => this.#verdictOfHit(played));
  }

  /** Make everything final that was due long enough ago. @param {number} nowS */
  #settle(nowS) {
    const dueS = nowS - this.table.commitAfterMs / 1000;
    while (this.first < this.onsets.length) {
      if (this.onsets[this.first].timeS + this.offsetMs / 1000 > dueS) break;
      this.#settleOnset(this.first);
      this.first++;
    }
    const keepS = nowS - this.table.liveWindowS;
    for (const played of this.recent) {
      if (!played.final && played.onset === null && played.timeS <= dueS) {
        played.final = true;
        this.#say(this.#verdictOfHit(played));
      }
    }
    if (this.recent.length && this.recent[0].timeS <= keepS) {
      this.recent = this.recent.filter((played) => !played.final || played.timeS > keepS);
    }
  }

  /** @param {number} index */
  #settleOnset(index) {
    const played = this.answers.get(index);
    if (!played) {
      const verdict = this.onsets[index].optional ? "optional_missed" : "missed";
      this.#say({ verdict, onset: index, hit: null, asynchronyMs: null, word: null, ring: null });
      return;
    }
    this.answers.delete(index);
    played.final = true;
    const judged = this.#verdictOfHit(played);
    this.#say(judged);
    if (judged.verdict === "correct" && judged.asynchronyMs !== null) {
      this.running.add(judged.asynchronyMs);
      this.habit.learn(this.onsets[index].timeS, judged.asynchronyMs);
      if (this.answers.size === 0) this.offsetMs = this.habit.offsetMs;
    }
  }

  /** @param {Judged} judged */
  #say(judged) {
    this.counts[judged.verdict]++;
    this.settled.push(judged);
  }

  /** Let a hit vote for offsets; move when the judge sits clearly in the wrong place. @param {Open} played */
  #askWhere(played) {
    const rangeS = this.table.offsetRangeMs / 1000;
    const last = this.#upTo(played.timeS + rangeS, 0);
    this.vote.fade();
    for (let index = this.#from(played.timeS - rangeS); index < last; index++) {
      const onset = this.onsets[index];
      if (onset.pad === played.pad) this.vote.add((played.timeS - onset.timeS) * 1000);
    }
    const betterMs = this.vote.betterThan(this.habit.offsetMs);
    if (betterMs !== null) this.habit.moveTo(betterMs);
  }

  /** Answer the open onsets with the open hits again, at the offset that explains them best. */
  #solve() {
    flagRebounds(this.recent, this.gaps, this.table).forEach((flag, at) => {
      this.recent[at].flagged = flag !== null;
    });
    const free = this.recent.filter((played) => !played.final);
    const costs = edgeCosts(this.habit.sigmaMs, this.pads, this.table);
    const offsets = [this.habit.offsetMs];
    if (this.habit.unsure) offsets.push(...this.#offsetsWorthTrying(free));
    /** @type {[number, number][]} */
    let best = [];
    let least = Infinity;
    for (const offsetMs of offsets) {
      const { pairs, cost: spent } = this.#pairs(free, offsetMs, costs);
      const cost = spent + (offsetMs - this.habit.offsetMs) ** 2 / (2 * this.habit.variance);
      if (cost < least - 1e-9) [best, least, this.offsetMs] = [pairs, cost, offsetMs];
    }
    for (const played of free) played.onset = null;
    this.answers.clear();
    for (const [left, right] of best) {
      free[right].onset = this.first + left;
      this.answers.set(this.first + left, free[right]);
    }
  }

  /** The offsets at which some open hit would fall exactly on an open onset of its pad. @param {Open[]} free */
  #offsetsWorthTrying(free) {
    const reachMs = Math.min(this.table.offsetRangeMs, 3 * Math.sqrt(this.habit.variance));
    const last = this.#upTo(free[free.length - 1].timeS + reachMs / 1000, this.first);
    const tried = [];
    for (const played of free) {
      for (let index = this.first; index < last; index++) {
        const lateMs = (played.timeS - this.onsets[index].timeS) * 1000;
        const near = Math.abs(lateMs - this.habit.offsetMs) <= reachMs;
        if (near && played.pad === this.onsets[index].pad) tried.push(lateMs);
      }
    }
    return tried;
  }

  /**
   * The cheapest pairs [open onset counted from the first, open hit] and their cost in nats.
   * @param {Open[]} free @param {number} offsetMs @param {import("./costs.js").EdgeCosts} costs
   */
  #pairs(free, offsetMs, costs) {
    const shiftS = offsetMs / 1000;
    const last = this.#upTo(free[free.length - 1].timeS - shiftS + costs.reachMs / 1000, this.first);
    /** @type {import("./assignment.js").Edge[]} */
    const edges = [];
    /** @type {Map<number, number>} */
    const price = new Map();
    for (let left = 0; left < last - this.first; left++) {
      const onset = this.onsets[this.first + left];
      for (let right = 0; right < free.length; right++) {
        const lateMs = (free[right].timeS - onset.timeS - shiftS) * 1000;
        const cost = costOf(costs, lateMs, free[right].pad === onset.pad, free[right].flagged);
        if (cost < 0) {
          edges.push([left, right, cost]);
          price.set(left * free.length + right, cost);
        }
      }
    }
    const pairs = assign(edges);
    let cost = 0;
    for (const [left, right] of pairs) cost += /** @type {number} */ (price.get(left * free.length + right));
    return { pairs, cost };
  }

  /** @param {Open} played @returns {Judged} */
  #verdictOfHit(played) {
    if (played.onset === null) {
      const verdict = this.#isDouble(played) ? "double" : "extra";
      return { verdict, onset: null, hit: played.index, asynchronyMs: null, word: null, ring: null };
    }
    const onset = this.onsets[played.onset];
    const asynchronyMs = (played.timeS - onset.timeS) * 1000;
    const allowed = allowanceMs(this.offsetMs, this.calibrated, this.table);
    return {
      verdict: played.pad === onset.pad ? "correct" : "wrong_pad",
      onset: played.onset,
      hit: played.index,
      asynchronyMs,
      word: verdictOf(asynchronyMs, allowed, this.table),
      ring: ringOf(this.windows[played.onset], asynchronyMs - allowed),
    };
  }

  /** A flagged hit close to an answered hit of its pad. @param {Open} played */
  #isDouble(played) {
    const nearS = this.table.reboundGapMs / 1000;
    return (
      played.flagged &&
      this.recent.some(
        (other) => other.onset !== null && other.pad === played.pad && Math.abs(other.timeS - played.timeS) <= nearS,
      )
    );
  }

  /** Index of the first onset at or after `timeS`. @param {number} timeS */
  #from(timeS) {
    let [low, high] = [0, this.onsets.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.onsets[middle].timeS < timeS) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index after the last onset at or before `timeS`, at least `low`. @param {number} timeS @param {number} low */
  #upTo(timeS, low) {
    let high = this.onsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (timeS < this.onsets[middle].timeS) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
