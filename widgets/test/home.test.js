import assert from "node:assert/strict";
import { test } from "node:test";

import { listed, shutFor, stateOf } from "../src/views/home/chosen.js";
import { newlyOpen } from "../src/views/home/lessons.js";
import { neighbour, placesOf } from "../src/views/home/tree.js";
import { streakOf } from "../src/views/home/week.js";

const ROWS = [["a"], ["b", "c"], ["d", "e", "f", "g"]];

test("the pads of a row share its width", () => {
  const places = placesOf(ROWS);
  assert.deepEqual(places.get("a"), { x: 50, y: 0.5 });
  assert.deepEqual(["b", "c"].map((id) => places.get(id)?.x), [25, 75]);
});

test("arrow keys walk the tree and stop at its edges", () => {
  assert.equal(neighbour(ROWS, "a", "ArrowDown"), "c");
  assert.equal(neighbour(ROWS, "g", "ArrowUp"), "c");
  assert.equal(neighbour(ROWS, "b", "ArrowLeft"), "b");
  assert.equal(neighbour(ROWS, "d", "ArrowRight"), "e");
  assert.equal(neighbour(ROWS, "a", "ArrowUp"), "a");
  assert.equal(neighbour(ROWS, "g", "ArrowDown"), "g");
});

test("only lessons that were locked before are news", () => {
  const lesson = (id, status) => ({ id, status, number: 1, title: id, url: `${id}.ipynb` });
  const before = { lessons: [lesson("a", "locked"), lesson("b", "locked"), lesson("c", "open")] };
  const now = { lessons: [lesson("a", "open"), lesson("b", "locked"), lesson("c", "done")] };
  assert.deepEqual(newlyOpen(before, now).map(({ url }) => url), ["a.ipynb"]);
});

test("a lesson that a plan has opened is news", () => {
  const lesson = (closed) => ({ id: "a", status: "open", closed, number: 1, title: "a", url: "a.ipynb" });
  assert.equal(newlyOpen({ lessons: [lesson(true)] }, { lessons: [lesson(false)] }).length, 1);
  assert.equal(newlyOpen({ lessons: [lesson(true)] }, { lessons: [lesson(true)] }).length, 0);
});

test("what a plan shuts is said before what skills would open", () => {
  const lesson = { closed: false, status: "locked", waits_for: ["swing"] };
  assert.match(shutFor({ ...lesson, closed: true }), /^Not in your plan/);
  assert.match(shutFor(lesson), /^Opens when you master swing/);
  assert.equal(shutFor({ ...lesson, status: "open" }), null);
});

test("a streak is said without threats", () => {
  const streak = { days: 3, longest: 5, freezes: 1, played_today: true };
  assert.equal(streakOf(streak), "3 days in a row. 1 day may be missed.");
  assert.equal(streakOf({ ...streak, days: 1, played_today: false, freezes: 0 }), "1 day in a row, a take today makes it one more.");
  assert.equal(streakOf({ ...streak, days: 0 }), "Your longest streak is 5 days. A take today begins the next.");
  assert.equal(streakOf({ ...streak, days: 0, longest: 0 }), "The first take starts your first streak.");
});

test("a skill says how far it is", () => {
  const skill = { skill: "s", name: "s", status: "in_progress", score: null, takes: 2, in_a_row: 2 };
  assert.equal(stateOf(skill), "2 of 3 takes in a row at 80");
  assert.equal(stateOf({ ...skill, in_a_row: 0 }), "3 takes in a row at 80 master it");
  assert.equal(stateOf({ ...skill, takes: 0 }), "not played yet");
  assert.equal(stateOf({ ...skill, status: "mastered", score: 84.6 }), "mastered, 85 on average");
});

test("names are listed as one says them", () => {
  assert.equal(listed(["a", "b", "c"]), "a, b and c");
  assert.equal(listed(["a"]), "a");
});
