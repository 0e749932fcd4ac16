import assert from "node:assert/strict";
import { test } from "node:test";

import { createFloor } from "../src/parts/floor.js";
import { fakeMidi, settle } from "./fakes.js";
import { LATE_MS, PERFECT, KNOWN, shifted, stage } from "./staging.js";

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

test("a stage that begins stops the one that plays, and keeps what was played there", async (t) => {
  const floor = createFloor();
  const first = await stage(t, { floor });
  const second = await stage(t, { floor, time: first.time });
  first.session.play();
  await first.time.pass(LATE_MS);
  first.key("A13");
  second.session.listen();
  await first.time.pass(300);
  assert.deepEqual([first.session.snapshot().phase, second.session.snapshot().phase], ["idle", "listening"]);
  assert.deepEqual(first.kernel.of("take").map(({ take }) => [take.interrupted, take.hits.length]), [[true, 1]]);
  assert.match(first.on.notice.at(-1).text, /Your hit is kept/);
});

test("of two stages one hears the unit: it sounds once, and EXT SOURCE starts one", async (t) => {
  const floor = createFloor();
  const midi = fakeMidi("Pad controller");
  const first = await stage(t, { floor, midi });
  const second = await stage(t, { floor, midi, time: first.time });
  second.session.touch();
  midi.say("Pad controller", [0x90, 36, 90], first.time.now());
  assert.deepEqual([first.on.pad.length, second.on.pad.length], [0, 1]);
  midi.say("Pad controller", [0x90, 35, 90], first.time.now());
  await first.time.pass(20);
  assert.deepEqual([first.session.snapshot().phase, second.session.snapshot().phase], ["idle", "countin"]);
});

test("a unit is taken to sound by itself, another controller is not, and the learner's word counts more", async (t) => {
  const midi = fakeMidi("SP-404MKII");
  const { session, time } = await stage(t, { midi });
  assert.equal(session.snapshot().unitSounds, true);
  session.setUnitSounds(false);
  assert.equal(session.snapshot().unitSounds, false);
  const other = await stage(t, { midi: fakeMidi("Launchkey"), time });
  assert.equal(other.session.snapshot().unitSounds, false);
});

test("a take during which the unit was unplugged says so with its score", async (t) => {
  const midi = fakeMidi("SP-404MKII");
  const { session, on, perform } = await stage(t, { midi });
  session.play();
  setTimeout(() => { midi.pull("SP-404MKII"); midi.plug("SP-404MKII"); }, LATE_MS + 700);
  await perform(shifted(0));
  assert.deepEqual(on.result.at(-1).remarks, ["SP-404MKII was unplugged in the middle of this take."]);
});

test("one who plays quarters a bar late is heard to the last of them", async (t) => {
  const { session, kernel, perform } = await stage(t, { exercise: { tempo: 60 } });
  session.setPercent(100);
  session.play();
  await perform(PERFECT.map(([pad, at]) => [pad, 2 * at + 4000]), { countInMs: 250 + 4000 + 40, until: 13500 });
  assert.equal(kernel.of("take")[0].take.hits.length, 8);
});
