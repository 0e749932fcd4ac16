/** A sound and its slices, heard: one at a time, as chops in one mute group are on the unit. */
import { createAudio } from "../../parts/audio.js";

const EVERYTHING = "whole";
const SAFE_RATES = [8000, 96_000];

/**
 * Decode a sound at its own rate, so that a frame of the page is a frame of the file.
 * @param {DataView} view @param {number} rate @returns {Promise<AudioBuffer>}
 */
export function decoded(view, rate) {
  const at = Math.min(Math.max(rate, SAFE_RATES[0]), SAFE_RATES[1]);
  const bytes = /** @type {ArrayBuffer} */ (view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
  return new OfflineAudioContext(2, 1, at).decodeAudioData(bytes);
}

/** @param {{changed: () => void, now?: () => number, makeAudio?: typeof createAudio, signal: AbortSignal}} given */
export function createPlayer({ changed, now = () => performance.now(), makeAudio = createAudio, signal }) {
  const fetchKit = async () => ({ message: { sounds: [] }, buffers: [] });
  const audio = makeAudio({ now, chokes: [[EVERYTHING]], fetchKit, signal });
  /** @type {AudioBuffer | null} */
  let buffer = null;
  /** What sounds: from and to in seconds of the sound, and since when by the clock of the sound card. @type {{from: number, to: number, startedS: number} | null} */
  let voice = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let ending;
  let volume = 0.8;
  signal.addEventListener("abort", () => clearTimeout(ending));

  /** @param {AudioContext} context @param {number} from @param {number} to  seconds */
  function part(context, from, to) {
    const whole = /** @type {AudioBuffer} */ (buffer);
    const first = Math.round(from * whole.sampleRate);
    const length = Math.max(1, Math.min(whole.length, Math.round(to * whole.sampleRate)) - first);
    const made = context.createBuffer(whole.numberOfChannels, length, whole.sampleRate);
    for (let channel = 0; channel < whole.numberOfChannels; channel++) {
      made.copyToChannel(whole.getChannelData(channel).subarray(first, first + length), channel);
    }
    return made;
  }

  function ended() {
    clearTimeout(ending);
    voice = null;
    if (!signal.aborted) changed();
  }

  return {
    /** The sound to play; null while none is there. @param {AudioBuffer | null} next */
    use(next) {
      this.stop();
      buffer = next;
    },
    get isReady() { return buffer !== null; },
    get isPlaying() { return voice !== null; },
    /** Play from one second of the sound to another; rejects with the reason when there is no sound. @param {number} from @param {number} to @param {number} [velocity] */
    async play(from, to, velocity = 100) {
      if (!buffer) throw new Error("the sound is still coming");
      const { context, sounds } = await audio.wake();
      sounds.setVolume("kit", volume);
      sounds.put(EVERYTHING, part(context, from, to));
      sounds.play(EVERYTHING, 0, velocity);
      voice = { from, to, startedS: context.currentTime };
      clearTimeout(ending);
      ending = setTimeout(ended, 1000 * (to - from) + 60);
      changed();
    },
    stop() {
      audio.ready?.sounds.stop();
      if (voice) ended();
    },
    /** The second of the sound that is heard now; null while it is silent. */
    get positionS() {
      if (!voice || !audio.ready) return null;
      const { context } = audio.ready;
      return Math.min(voice.to, voice.from + Math.max(0, context.currentTime - voice.startedS - (context.outputLatency || 0)));
    },
    /** What sounds, in seconds. */
    get span() { return voice && { from: voice.from, to: voice.to }; },
    /** @param {number} level  0 to 1 */
    setVolume(level) {
      volume = level;
      audio.ready?.sounds.setVolume("kit", level);
    },
  };
}
