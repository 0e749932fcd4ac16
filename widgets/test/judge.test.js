import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { CONSTANTS, VERSION } from "../src/parts/constants.js";
import { createJudge } from "../src/parts/judge.js";
import { allowanceMs, ringOf, verdictOf, windowsOf } from "../src/parts/windows.js";

const vectors = JSON.parse(readFileSync(new URL("../../tests/vectors/judgement.json", import.meta.url), "utf8"));

const same = (got, want, what) => {
  if (typeof want === "number" && typeof got === "number") {
    assert.ok(Math.abs(got - want) < 1e-5, `${what}: ${got}, expected ${want}`);
  } else assert.deepEqual(got, want, what);
};
const said = (j) => [j.verdict, j.onset, j.hit, j.asynchronyMs, j.word, j.ring];

test("the page and the kernel use the same constants", () => {
  assert.deepEqual({ ...CONSTANTS }, vectors.constants);
  assert.equal(VERSION, vectors.version);
});

test("windows and words agree with the kernel's", () => {
  for (const [level, gap, widths, rings] of vectors.windows) {
    const mine = windowsOf(level, gap);
    mine.forEach((width, at) => same(width, widths[at], `level ${level}, gap ${gap}`));
    for (const [distance, ring] of rings) assert.equal(ringOf(mine, distance), ring);
  }
  for (const [late, offset, calibrated, word] of vectors.words) {
    assert.equal(verdictOf(late, allowanceMs(offset, calibrated)), word, `${late} about ${offset}`);
  }
  assert.throws(() => windowsOf(4), /expected 1, 2 or 3/);
});

for (const given of vectors.cases) {
  test(`judged like the kernel: ${given.name}`, () => {
    const judge = createJudge(given);
    const settled = [];
    given.hits.forEach(([timeS, pad, velocity], at) => {
      settled.push(...judge.advance(timeS));
      said(judge.hit(timeS, pad, velocity)).forEach((part, k) => same(part, given.provisional[at][k], `hit ${at}`));
    });
    settled.push(...judge.advance(Infinity));
    assert.equal(settled.length, given.settled.length);
    settled.forEach((one, at) => said(one).forEach((part, k) => same(part, given.settled[at][k], `settled ${at}`)));
    same(judge.bias(), given.biasMs, "bias");
    same(judge.spread(), given.spreadMs, "spread");
    assert.deepEqual(judge.counts(), given.counts);
  });
}

test("nothing settled moves, however late the next call comes", () => {
  const judge = createJudge({ onsets: [{ timeS: 0, pad: "A13" }, { timeS: 1, pad: "A13" }], latencyMs: 0 });
  judge.hit(0.01, "A13", 100);
  assert.deepEqual(judge.advance(0.3), []);
  assert.deepEqual(judge.advance(0.4).map((j) => [j.verdict, j.onset]), [["correct", 0]]);
  judge.hit(0.41, "A13", 100);
  assert.deepEqual(judge.advance(Infinity).map((j) => [j.verdict, j.onset]), [["missed", 1], ["extra", null]]);
  assert.deepEqual(judge.advance(Infinity), []);
});

test("onsets out of order are refused", () => {
  assert.throws(() => createJudge({ onsets: [{ timeS: 1, pad: "A13" }, { timeS: 0, pad: "A13" }] }), /ascend by time/);
});
