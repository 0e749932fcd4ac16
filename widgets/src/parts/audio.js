/**
 * The page's sound: one AudioContext for all stages, made at the first click as browsers want it.
 */
import { createAudioClock } from "./clock.js";
import { createScheduler } from "./scheduler.js";
import { createSounds } from "./sounds.js";

/** @type {AudioContext | null} */
let shared = null;

/** @returns {AudioContext} */
export function sharedContext() {
  shared ??= new AudioContext({ latencyHint: "interactive" });
  return shared;
}

/**
 * @param {{context?: () => AudioContext, now: () => number, chokes: string[][],
 *   fetchKit: () => Promise<import("../types").Reply>}} given
 */
export function createAudio({ context = sharedContext, now, chokes, fetchKit }) {
  /** @type {Promise<Ready> | null} */
  let starting = null;
  /** @type {Ready | null} */
  let ready = null;

  async function start() {
    const running = context();
    if (running.state !== "running") await running.resume();
    const clock = createAudioClock(running, now);
    const sounds = createSounds(running, chokes);
    const scheduler = createScheduler(running, clock.tick);
    const { message, buffers } = await fetchKit();
    await sounds.load(message.sounds, buffers[0]);
    return { context: running, clock, sounds, scheduler };
  }
  return {
    /** Ready to sound; the kit is fetched once. */
    wake() {
      starting ??= start().then((done) => (ready = done)).catch((error) => {
        starting = null;
        throw error;
      });
      return starting;
    },
    /** What is ready, or null before the first `wake`. */
    get ready() { return ready; },
  };
}

/**
 * @typedef {{context: AudioContext, clock: ReturnType<typeof createAudioClock>,
 *   sounds: ReturnType<typeof createSounds>, scheduler: ReturnType<typeof createScheduler>}} Ready
 */
