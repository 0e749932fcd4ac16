/** The controls: four ways to practise, the tempo, and everything rarer folded away. */
import { isMidi } from "../parts/monitor.js";
import { el } from "./dom.js";

/** @typedef {import("../types").Snapshot} Snapshot */

const MODES = /** @type {const} */ ([
  ["listen", "Listen", "Hear the pattern, watch the pads"],
  ["wait", "Wait", "Time stands still until you hit the right pad"],
  ["play", "Play", "Count-in, click, and a score"],
  ["memory", "Memory", "The notes fade: half of them, then all"],
]);
const CONNECT = "00-connect.ipynb";
const CLICKS = { beats: "beats", eighths: "eighths", steps: "every step", off: "off-beats", backbeat: "2 and 4" };

/**
 * @param {{session: ReturnType<typeof import("../parts/session.js").createSession>, exercise: () => import("../types").Exercise, signal: AbortSignal}} given
 */
export function createToolbar({ session, exercise, signal }) {
  const on = (/** @type {string} */ event, /** @type {(event: any) => void} */ fn) => ({ [event]: fn });
  /** @type {Record<string, HTMLButtonElement>} */
  const modes = Object.fromEntries(MODES.map(([mode, name, title]) => [
    mode, el("button", { type: "button", title, text: name, on: on("click", () => session[mode]()) }, [], signal),
  ]));
  const read = el("button", { type: "button", class: "read", hidden: !exercise().reading, title: "Start your pattern on the unit; its steps are compared", text: "Read from the unit", on: on("click", () => session.read()) }, [], signal);
  modes.read = read;
  const stop = el("button", { type: "button", class: "stop", text: "Stop", on: on("click", () => { if (stop.ariaDisabled !== "true") session.stop(); }) }, [], signal);

  const percent = el("input", { type: "range", min: 40, max: 100, step: 5, "aria-label": "Tempo in percent", on: on("input", (event) => session.setPercent(Number(event.target.value))) }, [], signal);
  const bpm = el("b", {});
  const from = number("First bar", 1, () => bars());
  const to = number("Last bar", 1, () => bars());
  const bars = () => session.setBars(Number(from.value), Number(to.value));
  const repeat = check("Repeat", (value) => session.setRepeat(value));
  const ramp = check("Faster after a clean pass", (value) => session.setRamp(value));

  const click = el("select", { "aria-label": "Click", on: on("change", (event) => session.setClick(event.target.value)) }, Object.entries(CLICKS).map(([value, text]) => el("option", { value, text })), signal);
  const clickVolume = slider("Click volume", (value) => session.setVolume("click", value));
  const kitVolume = slider("Kit volume", (value) => session.setVolume("kit", value));
  const unit = check("My unit makes the sound", (value) => session.setUnitSounds(value));
  const input = el("select", { "aria-label": "Input", on: on("change", (event) => choose(event.target.value)) }, [], signal);
  const file = el("input", { type: "file", accept: ".mid,.midi", hidden: true, on: on("change", () => { if (file.files[0]) session.uploadMidi(file.files[0]); file.value = ""; }) }, [], signal);
  const upload = el("button", { type: "button", text: exercise().reading ? "Compare a MIDI file" : "Score a MIDI file", on: on("click", () => file.click()) }, [], signal);
  const latency = el("input", { type: "number", step: 1, min: -100, max: 400, "aria-label": "Latency in ms", on: on("change", () => { if (latency.value !== "") session.setLatency(Number(latency.value)); }) }, [], signal);
  const handsFree = el("select", { "aria-label": "Hands-free start", on: on("change", (event) => session.setHandsFree(event.target.value || null)) }, [], signal);

  const more = el("details", { class: "more" }, [
    el("summary", { text: "Sound, input and practice" }),
    el("div", { class: "settings" }, [
      group("Sound", [field("Click on", click), field("Click volume", clickVolume), field("Kit volume", kitVolume), unit]),
      group("Input", [field("Listen to", input), field("Latency, ms", latency), el("p", { class: "about" }, ["Taken off every hit. ", el("a", { href: CONNECT, text: "Measure it in ten seconds" }), "."])]),
      group("Practice", [field("Start hands-free with", handsFree), el("p", { class: "about", text: "EXT SOURCE on the unit always starts and repeats." }), upload, file]),
    ]),
  ]);
  const root = el("div", { class: "toolbar" }, [
    el("div", { class: "modes", role: "group", "aria-label": "Practise" }, [...Object.values(modes), stop]),
    el("div", { class: "pace" }, [
      el("label", { class: "tempo" }, [el("span", { text: "Tempo" }), percent, bpm]),
      el("span", { class: "loop" }, [el("span", { text: "Bars" }), from, "–", to]), repeat, ramp,
    ]),
  ]);

  /** @param {string} value */
  function choose(value) {
    const [kind, ...name] = value.split(":");
    session.chooseInput(/** @type {any} */ (kind), name.join(":") || null);
  }

  /** @param {Snapshot} state */
  function draw(state) {
    const first = exercise().reading && isMidi(state.input.kind) && state.input.state === "ready" ? "read" : "play";
    const running = ["countin", "playing", "listening", "waiting", "reading"].includes(state.phase);
    for (const [mode, button] of Object.entries(modes)) {
      button.setAttribute("aria-pressed", String(running && state.mode === mode));
      button.classList.toggle("primary", mode === (running ? state.mode : first));
    }
    stop.ariaDisabled = String(!running); // truly disabled, it would throw the focus away
    keep(percent, state.percent);
    bpm.textContent = `${Math.round(state.tempo * 10) / 10} BPM${state.percent === 100 ? "" : `, ${state.percent} %`}`;
    for (const field of [from, to]) field.max = String(exercise().bars);
    keep(from, state.bars[0]);
    keep(to, state.bars[1]);
    root.querySelector(".loop")?.toggleAttribute("hidden", exercise().bars < 2);
    repeat.box.checked = state.repeat;
    ramp.box.checked = state.ramp;
    unit.box.checked = state.unitSounds;
    keep(click, state.click);
    keep(clickVolume, state.volumes.click);
    keep(kitVolume, state.volumes.kit);
    keep(latency, state.latencyMs === null ? "" : Math.round(state.latencyMs));
    latency.placeholder = "not measured";
    options(input, inputsOf(state), state.input.name ? `${state.input.kind}:${state.input.name}` : state.input.kind);
    options(handsFree, starters(exercise()), state.handsFree ?? "");
  }
  /** Unfold the number that is taken off every hit. */
  function showLatency() {
    more.open = true;
    latency.focus();
  }
  return { root, more, draw, showLatency };

  /** @param {string} label @param {number} value @param {() => void} changed */
  function number(label, value, changed) {
    return el("input", { type: "number", min: 1, value, "aria-label": label, on: on("change", changed) }, [], signal);
  }
  /** @param {string} label @param {(value: boolean) => void} changed */
  function check(label, changed) {
    const box = el("input", { type: "checkbox", on: on("change", (event) => changed(event.target.checked)) }, [], signal);
    return Object.assign(el("label", { class: "check" }, [box, label]), { box });
  }
  /** @param {string} label @param {(value: number) => void} changed */
  function slider(label, changed) {
    return el("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": label, on: on("input", (event) => changed(Number(event.target.value))) }, [], signal);
  }
}

