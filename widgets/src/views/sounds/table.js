/**
 * The sounds that were found, however many: as many rows as fit are drawn, and filled anew while one scrolls. The list is one
 * stop for Tab; arrows move in it, Enter or Space plays.
 */
import { brushOf, drawPeaks, peaksOf } from "../../parts/peaks.js";
import { bpmWord, keyWord, kindWord, lengthWord } from "../../parts/query.js";
import { el } from "../dom.js";

/** Px; the style sheet knows it as `--row`. */
const ROW = 52;
const BESIDE = 4;
const COLUMNS = /** @type {const} */ ([["name", "Sound"], ["kind", "Kind"], ["bpm", "BPM"], ["key", "Key"], ["length", "Length"]]);

/** @typedef {import("./types.d.ts").Row} Row */

/**
 * @param {{listing: ReturnType<typeof import("../../parts/listing.js").createListing>, sort: (column: import("./types.d.ts").Sort) => void,
 *   choose: (row: Row) => void, play: (row: Row) => void, signal: AbortSignal}} given
 */
export function createTable({ listing, sort, choose, play, signal }) {
  const space = el("div", { class: "space" });
  const list = el("div", { class: "list", role: "listbox", tabindex: "0", "aria-label": "Sounds; arrows move, Enter plays" }, [space], signal);
  const heads = COLUMNS.map(([column, name]) => el("button", { type: "button", class: column, "data-column": column, on: { click: () => sort(column) } }, [name, el("span", { "aria-hidden": "true", class: "arrow" })], signal));
  const empty = el("div", { class: "nothing", hidden: true });
  const root = el("div", { class: "found" }, [el("div", { class: "heads", role: "group", "aria-label": "Order" }, heads), list, empty]);
  /** @type {ReturnType<typeof makeRow>[]} */
  let pool = [];
  let current = 0;
  /** @type {import("../../parts/peaks.js").Brush | null} */
  let brush = null;
  /** Enter was pressed on a row that is not there yet. */
  let isWaitedFor = false;
  /** @type {string | null} */
  let chosen = null;
  /** @type {{id: string | null, phase: string}} */
  let heard = { id: null, phase: "silent" };

  /** As many rows as are in view and a few more, each at a place of its own. The layout is read before anything is written. */
  function fill() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW));
    const seen = Math.ceil((list.clientHeight || 10 * ROW) / ROW) + 1;
    const many = Math.min(listing.total, seen + 2 * BESIDE);
    if (pool.length !== many) {
      pool = Array.from({ length: many }, (_, n) => pool[n] ?? makeRow());
      space.replaceChildren(...pool.map(({ root: row }) => row));
    }
    space.style.height = `${listing.total * ROW}px`;
    const from = Math.max(0, Math.min(first - BESIDE, listing.total - many));
    if (pool.length) brush ??= pool[0].brush();
    for (let at = from; at < from + many; at++) {
      const made = pool[at % many];
      made.show(at, listing.row(at), listing.total, /** @type {import("../../parts/peaks.js").Brush} */ (brush));
      made.mark(listing.row(at)?.id === chosen, at === current, heard);
    }
    list.setAttribute("aria-activedescendant", listing.total ? pool[current % many]?.root.id ?? "" : "");
    listing.want(first, Math.min(Math.max(0, listing.total - 1), first + seen));
  }

  /** The waves are drawn anew: another width, or another light. */
  function anew() {
    brush = null;
    for (const row of pool) row.forget();
    fill();
  }

  /** @param {number} to @param {boolean} [isPlayed] */
  function go(to, isPlayed = false) {
    if (!listing.total) return;
    current = Math.min(listing.total - 1, Math.max(0, to));
    const top = current * ROW;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
    fill();
    const row = listing.row(current);
    isWaitedFor = !row;
    if (row) choose(row);
    if (row && isPlayed) play(row);
  }

  list.addEventListener("scroll", fill, { signal, passive: true });
  list.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const row = /** @type {HTMLElement} */ (event.target).closest?.(".row");
    if (row) go(Number(/** @type {HTMLElement} */ (row).dataset.at), true);
  }, { signal });
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 1);
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, PageDown: current + page, PageUp: current - page, Home: 0, End: listing.total - 1, Enter: current, " ": current }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(to, event.key === "Enter" || event.key === " ");
  }, { signal });
  const resized = new ResizeObserver(anew);
  resized.observe(list);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", anew, { signal });
  signal.addEventListener("abort", () => resized.disconnect());

  return {
    root,
    /** @param {boolean} isFresh  another search @param {import("./types.d.ts").Query} query @param {{title: string, text: string} | null} words  in place of rows */
    draw(isFresh, query, words) {
      if (isFresh) { list.scrollTop = 0; current = 0; }
      list.classList.toggle("asking", listing.isAsking);
      list.hidden = !listing.total;
      empty.hidden = listing.total > 0 || !words;
      if (words) empty.replaceChildren(el("h3", { text: words.title }), el("p", { text: words.text }));
      for (const head of heads) {
        const isSorted = head.dataset.column === query.sort;
        head.setAttribute("aria-pressed", String(isSorted));
        head.setAttribute("aria-label", `${head.firstChild.textContent}${isSorted ? `, sorted ${query.down ? "down" : "up"}` : ", sort"}`);
        head.querySelector(".arrow").textContent = isSorted ? (query.down ? " ▾" : " ▴") : "";
      }
      fill();
      const row = listing.row(current);
      if (isWaitedFor && row) { isWaitedFor = false; choose(row); }
    },
    /** @param {string | null} id */
    choose(id) { chosen = id; fill(); },
    /** @param {{id: string | null, phase: string}} next */
    hear(next) { heard = next; fill(); },
    /** How far the sound that plays is, 0 to 1; null when none is. @param {number | null} part */
    playhead(part) { for (const row of pool) row.playhead(row.id === heard.id ? part : null); },
    /** The row that is chosen moves into view. */
    focus() { list.focus({ preventScroll: true }); },
  };
}

