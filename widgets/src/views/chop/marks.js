/** The cuts on the wave: each is dragged, or moved by keys; one stop for Tab, then up and down go from cut to cut. */
import { el } from "../dom.js";
import { placeWord } from "./picture.js";

const NUDGE_MS = 1;
const FAR_MS = 10;

/**
 * What a hand does to the cuts. `joins`: the edit before goes on; `drop`: a drag ended.
 * @typedef {{move: (index: number, frame: number, joins: boolean) => void, drop: (index: number) => void, nudge: (index: number, frames: number) => void,
 *   remove: (index: number) => void, play: (frame: number) => void}} Edits
 */

/**
 * @param {{cuts: ReturnType<typeof import("./cuts.js").createCuts>, rate: () => number, edits: Edits, frameOf: (clientX: number) => number,
 *   reveal: (frame: number) => void, signal: AbortSignal}} given
 */
export function createMarks({ cuts, rate, edits, frameOf, reveal, signal }) {
  /** @type {HTMLElement[]} */
  let marks = [];
  /** @type {number | null} */
  let chosen = null;
  const root = el("div", { class: "marks", role: "group", "aria-label": "Cuts: left and right move one by 1 ms, with Shift by 10 ms; up and down choose another, Delete takes it away" });

  /** @param {number} index */
  function mark(index) {
    const made = el("div", { class: "mark", role: "slider", tabindex: "-1", "aria-orientation": "horizontal" }, [el("i")]);
    let drags = false;
    let moved = false;
    let offset = 0;
    const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ fn) => made.addEventListener(type, fn, { signal });
    on("focus", () => choose(index));
    on("pointerdown", (/** @type {PointerEvent} */ event) => {
      if (event.button) return;
      event.preventDefault();
      made.focus({ preventScroll: true });
      made.setPointerCapture?.(event.pointerId);
      [drags, moved, offset] = [true, false, cuts.all[index] - frameOf(event.clientX)];
    });
    on("pointermove", (/** @type {PointerEvent} */ event) => {
      if (!drags) return;
      edits.move(index, frameOf(event.clientX) + offset, moved);
      moved = true;
    });
    for (const end of ["pointerup", "pointercancel"]) {
      on(end, () => {
        if (drags && moved) edits.drop(index);
        drags = false;
      });
    }
    on("keydown", (/** @type {KeyboardEvent} */ event) => {
      const ms = event.shiftKey ? FAR_MS : NUDGE_MS;
      const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const other = { ArrowUp: index - 1, PageUp: index - 1, ArrowDown: index + 1, PageDown: index + 1 }[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (way) edits.nudge(index, Math.round((way * ms * rate()) / 1000));
      else if (other !== undefined) focus(Math.min(Math.max(0, other), marks.length - 1));
      else if (event.key === "Delete" || event.key === "Backspace") edits.remove(index);
      else if (event.key === "Enter") edits.play(cuts.all[index]);
      else return;
      event.preventDefault();
      event.stopPropagation();
      if (way && index in cuts.all) reveal(cuts.all[index]);
    });
    return made;
  }

  /** @param {number | null} index */
  function choose(index) {
    chosen = index;
    draw();
  }
  /** @param {number} index */
  function focus(index) {
    marks[index]?.focus({ preventScroll: true });
    if (index in cuts.all) reveal(cuts.all[index]);
  }

  function draw() {
    while (marks.length < cuts.all.length) {
      const made = mark(marks.length);
      marks.push(made);
      root.append(made);
    }
    for (const gone of marks.splice(cuts.all.length)) gone.remove();
    if (chosen !== null && chosen >= marks.length) chosen = null;
    marks.forEach((made, index) => {
      const at = cuts.all[index];
      made.style.left = `${(100 * at) / Math.max(1, cuts.frames)}%`;
      made.tabIndex = index === (chosen ?? 0) ? 0 : -1;
      made.classList.toggle("chosen", index === chosen);
      const said = { label: `Cut ${index + 1}, begins slice ${index + 2}`, valuemin: 0, valuemax: Math.round((1000 * cuts.frames) / rate()), valuenow: Math.round((1000 * at) / rate()), valuetext: placeWord(at, rate()) };
      for (const [name, value] of Object.entries(said)) made.setAttribute(`aria-${name}`, String(value));
    });
  }

  return {
    root, draw, focus, choose,
    /** The number of the cut in hand, null when none is. */
    get chosen() { return chosen; },
    chosenFrame: () => (chosen === null ? null : cuts.all[chosen] ?? null),
  };
}
