/** Which pads play the kit: the keys of the computer always do, and a unit by MIDI. */
import { el } from "../dom.js";

/** @typedef {import("../../types").InputState} InputState */

/** @param {{choose: (kind: import("../../types").InputKind, name: string | null) => void, signal: AbortSignal}} given */
export function createPadInput({ choose, signal }) {
  const select = el("select", { "aria-label": "Pads by", on: { change: () => {
    const [kind, ...name] = select.value.split(":");
    choose(kind, name.join(":") || null);
  } } }, [], signal);
  const said = el("p", { class: "soft", role: "status" });
  return {
    root: el("div", { class: "pad-input" }, [el("label", {}, [el("span", { text: "Pads by" }), select]), said]),
    /** @param {InputState} state */
    draw(state) {
      /** @type {[string, string][]} */
      const ways = [["keyboard", "Keyboard and mouse"], ...listed("webmidi", "MIDI in this browser", state.names), ...listed("rtmidi", "MIDI through the computer", state.kernelNames)];
      select.replaceChildren(...ways.map(([value, text]) => el("option", { value, text })));
      select.value = state.name && ways.some(([value]) => value === `${state.kind}:${state.name}`) ? `${state.kind}:${state.name}` : state.kind;
      said.textContent = state.message ?? (state.state === "asking" ? "Asking …" : "");
    },
  };
}

/** @param {string} kind @param {string} words @param {string[]} names @returns {[string, string][]} */
const listed = (kind, words, names) => (names.length ? names.map((name) => [`${kind}:${name}`, `${name} (${words})`]) : [[kind, words]]);
