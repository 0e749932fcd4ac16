/** What the learner has chosen for this exercise: pace, bars, click, sound. Some of it is liked on every stage. */

/** @typedef {import("../types").Snapshot} Snapshot */
/** @typedef {Pick<Snapshot, "percent" | "bars" | "click" | "volumes" | "ramp" | "repeat" | "handsFree"> & {unitSounds: boolean | null}} Chosen  unitSounds: null until the learner says */

const LOWEST_PERCENT = 40;
const RAMP_PERCENT = 5;
const FOR_EVERY_STAGE = new Set(["volumes", "ramp", "unitSounds", "handsFree"]);

/**
 * @param {() => import("../types").Exercise} exercise
 * @param {Pick<ReturnType<typeof import("./preferences.js").createPreferences>, "get" | "set">} preferences
 */
export function createChoices(exercise, preferences) {
  /** @type {Chosen} */
  let chosen = {
    percent: 100,
    bars: [1, exercise().bars],
    click: exercise().click,
    volumes: { click: 0.7, kit: 0.8, ...preferences.get("volumes", {}) },
    ramp: preferences.get("ramp", false),
    repeat: false,
    unitSounds: preferences.get("unitSounds", /** @type {boolean | null} */ (null)),
    handsFree: preferences.get("handsFree", /** @type {string | null} */ (null)),
  };
  return {
    get now() { return chosen; },
    /** Beats a minute. */
    get tempo() { return (exercise().tempo * chosen.percent) / 100; },
    /** Whether all bars are played. */
    get isWhole() { return chosen.bars[0] === 1 && chosen.bars[1] === exercise().bars; },
    /** @template {keyof Chosen} K @param {K} name @param {Chosen[K]} value */
    set(name, value) {
      chosen = { ...chosen, [name]: value };
      if (FOR_EVERY_STAGE.has(name)) preferences.set(name, value);
    },
    /** From 40 to 100. @param {number} percent */
    setPercent(percent) { this.set("percent", Math.round(Math.min(100, Math.max(LOWEST_PERCENT, percent)))); },
    /** One step up the ramp. */
    faster() { this.setPercent(chosen.percent + RAMP_PERCENT); },
    /** The bars of the loop, 1-based, both included; brought into order and range. @param {number} first @param {number} last */
    setBars(first, last) {
      const { bars } = exercise();
      const from = Math.min(Math.max(1, Math.round(first) || 1), bars);
      this.set("bars", [from, Math.min(Math.max(from, Math.round(last) || bars), bars)]);
    },
  };
}
