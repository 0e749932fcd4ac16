/** Stand-ins for browser, kernel and time; each as small as the tests allow. */
import { mock } from "node:test";

import { createAudioClock } from "../src/parts/clock.js";
import { createScheduler } from "../src/parts/scheduler.js";

/** Let every promise that can go on go on; setImmediate is never mocked here. */
export const settle = async () => { for (let n = 0; n < 10; n++) await new Promise((done) => setImmediate(done)); };

/** Time that stands still until `pass` moves it; page time and Date.now are the same ms. */
export function stillTime(t) {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1000 });
  t.after(() => mock.timers.reset());
  return {
    now: () => Date.now(),
    async pass(ms, stepMs = 5) {
      await settle();
      for (let gone = 0; gone < ms; gone += stepMs) {
        mock.timers.tick(Math.min(stepMs, ms - gone));
        await settle();
      }
    },
  };
}

/** A kernel whose answers are functions by kind; what was said stays in `said`. Silent kinds never answer. */
export function fakeKernel(answers = {}) {
  const said = [];
  const pushes = [];
  const send = (message) => { said.push(message); };
  return {
    said,
    answers,
    send,
    tell(message) { send(message); return true; },
    async ask(message) {
      send(message);
      const answer = answers[message.kind];
      if (!answer) return new Promise(() => {});
      return { message: await answer(message), buffers: [] };
    },
    onPush(kind, fn, until) {
      const entry = { kind, fn };
      pushes.push(entry);
      until.addEventListener("abort", () => pushes.splice(pushes.indexOf(entry), 1));
    },
    push(message) { for (const { kind, fn } of [...pushes]) if (kind === message.kind) fn({ message, buffers: [] }); },
    of: (kind) => said.filter((message) => message.kind === kind),
  };
}

/** Sound on a clock that starts with `now` and is heard `latencyMs` later; plays are kept as [bus, name, heard ms]. */
export function fakeAudio(now, { latencyMs = 40 } = {}) {
  const zero = now();
  const plays = [];
  const context = {
    get currentTime() { return (now() - zero) / 1000 + latencyMs / 1000; },
    outputLatency: latencyMs / 1000,
    getOutputTimestamp: () => ({ contextTime: (now() - zero) / 1000 + 1e-9, performanceTime: now() }),
  };
  const sounds = {
    loaded: true,
    setVolume() {},
    stop() {},
    play(name, when, velocity, bus = "kit") { plays.push({ bus, name, velocity, heardMs: zero + Math.max(when, context.currentTime - latencyMs / 1000) * 1000 }); },
  };
  const clock = createAudioClock(context, now);
  const ready = { context, clock, sounds, scheduler: createScheduler(context, clock.tick, () => false) };
  return { plays, ready, wake: async () => ready };
}

/** Two bars of kick and snare at 120: a beat is 500 ms, a bar 2 s. */
export function exerciseOf(changes = {}) {
  const lanes = [{ name: "kick", pad: "A13", sound: "kick" }, { name: "snare", pad: "A15", sound: "snare" }];
  const onsets = [];
  for (const step of [0, 8, 16, 24]) onsets.push(onset(step, 0));
  for (const step of [4, 12, 20, 28]) onsets.push(onset(step, 1));
  function onset(step, lane) {
    return {
      step, beat: step / 4, swing_beat: step / 4, offset_ms: 0, time_s: step / 8, lane, pad: lanes[lane].pad,
      velocity: 80, mark: "x", hold_beats: null,
    };
  }
  return {
    id: "lesson/ex", hash: "h1", title: "Ex", hint: null, type: "rhythm", tempo: 120, meter: [4, 4], beats_per_bar: 4,
    division: 4, swing: 50, bars: 2, steps_per_bar: 16, passes: 1, count_in: 1, click: "beats", pass_mark: 70, level: 1,
    order: "any", lanes, onsets, lesson: null, next: null, clicks: { beat: "click", downbeat: "click-accent" }, chokes: [],
    pads: { kick: "A13", snare: "A15" }, sounds: { A13: "kick", A15: "snare" }, ...changes,
  };
}

export const device = {
  name: "SP-404MKII", mode: "A", firmware: null, port_pattern: "SP-?404",
  table: { "1:36": "A13", "1:38": "A15" }, ext_source: [[1, 35]],
};

/** A Web MIDI port that can be pulled, and its access. */
export function fakeMidi(...names) {
  const midi = new EventTarget();
  midi.inputs = new Map();
  midi.plug = (name, options = {}) => {
    const port = midi.inputs.get(name) ?? Object.assign(new EventTarget(), { name, open: async () => port, ...options });
    port.state = "connected";
    midi.inputs.set(name, port);
    midi.dispatchEvent(new Event("statechange"));
    return port;
  };
  midi.pull = (name) => {
    midi.inputs.get(name).state = "disconnected";
    midi.dispatchEvent(new Event("statechange"));
  };
  midi.say = (name, data, timeStamp) => {
    const event = new Event("midimessage");
    Object.defineProperty(event, "timeStamp", { value: timeStamp });
    Object.defineProperty(event, "data", { value: Uint8Array.from(data) });
    midi.inputs.get(name).dispatchEvent(event);
  };
  for (const name of names) midi.plug(name);
  return midi;
}
