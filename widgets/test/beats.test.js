import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { clicksBetween, fadeOf, timelineOf } from "../src/parts/beats.js";

const cases = JSON.parse(readFileSync(new URL("../../tests/vectors/targets.json", import.meta.url), "utf8"));
const near = (got, want, what) => assert.ok(Math.abs(got - want) < 1e-8, `${what}: ${got}, expected ${want}`);
const FOUR = { beatsPerBar: 4, division: 4 };
const beatsOf = (kind, from, to, meter = FOUR) => clicksBetween(kind, meter, from, to).map((click) => click.beat);

for (const { name, exercise, targets } of cases) {
  for (const { tempo, bars, passes, onsets, holds, length_s, loop_s } of targets) {
    test(`the kernel's notes: ${name}, ${tempo} BPM, bars ${bars}, ${passes} times`, () => {
      const timeline = timelineOf(exercise, { tempo, bars, passes });
      near(timeline.lengthS, length_s, "length");
      near(timeline.loopS, loop_s, "loop");
      assert.equal(timeline.onsets.length, onsets.length);
      timeline.onsets.forEach((mine, at) => {
        const [timeS, beat, ...rest] = onsets[at];
        near(mine.timeS, timeS, `time of ${at}`);
        near(mine.beat, beat, `beat of ${at}`);
        assert.deepEqual([mine.pad, mine.lane, mine.velocity, mine.step], rest);
        assert.equal(mine.index, at);
      });
      const held = timeline.onsets.filter((one) => one.holdS !== null);
      assert.deepEqual(held.map((one) => one.index), holds.map(([index]) => index));
      held.forEach((one, at) => near(one.holdS, holds[at][1], `hold of ${one.index}`));
    });
  }
}

test("a note knows its bar, its pass and its place in the pattern", () => {
  const { exercise } = cases[0];
  const { onsets } = timelineOf(exercise, { tempo: 90, bars: [2, 2], passes: 2 });
  assert.deepEqual([...new Set(onsets.map((one) => one.bar))], [2]);
  assert.deepEqual([onsets[0].pass, onsets.at(-1).pass], [0, 1]);
  assert.equal(exercise.onsets[onsets[0].ofPass].step, onsets[0].step);
});

test("a count-in of a bar clicks on -4 to -1, the first of them accented", () => {
  assert.deepEqual(clicksBetween("beats", FOUR, -4, 0).map(({ beat, accent }) => [beat, accent]), [[-4, true], [-3, false], [-2, false], [-1, false]]);
});

test("each click falls where its name says", () => {
  assert.deepEqual(beatsOf("eighths", 0, 2), [0, 0.5, 1, 1.5]);
  assert.deepEqual(beatsOf("off", 0, 2), [0.5, 1.5]);
  assert.deepEqual(beatsOf("backbeat", 0, 8), [1, 3, 5, 7]);
  assert.deepEqual(beatsOf("steps", 0, 1), [0, 0.25, 0.5, 0.75]);
  assert.deepEqual(beatsOf("backbeat", 0, 6, { beatsPerBar: 3, division: 4 }), [1, 4]);
});

test("a click on the steps swings with the pattern, one on the beats does not", () => {
  const swung = { ...FOUR, swing: 60 };
  assert.deepEqual(beatsOf("steps", 0, 1, swung).map((beat) => Math.round(beat * 1000)), [0, 300, 500, 800]);
  assert.deepEqual(beatsOf("eighths", 0, 1, swung), [0, 0.5]);
});

test("a thousand bars of triplet clicks lose none", () => {
  assert.equal(clicksBetween("steps", { beatsPerBar: 4, division: 3 }, 0, 4000).length, 12000);
});

test("memory hides half in the first pass, then everything", () => {
  assert.deepEqual([fadeOf(0, 0), fadeOf(1, 0), fadeOf(0, 1)], [0.5, 1, 1]);
});
