/** The page "Sounds": what is asked of the kernel while one scrolls, what is drawn, what is heard. */
import assert from "node:assert/strict";
import test from "node:test";

import { createAudition } from "../src/parts/audition.js";
import { changedPads, chokedPads, createKitPlay } from "../src/parts/kitplay.js";
import { createListing } from "../src/parts/listing.js";
import { barsOf, peaksOf } from "../src/parts/peaks.js";
import { bpmOf, EVERYTHING, filtersOf, keyWord, lengthWord, toggled, turned } from "../src/parts/query.js";
import { settle } from "./fakes.js";

test("one tempo, a range in any order, or none", () => {
  assert.deepEqual([bpmOf("", ""), bpmOf("90", ""), bpmOf("", "90"), bpmOf("95", "80")], [null, 90, 90, [80, 95]]);
});

test("a heading sorts up, then down, then not at all", () => {
  const up = turned(EVERYTHING, "bpm");
  const down = turned(up, "bpm");
  assert.deepEqual([up, down, turned(down, "bpm")].map(({ sort, down: isDown }) => [sort, isDown]), [["bpm", false], ["bpm", true], ["fit", false]]);
});

test("words and order are no filters", () => {
  assert.equal(filtersOf({ ...EVERYTHING, text: "dusty", sort: "name", kind: ["kick", "rim"], loops: false }), 3);
  assert.deepEqual(toggled(toggled([], "kick"), "kick"), []);
});

test("keys and lengths in few letters", () => {
  assert.deepEqual([keyWord("F#", "minor"), keyWord("C", "major"), keyWord(null, null)], ["F♯m", "C", ""]);
  assert.deepEqual([0.256, 2.34, 31.7, 61].map(lengthWord), ["0.26 s", "2.3 s", "32 s", "1:01"]);
});

test("a picture keeps the highest and the lowest of what falls into a column", () => {
  const peaks = new Int8Array(512);
  peaks[2 * 3 + 1] = 127; // the fourth pair: up
  peaks[2 * 255] = -127; // the last: down
  const [bars, wide] = [barsOf(peaks, 64), barsOf(peaks, 512)];
  assert.deepEqual([bars[1], bars[3], bars[126]], [1, 0, -1]);
  assert.deepEqual([wide[2 * 6 + 1], wide[2 * 7 + 1], wide[2 * 8 + 1]], [1, 1, 0]); // each pair is two columns wide
});

test("peaks come as base64 of signed bytes", () => {
  assert.deepEqual([...peaksOf(btoa("\x80\x7f"))], [-128, 127]);
});

/** A search whose answers wait until they are let go. */
function library(total) {
  const asked = [];
  const find = (query, start, count) => new Promise((resolve, reject) => {
    const rows = Array.from({ length: Math.max(0, Math.min(count, total - start)) }, (_, n) => ({ id: `${query.text}${start + n}` }));
    asked.push({ query, start, answer: () => resolve({ total, start, rows, facets: { kind: { kick: total } } }), fail: () => reject(new Error("The desk is gone.")) });
  });
  return { asked, find };
}

function listingOf(t, total) {
  const over = new AbortController();
  t.after(() => over.abort());
  const { asked, find } = library(total);
  const changes = [];
  const listing = createListing({ find, changed: (fresh) => changes.push(fresh), signal: over.signal });
  const answer = async () => { for (const one of asked.splice(0)) one.answer(); await settle(); };
  return { listing, asked, changes, answer };
}

test("of 10,000 rows only the windows in view and beside it are asked for, two at once", async (t) => {
  const { listing, asked, answer } = listingOf(t, 10_000);
  listing.ask(EVERYTHING);
  await answer();
  assert.deepEqual([listing.total, listing.row(59).id, listing.row(60)], [10_000, "59", null]);
  await answer(); // the window beside the first
  listing.want(6000, 6011);
  listing.want(9000, 9011); // scrolled on before anything came: of 6000 only what was asked already
  assert.deepEqual(asked.map(({ start }) => start), [6000, 6060]);
  await answer();
  assert.deepEqual(asked.map(({ start }) => start), [9000, 9060]);
  await answer();
  await answer();
  assert.equal(listing.row(9011).id, "9011");
  assert.deepEqual(asked, []);
});

test("what was found stays until another search has an answer, and a late answer is not shown", async (t) => {
  const { listing, asked, changes } = listingOf(t, 30);
  listing.ask({ ...EVERYTHING, text: "old" });
  const [old] = asked.splice(0);
  old.answer();
  await settle();
  listing.ask({ ...EVERYTHING, text: "a" });
  listing.ask({ ...EVERYTHING, text: "b" });
  assert.equal(listing.row(0).id, "old0");
  asked[1].answer();
  await settle();
  asked[0].answer();
  await settle();
  assert.equal(listing.row(0).id, "b0");
  assert.equal(changes.filter(Boolean).length, 2); // two searches have been shown
});

test("a desk that does not answer is said, and asked no more until one asks again", async (t) => {
  const { listing, asked } = listingOf(t, 500);
  listing.ask(EVERYTHING);
  asked.splice(0)[0].fail();
  await settle();
  assert.deepEqual([listing.trouble, listing.total], ["The desk is gone.", 0]);
  listing.want(0, 10);
  assert.deepEqual(asked, []);
});

