/** What is known of a sound, who says so and how surely; what the ear got wrong, the learner says. */
import { bpmWord, keyWord, kindWord, lengthWord } from "../../parts/query.js";
import { el } from "../dom.js";
import { moodOf } from "./mood.js";

const WHO = { recipe: "the recipe that made it", learner: "you", name: "its name", audio: "heard in it", model: "a language model, from what was measured" };
export const KINDS = ["kick", "snare", "clap", "rim", "hat", "open_hat", "cymbal", "tom", "percussion", "808", "bass", "keys", "pad", "pluck", "stab", "texture", "drum_loop", "chord_loop", "melody_loop"];
const NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

/** @typedef {import("./types.d.ts").Row} Row */

/** @param {{correct: (values: Record<string, any>) => Promise<string | null>, signal: AbortSignal}} given  correct: null, or why not */
export function createSources({ correct, signal }) {
  /** @type {string | null} */
  let open = null;
  /** @type {Row | null} */
  let row = null;
  let drawn = new AbortController();
  const list = el("dl", { class: "known" });
  const said = el("p", { class: "said", role: "status" });
  const root = el("section", { class: "sources" }, [el("h4", { text: "What says so" }), list, said]);

  /** @param {Record<string, any>} values */
  async function save(values) {
    said.textContent = await correct(values) ?? "";
    open = null;
    draw();
  }

  function draw() {
    drawn.abort();
    drawn = new AbortController();
    if (row) list.replaceChildren(...known(row).map(line));
  }

  /** @param {ReturnType<typeof known>[number]} fact */
  function line({ field, title, value, from, sure, fix }) {
    const until = AbortSignal.any([signal, drawn.signal]);
    const who = !value ? "" : from ? WHO[from] : "";
    const isSettled = from === "recipe"; // known by how it was made
    const change = fix && !isSettled && el("button", { type: "button", class: "link", "data-focus": field, "aria-expanded": String(open === field), "aria-label": `Correct: ${title}`, text: open === field ? "leave it" : "correct", on: { click: () => { open = open === field ? null : field; draw(); focusOn(open ? ".fix :is(select, input)" : `[data-focus="${field}"]`); } } }, [], until);
    return el("div", {}, [
      el("dt", { text: title }),
      el("dd", {}, [
        el("b", { text: value || "unknown" }), el("span", { class: "who" }, [who, from === "audio" && sure !== null ? el("span", { class: "sure", title: `${Math.round(100 * sure)} % sure` }, [el("i", { style: { width: `${Math.round(100 * sure)}%` } }), el("span", { class: "for-readers", text: `, ${Math.round(100 * sure)} % sure` })]) : null]),
        change || null, open === field && fix ? fix(save, until) : null,
      ]),
    ]);
  }

  /** @param {string} selector */
  function focusOn(selector) { /** @type {HTMLElement | null} */ (list.querySelector(selector))?.focus(); }

  return {
    root,
    /** @param {Row} next @param {boolean} isOther  another sound, not the same known better */
    draw(next, isOther) {
      row = next;
      if (isOther) { open = null; said.textContent = ""; }
      draw();
    },
  };
}

/** @param {Row} row */
function known(row) {
  const { source, confidence } = row;
  return [
    { field: "kind", title: "Kind", value: row.kind && kindWord(row.kind), from: source.kind, sure: confidence.kind ?? null, fix: fixKind(row) },
    { field: "bpm", title: "BPM", value: row.bpm && `${bpmWord(row.bpm)}${row.bpm_alt ? ` (or ${bpmWord(row.bpm_alt)})` : ""}`, from: source.bpm, sure: confidence.bpm ?? null, fix: fixBpm(row) },
    { field: "key", title: "Key", value: row.key && `${keyWord(row.key, null)} ${row.mode ?? ""}`, from: source.key, sure: confidence.key ?? null, fix: fixKey(row) },
    ...(row.root ? [{ field: "root", title: "Root", value: row.root.replace("#", "♯"), from: source.root, sure: null, fix: null }] : []),
    ...(source.mood ? [{ field: "mood", title: "Mood", value: moodOf(row).join(", "), from: source.mood, sure: null, fix: null }] : []),
    { field: "length", title: "Length", value: `${lengthWord(row.duration_s)}${row.beats ? `, ${bpmWord(row.beats)} beats` : ""}, ${row.channels === 1 ? "mono" : "stereo"}`, from: undefined, sure: null, fix: null },
    ...(row.rms_db === null ? [] : [{ field: "level", title: "Level", value: `${row.rms_db.toFixed(1)} dB`.replace("-", "−"), from: undefined, sure: null, fix: null }]),
  ].filter(({ field, value }) => value || field === "kind" || field === "mood" || (field === "bpm" && row.is_loop) || (field === "key" && row.is_loop));
}

/** @typedef {(save: (values: Record<string, any>) => void, signal: AbortSignal) => HTMLElement} Fix */

/** @param {Row} row @returns {Fix} */
const fixKind = (row) => (save, signal) => {
  const choice = el("select", { "aria-label": "Kind" }, KINDS.map((kind) => el("option", { value: kind, text: kindWord(kind), selected: kind === row.kind })));
  return form([choice], () => save({ kind: choice.value }), signal);
};

/** @param {Row} row @returns {Fix} */
const fixBpm = (row) => (save, signal) => {
  const value = el("input", { type: "number", min: 20, max: 400, step: "any", value: row.bpm ?? "", "aria-label": "BPM" });
  const other = row.bpm_alt ? el("button", { type: "button", text: `It is ${bpmWord(row.bpm_alt)}`, on: { click: () => save({ bpm: row.bpm_alt }) } }, [], signal) : null;
  return form([value, other], () => save({ bpm: Number(value.value) || null }), signal);
};

/** @param {Row} row @returns {Fix} */
const fixKey = (row) => (save, signal) => {
  const note = el("select", { "aria-label": "Key" }, NOTES.map((each) => el("option", { value: each, text: each.replace("#", "♯"), selected: each === row.key })));
  const mode = el("select", { "aria-label": "Mode" }, ["major", "minor"].map((each) => el("option", { value: each, text: each, selected: each === row.mode })));
  return form([note, mode], () => save({ key: note.value, mode: mode.value }), signal);
};

/** @param {(Node | null)[]} fields @param {() => void} save @param {AbortSignal} signal */
function form(fields, save, signal) {
  return el("form", { class: "fix", on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); save(); } } }, [...fields, el("button", { type: "submit", class: "primary", text: "Save" })], signal);
}
