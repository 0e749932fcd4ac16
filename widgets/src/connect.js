/**
 * The connect page: choose an input, four hits that find the unit and its settings, its firmware, and ten seconds of tapping
 * that find the latency of this set-up.
 */
import "./theme.css";
import "./connect.css";
import { createAudio } from "./parts/audio.js";
import { createEvents } from "./parts/events.js";
import { createInputs } from "./parts/inputs.js";
import { createKernel } from "./parts/kernel.js";
import { listenToKeys } from "./parts/keys.js";
import { browserName } from "./parts/latency.js";
import { whileUsed } from "./parts/pagewide.js";
import { createPreferences } from "./parts/preferences.js";
import { el } from "./views/dom.js";
import { createDrill } from "./views/connect/drill.js";
import { createFirmware } from "./views/connect/firmware.js";
import { createInputStep } from "./views/connect/input.js";
import { createLearning } from "./views/connect/learning.js";
import { createTapTest } from "./views/connect/taptest.js";

/** @typedef {{model: any, kernel: import("./types").Kernel, inputs: ReturnType<typeof createInputs>, events: ReturnType<typeof createEvents>,
 *   preferences: ReturnType<typeof createPreferences>,
 *   audio: ReturnType<typeof createAudio>, browser: string, signal: AbortSignal}} Parts */

/** By the widget's key: JupyterLab hands `initialize` and `render` different models of one widget. @type {Map<string, (until: AbortSignal) => Omit<Parts, "signal">>} */
const rooms = new Map();

/** @param {{model: import("@anywidget/types").AnyModel<any>, signal?: AbortSignal}} given */
function initialize({ model, signal: given }) {
  const own = new AbortController();
  const signal = given ?? own.signal;
  const now = () => performance.now();
  const kernel = createKernel(model, signal);
  rooms.set(model.get("key"), whileUsed((until) => {
    const events = createEvents();
    const inputs = createInputs({
      kernel, device: () => model.get("device"), now, signal: until,
      heard: (event) => events.emit("pad", event), changed: (state) => events.emit("input", state),
    });
    const audio = createAudio({ now, chokes: [], fetchKit: () => kernel.ask({ kind: "kit" }), signal: until });
    const preferences = createPreferences({ learner: () => model.get("learner"), tell: kernel.tell, signal: until });
    inputs.begin(preferences.here("input", null));
    return { model, kernel, inputs, events, preferences, audio, browser: browserName(navigator.userAgent) };
  }));
  signal.addEventListener("abort", () => rooms.delete(model.get("key")));
  return () => own.abort();
}

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const use = rooms.get(model.get("key"));
  if (!use || signal.aborted) return;
  const parts = { ...use(signal), signal };
  const root = el("section", { class: "academy connect-page", "aria-label": "Connect", "data-lm-suppress-shortcuts": "true", tabindex: "-1" }, [
    step(1, "How do you play?", createInputStep(parts)),
    step(2, "Four hits find your unit", createDrill(parts)),
    step(3, "Which firmware?", createFirmware(parts)),
    step(4, "Ten seconds for your latency", createTapTest(parts)),
    createLearning(parts),
  ]);
  listenToKeys({ root, bank: () => "A", isActive: () => true, heard: (event) => parts.events.emit("pad", event), signal });
  signal.addEventListener("abort", () => root.remove());
  host.append(root);
  return () => own.abort();
}

/** @param {number} number @param {string} title @param {Node} body */
function step(number, title, body) {
  return el("section", { class: "step" }, [el("h2", {}, [el("span", { class: "number", "aria-hidden": "true", text: number }), title]), body]);
}

export default { initialize, render };