test("a corrected row is shown as it is now", async (t) => {
  const { listing, answer } = listingOf(t, 10);
  listing.ask(EVERYTHING);
  await answer();
  listing.replace({ id: "3", kind: "snare" });
  assert.equal(listing.row(3).kind, "snare");
});

/** An audio graph that only counts. */
function fakeContext() {
  const started = [];
  const param = () => ({ value: 1, setTargetAtTime(value) { this.value = value; } });
  const context = {
    state: "running", currentTime: 0, outputLatency: 0, destination: {}, decoded: 0,
    createGain: () => ({ gain: param(), context, connect: (to) => to }),
    createBufferSource: () => ({ connect: (to) => to, start(_at, fromS) { this.fromS = fromS; started.push(this); }, stop() { this.isStopped = true; } }),
    async decodeAudioData(bytes) { context.decoded += 1; return { length: 48_000, numberOfChannels: 1, duration: 1, bytes }; },
  };
  return { context, started };
}

function auditionOf(t, fetch) {
  const over = new AbortController();
  t.after(() => over.abort());
  const { context, started } = fakeContext();
  const states = [];
  const audition = createAudition({ fetch, context: () => context, volume: 0.8, changed: ({ id, phase }) => states.push(`${id} ${phase}`), signal: over.signal });
  return { audition, context, started, states };
}

test("a sound is fetched and decoded once, and stops when the next begins", async (t) => {
  const fetched = [];
  const { audition, context, started, states } = auditionOf(t, async (id) => { fetched.push(id); return new DataView(new ArrayBuffer(8)); });
  await audition.play("kick");
  await audition.play("snare");
  await audition.play("kick");
  assert.deepEqual([fetched, context.decoded], [["kick", "snare"], 2]);
  assert.deepEqual(started.map(({ isStopped }) => Boolean(isStopped)), [true, true, false]);
  assert.deepEqual(states.slice(-2), ["kick coming", "kick playing"]);
});

test("only the last of two quick clicks is heard", async (t) => {
  const coming = {};
  const { audition, started } = auditionOf(t, (id) => new Promise((resolve) => { coming[id] = () => resolve(new DataView(new ArrayBuffer(8))); }));
  const both = [audition.play("slow"), audition.play("quick")];
  await settle();
  coming.quick();
  await settle();
  coming.slow();
  await Promise.all(both);
  assert.equal(started.length, 1);
  assert.deepEqual(audition.state, { id: "quick", phase: "playing", trouble: null });
});

test("a sound that cannot be had is said in words", async (t) => {
  const { audition } = auditionOf(t, async () => { throw new Error("The file is gone."); });
  await audition.play("mine");
  assert.deepEqual(audition.state, { id: "mine", phase: "silent", trouble: "No sound: The file is gone." });
});

test("the playhead starts where one clicked and goes round in a loop", async (t) => {
  const { audition, context } = auditionOf(t, async () => new DataView(new ArrayBuffer(8)));
  audition.setLooped(true);
  await audition.play("loop", 0.75);
  context.currentTime = 0.5;
  assert.equal(audition.positionS, 0.25);
  audition.stop();
  assert.equal(audition.positionS, null);
});

const piece = (pad, lane, sound) => ({ pad, lane, sound, start: null, end: null });

test("pads choke as their lanes do on the course kit", () => {
  const pieces = [piece("A11", "hat", "h1"), piece("A7", "open-hat", "h2"), piece("A13", "kick", "k")];
  assert.deepEqual(chokedPads([["hat", "open-hat", "shaker"]], pieces), [["A11", "A7"]]);
});

test("of a changed kit only the changed pads are fetched", async (t) => {
  const over = new AbortController();
  t.after(() => over.abort());
  const before = { lesson: "backbeat", pieces: [piece("A13", "kick", "k1"), piece("A15", "snare", "s1")] };
  const after = { ...before, pieces: [piece("A13", "kick", "k2"), piece("A15", "snare", "s1")] };
  assert.deepEqual(changedPads(before, after), ["A13"]);
  const asked = [];
  const played = [];
  const sounds = { loaded: true, setVolume() {}, play: (...hit) => played.push(hit), load: async () => {} };
  const ready = { sounds };
  const play = createKitPlay({
    kit: before, chokes: [], volume: () => 0.8, now: () => 0, signal: over.signal,
    ask: async ({ pads }) => { asked.push(pads); return { message: { sounds: [] }, buffers: [new DataView(new ArrayBuffer(0))] }; },
    makeAudio: () => ({ ready, wake: async () => ready }),
  });
  await play.change(after);
  await play.hit("A13", 90);
  assert.deepEqual([asked, played], [[["A13"]], [["A13", 0, 90]]]);
});

test("a hit on a kit that did not come is answered in words", async (t) => {
  const over = new AbortController();
  t.after(() => over.abort());
  const ready = { sounds: { loaded: false } };
  const play = createKitPlay({
    kit: { lesson: "backbeat", pieces: [] }, chokes: [], volume: () => 1, signal: over.signal,
    ask: async () => { throw new Error("The desk is gone."); }, makeAudio: ({ fetchKit }) => ({ ready, wake: async () => { await fetchKit().catch(() => {}); return ready; } }),
  });
  await assert.rejects(play.hit("A13", 90), /The desk is gone/);
});
