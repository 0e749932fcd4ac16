/**
 * The kit and the click on the audio graph, each with its own volume. Velocity follows a square law, as
 * synthesizers do: 40·log10(v/127) dB.
 */

/** @param {AudioContext} context @param {string[][]} chokes  sounds that cut each other off */
export function createSounds(context, chokes) {
  /** @type {Map<string, AudioBuffer>} */
  const buffers = new Map();
  /** @type {Map<number, {gain: GainNode, source: AudioBufferSourceNode}[]>} */
  const ringing = new Map();
  /** @type {Set<AudioBufferSourceNode>} */
  const scheduled = new Set();
  const buses = { kit: context.createGain(), click: context.createGain() };
  for (const bus of Object.values(buses)) bus.connect(context.destination);

  return {
    get loaded() { return buffers.size > 0; },
    /**
     * Decode WAV files that lie back to back in one buffer.
     * @param {{name: string, offset: number, length: number}[]} sounds @param {DataView} view
     */
    async load(sounds, view) {
      await Promise.all(sounds.map(async ({ name, offset, length }) => {
        const start = view.byteOffset + offset;
        const wav = /** @type {ArrayBuffer} */ (view.buffer.slice(start, start + length));
        buffers.set(name, await context.decodeAudioData(wav));
      }));
    },
    /** @param {"kit" | "click"} bus @param {number} level  0 to 1 */
    setVolume(bus, level) { buses[bus].gain.setTargetAtTime(level * level, context.currentTime, 0.01); },
    /**
     * Play a sound at an audio time (now when it is past).
     * @param {string | null} name @param {number} when @param {number} velocity  1 to 127 @param {"kit" | "click"} [bus]
     */
    play(name, when, velocity, bus = "kit") {
      const buffer = name === null ? undefined : buffers.get(name);
      if (!buffer) return;
      const source = new AudioBufferSourceNode(context, { buffer });
      const gain = new GainNode(context, { gain: (velocity / 127) ** 2 });
      const at = Math.max(when, context.currentTime);
      choke(String(name), at, { gain, source });
      source.connect(gain).connect(buses[bus]);
      source.start(at);
    },
    /** Silence everything that was scheduled. */
    stop() {
      ringing.clear();
      for (const source of scheduled) source.stop();
      scheduled.clear();
    },
  };

  /** @param {string} name @param {number} at @param {{gain: GainNode, source: AudioBufferSourceNode}} note */
  function choke(name, at, note) {
    scheduled.add(note.source);
    note.source.onended = () => scheduled.delete(note.source);
    const group = chokes.findIndex((members) => members.includes(name));
    if (group < 0) return;
    for (const earlier of ringing.get(group) ?? []) {
      earlier.gain.gain.setTargetAtTime(0, at, 0.006);
      earlier.source.stop(at + 0.05);
    }
    ringing.set(group, [note]);
  }
}
