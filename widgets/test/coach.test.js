/** The coach's pages: what the steps of a draft say, when it may be published, what money is called. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { dollars, spentWords } from "../src/views/coach/costs.js";
import { isReady } from "../src/views/review/draft.js";
import { barsOf, rowWords } from "../src/views/review/steps.js";

const lanes = [{ name: "kick" }, { name: "snare" }];
const onset = (lane, step, mark = "x", hold_beats = null) => ({ lane, step, mark, hold_beats });

test("a bar has a row for each lane, with marks where it is struck and = where a note is held", () => {
  const exercise = { bars: 2, steps_per_bar: 4, division: 1, lanes, onsets: [onset(0, 0, "X", 3), onset(1, 6, "o")] };
  assert.deepEqual(barsOf(/** @type {any} */ (exercise)), [
    [["X", "=", "=", null], [null, null, null, null]],
    [[null, null, null, null], [null, null, "o", null]],
  ]);
});

test("a row is told in words to who cannot see it", () => {
  assert.equal(rowWords("kick", ["X", "=", "x", "o"]), "kick: 1 loud, 3, 4 soft");
  assert.equal(rowWords("snare", [null, null]), "snare: rests");
});

test("a draft by AI waits for a person, a rejected or faulty one for its mending", () => {
  const draft = (/** @type {any} */ more) => isReady({ problems: [], front: { author: "ai" }, decision: null, ...more });
  const approved = { decision: "approved", by: "Jay", stale: false };
  assert.equal(draft({}), false);
  assert.equal(draft({ decision: approved }), true);
  assert.equal(draft({ decision: { ...approved, stale: true } }), false);
  assert.equal(draft({ front: { author: "Jay" } }), true);
  assert.equal(draft({ front: { author: "Jay" }, decision: { ...approved, decision: "rejected" } }), false);
  assert.equal(draft({ decision: approved, problems: [{ says: "x", cure: "y" }] }), false);
});

test("small sums are told with more digits, and a server of one's own costs nothing", () => {
  assert.deepEqual([0, 0.00042, 0.5].map(dollars), ["$0.00", "$0.00042", "$0.50"]);
  const budget = { learner_usd: 0.05, learners_left: [{ learner: "learner", usd: 0.04 }] };
  const total = { runs: 2, cached: 1, usd: 0.01 };
  assert.equal(spentWords({ total, local: false, budget, configured: true }), "2 questions this month cost $0.01000, 1 of them nothing. $0.04000 of $0.05000 are left for you.");
  assert.match(spentWords({ total, local: true, budget: null, configured: true }), /they cost nothing/);
});