/** @param {string} name @param {Node} control */
const field = (name, control) => el("label", { class: "field" }, [el("span", { text: name }), control]);

/** @param {string} name @param {Node[]} controls */
const group = (name, controls) => el("div", { class: "settings-group", role: "group", "aria-label": name }, [el("h4", { text: name, "aria-hidden": "true" }), ...controls]);

/** Set a control's value, but not under the learner's fingers. @param {any} control @param {any} value */
function keep(control, value) {
  if (document.activeElement !== control && control.getRootNode().activeElement !== control) control.value = value;
  else if (control.type === "range") control.value = value;
}

/** @param {any} select @param {[string, string][]} wanted @param {string} value */
function options(select, wanted, value) {
  const key = JSON.stringify(wanted);
  if (select.dataset.key !== key) {
    select.dataset.key = key;
    select.replaceChildren(...wanted.map(([each, text]) => el("option", { value: each, text })));
  }
  select.value = value;
}

/** @param {Snapshot} state @returns {[string, string][]} */
function inputsOf({ input }) {
  const listed = (/** @type {string} */ kind, /** @type {string} */ words, /** @type {string[]} */ names) =>
    /** @type {[string, string][]} */ (names.length ? names.map((name) => [`${kind}:${name}`, `${name} (${words})`]) : [[kind, `${words[0].toUpperCase()}${words.slice(1)}`]]);
  return [["keyboard", "Keyboard and mouse"], ...listed("webmidi", "Web MIDI", input.names), ...listed("rtmidi", "MIDI through the computer", input.kernelNames)];
}

/** @param {import("../types").Exercise} exercise @returns {[string, string][]} */
function starters(exercise) {
  const used = new Set(exercise.lanes.map((lane) => lane.pad));
  const free = Array.from({ length: 16 }, (_, n) => `A${n + 1}`).filter((pad) => !used.has(pad));
  return [["", "EXT SOURCE"], .../** @type {[string, string][]} */ (free.map((pad) => [pad, `pad ${pad.slice(1)}`]))];
}
