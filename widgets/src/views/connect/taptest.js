/** Step 4: sixteen clicks to tap along with. */
import { outputWarning, tapTest } from "../../parts/calibration.js";
import { latencyFor, latencyKey } from "../../parts/latency.js";
import { el } from "../dom.js";

const CLICKS = 16;
const EVERY_S = 0.6;
const LEAD_S = 0.8;

/** @param {import("../../connect.js").Parts} parts */
export function createTapTest({ model, kernel, inputs, events, audio, browser, signal }) {
  const said = el("p", { class: "said", role: "status" });
  const dots = Array.from({ length: CLICKS }, () => el("i"));
  const number = el("input", { type: "number", step: 1, min: -100, max: 400, "aria-label": "Latency in ms", on: { change: () => keep(Number(number.value), null, null) } }, [], signal);
  const warning = el("p", { class: "warning", hidden: true });
  const begin = el("button", { type: "button", class: "primary", text: "Start the clicks", on: { click: start } }, [], signal);
  const key = () => latencyKey(inputs.state, browser);
  /** @type {number[]} */
  let taps = [];
  /** @type {{zero: number, toAudio: (pageMs: number) => number} | null} */
  let running = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  async function start() {
    let ready;
    try {
      ready = await audio.wake();
    } catch (error) {
      said.textContent = `No sound: ${/** @type {Error} */ (error).message}. Press the button again.`;
      return;
    }
    const { context, clock, scheduler, sounds } = ready;
    const zero = context.currentTime + LEAD_S;
    const click = model.get("learner").clicks.beat;
    taps = [];
    running = { zero, toAudio: clock.toAudio };
    begin.disabled = true;
    said.textContent = "Listen to the first two, then tap one pad on every click.";
    scheduler.start(dots.map((dot, n) => ({
      at: zero + n * EVERY_S,
      play: (/** @type {number} */ when) => { sounds.play(click, when, 120, "click"); dot.className = "now"; },
    })));
    for (const dot of dots) dot.className = "";
    timer = setTimeout(() => finish(ready), (LEAD_S + CLICKS * EVERY_S + 0.5) * 1000);
  }

  /** @param {import("../../parts/audio.js").Ready} ready */
  function finish(ready) {
    ready.scheduler.stop();
    running = null;
    begin.disabled = false;
    begin.textContent = "Test again";
    const result = tapTest(dots.map((_, n) => n * EVERY_S), taps);
    const late = outputWarning(ready.clock.outputLatencyMs);
    warning.hidden = !late;
    warning.textContent = late ?? "";
    if (result.refused || result.latencyMs === null) {
      said.textContent = result.refused;
      return;
    }
    keep(result.latencyMs, result.madMs, result.taps);
  }

  /** @param {number} latencyMs @param {number | null} madMs @param {number | null} taps */
  async function keep(latencyMs, madMs, taps) {
    const rounded = Math.round(latencyMs * 10) / 10;
    number.value = String(Math.round(rounded));
    const { message } = await kernel.ask({ kind: "calibration", calibration: { ...key(), latency_ms: rounded, mad_ms: madMs, hits: taps } });
    const how = madMs === null ? "" : ` Your taps scatter by ${Math.round(madMs)} ms.`;
    said.textContent = message.saved ? `Kept: ${Math.round(rounded)} ms for this input, output and browser.${how}` : message.message;
  }

  function draw() {
    const known = latencyFor(model.get("learner").calibrations, key());
    if (document.activeElement !== number) number.value = known === null ? "" : String(Math.round(known));
    number.placeholder = "not measured";
  }
  events.on("pad", (event) => {
    if (!event.down || !running) return;
    const at = running.toAudio(event.pageMs) - running.zero;
    taps.push(at);
    const nearest = Math.round(at / EVERY_S);
    if (dots[nearest]) dots[nearest].className = "tapped";
  }, { signal });
  events.on("input", draw, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  draw();
  return el("div", {}, [
    el("p", { text: "Tap one pad with the clicks. What comes out is the delay of cable, computer and sound together, and a little of you: most people tap 20 to 50 ms early. It is taken off your scores, never held against you." }),
    el("div", { class: "dots", "aria-hidden": "true" }, dots), begin, said, warning,
    el("label", { class: "row" }, ["Latency in use, ms ", number]),
  ]);
}
