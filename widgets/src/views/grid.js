/** The sixteen pads as on the unit: pad 1 top left, pad 13 bottom left. They light, and they can be played. */
import { el } from "./dom.js";

const KEYS = "1234QWERASDFZXCV";
const LIGHT_MS = 140;

/**
 * @param {{exercise: () => import("../types").Exercise, padDown: (pad: string, velocity: number, pageMs: number, source: "pointer") => void,
 *   padUp: (pad: string, pageMs: number, source: "pointer") => void, signal: AbortSignal}} given
 */
export function createGrid({ exercise, padDown, padUp, signal }) {
  const bank = exercise().lanes[0]?.pad[0] ?? "A";
  const names = new Map(exercise().lanes.map((lane) => [lane.pad, lane.name]));
  /** @type {Map<string, HTMLElement>} */
  const pads = new Map();
  for (let number = 1; number <= 16; number++) {
    const pad = `${bank}${number}`;
    const name = names.get(pad);
    const button = el("button", { type: "button", class: `pad${name ? " used" : ""}`, "aria-label": `Pad ${number}${name ? `, ${name}` : ""}, key ${KEYS[number - 1]}` }, [
      el("span", { class: "number", text: number }),
      el("span", { class: "sound", text: name ?? "" }),
      el("kbd", { text: KEYS[number - 1] }),
    ]);
    button.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      event.preventDefault();
      button.focus({ preventScroll: true });
      button.setPointerCapture?.(event.pointerId); // the release is this pad's, wherever the finger has gone
      padDown(pad, strength(event, button), event.timeStamp, "pointer");
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) button.addEventListener(end, (/** @type {Event} */ event) => padUp(pad, event.timeStamp, "pointer"), { signal });
    button.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if ((event.key !== "Enter" && event.key !== " ") || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      padDown(pad, 90, event.timeStamp, "pointer");
    }, { signal });
    pads.set(pad, button);
  }
  const all = [...pads.values()];
  const root = el("div", { class: "grid", role: "group", "aria-label": "Pads; the arrow keys move between them" }, all);
  roam(all, all[(exercise().lanes[0] ? [...pads.keys()].indexOf(exercise().lanes[0].pad) : 12)] ?? all[12], signal);
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const lit = new Map();
  signal.addEventListener("abort", () => { for (const timer of lit.values()) clearTimeout(timer); });

  return {
    root,
    /** Light a pad. @param {string | null} pad @param {number} velocity @param {"pattern" | "hit"} source */
    light(pad, velocity, source) {
      const button = pads.get(pad ?? "");
      if (!button) return;
      clearTimeout(lit.get(String(pad)));
      button.style.setProperty("--light", String(0.45 + 0.55 * (velocity / 127)));
      button.classList.remove("by-hit", "by-pattern");
      button.classList.add(source === "hit" ? "by-hit" : "by-pattern");
      lit.set(String(pad), setTimeout(() => button.classList.remove("by-hit", "by-pattern"), LIGHT_MS));
    },
    /** Mark the pads that are waited for. @param {string[]} waited */
    expect(waited) {
      for (const [pad, button] of pads) button.classList.toggle("expected", waited.includes(pad));
    },
  };
}

/** One stop for Tab, then the arrow keys: sixteen stops would stand between the learner and everything below. @param {HTMLElement[]} pads @param {HTMLElement} first @param {AbortSignal} signal */
function roam(pads, first, signal) {
  for (const pad of pads) pad.tabIndex = pad === first ? 0 : -1;
  pads.forEach((pad, at) => {
    pad.addEventListener("focus", () => { for (const other of pads) other.tabIndex = other === pad ? 0 : -1; }, { signal });
    pad.addEventListener("keydown", (event) => {
      const row = at - (at % 4);
      const to = { ArrowLeft: Math.max(row, at - 1), ArrowRight: Math.min(row + 3, at + 1), ArrowUp: at - 4, ArrowDown: at + 4, Home: row, End: row + 3 }[event.key];
      if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      pads[to]?.focus();
    }, { signal });
  });
}

/** Harder towards the bottom edge, as a thumb falls; a pen or screen that feels pressure says so itself. @param {PointerEvent} event @param {HTMLElement} pad */
function strength(event, pad) {
  if (event.pointerType === "pen" && event.pressure > 0) return Math.round(20 + 107 * event.pressure);
  const box = pad.getBoundingClientRect();
  const depth = box.height ? (event.clientY - box.top) / box.height : 0.5;
  return Math.round(55 + 60 * Math.min(1, Math.max(0, depth)));
}
