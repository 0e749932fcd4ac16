import assert from "node:assert/strict";
import { test } from "node:test";
import { mustReload, placeOf } from "../src/parts/following.js";

const state = (/** @type {Partial<import("../src/parts/following.js").State>} */ more) => ({ text: "b", saved_ms: 1000, path: "", problems: [], ...more });

test("a new text is shown, the same one and half a notebook are not", () => {
  const page = { shown: "a", seen: null, opened: 500 };
  assert.equal(mustReload(state({}), page), true);
  assert.equal(mustReload(state({ text: "a" }), page), false);
  assert.equal(mustReload(state({ text: null }), page), false);
});

test("a text goes back to what was seen before", () => {
  assert.equal(mustReload(state({ text: "a" }), { shown: "b", seen: "a", opened: 500 }), true);
});

test("a save while the page was on its way is shown, once even where the clock is wrong", () => {
  assert.equal(mustReload(state({}), { shown: null, seen: null, opened: 900 }), true);
  assert.equal(mustReload(state({}), { shown: null, seen: null, opened: 1100 }), false);
  assert.equal(mustReload(state({}), { shown: null, seen: "b", opened: 900 }), false);
});

test("a problem has its place in words", () => {
  assert.equal(placeOf({ cell: "first-bar", line: 7, says: "", cure: "" }), "first-bar, line 7");
  assert.equal(placeOf({ cell: "first-bar", line: null, says: "", cure: "" }), "first-bar");
  assert.equal(placeOf({ cell: null, line: null, says: "", cure: "" }), "");
});
