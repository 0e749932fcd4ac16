import assert from "node:assert/strict";
import { test } from "node:test";

import { createLatencies } from "../src/parts/latency.js";
import { memoryShelf } from "../src/parts/shelf.js";
import { createSession } from "../src/parts/session.js";
import { device, exerciseOf, fakeAudio, fakeKernel, fakeMidi, settle, stillTime } from "./fakes.js";

const RESULT = { score: { counts: { correct: 8, missed: 0, wrong_pad: 0, extra: 0 } } };
const LATE_MS = 250 + 2000 + 40; // the lead, a bar of count-in at 120, and the way to the ear
const KNOWN = [{ input: "keyboard", output: "default", browser: "test", latency_ms: 0, mad_ms: 4, hits: 20 }];

/** A session on fakes; `on` is what it emitted. */
async function stage(t, { exercise = {}, answers = {}, midi = null, preferences = {}, calibrations = KNOWN, storage = null } = {}) {
  const time = stillTime(t);
  const stop = new AbortController();
  t.after(() => stop.abort());
  const kernel = fakeKernel({
    ping: () => ({ kind: "pong", kernel_ms: 0, desk: true }),
    take: ({ take }) => ({ kind: "stored", take_id: take.id, saved: true, result: RESULT, message: null }),
    ...answers,
  });
  const audio = fakeAudio(time.now);
  const shelf = memoryShelf();
  const learner = { calibrations, preferences, attempts: [], best: null };
  const one = exerciseOf(exercise);
  const session = createSession({
    kernel, audio, exercise: () => one, device: () => device, learner: () => learner, now: time.now, browser: "test",
    shelf: Promise.resolve(shelf), signal: stop.signal, storage, latencies: createLatencies(() => calibrations, []),
    web: { has: () => midi !== null, maySilently: async () => midi !== null, access: async () => midi },
  });
  const on = { state: [], hit: [], verdict: [], pad: [], result: [], notice: [] };
  for (const [event, seen] of Object.entries(on)) session.on(event, (detail) => seen.push(detail), { signal: stop.signal });
  await settle();
  const key = (pad, velocity = 90) => session.padDown(pad, velocity, time.now(), "keyboard");
  /** Play [pad, ms from the downbeat] from the moment Play is pressed. */
  async function perform(hits, { countInMs = LATE_MS, until = 4700 } = {}) {
    let at = -countInMs;
    for (const [pad, ms] of hits) {
      await time.pass(ms - at);
      at = ms;
      key(pad);
    }
    if (until > at) await time.pass(until - at);
  }
  return { session, time, kernel, audio, shelf, stop, on, key, perform, learner };
}

const PERFECT = [["A13", 0], ["A15", 500], ["A13", 1000], ["A15", 1500], ["A13", 2000], ["A15", 2500], ["A13", 3000], ["A15", 3500]];
const shifted = (ms) => PERFECT.map(([pad, at]) => [pad, at + ms]);
const phases = (on) => on.state.map((state) => state.phase).filter((phase, at, all) => phase !== all[at - 1]);

test("a take from Play to the result: counted in, judged, stored once", async (t) => {
  const { session, kernel, on, perform, shelf } = await stage(t);
  session.play();
  await perform(shifted(10));
  assert.deepEqual(phases(on), ["idle", "countin", "playing", "scoring", "done"]);
  assert.equal(kernel.of("take").length, 1);
  const { take } = kernel.of("take")[0];
  assert.equal(take.hits.length, 8);
  assert.deepEqual([take.tempo, take.bars, take.passes, take.practice, take.interrupted, take.latency_ms], [120, null, 1, "play", false, 0]);
  take.hits.forEach((hit, at) => assert.ok(Math.abs(hit.time_s - (PERFECT[at][1] + 10) / 1000) < 1e-3, `${hit.time_s}`));
  assert.deepEqual(on.result, [RESULT]);
  assert.deepEqual(on.verdict.map((one) => one.verdict), Array(8).fill("correct"));
  assert.ok(on.verdict.every((one) => Math.abs(one.asynchronyMs - 10) < 1));
  assert.deepEqual(await shelf.all(), []);
  assert.equal(session.snapshot().saving.state, "saved");
});

