/** Step 1: the way in, and a light that shows that something is heard. */
import { el } from "../dom.js";

const WAYS = /** @type {const} */ ([
  ["webmidi", "Pads by MIDI, in this browser", "Chrome, Edge or Firefox; the browser asks once."],
  ["rtmidi", "Pads by MIDI, through this computer", "For Safari and other browsers without Web MIDI."],
  ["keyboard", "Computer keyboard", "1234 QWER ASDF ZXCV are the sixteen pads."],
  ["pointer", "Mouse or touch", "On the pads of each exercise. A MIDI file can be scored there too."],
]);

/** @param {import("../../connect.js").Parts} parts */
export function createInputStep({ inputs, preferences, events, signal }) {
  const light = el("span", { class: "light", "aria-hidden": "true" });
  const heard = el("span", { class: "heard", text: "Nothing heard yet." });
  const said = el("p", { class: "said", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let off;
  const ports = el("select", { "aria-label": "MIDI port", hidden: true, on: { change: () => choose(inputs.state.kind, ports.value) } }, [], signal);
  const ways = WAYS.map(([kind, name, about]) => el("button", { type: "button", class: "way", on: { click: () => choose(kind, null) } }, [el("b", { text: name }), el("span", { text: about })], signal));

  /** The exercises use what is chosen here. @param {import("../../types").InputKind} kind @param {string | null} name */
  function choose(kind, name) {
    preferences.set("input", { kind, name });
    inputs.choose(kind, name);
  }

  /** @param {import("../../types").InputState} state */
  function draw(state) {
    WAYS.forEach(([kind], n) => ways[n].setAttribute("aria-pressed", String(kind === state.kind)));
    const names = state.kind === "webmidi" ? state.names : state.kind === "rtmidi" ? state.kernelNames : [];
    ports.hidden = names.length === 0;
    ports.replaceChildren(...names.map((name) => el("option", { value: name, text: name })));
    ports.value = state.name ?? "";
    const clock = state.clockErrorMs === null ? "" : ` The computer's clock and the page's agree within ${state.clockErrorMs.toFixed(1)} ms.`;
    const word = state.state === "ready" ? `${state.name ?? (state.kind === "pointer" ? "Mouse and touch" : "Keyboard")} is ready.${clock}` : state.state === "asking" ? "Asking…" : "";
    said.textContent = state.message ?? word;
    said.dataset.state = state.state;
  }
  events.on("input", draw, { signal });
  events.on("pad", (event) => {
    if (!event.down) return;
    light.classList.add("on");
    clearTimeout(off);
    off = setTimeout(() => light.classList.remove("on"), 120);
    const where = event.note === null ? event.pad ?? "the pad below" : `${event.pad ?? "unknown pad"}, channel ${event.channel}, note ${event.note}`;
    heard.textContent = `${where}, velocity ${event.velocity}`;
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(off));
  draw(inputs.state);
  return el("div", {}, [el("div", { class: "ways" }, ways), ports, said, el("p", { class: "activity" }, [light, heard])]);
}
