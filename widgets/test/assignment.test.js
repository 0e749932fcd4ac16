import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { assign } from "../src/parts/assignment.js";

const vectors = JSON.parse(readFileSync(new URL("../../tests/vectors/judgement.json", import.meta.url), "utf8"));

/** Numbers between 0 and 1 from a fixed seed. */
function chance(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** The least total cost by trying every way. */
function leastCost(edges, left, size, taken = new Set()) {
  if (left === size) return 0;
  let least = leastCost(edges, left + 1, size, taken);
  for (const [from, right, cost] of edges) {
    if (from !== left || taken.has(right)) continue;
    taken.add(right);
    least = Math.min(least, cost + leastCost(edges, left + 1, size, taken));
    taken.delete(right);
  }
  return least;
}

test("pairs are those of the kernel", () => {
  for (const { edges, pairs } of vectors.assignments) assert.deepEqual(assign(edges), pairs);
});

test("no other set of pairs is cheaper", () => {
  const next = chance(5);
  for (let round = 0; round < 300; round++) {
    const size = 1 + Math.floor(next() * 5);
    const edges = [];
    for (let left = 0; left < size; left++) {
      for (let right = 0; right < size; right++) if (next() < 0.6) edges.push([left, right, next() * 10 - 8]);
    }
    const pairs = assign(edges);
    const price = new Map(edges.map(([left, right, cost]) => [`${left} ${right}`, cost]));
    const total = pairs.reduce((sum, [left, right]) => sum + price.get(`${left} ${right}`), 0);
    assert.equal(new Set(pairs.map(([, right]) => right)).size, pairs.length);
    assert.ok(Math.abs(total - leastCost(edges, 0, size)) < 1e-9);
  }
});

test("a cost of nothing or more is never taken", () => {
  assert.deepEqual(assign([[0, 0, 0], [1, 1, 2]]), []);
});