test("each hit has its verdict in the same call", async (t) => {
  const { session, on, time, key } = await stage(t);
  session.play();
  await time.pass(LATE_MS + 20);
  key("A13");
  assert.deepEqual([on.hit.at(-1).verdict, Math.round(on.hit.at(-1).asynchronyMs), on.hit.at(-1).lane], ["correct", 20, 0]);
  await time.pass(480);
  key("A13");
  assert.equal(on.hit.at(-1).verdict, "wrong_pad");
});

test("clicks and count-in are heard on the beat", async (t) => {
  const { session, audio, time } = await stage(t);
  const pressed = time.now();
  session.play();
  await time.pass(7000);
  const heard = audio.plays.filter((play) => play.bus === "click").map((play) => Math.round(play.heardMs - pressed - 250));
  assert.deepEqual(heard, Array.from({ length: 12 }, (_, n) => n * 500 + 40)); // 40 ms of output latency
});

test("time is counted from the downbeat as it is heard, not as it was sent", async (t) => {
  const { session, time } = await stage(t);
  session.play();
  await time.pass(LATE_MS);
  assert.ok(Math.abs(session.position().timeS) < 1e-3, String(session.position().timeS));
});

test("Listen plays every note on its time and lights its pad then", async (t) => {
  const { session, audio, on, time, kernel } = await stage(t);
  session.listen();
  await time.pass(5000);
  const kit = audio.plays.filter((play) => play.bus === "kit");
  assert.deepEqual(kit.map((play) => play.name), ["kick", "snare", "kick", "snare", "kick", "snare", "kick", "snare"]);
  assert.deepEqual(kit.map((play) => Math.round((play.heardMs - kit[0].heardMs))), [0, 500, 1000, 1500, 2000, 2500, 3000, 3500]);
  assert.deepEqual(on.pad.map((pad) => pad.source), Array(8).fill("pattern"));
  assert.equal(kernel.of("take").length, 0);
  assert.equal(session.snapshot().phase, "done");
});

test("Wait stands still at the next note until the right pad comes", async (t) => {
  const { session, on, time, key } = await stage(t);
  session.wait();
  await time.pass(3000);
  assert.equal(session.position().timeS, 0);
  assert.deepEqual(session.expected().map((onset) => onset.pad), ["A13"]);
  key("A15");
  assert.equal(on.hit.at(-1).verdict, "wrong_pad");
  key("A13");
  await time.pass(5000);
  assert.equal(session.position().timeS, 0.5);
  for (const [pad] of PERFECT.slice(1)) { key(pad); await time.pass(30); }
  await time.pass(50);
  assert.equal(session.snapshot().phase, "done");
});

test("memory hides half of the notes, then all", async (t) => {
  const { session, time, on } = await stage(t, { exercise: { passes: 2 } });
  session.memory();
  await time.pass(LATE_MS + 100);
  assert.equal(session.snapshot().fade, 0.5);
  await time.pass(4000);
  assert.equal(session.snapshot().fade, 1);
  assert.ok(on.state.some((state) => state.fade === 1 && state.phase === "playing"), "said when the pass began");
});

test("a kernel that does not answer keeps nobody waiting for long, and the score comes late", async (t) => {
  const { session, kernel, on, perform, time, shelf } = await stage(t, { answers: { take: null } });
  session.play();
  await perform(PERFECT, { until: 4700 });
  assert.equal(session.snapshot().phase, "scoring");
  await time.pass(6000, 50);
  assert.equal(session.snapshot().phase, "done");
  assert.match(on.notice.at(-1).text, /kept in this browser, not saved yet/);
  assert.equal((await shelf.all()).length, 1);
  assert.equal(kernel.of("take").length, 1);
});

