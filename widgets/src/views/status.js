/** What is heard, what is saved, and what just happened, in words. */
import { el, signed } from "./dom.js";

const SAVING = { saved: "Saved", saving: "Saving…", "not saving": "Not saving" };

/** @param {{showLatency: () => void, signal: AbortSignal}} given */
export function createStatus({ showLatency, signal }) {
  const input = el("span", { class: "input" });
  const saving = el("span", { class: "saving" });
  const latency = el("button", { type: "button", class: "latency", title: "The delay that is taken off your hits, for this input, output and browser. Press to change it.", on: { click: showLatency } }, [], signal);
  const warning = el("p", { class: "warning", hidden: true });
  const notice = el("p", { class: "notice", role: "status", "aria-live": "polite" });
  const root = el("div", { class: "status" }, [input, latency, saving]);
  return {
    root,
    words: el("div", { class: "said" }, [warning, notice]),
    /** @param {import("../types").Snapshot} state */
    draw(state) {
      const { input: heard, saving: kept } = state;
      const name = heard.kind === "keyboard" || heard.kind === "pointer" ? "Keyboard and mouse" : heard.name ?? "MIDI";
      const clock = heard.clockErrorMs === null ? "" : `, clock ±${heard.clockErrorMs.toFixed(1)} ms`;
      const how = { ready: "", asking: ", asking…", lost: ", unplugged", refused: ", not available", none: ", waiting for a device" }[heard.state];
      input.textContent = `${name}${how}${clock}`;
      input.dataset.state = heard.state;
      latency.textContent = state.latencyMs === null ? "latency not measured" : `latency ${signed(state.latencyMs)}`;
      saving.textContent = SAVING[kept.state] + (kept.pending && kept.state !== "saved" ? ` (${kept.pending} kept in this browser)` : "");
      saving.dataset.state = kept.state;
      saving.title = kept.message ?? "";
      const said = state.outputWarning ?? (kept.state === "not saving" ? kept.message : null);
      warning.hidden = !said;
      warning.textContent = said ?? "";
    },
    /** @param {{level: string, text: string}} said */
    say(said) {
      notice.dataset.level = said.level;
      notice.textContent = said.text;
    },
  };
}
