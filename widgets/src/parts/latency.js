/** Which calibrated latency belongs to this input, output and browser. */

import { pageWide } from "./pagewide.js";

/** @typedef {{input: string, output: string, browser: string}} LatencyKey */
/** @typedef {import("../types").Calibrated} Calibrated */

/** @param {{kind: string, name: string | null}} input @param {string} browser @param {string} [output] @returns {LatencyKey} */
export function latencyKey(input, browser, output = "default") {
  return { input: input.name ? `${input.kind}:${input.name}` : input.kind, output, browser };
}

/** @param {Calibrated[]} calibrations @param {LatencyKey} key */
export function calibrationFor(calibrations, key) {
  return calibrations.find((one) => one.input === key.input && one.output === key.output && one.browser === key.browser) ?? null;
}

/**
 * @param {Calibrated[]} calibrations @param {LatencyKey} key
 * @returns {number | null}  ms, null when it was never measured
 */
export const latencyFor = (calibrations, key) => calibrationFor(calibrations, key)?.latency_ms ?? null;

/** What was measured or set on this page, for all its stages; newer than what the kernel knew when it opened. @returns {Calibrated[]} */
const onThisPage = () => pageWide("latencies", () => []);

/** @param {() => Calibrated[]} known  of the kernel @param {Calibrated[]} [own] */
export function createLatencies(known, own = onThisPage()) {
  return {
    /** The calibration of an input, null when it was never measured. @param {LatencyKey} key */
    of: (key) => calibrationFor(own, key) ?? calibrationFor(known(), key),
    /** @param {Calibrated} calibration */
    keep(calibration) {
      const before = calibrationFor(own, calibration);
      if (before) own.splice(own.indexOf(before), 1);
      own.push(calibration);
    },
  };
}

const BROWSERS = /** @type {const} */ ([["Firefox", /Firefox/], ["Edge", /Edg/], ["Opera", /OPR/], ["Chrome", /Chrome|CriOS/], ["Safari", /Safari/]]);
const SYSTEMS = /** @type {const} */ ([["Android", /Android/], ["iPhone", /iPhone/], ["iPad", /iPad/], ["Windows", /Windows/], ["macOS", /Mac OS/], ["Linux", /Linux/]]);

/** The browser and system in two words, such as "Chrome Linux". @param {string} agent  navigator.userAgent */
export function browserName(agent) {
  const browser = BROWSERS.find(([, mark]) => mark.test(agent))?.[0] ?? "Browser";
  const system = SYSTEMS.find(([, mark]) => mark.test(agent))?.[0] ?? "";
  return `${browser} ${system}`.trim();
}
