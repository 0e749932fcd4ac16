/**
 * Hearing one sound at a time, dry or through an effect: it is fetched and decoded when it is first asked for, kept for the next
 * time, and stops when another begins.
 */
import { resumed, sharedContext } from "./audio.js";

const FADE_S = 0.008;
const MOST_BYTES = 96_000_000;

/** @typedef {{id: string | null, phase: "silent" | "coming" | "playing", trouble: string | null}} AuditionState */

/**
 * @param {{fetch: (id: string, effect: string | null) => Promise<DataView>, changed: (state: AuditionState) => void, volume: number,
 *   context?: () => AudioContext, signal: AbortSignal}} given
 */
export function createAudition({ fetch, changed, volume, context = sharedContext, signal }) {
  /** @type {Map<string, AudioBuffer>} oldest first */
  const kept = new Map();
  /** @type {AuditionState} */
  let state = { id: null, phase: "silent", trouble: null };
  /** @type {{source: AudioBufferSourceNode, gain: GainNode, startedS: number, fromS: number, lengthS: number} | null} */
  let voice = null;
  let turn = 0;
  let isLooped = false;
  /** @type {string | null} */
  let effect = null;
  signal.addEventListener("abort", () => hush());

  /** @param {AuditionState} next */
  function set(next) {
    state = next;
    if (!signal.aborted) changed(state);
  }

  function hush() {
    turn += 1;
    if (!voice) return;
    const { source, gain } = voice;
    const now = gain.context.currentTime;
    source.onended = null;
    gain.gain.setTargetAtTime(0, now, FADE_S);
    source.stop(now + 6 * FADE_S);
    voice = null;
  }

  /** @param {string} id @param {AudioContext} on */
  async function bufferOf(id, on) {
    const key = JSON.stringify([id, effect]);
    const view = kept.get(key) ?? (await decoded(await fetch(id, effect), on));
    kept.delete(key);
    kept.set(key, view);
    let bytes = 0;
    for (const buffer of kept.values()) bytes += sizeOf(buffer);
    for (const [old, buffer] of kept) {
      if (bytes <= MOST_BYTES || old === key) break;
      kept.delete(old);
      bytes -= sizeOf(buffer);
    }
    return view;
  }

  /** @param {AudioBuffer} buffer @param {AudioContext} on @param {number} fromS */
  function begin(buffer, on, fromS) {
    const source = on.createBufferSource();
    const gain = on.createGain();
    source.buffer = buffer;
    source.loop = isLooped;
    gain.gain.value = volume * volume;
    source.connect(gain).connect(on.destination);
    source.start(0, fromS);
    voice = { source, gain, startedS: on.currentTime, fromS, lengthS: buffer.duration };
    source.onended = () => { voice = null; set({ ...state, phase: "silent" }); };
  }

  return {
    get state() { return state; },
    get volume() { return volume; },
    get isLooped() { return isLooped; },
    /** Play a sound; whatever sounded before stops at once. @param {string} id @param {number} [fromS] */
    async play(id, fromS = 0) {
      hush();
      const mine = turn;
      set({ id, phase: "coming", trouble: null });
      try {
        const on = context();
        await resumed(on);
        const buffer = await bufferOf(id, on);
        if (mine !== turn || signal.aborted) return;
        begin(buffer, on, Math.min(fromS, buffer.duration));
        set({ id, phase: "playing", trouble: null });
      } catch (error) {
        if (mine === turn) set({ id, phase: "silent", trouble: `No sound: ${/** @type {Error} */ (error).message}` });
      }
    },
    stop() {
      hush();
      set({ ...state, phase: "silent" });
    },
    /** Seconds into the sound, as heard; null while it is silent. */
    get positionS() {
      if (!voice) return null;
      const { gain, startedS, fromS, lengthS } = voice;
      const on = /** @type {AudioContext} */ (gain.context);
      const at = Math.max(0, on.currentTime - startedS - (on.outputLatency || 0)) + fromS;
      return isLooped ? at % lengthS : Math.min(at, lengthS);
    },
    /** How long it is, in seconds; null while it is silent. */
    get lengthS() { return voice?.lengthS ?? null; },
    /** @param {number} level  0 to 1 */
    setVolume(level) {
      volume = level;
      voice?.gain.gain.setTargetAtTime(level * level, voice.gain.context.currentTime, FADE_S);
    },
    /** What the next sounds are heard through; null is dry. @param {string | null} next */
    setEffect(next) { effect = next; },
    /** Over and over, or once. @param {boolean} on */
    setLooped(on) {
      isLooped = on;
      if (voice) voice.source.loop = on;
    },
  };
}

/** @param {DataView} view @param {AudioContext} on */
function decoded(view, on) {
  return on.decodeAudioData(/** @type {ArrayBuffer} */ (view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength)));
}

/** @param {AudioBuffer} buffer */
const sizeOf = ({ length, numberOfChannels }) => 4 * length * numberOfChannels;
