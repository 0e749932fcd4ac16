/** A session on fakes, played from a test. */
import { createLatencies } from "../src/parts/latency.js";
import { createFloor } from "../src/parts/floor.js";
import { memoryShelf } from "../src/parts/shelf.js";
import { createSession } from "../src/parts/session.js";
import { device, exerciseOf, fakeAudio, fakeKernel, settle, stillTime } from "./fakes.js";

export const RESULT = { score: { counts: { correct: 8, missed: 0, wrong_pad: 0, extra: 0 } } };
export const LATE_MS = 250 + 2000 + 40; // the lead, a bar of count-in at 120, and the way to the ear
export const KNOWN = [{ input: "keyboard", output: "default", browser: "test", latency_ms: 0, mad_ms: 4, hits: 20 }];

/** A session on fakes; `on` is what it emitted. */
export async function stage(t, { exercise = {}, answers = {}, midi = null, preferences = {}, calibrations = KNOWN, storage = null, floor = createFloor(), time = stillTime(t), device: unit = device } = {}) {
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
    kernel, audio, exercise: () => one, device: () => unit, learner: () => learner, now: time.now, browser: "test",
    shelf: Promise.resolve(shelf), signal: stop.signal, storage, floor, latencies: createLatencies(() => calibrations, []),
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

export const PERFECT = [["A13", 0], ["A15", 500], ["A13", 1000], ["A15", 1500], ["A13", 2000], ["A15", 2500], ["A13", 3000], ["A15", 3500]];
export const shifted = (ms) => PERFECT.map(([pad, at]) => [pad, at + ms]);
export const phases = (on) => on.state.map((state) => state.phase).filter((phase, at, all) => phase !== all[at - 1]);