test("a kernel that fails once is asked again, and the late result is shown", async (t) => {
  let tries = 0;
  const { session, kernel, on, perform, time, shelf } = await stage(t, {
    answers: {
      take: ({ take }) => {
        if (++tries < 4) throw new Error("the connection is closed");
        return { kind: "stored", take_id: take.id, saved: true, result: RESULT, message: null };
      },
    },
  });
  session.play();
  await perform(PERFECT);
  assert.equal(session.snapshot().saving.state, "not saving");
  assert.equal(session.snapshot().saving.pending, 1);
  await time.pass(10000, 50);
  assert.deepEqual(on.result, [RESULT]);
  assert.deepEqual(await shelf.all(), []);
  assert.equal(new Set(kernel.of("take").map(({ take }) => take.id)).size, 1);
});

test("a result without a store is shown once, and the take is sent until it is saved", async (t) => {
  let desk = false;
  const { session, on, perform, time, kernel } = await stage(t, {
    answers: { take: ({ take }) => ({ kind: "stored", take_id: take.id, saved: desk, result: RESULT, message: desk ? null : "Not saved: no desk." }) },
  });
  session.play();
  await perform(PERFECT);
  const { saving } = session.snapshot();
  assert.equal(saving.state, "not saving");
  assert.match(saving.message, /^Not saved: no desk. This browser gives the page no storage/);
  desk = true;
  await time.pass(12000, 50);
  assert.equal(on.result.length, 1);
  assert.ok(kernel.of("take").length >= 2);
  assert.equal(session.snapshot().saving.state, "saved");
});

test("Stop in the middle keeps what was played as an interrupted take; in the count-in nothing", async (t) => {
  const { session, kernel, time, key, shelf } = await stage(t);
  session.play();
  await time.pass(1000);
  session.stop();
  await time.pass(100);
  assert.equal(kernel.of("take").length, 0);
  assert.deepEqual(await shelf.all(), []);
  session.play();
  await time.pass(LATE_MS);
  key("A13");
  await time.pass(300);
  session.stop();
  await time.pass(100);
  assert.deepEqual(kernel.of("take").map(({ take }) => [take.interrupted, take.hits.length]), [[true, 1]]);
});

test("Play pressed twice plays once", async (t) => {
  const { session, kernel, audio, perform } = await stage(t);
  session.play();
  session.play();
  await perform(PERFECT);
  assert.equal(kernel.of("take").length, 1);
  assert.equal(audio.plays.filter((play) => play.bus === "click").length, 12);
});

test("hits after the end are no extras", async (t) => {
  const { session, on, perform, key, time } = await stage(t);
  session.play();
  await perform(PERFECT);
  key("A13");
  await time.pass(100);
  assert.deepEqual([on.hit.at(-1).verdict, on.verdict.length], [null, 8]);
});

test("one who is a bar late may play to the end", async (t) => {
  const { session, kernel, perform } = await stage(t);
  session.play();
  await perform(shifted(2000), { until: 7000 });
  assert.equal(kernel.of("take")[0].take.hits.length, 8);
});

test("a loop of one bar at half the tempo says so in the take", async (t) => {
  const { session, kernel, perform } = await stage(t);
  session.setBars(2, 2);
  session.setPercent(50);
  session.play();
  await perform([["A13", 0], ["A15", 1000], ["A13", 2000], ["A15", 3000]], { countInMs: 4290, until: 4700 });
  const { take } = kernel.of("take")[0];
  assert.deepEqual([take.tempo, take.bars, take.hits.length], [60, [2, 2], 4]);
});

