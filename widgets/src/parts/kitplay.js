/** A kit under the hands: its sounds by pad, fetched once and anew where a pad was changed, and played by whatever hits a pad. */
import { createAudio } from "./audio.js";

const LATE_MS = 400;
const PATIENCE_MS = 60_000;

/** @typedef {import("../views/sounds/types.d.ts").Kit} Kit @typedef {import("../views/sounds/types.d.ts").Ask} Ask */

/**
 * The pads that cut each other off: those of lanes that do on the course kit.
 * @param {string[][]} chokes  lanes @param {Kit["pieces"]} pieces
 */
export const chokedPads = (chokes, pieces) => chokes.map((lanes) => pieces.filter(({ lane }) => lanes.includes(lane)).map(({ pad }) => pad));

/** The pads that do not sound as before. @param {Kit} before @param {Kit} after */
export function changedPads(before, after) {
  const old = new Map(before.pieces.map((piece) => [piece.pad, soundOf(piece)]));
  return after.pieces.filter((piece) => old.get(piece.pad) !== soundOf(piece)).map(({ pad }) => pad);
}

/** @param {Kit["pieces"][number]} piece */
const soundOf = ({ sound, start, end }) => `${sound} ${start} ${end}`;

/**
 * @param {{kit: Kit, chokes: string[][], ask: Ask, volume: () => number, now?: () => number, signal: AbortSignal,
 *   makeAudio?: typeof createAudio}} given
 */
export function createKitPlay({ kit, chokes, ask, volume, now = () => performance.now(), signal, makeAudio = createAudio }) {
  const sounds = (/** @type {string[]} */ pads) => ask({ kind: "kit_sounds", lesson: kit.lesson, pads }, PATIENCE_MS);
  /** @type {ReturnType<Ask> | null} */
  let coming = null;
  let trouble = "they are still coming, hit again";
  const fetchKit = () => (coming ??= sounds(kit.pieces.map(({ pad }) => pad)).catch((error) => {
    coming = null;
    trouble = error.message;
    throw error;
  }));
  const audio = makeAudio({ now, chokes: chokedPads(chokes, kit.pieces), fetchKit, signal });

  return {
    /** Have the sounds before the first hit. */
    prepare: () => { fetchKit().catch(() => {}); }, // the first hit asks again, and says why there is no sound
    /** A hit as sound, unless it would come so late that it confuses. @param {string} pad @param {number} velocity */
    async hit(pad, velocity) {
      const hitMs = now();
      const { sounds: played } = await audio.wake();
      if (!played.loaded) throw new Error(trouble);
      played.setVolume("kit", volume());
      if (now() - hitMs < LATE_MS) played.play(pad, 0, velocity);
    },
    /** The kit is another now; its changed pads are fetched. @param {Kit} next */
    async change(next) {
      const pads = changedPads(kit, next);
      kit = next;
      if (!pads.length) return;
      const loaded = audio.ready?.sounds;
      if (!loaded?.loaded) { coming = null; return; }
      const { message, buffers } = await sounds(pads);
      await loaded.load(message.sounds, buffers[0]);
    },
    /** @param {number} level */
    setVolume: (level) => audio.ready?.sounds.setVolume("kit", level),
    stop: () => audio.ready?.sounds.stop(),
  };
}
