/** The sound that is chosen: its wave large, what can be done with it, and what is known of it. */
import { brushOf, drawPeaks, peaksOf } from "../../parts/peaks.js";
import { kindWord } from "../../parts/query.js";
import { el } from "../dom.js";
import { createMood } from "./mood.js";
import { createSources } from "./sources.js";

/** @typedef {import("./types.d.ts").Row} Row */

/**
 * @param {{audition: ReturnType<typeof import("../../parts/audition.js").createAudition>, effects: {id: string, name: string}[], like: (row: Row) => void, keep: (row: Row) => Promise<void>,
 *   correct: (row: Row, values: Record<string, any>) => Promise<string | null>, put: (row: Row, pad: string) => Promise<string | null>, setVolume: (level: number) => void,
 *   ask: import("./types.d.ts").Ask, changed: (row: Row) => void, signal: AbortSignal}} given
 */
export function createDetail({ audition, effects, like, keep, correct, put, setVolume, ask, changed, signal }) {
  /** @type {Row | null} */
  let row = null;
  const name = el("h3", { class: "name" });
  const tags = el("p", { class: "tags" });
  const canvas = el("canvas", { "aria-hidden": "true" });
  const head = el("i", { class: "head", "aria-hidden": "true", hidden: true });
  const wave = el("div", { class: "big-wave", title: "Click to hear it from here", on: { click: (/** @type {MouseEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    if (row) audition.play(row.id, row.duration_s * Math.max(0, (event.clientX - box.left) / box.width));
  } } }, [canvas, head], signal);
  const play = el("button", { type: "button", class: "primary play", on: { click: () => {
    if (!row) return;
    if (isHeard()) audition.stop();
    else audition.play(row.id);
  } } }, [], signal);
  const loop = el("input", { type: "checkbox", on: { change: () => audition.setLooped(loop.checked) } }, [], signal);
  const volume = el("input", { type: "range", min: 0, max: 1, step: 0.05, value: audition.volume, "aria-label": "Volume", on: { input: () => setVolume(Number(volume.value)) } }, [], signal);
  const effect = el("select", { on: { change: () => {
    audition.setEffect(effect.value || null);
    if (row) audition.play(row.id);
  } } }, [el("option", { value: "", text: "dry" }), ...effects.map(({ id, name: text }) => el("option", { value: id, text }))], signal);
  const said = el("p", { class: "said", role: "status" });
  const similar = el("button", { type: "button", text: "More like this", on: { click: () => row && like(row) } }, [], signal);
  const file = el("button", { type: "button", text: "Keep as WAV", title: "48 kHz, 16 bit, with tempo and root note written in for your DAW", on: { click: async () => {
    if (!row) return;
    said.textContent = "";
    await keep(row).catch((/** @type {Error} */ error) => { said.textContent = error.message; });
  } } }, [], signal);
  const pads = el("select", { "aria-label": "Pad" });
  const add = el("button", { type: "button", text: "Add to kit", on: { click: async () => { if (row) said.textContent = await put(row, pads.value) ?? ""; } } }, [], signal);
  const onPad = el("div", { class: "on-pad", hidden: true }, [pads, add]);
  const sources = createSources({ correct: async (values) => (row ? correct(row, values) : null), signal });
  const mood = createMood({ ask, changed, signal });
  const card = el("div", { class: "card" }, [
    el("header", {}, [name, tags]), wave,
    el("div", { class: "transport" }, [play, el("label", { class: "check" }, [loop, "Loop"]), el("label", { class: "volume" }, [el("span", { text: "Volume" }), volume])]),
    el("label", { class: "effect" }, ["Hear it through", effect]),
    el("p", { class: "soft", text: "Our approximation of what such an effect does, to learn by; the SP-404MK2's own sounds different." }),
    el("div", { class: "ways" }, [similar, file, onPad]), said, sources.root, mood.root,
  ]);
  const hint = el("p", { class: "hint", text: "Choose a sound to hear it. What is known of it stands here." });
  const root = el("section", { class: "detail", "aria-label": "The chosen sound" }, [hint, card]);
  const resized = new ResizeObserver(paint);
  resized.observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint, { signal });
  signal.addEventListener("abort", () => resized.disconnect());
  const isHeard = () => row !== null && audition.state.id === row.id && audition.state.phase !== "silent";

  function paint() {
    if (canvas.clientWidth) drawPeaks(canvas, row ? peaksOf(row.peaks) : null, brushOf(canvas));
  }

  return {
    root,
    begin: mood.begin,
    /** @param {Row | null} next */
    draw(next) {
      const isOther = row?.id !== next?.id;
      row = next;
      hint.hidden = Boolean(row);
      card.hidden = !row;
      mood.draw(row);
      if (!row) return;
      name.textContent = row.name;
      tags.textContent = [kindWord(row.kind), ...row.genres, ...row.tags].join(", ");
      if (isOther) {
        said.textContent = "";
        loop.checked = row.is_loop && audition.isLooped;
        audition.setLooped(loop.checked);
      }
      loop.parentElement.hidden = !row.is_loop;
      sources.draw(row, isOther);
      this.hear();
      paint();
    },
    /** What is heard has changed. */
    hear() {
      const { id, phase, trouble } = audition.state;
      play.textContent = isHeard() ? (phase === "coming" ? "Coming …" : "Stop") : "Play";
      if (id === row?.id) said.textContent = trouble ?? "";
      if (!isHeard()) head.hidden = true;
    },
    /** @param {number | null} part */
    playhead(part) {
      head.hidden = part === null || !isHeard();
      if (part !== null) head.style.left = `${100 * part}%`;
    },
    /** The pads that a sound can be put on. @param {import("./types.d.ts").Kit | null} kit @param {string | null} pad  the one that is chosen */
    offer(kit, pad) {
      onPad.hidden = !kit;
      const before = pads.value;
      pads.replaceChildren(...(kit?.pieces ?? []).map((piece) => el("option", { value: piece.pad, text: `${piece.pad} ${piece.lane}` })));
      pads.value = pad ?? before;
    },
  };
}
