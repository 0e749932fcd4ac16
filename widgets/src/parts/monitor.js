/** What is heard of one's own playing: the kit of the page, unless the unit sounds by itself. */
import { soundOn } from "./sounds.js";

/**
 * @param {{audio: Pick<ReturnType<typeof import("./audio.js").createAudio>, "ready">, wake: () => Promise<import("./audio.js").Ready>,
 *   choices: {readonly now: {unitSounds: boolean | null}}, inputs: {readonly state: import("../types").InputState},
 *   device: () => import("../types").Device, exercise: () => import("../types").Exercise}} given
 */
export function createMonitor({ audio, wake, choices, inputs, device, exercise }) {
  /** Whether the unit sounds: as the learner said, else when it is one: a pad of it without a sample sends nothing. */
  const unitSounds = () => choices.now.unitSounds ?? (isMidi(inputs.state.kind) && new RegExp(device().port_pattern, "i").test(inputs.state.name ?? ""));
  return {
    unitSounds,
    /** @param {import("../types").PadEvent} event */
    play({ source, pad, velocity }) {
      if (isMidi(source) && unitSounds()) return;
      const name = pad === null ? null : soundOn(exercise(), pad);
      if (audio.ready) audio.ready.sounds.play(name, 0, velocity);
      else if (source === "keyboard" || source === "pointer") wake().then((ready) => ready.sounds.play(name, 0, velocity), () => {}); // a later hit sounds
    },
  };
}

/** @param {import("../types").InputKind} kind */
export const isMidi = (kind) => kind === "webmidi" || kind === "rtmidi";
