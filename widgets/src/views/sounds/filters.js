/** What the sounds are narrowed by; each word says how many it would leave. */
import { bpmOf, EVERYTHING, filtersOf, kindWord, toggled } from "../../parts/query.js";
import { el, keepingFocus } from "../dom.js";

const NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
const GROUPS = /** @type {const} */ ([["kind", "Kind"], ["genre", "Genre"], ["mood", "Mood"]]);
const LOOPS = /** @type {const} */ ([["All", null], ["Loops", true], ["One-shots", false]]);
const ORIGINS = /** @type {const} */ ([["All", null], ["Built in", "built-in"], ["My own", "learner"]]);
/** So many words of a group are shown before the rest is unfolded. */
const SHOWN = { kind: 19, genre: 8, mood: 8 };

/** @typedef {import("./types.d.ts").Query} Query */

/** @param {{change: (next: Query) => void, signal: AbortSignal}} given */
export function createFilters({ change, signal }) {
  /** @type {Query} */
  let query = EVERYTHING;
  /** @type {import("./types.d.ts").Facets | null} */
  let counted = null;
  const set = (/** @type {Partial<Query>} */ next) => change({ ...query, ...next });
  const from = number("BPM from", () => set({ bpm: bpmOf(from.value, to.value) }));
  const to = number("BPM to", () => set({ bpm: bpmOf(from.value, to.value) }));
  const key = el("select", { "aria-label": "Key", on: { change: () => set({ key: key.value || null }) } }, [
    el("option", { value: "", text: "Any key" }),
    ...NOTES.flatMap((note) => ["", "m"].map((mode) => el("option", { value: note + mode, text: `${note.replace("#", "♯")} ${mode ? "minor" : "major"}` }))),
  ], signal);
  const compatible = el("input", { type: "checkbox", on: { change: () => set({ compatible: compatible.checked }) } }, [], signal);
  const goes = el("label", { class: "check" }, [compatible, "and keys that go with it"]);
  const loops = choice("Loops or one-shots", LOOPS, (value) => set({ loops: value }));
  const origin = choice("Whose", ORIGINS, (value) => set({ origin: value }));
  const groups = GROUPS.map(([field, title]) => ({ field, words: el("div", { class: "words", role: "group", "aria-label": title }), title }));
  /** @type {Set<string>} */
  const unfolded = new Set();
  let drawn = new AbortController();
  const clear = el("button", { type: "button", class: "clear", text: "Clear filters", on: { click: () => change({ ...EVERYTHING, text: query.text }) } }, [], signal);
  const body = el("div", { class: "filters", id: "sound-filters" }, [
    ...[groups[0]].map(box),
    box({ title: "Tempo", words: el("div", { class: "bpm-range" }, [from, "–", to, el("small", { text: "half and double count" })]) }),
    box({ title: "Key", words: el("div", { class: "in-key" }, [key, goes]) }),
    box({ title: "Length", words: loops.root }),
    box({ title: "Whose", words: origin.root }),
    ...groups.slice(1).map(box), clear,
  ]);
  const fold = el("button", { type: "button", class: "fold", "aria-controls": "sound-filters", "aria-expanded": "false", on: { click: () => {
    fold.setAttribute("aria-expanded", String(body.classList.toggle("shown")));
  } } }, [], signal);

  return {
    root: el("div", { class: "narrow" }, [fold, body]),
    /** @param {Query} next @param {import("./types.d.ts").Facets} facets */
    draw(next, facets) {
      if (next === query && facets === counted) return; // more rows of the same
      query = next;
      counted = facets;
      drawn.abort();
      drawn = new AbortController();
      const until = AbortSignal.any([signal, drawn.signal]);
      for (const { field, words, title } of groups) {
        words.classList.toggle("all", unfolded.has(field));
        keepingFocus(words, () => words.replaceChildren(...chips(field, title, facets[field] ?? {}, until)));
      }
      const [low, high] = Array.isArray(query.bpm) ? query.bpm : [query.bpm, null];
      keep(from, low);
      keep(to, high);
      key.value = query.key ?? "";
      compatible.checked = query.compatible;
      goes.hidden = query.key === null;
      loops.draw(query.loops);
      origin.draw(query.origin);
      const many = filtersOf(query);
      fold.textContent = many ? `Filters (${many})` : "Filters";
      clear.hidden = !many;
    },
  };

  /** @param {"kind" | "genre" | "mood"} field @param {string} title @param {Record<string, number>} counts @param {AbortSignal} until */
  function chips(field, title, counts, until) {
    const all = [...new Set([...query[field], ...Object.entries(counts).sort((a, b) => b[1] - a[1]).map(([word]) => word)])];
    const isAll = unfolded.has(field) || all.length <= SHOWN[field] + 2;
    const made = (isAll ? all : all.slice(0, SHOWN[field])).map((word) => el("button", {
      type: "button", class: "chip", "data-focus": `${field} ${word}`, "aria-pressed": String(query[field].includes(word)),
      on: { click: () => set({ [field]: toggled(query[field], word) }) },
    }, [kindWord(word), el("small", { text: counts[word] ?? 0 })], until));
    if (!isAll) made.push(el("button", { type: "button", class: "chip rest", "data-focus": `${field} rest`, "aria-label": `All words of ${title}`, text: `${all.length - SHOWN[field]} more`, on: { click: () => { unfolded.add(field); set({}); } } }, [], until));
    return made;
  }

  /** @param {string} label @param {() => void} changed */
  function number(label, changed) {
    return el("input", { type: "number", min: 30, max: 300, "aria-label": label, on: { change: changed } }, [], signal);
  }

  /** @template T @param {string} label @param {readonly (readonly [string, T])[]} values @param {(value: T) => void} chosen */
  function choice(label, values, chosen) {
    const buttons = values.map(([name, value]) => el("button", { type: "button", text: name, on: { click: () => chosen(value) } }, [], signal));
    return {
      root: el("div", { class: "choice", role: "group", "aria-label": label }, buttons),
      /** @param {T} value */
      draw(value) { values.forEach(([, each], n) => buttons[n].setAttribute("aria-pressed", String(each === value))); },
    };
  }
}

/** @param {{title: string, words: Node}} group */
const box = ({ title, words }) => el("div", { class: "group" }, [el("h3", { text: title, "aria-hidden": "true" }), words]);

/** @param {HTMLInputElement} field @param {number | null} value */
function keep(field, value) {
  if (document.activeElement !== field) field.value = value === null ? "" : String(value);
}
