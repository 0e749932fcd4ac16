/** Step 4: sixteen clicks to tap along with, on a pad, a key, or the pad shown here. */
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
  const known = el("span", { class: "about" });
  const begin = el("button", { type: "button", class: "primary", text: "Start the clicks", on: { click: start } }, [], signal);
  const pad = el("button", { type: "button", class: "tap-pad", text: "Tap here, or on a pad or key", hidden: true }, [], signal);
  /** Of the input that taps, or that is chosen while none does. */
  const key = () => latencyKey(tapped && tapped !== inputs.state.kind ? { kind: tapped, name: null } : inputs.state, browser);
  /** @type {import("../../types").InputKind | null} */
  let tapped = null;
  /** @type {number[]} */
  let taps = [];
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const lights = new Set();
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
    tapped = null;
    running = { zero, toAudio: clock.toAudio };
    begin.disabled = true;
    pad.hidden = false;
    pad.focus({ preventScroll: true });
    said.textContent = "Listen to the first two, then tap one pad on every click.";
    const light = (/** @type {HTMLElement} */ dot, /** @type {number} */ when) => { // when it is heard, not when it is sent
      const timer = setTimeout(() => { lights.delete(timer); if (!dot.className) dot.className = "now"; }, Math.max(0, clock.toPage(when) - performance.now()));
      lights.add(timer);
    };
    scheduler.start(dots.map((dot, n) => ({
      at: zero + n * EVERY_S,
      play: (/** @type {number} */ when) => { sounds.play(click, when, 120, "click"); light(dot, when); },
    })));
    for (const dot of dots) dot.className = "";
    timer = setTimeout(() => finish(ready), (LEAD_S + CLICKS * EVERY_S + 0.5) * 1000);
  }

  /** @param {import("../../parts/audio.js").Ready} ready */
  function finish(ready) {
    ready.scheduler.stop();
    running = null;
    begin.disabled = false;
    pad.hidden = true;
    if (document.activeElement === document.body) begin.focus({ preventScroll: true });
    begin.textContent = "Test again";
    const result = tapTest(dots.map((_, n) => n * EVERY_S), taps);
    const late = outputWarning(ready.clock.outputLatencyMs);
    warning.hidden = !late;
    warning.textContent = late ?? "";
    if (result.refused || result.latencyMs === null) {
      said.textContent = result.refused;
      draw();
      return;
    }
    keep(result.latencyMs, result.madMs, result.taps);
  }

  /** @param {number} latencyMs @param {number | null} madMs @param {number | null} taps */
  async function keep(latencyMs, madMs, taps) {
    const rounded = Math.round(latencyMs * 10) / 10;
    number.value = String(Math.round(rounded));
    const { message } = await kernel.ask({ kind: "calibration", calibration: { ...key(), latency_ms: rounded, mad_ms: madMs, hits: taps } });
    draw();
    const how = madMs === null ? "" : ` Your taps scatter by ${Math.round(madMs)} ms.`;
    said.textContent = message.saved ? `Kept: ${Math.round(rounded)} ms for ${nameOf(key())} on this output and browser.${how}` : message.message;
  }

  function draw() {
    const latencyMs = latencyFor(model.get("learner").calibrations, key());
    if (document.activeElement !== number) number.value = latencyMs === null ? "" : String(Math.round(latencyMs));
    number.placeholder = "not measured";
    known.textContent = `for ${nameOf(key())} in ${browser}`;
  }
  events.on("pad", (event) => {
    if (!event.down || !running) return;
    tapped = event.source;
    const at = running.toAudio(event.pageMs) - running.zero;
    taps.push(at);
    const nearest = Math.round(at / EVERY_S);
    if (dots[nearest]) dots[nearest].className = "tapped";
  }, { signal });
  events.on("input", draw, { signal });
  pad.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    event.preventDefault();
    events.emit("pad", { down: true, pageMs: event.timeStamp, pad: null, velocity: 90, note: null, channel: null, source: "pointer" });
  }, { signal });
  pad.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if ((event.key !== " " && event.key !== "Enter") || event.repeat) return;
    event.preventDefault();
    events.emit("pad", { down: true, pageMs: event.timeStamp, pad: null, velocity: 90, note: null, channel: null, source: "keyboard" });
  }, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    for (const light of lights) clearTimeout(light);
    if (running) audio.ready?.scheduler.stop();
  });
  draw();
  return el("div", {}, [
    el("p", { text: "Tap one pad with the clicks. What comes out is the delay of cable, computer and sound together, and a little of you: most people tap 20 to 50 ms early. It is taken off your scores, never held against you." }),
    el("div", { class: "dots", "aria-hidden": "true" }, dots), pad, begin, said, warning,
    el("div", { class: "row" }, [el("label", { class: "row" }, ["Latency in use, ms ", number]), known]),
  ]);
}

/** @param {import("../../parts/latency.js").LatencyKey} key */
const nameOf = ({ input }) => ({ keyboard: "the keyboard", pointer: "mouse and touch" })[input] ?? input.replace(/^\w+:/, "");
