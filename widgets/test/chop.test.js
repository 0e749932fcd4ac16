/** Cutting a sound by hand: cuts in order, taken back one edit at a time, snapped as the desk hears it; and its picture. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { createDrafts } from "../src/parts/drafts.js";
import { createChopping } from "../src/views/chop/chopping.js";
import { createCuts, PADS, sliceAt, strongest } from "../src/views/chop/cuts.js";
import { channelsOf, columnsOf, placeWord, spanWord, viewAfter } from "../src/views/chop/picture.js";
import { settle } from "./fakes.js";

const RATE = 1000; // a cut needs 10 frames of room

function cutsOf(frames, cuts) {
  const made = createCuts(() => {});
  made.begin(frames, RATE, cuts);
  return made;
}

test("cuts are in order, inside the sound, and their slices are the whole of it", () => {
  const cuts = cutsOf(800, [600, 200, 200, 0, 800, -5]);
  assert.deepEqual(cuts.all, [200, 600]);
  assert.deepEqual(cuts.slices, [{ start: 0, end: 200 }, { start: 200, end: 600 }, { start: 600, end: 800 }]);
  assert.equal(cuts.add(400), 1);
  assert.deepEqual(cuts.all, [200, 400, 600]);
});

test("a cut is refused beside another, at the ends, and when every pad has a slice", () => {
  const cuts = cutsOf(800, [200]);
  for (const frame of [195, 205, 5, 795]) assert.equal(cuts.refusal(frame), "room");
  assert.equal(cuts.add(205), -1);
  assert.equal(cuts.refusal(210), null);
  const full = cutsOf(8000, Array.from({ length: 40 }, (_, n) => 100 * (n + 1)));
  assert.equal(full.slices.length, PADS);
  assert.equal(full.refusal(7000), "full");
});

test("a cut goes no further than its neighbours let it", () => {
  const cuts = cutsOf(800, [200, 400]);
  assert.equal(cuts.move(0, 900), 390);
  assert.equal(cuts.move(0, -50), 10);
  assert.equal(cuts.move(1, 5000), 790);
});

test("every edit is taken back and done again, a drag as one", () => {
  const cuts = cutsOf(800, [200]);
  cuts.move(0, 210);
  cuts.move(0, 220, true);
  cuts.move(0, 230, true);
  cuts.remove(0);
  cuts.undo();
  assert.deepEqual(cuts.all, [230]);
  cuts.undo();
  assert.deepEqual(cuts.all, [200]);
  assert.equal(cuts.canUndo, false);
  cuts.undo();
  cuts.redo();
  cuts.redo();
  assert.deepEqual([cuts.all, cuts.canRedo], [[], false]);
  cuts.undo();
  cuts.add(500);
  assert.equal(cuts.canRedo, false);
});

test("of the hits the strongest are taken, and come in order", () => {
  const slices = [[0, 1], [100, 0.2], [300, 1], [500, 0.6]].map(([start, strength]) => ({ start, end: start + 100, strength }));
  assert.deepEqual(strongest(slices, 3), [300, 500]);
  assert.deepEqual(strongest(slices, 16), [100, 300, 500]);
  assert.deepEqual(strongest(slices, 1), []);
});

test("a frame lies in the slice that begins with or before it", () => {
  const { slices } = cutsOf(800, [200, 600]);
  assert.deepEqual([0, 199, 200, 799, 800].map((frame) => sliceAt(slices, frame)), [0, 0, 1, 2, 2]);
});

test("columns have the least and the greatest sample of what they show", () => {
  const sound = Float32Array.from([0, 0.5, -0.5, 0.25, 0, -1, 0, 0]);
  assert.deepEqual([...columnsOf([sound], 0, 1, 2)], [-0.5, 0.5, -1, 0]);
  assert.deepEqual([...columnsOf([sound], 0.5, 0.75, 1)], [-1, 0]);
  assert.deepEqual([...columnsOf([], 0, 1, 2)], [0, 0, 0, 0]);
  assert.deepEqual([...columnsOf(channelsOf(Int8Array.from([-127, 127, 0, 0])), 0, 1, 2)], [-1, 1, 0, 0]);
});

test("zooming keeps what is pointed at where it is, and never leaves the sound", () => {
  assert.equal(viewAfter(1, 2, 0, 0.5), 0.25);
  assert.equal(viewAfter(2, 4, 0.25, 0.5), 0.375);
  assert.equal(viewAfter(4, 2, 0, 0), 0);
  assert.equal(viewAfter(1, 2, 0, 1), 0.5);
});

test("places and lengths are said in their units", () => {
  assert.equal(placeWord(532, RATE), "0.532 s");
  assert.deepEqual([334, 1240].map((frames) => spanWord(frames, RATE)), ["334 ms", "1.24 s"]);
});

/** A sound of 800 frames that is being cut; the desk answers as `answers` says. */
async function opened(answers = {}) {
  const asked = [];
  const said = [];
  const desk = {
    slices: ({ how, count }) => ({ rate: RATE, frames: 800, slices: how === "equal" ? Array.from({ length: count }, (_, n) => ({ start: (n * 800) / count })) : [{ start: 0 }, { start: 100, strength: 0.5 }, { start: 500, strength: 1 }] }),
    snap: ({ frame }) => ({ frame: frame + 3 }),
    audio: () => ({}),
    ...answers,
  };
  const ask = async (message) => {
    asked.push(message);
    return { message: await desk[message.kind](message), buffers: [message.form] };
  };
  const player = { use() {}, play: async () => {}, span: null, isReady: true };
  const chopping = createChopping({
    ask, say: (text) => said.push(text), drawn: () => {}, makePlayer: () => player, drafts: createDrafts(answers.storage ?? null), signal: new AbortController().signal,
    decode: async (form) => { if (form === "ogg" && answers.noOgg) throw new Error("no"); return { numberOfChannels: 1, getChannelData: () => new Float32Array(8) }; },
  });
  await chopping.open({ id: "break", name: "Break", bpm: 90, key: null, beats: 4 });
  return { chopping, cuts: chopping.cuts, asked, said, last: () => said.at(-1) };
}