test("the tempo rises after a clean pass only", async (t) => {
  const counts = { correct: 8, missed: 0, wrong_pad: 0, extra: 0 };
  const { session, perform } = await stage(t, {
    answers: { take: () => ({ kind: "stored", saved: true, result: { score: { counts: { ...counts } } }, message: null }) },
  });
  session.setPercent(80);
  session.setRamp(true);
  const slow = PERFECT.map(([pad, ms]) => [pad, ms / 0.8]);
  session.play();
  await perform(slow, { countInMs: 290 + 2500, until: 5900 });
  assert.equal(session.snapshot().percent, 85);
  counts.missed = 1;
  session.play();
  await perform([], { countInMs: 0, until: 8000 });
  assert.equal(session.snapshot().percent, 85);
});

test("Repeat goes on until nobody plays", async (t) => {
  const { session, kernel, perform } = await stage(t);
  session.setRepeat(true);
  session.play();
  await perform(PERFECT, { until: 4800 });
  assert.equal(session.snapshot().phase, "countin");
  await perform([], { countInMs: 0, until: 8000 });
  assert.equal(session.snapshot().phase, "done");
  assert.equal(kernel.of("take").length, 2);
});

test("EXT SOURCE starts, and starts over; it is no hit", async (t) => {
  const midi = fakeMidi("SP-404MKII");
  const { session, on, time } = await stage(t, { midi });
  midi.say("SP-404MKII", [0x90, 35, 127], time.now());
  await time.pass(100);
  assert.equal(session.snapshot().phase, "countin");
  assert.equal(on.hit.length, 0);
  await time.pass(3000);
  midi.say("SP-404MKII", [0x90, 35, 127], time.now());
  await time.pass(100);
  assert.equal(session.snapshot().phase, "countin");
});

test("a pad chosen to start does so at rest, but not while the last notes ring out", async (t) => {
  const { session, key, perform, time } = await stage(t);
  session.setHandsFree("A13");
  key("A13");
  await time.pass(10);
  assert.equal(session.snapshot().phase, "countin");
  await perform(PERFECT, { countInMs: LATE_MS - 10 });
  key("A13");
  await time.pass(10);
  assert.equal(session.snapshot().phase, "done");
  await time.pass(1000);
  key("A13");
  await time.pass(10);
  assert.equal(session.snapshot().phase, "countin");
});

test("a cable pulled and put back in the middle of a take is said, written down and survived", async (t) => {
  const midi = fakeMidi("SP-404MKII");
  const { session, kernel, on, time } = await stage(t, { midi });
  session.play();
  await time.pass(LATE_MS);
  midi.say("SP-404MKII", [0x90, 36, 100], time.now());
  midi.pull("SP-404MKII");
  assert.match(on.notice.at(-1).text, /unplugged. Plug it in again; the take goes on/);
  assert.equal(session.snapshot().input.state, "lost");
  await time.pass(500);
  midi.plug("SP-404MKII");
  await time.pass(500);
  midi.say("SP-404MKII", [0x90, 36, 100], time.now());
  await time.pass(5000);
  const { take } = kernel.of("take")[0];
  assert.deepEqual(take.events.map((event) => event.what), ["unplugged", "replugged"]);
  assert.deepEqual(take.hits.map((hit) => hit.pad), ["A13", "A13"]);
  assert.deepEqual(take.input, { kind: "webmidi", name: "SP-404MKII" });
});

test("the stamp of the event counts, not when it was handled", async (t) => {
  const midi = fakeMidi("SP-404MKII");
  const { session, kernel, time } = await stage(t, { midi });
  session.play();
  await time.pass(LATE_MS + 30);
  midi.say("SP-404MKII", [0x90, 36, 100], time.now() - 30);
  midi.say("SP-404MKII", [0x80, 36, 0], time.now());
  await time.pass(6000);
  const [hit] = kernel.of("take")[0].take.hits;
  assert.ok(Math.abs(hit.release_s - hit.time_s - 0.03) < 1e-6);
  assert.deepEqual([hit.note, hit.channel, hit.velocity], [36, 1, 100]);
});

