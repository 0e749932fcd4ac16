/** The order of the instructor's table. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { counted, inOrder, turned } from "../src/views/report/order.js";

const ROWS = [{ number: 1, mean: 70 }, { number: 2, mean: null }, { number: 3, mean: 90 }];
const numbers = (order) => inOrder(ROWS, order).map((row) => row.number);

test("a column sorts either way, and what is not known stays last", () => {
  assert.deepEqual(numbers({ key: "mean", down: true }), [3, 1, 2]);
  assert.deepEqual(numbers({ key: "mean", down: false }), [1, 3, 2]);
});

test("numbers fall at first, lessons rise, and a second click turns them", () => {
  const start = { key: "number", down: false };
  assert.deepEqual(turned(start, "mean"), { key: "mean", down: true });
  assert.deepEqual(turned(turned(start, "mean"), "mean"), { key: "mean", down: false });
  assert.deepEqual(turned({ key: "mean", down: true }, "number"), start);
});

test("one learner is no learners", () => assert.equal(`${counted(1, "learner")}, ${counted(1200, "take")}`, "1 learner, 1,200 takes"));
