import assert from "node:assert/strict";
import { test } from "node:test";

import { banksOf, inBank, wordsForBanks } from "../src/parts/banks.js";
import { turnOf } from "../src/parts/midi.js";
import { device as plain, fakeMidi } from "./fakes.js";
import { LATE_MS, stage } from "./staging.js";

const UNIT = "SP-404MKII";
const device = { ...plain, controls: { 16: "ctrl1", 19: "switch" }, control_channels: [1, 2, 3, 4, 5] };
const learnt = { mode: "learnt", table: { "10:36": "A13" } };

/** The unit plays [note, ms from now]. */
async function plays(midi, time, notes) {
  let at = 0;
  for (const [note, ms] of notes) {
    await time.pass(ms - at);
    at = ms;
    midi.say(UNIT, [0x90, note, 90], time.now());
  }
}
const PATTERN = [[36, 0], [38, 500], [36, 1000], [38, 1500], [36, 2000], [38, 2500], [36, 3000], [38, 3500]];

test("a pattern is read from its first note on, without click or count-in, as a free take of one pass", async (t) => {
  const midi = fakeMidi(UNIT);
  const { session, kernel, time, audio } = await stage(t, { midi, exercise: { type: "sequence", passes: 2 } });
  session.read();
  assert.equal(session.snapshot().phase, "reading");
  await time.pass(9000); // nobody is hurried
  await plays(midi, time, PATTERN);
  await time.pass(3000);
  assert.equal(session.snapshot().phase, "done");
  const [{ take }] = kernel.of("take");
  assert.deepEqual([take.practice, take.mode, take.passes, take.bars, take.tempo], ["read", "free", 1, null, 120]);
  assert.deepEqual(take.hits.map((hit) => Math.round(hit.time_s * 1000)), PATTERN.map(([, ms]) => ms));
  assert.deepEqual(audio.plays, []);
});

test("reading ends by itself a quarter after the pattern's length, whatever the unit plays on", async (t) => {
  const midi = fakeMidi(UNIT);
  const { session, kernel, time } = await stage(t, { midi });
  session.read();
  await plays(midi, time, [...PATTERN, ...PATTERN.map(([note, ms]) => [note, ms + 4000])]);
  const [{ take }] = kernel.of("take");
  assert.equal(take.hits.length, 10); // 5 s of two bars that last 4 s: what began before 5 s
  assert.equal(session.snapshot().phase, "done");
});

test("without a unit there is nothing to read, and the page says what to do", async (t) => {
  const { session, on } = await stage(t);
  session.read();
  assert.equal(session.snapshot().phase, "idle");
  assert.match(on.notice.at(-1).text, /connect the unit by USB/);
});

test("keys pressed while the unit is read are not of its pattern", async (t) => {
  const midi = fakeMidi(UNIT);
  const { session, kernel, time, key } = await stage(t, { midi });
  session.read();
  key("A13");
  await plays(midi, time, PATTERN.slice(0, 2));
  await time.pass(6000);
  assert.equal(kernel.of("take")[0].take.hits.length, 2);
});

test("reading that is stopped before a note leaves nothing behind; after one, an unfinished take", async (t) => {
  const midi = fakeMidi(UNIT);
  const { session, kernel, time, shelf } = await stage(t, { midi });
  session.read();
  session.stop();
  await time.pass(500);
  assert.deepEqual([await shelf.all(), kernel.of("take").length], [[], 0]);
  session.read();
  await plays(midi, time, PATTERN.slice(0, 3));
  session.stop();
  await time.pass(500);
  assert.equal(kernel.of("take")[0].take.interrupted, true);
});

test("controls turned in a take are kept with it, each value once, from the count-in on", async (t) => {
  const midi = fakeMidi(UNIT);
  const { session, kernel, time } = await stage(t, { midi, exercise: { type: "effect" }, device });
  const turn = (value) => midi.say(UNIT, [0xb0, 16, value], time.now());
  turn(3); // before Play: not of the take
  session.play();
  await time.pass(LATE_MS - 1000);
  turn(0);
  await time.pass(2000);
  for (const value of [60, 60, 127]) turn(value);
  await time.pass(6000);
  const [{ take }] = kernel.of("take");
  assert.deepEqual(take.controls.map(([, ...row]) => row), [[1, 16, 0], [1, 16, 60], [1, 16, 127]]);
  assert.deepEqual(take.controls.map(([s]) => Math.round(s)), [-1, 1, 1]);
  assert.deepEqual(take.hits, []);
});

test("only the controls that the device names are controls of an effect", () => {
  assert.deepEqual(turnOf([0xb1, 16, 9], 5, device), { pageMs: 5, channel: 2, control: 16, value: 9 });
  assert.equal(turnOf([0xb0, 7, 9], 5, device), null);
  assert.equal(turnOf([0xb6, 16, 9], 5, device), null);
  assert.equal(turnOf([0x90, 16, 9], 5, device), null);
  assert.equal(turnOf([0xb0, 16, 9], 5, plain), null); // a page that was told of none
});

const LANES = { lanes: [{ name: "chop1", pad: "B1", sound: null }, { name: "kick", pad: "A13", sound: null }] };

test("a stage begins with the bank of its first lane and can show the other", async (t) => {
  assert.deepEqual([banksOf(LANES), banksOf({ lanes: [] })], [["B", "A"], ["A"]]);
  const { session } = await stage(t, { exercise: LANES });
  assert.equal(session.snapshot().bank, "B");
  session.setBank("A");
  assert.equal(session.snapshot().bank, "A");
});

test("the pads of a controller that knows one bank play the bank that is shown", () => {
  const hit = { down: true, pageMs: 0, pad: "A13", velocity: 90, note: 36, channel: 10, source: "webmidi" };
  assert.equal(inBank(hit, "B", learnt).pad, "B13");
  assert.equal(inBank(hit, "A", learnt).pad, "A13");
  assert.equal(inBank(hit, "B", { ...learnt, table: { ...learnt.table, "10:60": "B1" } }).pad, "A13"); // it knows B
  assert.equal(inBank(hit, "B", plain).pad, "A13"); // the unit has ten banks of its own
  assert.equal(inBank({ ...hit, source: "keyboard" }, "B", learnt).pad, "A13");
});

test("what a one-bank controller plays is said only to those who have one", () => {
  assert.match(wordsForBanks(["B"], learnt), /bank A only.*on bank B: your pads play the bank that is shown/);
  assert.match(wordsForBanks(["A", "B"], learnt), /Key B changes/);
  assert.equal(wordsForBanks(["A"], learnt), null);
  assert.equal(wordsForBanks(["B"], plain), null);
});
