/** Which loop is cut: a search over all loops, the library's and the learner's own. */
import { createListing } from "../../parts/listing.js";
import { brushOf, drawPeaks, peaksOf } from "../../parts/peaks.js";
import { bpmWord, EVERYTHING, keyWord, lengthWord } from "../../parts/query.js";
import { el } from "../dom.js";

const TYPING_MS = 150;
const PAGE = 30;

/** @type {[string, Partial<import("../sounds/types.d.ts").Query>][]} */
const SORTS = [
  ["Drums", { kind: ["drum_loop"] }], ["Chords", { kind: ["chord_loop"] }], ["Melodies", { kind: ["melody_loop"] }], ["All loops", {}], ["My own", { origin: "learner" }],
];

/** @typedef {import("../sounds/types.d.ts").Row} Row */

/** @param {{find: Parameters<typeof createListing>[0]["find"], choose: (row: Row) => void, signal: AbortSignal}} given */
export function createChooser({ find, choose, signal }) {
  let sort = 0;
  let shown = PAGE;
  /** @type {string | null} */
  let chosen = null;
  /** @type {((row: Row | null) => void) | null} */
  let first = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  let drawn = new AbortController();
  signal.addEventListener("abort", () => { clearTimeout(typing); drawn.abort(); });
  const listing = createListing({ find, changed: draw, signal });
  const words = el("input", { type: "search", "aria-label": "Search loops", placeholder: "dusty, 90 bpm, Cm …", spellcheck: "false", on: { input: () => { clearTimeout(typing); typing = setTimeout(look, TYPING_MS); } } }, [], signal);
  const sorts = SORTS.map(([name], at) => el("button", { type: "button", text: name, on: { click: () => { sort = at; look(); } } }, [], signal));
  const said = el("p", { class: "soft", role: "status" });
  const list = el("ul", { class: "loops" });
  const more = el("button", { type: "button", class: "more", text: "Show more", hidden: true, on: { click: () => { shown += PAGE; listing.want(0, shown); draw(); } } }, [], signal);
  const again = el("button", { type: "button", text: "Try again", hidden: true, on: { click: look } }, [], signal);
  const root = el("section", { class: "chooser", "aria-label": "Choose a loop" }, [
    words, el("div", { class: "sorts", role: "group", "aria-label": "Kind of loop" }, sorts), said, again, el("div", { class: "scroller" }, [list, more]),
  ]);

  function look() {
    shown = PAGE;
    return listing.ask({ ...EVERYTHING, ...SORTS[sort][1], text: words.value.trim(), loops: true });
  }

  /** @param {boolean} [isFresh] */
  function draw(isFresh) {
    const { total, trouble } = listing;
    sorts.forEach((button, at) => button.setAttribute("aria-pressed", String(at === sort)));
    again.hidden = !trouble;
    said.textContent = trouble ?? (listing.isAsking && !total ? "Looking …" : total ? `${total.toLocaleString("en")} loop${total === 1 ? "" : "s"}` : nothing());
    const rows = Array.from({ length: Math.min(shown, total) }, (_, at) => listing.row(at)).filter((row) => row !== null);
    more.hidden = total <= shown;
    drawn.abort();
    drawn = new AbortController();
    const hadFocus = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.sound : null;
    list.replaceChildren(...rows.map((row) => item(row, drawn.signal)));
    paint(rows);
    if (hadFocus) list.querySelector(`[data-sound="${CSS.escape(hadFocus)}"]`)?.focus({ preventScroll: true });
    if (isFresh && first) { first(rows[0] ?? null); first = null; }
  }
  const nothing = () => (SORTS[sort][0] === "My own" ? "None of your own loops is known. Name your folder on the page Sounds." : "No such loop. Take a word away, or choose another kind.");

  /** @param {Row} row @param {AbortSignal} until */
  function item(row, until) {
    const facts = [row.bpm === null ? null : `${bpmWord(row.bpm)} BPM`, keyWord(row.key, row.mode), row.beats ? `${bpmWord(row.beats)} beats` : lengthWord(row.duration_s)].filter(Boolean).join(" · ");
    return el("li", {}, [el("button", { type: "button", class: "loop", "data-sound": row.id, "aria-current": row.id === chosen ? "true" : null, on: { click: () => choose(row) } }, [
      el("canvas", { "aria-hidden": "true" }), el("span", {}, [el("b", { text: row.name }), el("small", { text: facts })]),
    ], until)]);
  }

  /** @param {Row[]} rows */
  function paint(rows) {
    const canvases = /** @type {HTMLCanvasElement[]} */ ([...list.querySelectorAll("canvas")]);
    if (!canvases.length) return;
    const brush = brushOf(canvases[0]);
    canvases.forEach((canvas, at) => drawPeaks(canvas, peaksOf(rows[at].peaks), { ...brush, colour: getComputedStyle(canvas).color }));
  }

  return {
    root,
    /** The loops of the first kind; resolves with the first of them, null when there is none. @returns {Promise<Row | null>} */
    begin() {
      const found = new Promise((resolve) => { first = resolve; });
      look();
      return /** @type {Promise<Row | null>} */ (found);
    },
    /** @param {Row} row */
    mark(row) {
      chosen = row.id;
      draw();
    },
  };
}
