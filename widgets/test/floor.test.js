import assert from "node:assert/strict";
import { test } from "node:test";

import { createFloor } from "../src/parts/floor.js";
import { pageWide, whileUsed } from "../src/parts/pagewide.js";

/** A stage at a distance from the middle of the view; null is out of view. */
function member(distance) {
  const made = { plays: false, stopped: 0, away: distance, isPlaying: () => made.plays, distance: () => made.away, stop: () => { made.plays = false; made.stopped += 1; } };
  return made;
}

function floorOf(...members) {
  const floor = createFloor();
  const ends = members.map(() => new AbortController());
  members.forEach((one, n) => floor.join(one, ends[n].signal));
  return { floor, ends, hearing: () => members.filter((one) => floor.hears(one)) };
}

test("of several stages the one nearest to the middle of the view hears the unit", () => {
  const [above, middle, below] = [member(null), member(0), member(200)];
  assert.deepEqual(floorOf(above, middle, below).hearing(), [middle]);
  assert.deepEqual(floorOf(above, member(null)).hearing(), [above]);
});

test("the stage touched last hears the unit while it is in view, the playing one wherever it is", () => {
  const [first, second] = [member(0), member(300)];
  const { floor, hearing } = floorOf(first, second);
  floor.touch(second);
  assert.deepEqual(hearing(), [second]);
  second.away = null;
  assert.deepEqual(hearing(), [first]);
  floor.take(second);
  second.plays = true;
  floor.touch(first);
  assert.deepEqual(hearing(), [second]);
});

test("a stage that begins stops the one that plays, and not itself", () => {
  const [first, second] = [member(0), member(0)];
  const { floor } = floorOf(first, second);
  floor.take(first);
  first.plays = true;
  floor.take(first);
  assert.equal(first.stopped, 0);
  floor.take(second);
  assert.deepEqual([first.stopped, second.stopped], [1, 0]);
});

test("a stage that has left the page hears nothing any more", () => {
  const [first, second] = [member(0), member(null)];
  const { floor, ends, hearing } = floorOf(first, second);
  floor.take(first);
  ends[0].abort();
  assert.deepEqual(hearing(), [second]);
});

test("what a page has once is made once, whichever copy of the module asks", () => {
  const page = {};
  let made = 0;
  const things = [1, 2].map(() => pageWide("audio", () => ({ number: ++made }), page));
  assert.equal(things[0], things[1]);
  assert.equal(made, 1);
});

test("what is used by two lives until the second is gone, and is made anew for a third", () => {
  const lives = [];
  const use = whileUsed((signal) => { lives.push(signal); return lives.length; });
  const [one, two, three] = [new AbortController(), new AbortController(), new AbortController()];
  assert.deepEqual([use(one.signal), use(two.signal)], [1, 1]);
  one.abort();
  assert.equal(lives[0].aborted, false);
  two.abort();
  assert.equal(lives[0].aborted, true);
  assert.equal(use(three.signal), 2);
  assert.equal(lives[1].aborted, false);
});