test("a sound opens in eight equal parts, by its WAV where the browser reads no Ogg", async () => {
  const { cuts, chopping, asked } = await opened({ noOgg: true });
  assert.deepEqual(cuts.all, [100, 200, 300, 400, 500, 600, 700]);
  assert.deepEqual(asked.map(({ form }) => form), [undefined, "ogg", "wav"]);
  assert.equal(chopping.facts, "90 BPM · 4 beats · 8 slices on pads B1 to B8");
});

/** A browser's storage. */
function shelf(said = {}) {
  return { said, getItem: (key) => said[key] ?? null, setItem: (key, value) => { said[key] = value; } };
}

test("cuts that are not kept come back with the sound, until one starts over", async () => {
  const storage = shelf();
  const first = await opened({ storage });
  assert.deepEqual([storage.said, first.chopping.isCut], [{}, false]); // what it opened with is no draft
  await first.chopping.add(350);
  const again = await opened({ storage });
  assert.deepEqual([again.cuts.all, again.chopping.way, again.chopping.isCut], [first.cuts.all, "hand", true]);
  assert.equal(again.chopping.last, "break");
  again.chopping.startOver();
  await settle();
  assert.deepEqual([again.cuts.all.length, again.chopping.isCut], [7, false]);
  assert.equal((await opened({ storage })).cuts.all.length, 7);
});

test("a draft of a file that has changed, or that another program wrote, is left alone", async () => {
  for (const draft of [{ frames: 801, way: "hand", count: null, cuts: [50] }, { frames: 800, way: "hand", count: null, cuts: ["x"] }, 7]) {
    const { cuts } = await opened({ storage: shelf({ "sp404-academy.chops": JSON.stringify({ break: draft }) }) });
    assert.equal(cuts.all.length, 7);
  }
  const { cuts } = await opened({ storage: shelf({ "sp404-academy.chops": "{" }) });
  assert.equal(cuts.all.length, 7);
});

test("the newest fifty drafts are kept", () => {
  const storage = shelf();
  const drafts = createDrafts(storage);
  for (let n = 0; n < 60; n += 1) drafts.keep(`s${n}`, { frames: 9, way: "hand", count: null, cuts: [] });
  const kept = createDrafts(storage);
  assert.deepEqual([kept.of("s9", 9), kept.of("s10", 9)?.way, kept.last], [null, "hand", "s59"]);
});

test("a sound of more than a minute comes whole, and one of more than five is refused in words", async () => {
  const { chopping, asked, last } = await opened();
  await chopping.open({ id: "long", name: "Long", bpm: 90, key: null, beats: null, duration_s: 61 });
  assert.deepEqual(asked.map(({ form }) => form), [undefined, "ogg", undefined, "wav"]);
  await chopping.open({ id: "longer", name: "Longer", bpm: 90, key: null, beats: null, duration_s: 301 });
  assert.match(last(), /Longer cannot be opened: it is longer than five minutes/);
});

test("the slider asks the desk once, and moving it on is one edit", async () => {
  const { chopping, cuts, asked } = await opened();
  await chopping.ways.hits(16);
  assert.deepEqual(cuts.all, [100, 500]);
  await chopping.ways.hits(2);
  assert.deepEqual(cuts.all, [500]);
  assert.equal(asked.filter(({ how }) => how === "transients").length, 1);
  cuts.undo();
  assert.equal(cuts.all.length, 7);
});

test("a cut by hand is placed at once and snapped as the same edit", async () => {
  const { chopping, cuts } = await opened();
  const adding = chopping.add(350);
  assert.ok(cuts.all.includes(350));
  await adding;
  assert.ok(cuts.all.includes(353));
  assert.equal(chopping.way, "hand");
  cuts.undo();
  assert.equal(cuts.all.length, 7);
});

test("keys move a cut by what they say: the desk is not asked", async () => {
  const { chopping, cuts, asked } = await opened();
  chopping.edits.nudge(0, 1);
  await settle();
  assert.equal(cuts.all[0], 101);
  assert.equal(asked.some(({ kind }) => kind === "snap"), false);
});

test("a desk that does not answer costs no cut, and is said", async () => {
  const { chopping, cuts, last } = await opened({ snap: async () => { throw new Error("no desk"); } });
  await chopping.add(350);
  assert.ok(cuts.all.includes(350));
  assert.match(last(), /stays where it is: no desk/);
});

test("an answer that comes after another sound was opened changes nothing", async () => {
  let answer;
  const { chopping, cuts } = await opened({ snap: () => new Promise((resolve) => { answer = resolve; }) });
  const adding = chopping.add(350);
  await chopping.open({ id: "other", name: "Other", bpm: null, key: null, beats: null });
  answer({ frame: 355 });
  await adding;
  assert.deepEqual(cuts.all, [100, 200, 300, 400, 500, 600, 700]);
});

test("a full bank and a place that is taken are said", async () => {
  const { chopping, last } = await opened();
  assert.equal(await chopping.add(102), -1);
  assert.match(last(), /a cut here already/);
  await chopping.ways.equal(16);
  await chopping.add(125);
  assert.match(last(), /sixteen pads/);
});
