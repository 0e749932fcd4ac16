import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { outputWarning, refine, tapTest } from "../src/parts/calibration.js";

const vectors = JSON.parse(readFileSync(new URL("../../tests/vectors/calibration.json", import.meta.url), "utf8"));

const same = (got, want) => {
  for (const [name, value] of Object.entries(want)) {
    if (typeof value === "number") assert.ok(Math.abs(got[name] - value) < 1e-5, `${name}: ${got[name]}, not ${value}`);
    else assert.equal(got[name], value, name);
  }
};

for (const { name, taps, calibration } of vectors.taps) {
  test(`tap test like the kernel's: ${name}`, () => same(tapTest(vectors.clicks, taps), calibration));
}

test("refined from play like the kernel", () => {
  for (const { latencyMs, asynchronies, refined } of vectors.refine) {
    same(refine({ latencyMs, madMs: 8, taps: 14, refused: null, quality: "tight" }, asynchronies), refined);
  }
});

test("late sound is called out in the same words", () => {
  for (const [ms, words] of vectors.outputLatency) assert.equal(outputWarning(ms), words);
});
