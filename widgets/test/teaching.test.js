import assert from "node:assert/strict";
import { test } from "node:test";

import { reach, says } from "../src/views/teaching/figures.js";
import { attemptRows, dearest, rowsOf, shown } from "../src/views/teaching/rows.js";
import { lengths, named } from "../src/views/teaching/weeks.js";

const FIGURE = { name: "Active", value: 30, unit: "%", target: 40, better: "more", is_met: false, counted: "" };

test("the target stands beyond a bar that does not reach it", () => {
  const { bar, target } = reach(FIGURE);
  assert.equal(bar, 65);
  assert.equal(target, 87);
  assert.equal(reach({ ...FIGURE, value: null, target: null }).bar, 0);
});

test("a figure says in words what its bar shows", () => {
  assert.equal(says(FIGURE), "30 %; not reached: at least 40");
  assert.equal(says({ ...FIGURE, better: "less", value: 4, target: 5, is_met: true }), "4 %; reached: at most 5");
  assert.equal(says({ ...FIGURE, value: null }), "nothing to count yet");
});

test("a lesson that nobody has begun has no share", () => {
  const empty = { plans: [], costs: { rows: [] }, downloads: [], log: [] };
  const lesson = { number: 1, title: "First hits", begun: 0, finished: 0, score: null };
  assert.deepEqual(rowsOf({ ...empty, lessons: [lesson] }).lessons, [["1. First hits", "0", "0", "–", "–"]]);
});

test("attempts are told with day, score and whether they passed", () => {
  const attempt = { played_at: "2026-11-26T12:00:00+00:00", exercise: "backbeat/one", overall: 88.4, passed: true };
  assert.deepEqual(attemptRows([attempt]), [["2026-11-26 12:00", "backbeat/one", "88", "yes"]]);
});

test("a list that is cut says how many more there are, one that is whole does not", () => {
  assert.equal(shown({ rows: Array(100), found: 1034 }, ""), "1,034 learners. Shown are the 100 who played last, 934 more are not; find them by a part of their name.");
  assert.equal(shown({ rows: Array(1), found: 1 }, "an"), "1 learner with “an” in the name");
  assert.equal(dearest({ rows: Array(50), learners: 120 }), "120 learners asked; shown are the 50 who cost most.");
  assert.equal(dearest({ rows: Array(50), learners: 50 }), "");
});

test("the week with the most learners has the longest bar, and weeks without any have none", () => {
  const weeks = [0, 5, 10].map((active) => ({ week: "2026-11-16", active, is_over: true }));
  assert.deepEqual(lengths(weeks), [0, 50, 100]);
  assert.deepEqual(lengths(weeks.slice(0, 1)), [0]);
});

test("a week is named by its Monday, and the one that goes on says so", () => {
  assert.equal(named({ week: "2026-10-05", active: 1, is_over: true }), "5 Oct");
  assert.equal(named({ week: "2026-11-23", active: 1, is_over: false }), "23 Nov, so far");
});

test("the log tells what a look was about", () => {
  const empty = { lessons: [], plans: [], costs: { rows: [] }, downloads: [] };
  const row = { at: "2026-11-26T12:00:00+00:00", who: "tess", did: "looked for learners", whom: null, about: { find: "an" } };
  assert.deepEqual(rowsOf({ ...empty, log: [row] }).log, [["2026-11-26 12:00", "tess", "looked for learners", "", "find: an"]]);
});
