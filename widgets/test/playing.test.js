/** The places of a picture: which one is pointed at, where keys lead, and how numbers are said. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, lengthOf } from "../src/views/playing/numbers.js";
import { spotAt, stepTo, stillFits, widthFor } from "../src/views/playing/spots.js";

const SPOTS = [[0, 0, 0.5, 1, "left"], [0.4, 0, 0.5, 1, "right"]];

test("the spot under a point is the one whose middle is nearest, and none beside all", () => {
  assert.equal(spotAt(SPOTS, 0.1, 0.5), 0);
  assert.equal(spotAt(SPOTS, 0.42, 0.5), 0);
  assert.equal(spotAt(SPOTS, 0.48, 0.5), 1);
  assert.equal(spotAt(SPOTS, 0.95, 0.5), -1);
  assert.equal(spotAt([], 0.5, 0.5), -1);
});

test("the first arrow leads to the newest spot, the others one further, never beyond the ends", () => {
  assert.equal(stepTo(-1, 5, "ArrowRight"), 4);
  assert.equal(stepTo(4, 5, "ArrowRight"), 4);
  assert.equal(stepTo(4, 5, "ArrowLeft"), 3);
  assert.equal(stepTo(0, 5, "ArrowUp"), 0);
  assert.equal(stepTo(3, 5, "Home"), 0);
  assert.equal(stepTo(0, 5, "End"), 4);
  assert.equal(stepTo(0, 5, "Tab"), null);
  assert.equal(stepTo(-1, 0, "ArrowLeft"), null);
});

test("a picture is drawn anew for a page that became narrower, not for a scroll bar", () => {
  assert.equal(widthFor(1138), 1120);
  assert.equal(widthFor(100), 260);
  assert.ok(stillFits(1120, 1123));
  assert.ok(!stillFits(1120, 360));
});

test("time is said in the unit that a person would choose", () => {
  assert.deepEqual(lengthOf(0.5), ["30", "seconds played"]);
  assert.deepEqual(lengthOf(1), ["1", "minute played"]);
  assert.deepEqual(lengthOf(99), ["99", "minutes played"]);
  assert.deepEqual(lengthOf(150), ["2.5", "hours played"]);
  assert.deepEqual(lengthOf(6000), ["100", "hours played"]);
});

test("one is one, and thousands have their comma", () => {
  assert.deepEqual(counted(1, "take"), ["1", "take"]);
  assert.deepEqual(counted(10000, "take"), ["10,000", "takes"]);
});
