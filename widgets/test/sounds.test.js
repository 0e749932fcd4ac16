import assert from "node:assert/strict";
import { test } from "node:test";

import { createAudio } from "../src/parts/audio.js";
import { createScheduler } from "../src/parts/scheduler.js";
import { createSounds, gainOf } from "../src/parts/sounds.js";
import { settle, stillTime } from "./fakes.js";

/** An audio graph that writes down what is asked of it. */
function fakeContext({ state = "running", resumes = true } = {}) {
  const log = [];
  const param = (value = 1) => ({ value, setTargetAtTime(target, at) { log.push(["fade", target, at]); } });
  const node = (more) => ({ connect: (to) => to, ...more });
  return {
    log, state, currentTime: 10, destination: {},
    async resume() { if (resumes) this.state = "running"; else await new Promise(() => {}); },
    createGain: () => node({ gain: param() }),
    createBufferSource: () => node({ start(at) { log.push(["start", this.buffer.name, at]); }, stop(at) { log.push(["stop", this.buffer?.name, at]); } }),
    createOscillator: () => node({ frequency: param(0), start(at) { log.push(["beep", this.frequency.value, at]); }, stop() {} }),
    async decodeAudioData(wav) { return { name: new TextDecoder().decode(wav) }; },
  };
}
/** A kit as the kernel sends it, at an odd place of a larger buffer. */
function kit(...names) {
  const bytes = new TextEncoder().encode(`###${names.join("")}`);
  let offset = 0;
  const sounds = names.map((name) => { const one = { name, offset, length: name.length }; offset += name.length; return one; });
  return [sounds, new DataView(bytes.buffer, 3)];
}

test("velocity follows 40·log10(v/127) dB", () => {
  assert.equal(gainOf(127), 1);
  assert.ok(Math.abs(20 * Math.log10(gainOf(64)) - 40 * Math.log10(64 / 127)) < 1e-9);
});

test("sounds that lie back to back are cut apart, wherever their buffer begins", async () => {
  const context = fakeContext();
  const sounds = createSounds(context, []);
  await sounds.load(...kit("kick", "open-hat"));
  sounds.play("open-hat", 11, 100);
  sounds.play("kick", 2, 100);
  assert.deepEqual(context.log, [["start", "open-hat", 11], ["start", "kick", 10]]);
});

test("a closed hat chokes the open one, a kick does not", async () => {
  const context = fakeContext();
  const sounds = createSounds(context, [["hat", "open-hat"]]);
  await sounds.load(...kit("hat", "open-hat", "kick"));
  sounds.play("open-hat", 10, 100);
  sounds.play("kick", 10.2, 100);
  sounds.play("hat", 10.5, 100);
  const fades = context.log.filter(([what]) => what === "fade" || what === "stop");
  assert.deepEqual(fades.map(([what, which]) => [what, which]), [["fade", 0], ["stop", "open-hat"]]);
  assert.equal(fades[0][2], 10.5);
});

test("a kit sound that is missing is silent, a click that is missing beeps", () => {
  const context = fakeContext();
  const sounds = createSounds(context, []);
  sounds.play("kick", 0, 100);
  sounds.play("click", 11, 96, "click");
  sounds.play("click-accent", 12, 118, "click");
  const [soft, loud] = context.log;
  assert.deepEqual([soft[0], soft[2], loud[0], loud[2]], ["beep", 11, "beep", 12]);
  assert.ok(loud[1] > soft[1]);
});

/** A scheduler on a clock in the hand. */
function scheduler(t, isHidden = () => false) {
  const time = stillTime(t);
  const zero = time.now();
  const context = { get currentTime() { return (time.now() - zero) / 1000; } };
  const played = [];
  const event = (at, name = at) => ({ at, play: (when) => played.push([name, when, context.currentTime]) });
  const one = createScheduler(context, () => {}, isHidden);
  t.after(() => one.stop());
  return { one, time, played, event, context };
}

test("every event is handed out once, in order, at least 90 ms ahead and never by the timer's own time", async (t) => {
  const { one, time, played, event } = scheduler(t);
  one.start([event(0.5), event(0.25), event(1)]);
  await time.pass(1200);
  assert.deepEqual(played.map(([, when]) => when), [0.25, 0.5, 1]);
  assert.ok(played.every(([, when, at]) => when - at >= 0.09), JSON.stringify(played));
});

test("a hidden page, woken once a second, misses nothing", async (t) => {
  const { one, time, played, event } = scheduler(t, () => true);
  one.start(Array.from({ length: 20 }, (_, n) => event(n * 0.25)));
  await time.pass(5000, 1000);
  assert.equal(played.length, 20);
  assert.ok(played.every(([, when, at]) => when >= at));
});

test("after a sleep the clicks that were missed are left out, not played at once", async (t) => {
  const { one, time, played, event } = scheduler(t);
  one.start(Array.from({ length: 20 }, (_, n) => event(n * 0.5)));
  await time.pass(1000);
  await time.pass(5000, 5000);
  const late = played.filter(([, when, at]) => at - when > 0.04);
  assert.deepEqual(late, []);
});

test("a swapped list goes on where nothing has been handed out yet", async (t) => {
  const { one, time, played, event } = scheduler(t);
  const list = (name) => [0, 0.5, 1, 1.5].map((at) => event(at, `${name}${at}`));
  one.start(list("a"));
  await time.pass(450);
  one.swap(list("b"));
  await time.pass(1500);
  assert.deepEqual(played.map(([name]) => name), ["a0", "a0.5", "b1", "b1.5"]);
});

test("without a click on the page there is no sound, and the reason is said", async (t) => {
  const time = stillTime(t);
  const audio = createAudio({ context: () => fakeContext({ state: "suspended", resumes: false }), now: time.now, chokes: [], fetchKit: () => new Promise(() => {}), signal: new AbortController().signal });
  const woken = assert.rejects(audio.wake(), /waits for a click/);
  await time.pass(1600, 100);
  await woken;
  assert.equal(audio.ready, null);
});

test("a kit that never comes keeps nobody from playing, and is asked for again after a failure", async (t) => {
  const time = stillTime(t);
  let asked = 0;
  const [sounds, view] = kit("kick");
  const fetchKit = async () => { if (++asked === 1) throw new Error("no answer"); return { message: { sounds }, buffers: [view] }; };
  const audio = createAudio({ context: () => fakeContext(), now: time.now, chokes: [], fetchKit, signal: new AbortController().signal });
  assert.equal((await audio.wake()).sounds.loaded, false);
  assert.equal((await audio.wake()).sounds.loaded, true);
  await audio.wake();
  assert.equal(asked, 2);
  const never = createAudio({ context: () => fakeContext(), now: time.now, chokes: [], fetchKit: () => new Promise(() => {}), signal: new AbortController().signal });
  const waking = never.wake();
  await settle();
  await time.pass(4000, 200);
  assert.equal((await waking).sounds.loaded, false);
});

test("a context that fell asleep is woken again", async (t) => {
  const time = stillTime(t);
  const context = fakeContext();
  const [sounds, view] = kit("kick");
  const audio = createAudio({ context: () => context, now: time.now, chokes: [], fetchKit: async () => ({ message: { sounds }, buffers: [view] }), signal: new AbortController().signal });
  await audio.wake();
  context.state = "interrupted";
  await audio.wake();
  assert.equal(context.state, "running");
});
