/** What went wrong in the middle of a take, in words: a pulled cable, a clock that jumped. */

/** @typedef {import("../types").InputState} InputState */

const STOOD_STILL = "The sound stood still for a moment (a busy computer, sleep, or another output). Times after it may be off; play this take again.";

/**
 * @param {{note: (timeS: number, what: string) => void, notice: (level: "info" | "warn", text: string) => void, takeS: () => number | null}} given
 *   takeS: seconds of the open take, null when none is open
 */
export function createDisturbance({ note, notice, takeS }) {
  /** @type {Set<string>} */
  let said = new Set();
  return {
    get remarks() { return [...said]; },
    reset() { said = new Set(); },
    /** @param {InputState} state @param {InputState} before */
    input(state, before) {
      const lost = state.state === "lost" && before.state !== "lost";
      const back = state.state === "ready" && before.state === "lost";
      const timeS = takeS();
      if (timeS !== null && (lost || back)) {
        note(timeS, lost ? "unplugged" : "replugged");
        said.add(`${before.name} was unplugged in the middle of this take.`);
      }
      if (back) notice("info", `${state.name} is back.`);
      if (state.message && state.message !== before.message && (lost || state.state === "refused")) notice("warn", state.message);
    },
    /** The sound's clock jumped at `timeS`. @param {number} timeS */
    jumped(timeS) {
      if (takeS() !== null) note(timeS, "clock jumped");
      said.add(STOOD_STILL);
      notice("warn", STOOD_STILL);
    },
  };
}
