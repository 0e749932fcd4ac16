/**
 * The kit and the click on the audio graph, each with its own volume. Velocity follows a square law, as
 * synthesizers do: 40·log10(v/127) dB.
 */

const FADE_S = 0.006;
const BEEP_HZ = { loud: 1600, soft: 1100 };
const BEEP_S = 0.03;

/** The gain of a velocity: 40·log10(v/127) dB. @param {number} velocity  1 to 127 */
export const gainOf = (velocity) => (velocity / 127) ** 2;

/** The name of the sound on a pad; one that only the lesson's kit has is called by its pad. @param {import("../types").Exercise} exercise @param {string} pad */
export const soundOn = (exercise, pad) => exercise.sounds[pad] ?? pad;

/**
 * @typedef {{gain: GainNode, source: AudioScheduledSourceNode}} Voice
 * @param {AudioContext} context @param {string[][]} chokes  sounds that cut each other off
 */
export function createSounds(context, chokes) {
  /** @type {Map<string, AudioBuffer>} */
  const buffers = new Map();
  /** @type {Map<number, Voice>} the voice that rings in each choke group */
  const ringing = new Map();
  /** @type {Set<Voice>} */
  const voices = new Set();
  const buses = { kit: context.createGain(), click: context.createGain() };
  for (const bus of Object.values(buses)) bus.connect(context.destination);

  /** @param {Voice} voice @param {number} at */
  function hush({ gain, source }, at) {
    gain.gain.setTargetAtTime(0, at, FADE_S);
    source.stop(at + 8 * FADE_S);
  }

  /** @param {string} name @param {number} at @param {Voice} voice */
  function choke(name, at, voice) {
    const group = chokes.findIndex((members) => members.includes(name));
    if (group < 0) return;
    const before = ringing.get(group);
    if (before && voices.has(before)) hush(before, at);
    ringing.set(group, voice);
  }

  /** A beep in place of a click that the kernel has not sent. @param {number} velocity */
  function beep(velocity) {
    const source = context.createOscillator();
    source.frequency.value = velocity > 100 ? BEEP_HZ.loud : BEEP_HZ.soft;
    return source;
  }

  /** @param {AudioBuffer} buffer */
  function sample(buffer) {
    const source = context.createBufferSource();
    source.buffer = buffer;
    return source;
  }

  return {
    get loaded() { return buffers.size > 0; },
    /**
     * Decode files (WAV, or Ogg Vorbis from a desk for many) that lie back to back in one buffer.
     * @param {{name: string, offset: number, length: number}[]} sounds @param {DataView} view
     */
    async load(sounds, view) {
      await Promise.all(sounds.map(async ({ name, offset, length }) => {
        const start = view.byteOffset + offset;
        const file = /** @type {ArrayBuffer} */ (view.buffer.slice(start, start + length));
        buffers.set(name, await context.decodeAudioData(file));
      }));
    },
    /** A sound that is decoded already. @param {string} name @param {AudioBuffer} buffer */
    put(name, buffer) { buffers.set(name, buffer); },
    /** @param {"kit" | "click"} bus @param {number} level  0 to 1 */
    setVolume(bus, level) { buses[bus].gain.setTargetAtTime(level * level, context.currentTime, 0.01); },
    /**
     * Play a sound at an audio time (now when it is past).
     * @param {string | null} name @param {number} when @param {number} velocity  1 to 127 @param {"kit" | "click"} [bus]
     */
    play(name, when, velocity, bus = "kit") {
      const buffer = name === null ? undefined : buffers.get(name);
      if (!buffer && bus === "kit") return;
      const at = Math.max(when, context.currentTime);
      const gain = context.createGain();
      gain.gain.value = gainOf(velocity);
      const source = buffer ? sample(buffer) : beep(velocity);
      const voice = { gain, source };
      voices.add(voice);
      source.onended = () => voices.delete(voice);
      choke(String(name), at, voice);
      source.connect(gain).connect(buses[bus]);
      source.start(at);
      if (!buffer) source.stop(at + BEEP_S);
    },
    /** Silence everything that sounds or was going to. */
    stop() {
      ringing.clear();
      for (const voice of voices) hush(voice, context.currentTime);
      voices.clear();
    },
    /** Leave the audio graph of the page. */
    end() {
      this.stop();
      for (const bus of Object.values(buses)) bus.disconnect();
    },
  };
}
