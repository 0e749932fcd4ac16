import assert from "node:assert/strict";
import { test } from "node:test";

import { barsPerPage, placeBeside, placeOf } from "../src/views/layout.js";

/** Two passes of two bars of 2 s. */
const TIMELINE = { loopS: 4, barS: 2, passes: 2, onsets: [{ timeS: 0 }, { timeS: 3.5 }, { timeS: 4 }] };
const near = (place, [pass, page, x]) => {
  assert.deepEqual([place.pass, place.page], [pass, page]);
  assert.ok(Math.abs(place.x - x) < 1e-9, String(place.x));
};

test("a moment has a pass, a page and a place on it", () => {
  near(placeOf(3, TIMELINE, 1), [0, 1, 0.5]);
  near(placeOf(5, TIMELINE, 2), [1, 0, 0.25]);
  near(placeOf(9, TIMELINE, 2), [1, 0, 1.25]);
});

test("an early hit on the first beat of a pass stands left of that beat", () => {
  near(placeBeside({ timeS: 3.98, onset: 2 }, TIMELINE, 2), [1, 0, -0.005]);
  near(placeBeside({ timeS: 3.98, onset: null }, TIMELINE, 2), [0, 0, 0.995]);
  near(placeBeside({ timeS: 0.02, onset: 0 }, TIMELINE, 2), [0, 0, 0.005]);
});

test("a hit a beat from the note it answers stands where it fell", () => {
  near(placeBeside({ timeS: 4.5, onset: 1 }, TIMELINE, 2), [1, 0, 0.125]);
});

test("a phone shows a bar at a time, a wide stage no more than the loop has", () => {
  assert.deepEqual([barsPerPage(330, 4), barsPerPage(800, 4), barsPerPage(1180, 4), barsPerPage(1180, 1)], [1, 2, 4, 1]);
});