let rows = 0;

/** One row, filled again and again. */
function makeRow() {
  const name = el("b");
  const words = el("small");
  const wave = el("canvas", { "aria-hidden": "true" });
  const head = el("i", { class: "head", "aria-hidden": "true", hidden: true });
  const [kind, bpm, key, length] = ["kind", "bpm", "key", "length"].map((each) => el("span", { class: each }));
  const root = el("div", { class: "row", role: "option", id: `sound-row-${++rows}` }, [
    el("span", { class: "sign", "aria-hidden": "true" }), el("span", { class: "what" }, [name, words]), el("span", { class: "wave" }, [wave, head]), kind, bpm, key, length,
  ]);
  let at = -1;
  /** @type {Row | null | undefined} */
  let shown;
  return {
    root,
    get id() { return shown?.id ?? null; },
    brush: () => brushOf(wave),
    /** Draw anew next time, whatever is shown. */
    forget() { shown = undefined; },
    /** @param {number} place @param {Row | null} row @param {number} total @param {import("../../parts/peaks.js").Brush} brush */
    show(place, row, total, brush) {
      if (place !== at) {
        at = place;
        root.dataset.at = String(at);
        root.style.transform = `translateY(${at * ROW}px)`;
        root.setAttribute("aria-posinset", String(at + 1));
      }
      root.setAttribute("aria-setsize", String(total));
      if (row === shown) return;
      shown = row;
      root.classList.toggle("coming", !row);
      root.classList.toggle("locked", row?.is_open === false);
      name.textContent = row?.name ?? "";
      words.textContent = row ? wordsOf(row) : "";
      kind.textContent = row ? kindWord(row.kind) : "";
      bpm.textContent = row ? bpmWord(row.bpm) : "";
      key.textContent = row ? keyWord(row.key, row.mode) || (row.root ?? "").replace("#", "♯") : "";
      length.textContent = row ? lengthWord(row.duration_s) : "";
      drawPeaks(wave, row ? peaksOf(row.peaks) : null, brush);
    },
    /** @param {boolean} isChosen @param {boolean} isCurrent @param {{id: string | null, phase: string}} heard */
    mark(isChosen, isCurrent, heard) {
      root.setAttribute("aria-selected", String(isChosen));
      root.classList.toggle("current", isCurrent);
      root.dataset.phase = shown && shown.id === heard.id ? heard.phase : "silent";
      if (root.dataset.phase !== "playing") head.hidden = true;
    },
    /** @param {number | null} part */
    playhead(part) {
      head.hidden = part === null;
      if (part !== null) head.style.left = `${100 * part}%`;
    },
  };
}

/** @param {Row} row */
const wordsOf = ({ tags, genres, origin, file, is_open: isOpen }) => (
  origin === "learner" && file ? `mine: ${file}` : [...(isOpen === false ? ["🔒 Premium"] : []), ...genres, ...tags].join(", "));
