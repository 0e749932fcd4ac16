/**
 * The page's sound: one AudioContext for all stages, made at the first click as browsers want it.
 */
import { createAudioClock } from "./clock.js";
import { pageWide } from "./pagewide.js";
import { createScheduler } from "./scheduler.js";
import { createSounds } from "./sounds.js";

const RESUME_MS = 1500;
const KIT_MS = 4000;

/** The page's one context. */
export const sharedContext = () => pageWide("audio", () => new AudioContext({ latencyHint: "interactive" }));

/**
 * @typedef {{context: AudioContext, clock: ReturnType<typeof createAudioClock>,
 *   sounds: ReturnType<typeof createSounds>, scheduler: ReturnType<typeof createScheduler>}} Ready
 *
 * @param {{context?: () => AudioContext, now: () => number, chokes: string[][],
 *   fetchKit: () => Promise<import("../types").Reply>, signal: AbortSignal}} given
 */
export function createAudio({ context = sharedContext, now, chokes, fetchKit, signal }) {
  /** @type {Promise<Ready> | null} */
  let starting = null;
  /** @type {Ready | null} */
  let ready = null;
  /** @type {Promise<void> | null} */
  let loading = null;

  async function start() {
    const running = context();
    await resumed(running);
    const clock = createAudioClock(running, now);
    return { context: running, clock, sounds: createSounds(running, chokes), scheduler: createScheduler(running, clock.tick) };
  }

  signal.addEventListener("abort", () => { ready?.scheduler.stop(); ready?.sounds.end(); });

  /** Fetch the kit once; after a failure the next call tries again. @param {Ready} to */
  function loadKit(to) {
    loading ??= fetchKit()
      .then(({ message, buffers }) => to.sounds.load(message.sounds, buffers[0]))
      .catch(() => { loading = null; }); // a click is heard without it, and `sounds.loaded` says that it is missing
    return loading;
  }

  return {
    /**
     * Ready to sound. A kit that does not come within 4 s is waited for no longer: one can play without it.
     * Rejects while the browser does not let the page make sound.
     */
    async wake() {
      starting ??= start().then((done) => (ready = done));
      try {
        const woken = await starting;
        await resumed(woken.context);
        if (!woken.sounds.loaded) await soon(loadKit(woken), KIT_MS);
        return woken;
      } catch (error) {
        if (!ready) starting = null;
        throw error;
      }
    },
    /** What is ready, or null before the first `wake`. */
    get ready() { return ready; },
  };
}

/** A context that runs: asleep after a pause, and never awake before the first click on the page. @param {AudioContext} context */
export async function resumed(context) {
  if (context.state === "running") return;
  await soon(context.resume(), RESUME_MS);
  if (/** @type {string} */ (context.state) !== "running") {
    throw new Error("the browser waits for a click on this page before it makes sound");
  }
}

/** Wait for a promise, but not longer. @param {Promise<unknown>} promise @param {number} atMostMs */
async function soon(promise, atMostMs) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  await Promise.race([promise, new Promise((resolve) => { timer = setTimeout(resolve, atMostMs); })]);
  clearTimeout(timer);
}
