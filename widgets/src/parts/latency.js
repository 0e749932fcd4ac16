/** Which calibrated latency belongs to this input, output and browser. */

/** @param {import("../types").InputState} input @param {string} browser @param {string} [output] */
export function latencyKey(input, browser, output = "default") {
  return { input: input.name ? `${input.kind}:${input.name}` : input.kind, output, browser };
}

/**
 * @param {import("../types").Calibrated[]} calibrations @param {ReturnType<typeof latencyKey>} key
 * @returns {number | null}  ms, null when it was never measured
 */
export function latencyFor(calibrations, key) {
  const found = calibrations.find((one) => one.input === key.input && one.output === key.output && one.browser === key.browser);
  return found ? found.latency_ms : null;
}

/** The browser and system in two words, such as "Chrome Linux". @param {string} agent  navigator.userAgent */
export function browserName(agent) {
  const browser = /Firefox|Edg|OPR|Chrome|Safari/.exec(agent)?.[0] ?? "Browser";
  const system = /Windows|Mac OS|Android|iPhone|iPad|Linux/.exec(agent)?.[0] ?? "";
  return `${browser === "Edg" ? "Edge" : browser} ${system}`.trim();
}
