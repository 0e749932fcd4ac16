/** How the sound is cut: into equal parts, at its hits, or by hand; and taking an edit back. */
import { el } from "../dom.js";
import { PADS } from "./cuts.js";

/** @typedef {"equal" | "hits" | "hand"} Way */
const WAYS = /** @type {[Way, string][]} */ ([["equal", "Equal parts"], ["hits", "At the hits"], ["hand", "By hand"]]);
const PARTS = [4, 8, 16];

/**
 * @param {{equal: (count: number) => void, hits: (pads: number) => void, hand: () => void, undo: () => void, redo: () => void,
 *   clear: () => void, startOver: () => void, snaps: (on: boolean) => void, signal: AbortSignal}} given
 */
export function createWays({ equal, hits, hand, undo, redo, clear, startOver, snaps, signal }) {
  const act = (/** @type {string} */ text, /** @type {() => void} */ click, /** @type {Record<string, any>} */ more = {}) => el("button", { type: "button", text, ...more, on: { click } }, [], signal);
  const ways = Object.fromEntries(WAYS.map(([way, name]) => [way, act(name, () => choose(way))]));
  const parts = PARTS.map((count) => act(String(count), () => equal(count), { "data-count": count }));
  const beats = act("Beats", () => equal(Number(beats.dataset.count)), { hidden: true });
  const slider = el("input", { type: "range", min: 2, max: PADS, step: 1, value: PADS, "aria-label": "Sensitivity: at most so many slices", on: { input: () => { many(); hits(Number(slider.value)); } } }, [], signal);
  const number = el("output", {});
  const snap = el("input", { type: "checkbox", checked: true, on: { change: () => snaps(snap.checked) } }, [], signal);
  const rows = {
    equal: el("div", { class: "how", role: "group", "aria-label": "Equal parts" }, [...parts, beats]),
    hits: el("div", { class: "how" }, [el("label", { class: "sensitivity" }, [el("span", { text: "Sensitivity" }), el("small", { text: "few" }), slider, el("small", { text: "many" })]), number]),
    hand: el("div", { class: "how" }, [el("label", { class: "check" }, [snap, "Snap to where it is silent"]), act("Take all cuts away", clear)]),
  };
  const back = act("Undo", undo, { title: "Ctrl+Z" });
  const forth = act("Redo", redo, { title: "Ctrl+Shift+Z" });
  const over = act("Start over", startOver, { title: "Let go of these cuts; they are kept in this browser until you do" });
  const root = el("div", { class: "ways" }, [
    el("div", { class: "choice", role: "group", "aria-label": "Way of cutting" }, WAYS.map(([way]) => ways[way])),
    ...Object.values(rows), el("div", { class: "history" }, [back, forth, over]),
  ]);

  function many() { number.textContent = `at most ${slider.value} slices`; }
  /** @param {Way} way */
  function choose(way) {
    if (way === "equal") equal(8);
    else if (way === "hits") hits(Number(slider.value));
    else hand();
  }
  many();

  return {
    root,
    get pads() { return Number(slider.value); },
    /** @param {{way: Way, count: number | null, beats: number | null, canUndo: boolean, canRedo: boolean, isCut: boolean, isReady: boolean}} state  count: of equal parts */
    draw({ way, count, beats: said, canUndo, canRedo, isCut, isReady }) {
      for (const [name, button] of Object.entries(ways)) {
        button.setAttribute("aria-pressed", String(name === way));
        button.disabled = !isReady;
      }
      for (const [name, row] of Object.entries(rows)) row.hidden = name !== way;
      const whole = said !== null && Number.isInteger(said) && said > 1 && said <= PADS && !PARTS.includes(said);
      beats.hidden = !whole;
      beats.dataset.count = String(said);
      beats.textContent = `${said}, the beats`;
      for (const each of [...parts, beats]) {
        const isBeats = Number(each.dataset.count) === said;
        if (each !== beats) each.textContent = isBeats ? `${said}, the beats` : String(each.dataset.count);
        each.setAttribute("aria-pressed", String(way === "equal" && Number(each.dataset.count) === count));
      }
      // Truly disabled, they would throw the focus away.
      over.ariaDisabled = String(!isCut);
      back.ariaDisabled = String(!canUndo);
      forth.ariaDisabled = String(!canRedo);
    },
  };
}