test("a take played by keyboard alone says so, whatever was plugged in", async (t) => {
  const { session, kernel, perform } = await stage(t, {
    midi: fakeMidi("SP-404MKII"),
    calibrations: [{ input: "webmidi:SP-404MKII", output: "default", browser: "test", latency_ms: 30, mad_ms: 3, hits: 9 }, ...KNOWN],
  });
  assert.equal(session.snapshot().latencyMs, 30);
  session.play();
  await perform(PERFECT);
  const { take } = kernel.of("take")[0];
  assert.deepEqual([take.input.kind, take.latency_ms], ["keyboard", 0]);
});

test("fifty hits 20 ms late move the latency, silently", async (t) => {
  const { session, kernel, perform } = await stage(t, { exercise: { passes: 7 } });
  const all = Array.from({ length: 7 }, (_, pass) => shifted(20 + pass * 4000)).flat();
  session.play();
  await perform(all, { until: 28800 });
  assert.equal(kernel.of("calibration").length, 1);
  const { calibration } = kernel.of("calibration")[0];
  assert.ok(Math.abs(calibration.latency_ms - 20) < 1.5, String(calibration.latency_ms));
  assert.deepEqual([calibration.input, calibration.browser], ["keyboard", "test"]);
  assert.equal(session.snapshot().latencyMs, calibration.latency_ms);
});

test("a latency set by hand belongs to the input it was set for", async (t) => {
  const { session } = await stage(t, { midi: fakeMidi("SP-404MKII") });
  session.setLatency(33);
  assert.equal(session.snapshot().latencyMs, 33);
  await session.chooseInput("keyboard");
  assert.equal(session.snapshot().latencyMs, 0);
});

test("what is liked on every stage is found again, and told to the kernel once the slider rests", async (t) => {
  const kept = new Map();
  const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  const { session, kernel, time } = await stage(t, { storage, preferences: { unitSounds: true } });
  assert.equal(session.snapshot().unitSounds, true);
  for (const level of [0.1, 0.2, 0.3]) session.setVolume("click", level);
  await time.pass(600);
  assert.deepEqual(kernel.of("preference"), [{ kind: "preference", key: "volumes", value: { click: 0.3, kit: 0.8 } }]);
  assert.match(kept.get("sp404-academy.stage"), /"click":0.3/);
});

test("the kit is silent for pads that sound by themselves, not for the keyboard", async (t) => {
  const midi = fakeMidi("SP-404MKII");
  const { session, audio, key, time } = await stage(t, { midi });
  session.setUnitSounds(true);
  midi.say("SP-404MKII", [0x90, 36, 100], time.now());
  assert.equal(audio.plays.length, 0);
  key("A13");
  assert.deepEqual(audio.plays.map((play) => play.name), ["kick"]);
});

test("a MIDI file that is refused says why and leaves the stage at rest", async (t) => {
  const { session, on } = await stage(t, { answers: { upload: () => ({ kind: "refused", message: "beat.mid has no notes." }) } });
  await session.uploadMidi({ name: "beat.mid", arrayBuffer: async () => new ArrayBuffer(4) });
  assert.equal(on.notice.at(-1).text, "beat.mid has no notes.");
  assert.equal(session.snapshot().phase, "idle");
});

test("another click is heard from the next one on", async (t) => {
  const { session, audio, time } = await stage(t);
  session.play();
  await time.pass(LATE_MS + 1100);
  session.setClick("backbeat");
  await time.pass(5000);
  const beats = audio.plays.filter((play) => play.bus === "click").map((play) => Math.round((play.heardMs - 1000 - 290 - 2000) / 500));
  assert.deepEqual(beats, [-4, -3, -2, -1, 0, 1, 2, 3, 5, 7]);
});

test("a page that closes in the middle of a take leaves it on the shelf", async (t) => {
  const { session, time, key, stop, shelf } = await stage(t);
  session.play();
  await time.pass(LATE_MS);
  key("A13");
  await time.pass(100);
  stop.abort();
  await settle();
  const [kept] = await shelf.all();
  assert.deepEqual([kept.take.hits.length, kept.take.interrupted, kept.open], [1, true, false]);
});
