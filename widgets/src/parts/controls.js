/** What the learner can set on a stage; each setting is kept, takes effect at once, and is shown. */

/**
 * @param {{choices: ReturnType<typeof import("./choices.js").createChoices>,
 *   preferences: Pick<ReturnType<typeof import("./preferences.js").createPreferences>, "set">,
 *   inputs: Pick<ReturnType<typeof import("./inputs.js").createInputs>, "choose">,
 *   audio: Pick<ReturnType<typeof import("./audio.js").createAudio>, "ready">,
 *   run: () => {setClick: (kind: import("../types").ClickKind) => void} | null, changed: () => void}} given
 */
export function createControls({ choices, preferences, inputs, audio, run, changed }) {
  return {
    /** @param {number} percent */
    setPercent(percent) { choices.setPercent(percent); changed(); },
    /** @param {number} first @param {number} last */
    setBars(first, last) { choices.setBars(first, last); changed(); },
    /** @param {import("../types").ClickKind} kind */
    setClick(kind) { choices.set("click", kind); run()?.setClick(kind); changed(); },
    /** @param {"click" | "kit"} which @param {number} level  0 to 1 */
    setVolume(which, level) {
      choices.set("volumes", { ...choices.now.volumes, [which]: level });
      audio.ready?.sounds.setVolume(which, level);
      changed();
    },
    /** @param {boolean} on */
    setRamp(on) { choices.set("ramp", on); changed(); },
    /** @param {boolean} on */
    setRepeat(on) { choices.set("repeat", on); changed(); },
    /** Whether the unit makes the sound itself, so that the kit keeps silent. @param {boolean} on */
    setUnitSounds(on) { choices.set("unitSounds", on); changed(); },
    /** @param {string | null} pad */
    setHandsFree(pad) { choices.set("handsFree", pad); changed(); },
    /** @param {import("../types").InputKind} kind @param {string | null} [name] */
    chooseInput(kind, name = null) {
      preferences.set("input", { kind, name });
      return inputs.choose(kind, name);
    },
  };
}
