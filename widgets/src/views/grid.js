/** The sixteen pads as on the unit: pad 1 top left, pad 13 bottom left. They light, they can be played, and their bank has a name. */
import { banksOf } from "../parts/banks.js";
import { el } from "./dom.js";

const KEYS = "1234QWERASDFZXCV";
const LIGHT_MS = 140;

/**
 * @param {{exercise: () => import("../types").Exercise, snapshot: () => Pick<import("../types").Snapshot, "bank">, setBank: (bank: string) => void,
 *   padDown: (pad: string, velocity: number, pageMs: number, source: "pointer") => void,
 *   padUp: (pad: string, pageMs: number, source: "pointer") => void, signal: AbortSignal}} given
 */
export function createGrid({ exercise, snapshot, setBank, padDown, padUp, signal }) {
  let names = new Map(exercise().lanes.map((lane) => [lane.pad, lane.name]));
  const banks = banksOf(exercise());
  let bank = snapshot().bank;
  const pads = Array.from({ length: 16 }, (_, n) => button(n + 1));
  const tabs = banks.map((each) => el("button", { type: "button", "data-bank": each, on: { click: () => setBank(each) } }, [`Bank ${each}`], signal));
  const name = el("div", { class: "bank", role: "group", "aria-label": "Bank of pads" }, banks.length > 1
    ? [...tabs, el("span", { class: "change" }, [el("kbd", { text: "B" }), " changes the bank"])]
    : [el("span", { text: `Bank ${bank}` })]);
  const grid = el("div", { class: "grid", role: "group" }, pads);
  const root = el("div", { class: "pads" }, [name, grid]);
  const first = exercise().lanes[0];
  roam(pads, first ? pads[Number(first.pad.slice(1)) - 1] : pads[12], signal);
  /** @type {Map<HTMLElement, ReturnType<typeof setTimeout>>} */
  const lit = new Map();
  let waited = /** @type {string[]} */ ([]);
  signal.addEventListener("abort", () => { for (const timer of lit.values()) clearTimeout(timer); });
  label();

  /** @param {number} number */
  function button(number) {
    const pad = () => `${bank}${number}`;
    const made = el("button", { type: "button", class: "pad" }, [
      el("span", { class: "number", text: number }), el("span", { class: "sound" }), el("kbd", { text: KEYS[number - 1] }),
    ]);
    let down = pad();
    made.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
      event.preventDefault();
      made.focus({ preventScroll: true });
      made.setPointerCapture?.(event.pointerId); // the release is this pad's, wherever the finger has gone
      down = pad();
      padDown(down, strength(event, made), event.timeStamp, "pointer");
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) made.addEventListener(end, (/** @type {Event} */ event) => padUp(down, event.timeStamp, "pointer"), { signal });
    made.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if ((event.key !== "Enter" && event.key !== " ") || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      down = pad();
      padDown(down, 90, event.timeStamp, "pointer");
    }, { signal });
    made.addEventListener("keyup", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" || event.key === " ") padUp(down, event.timeStamp, "pointer");
    }, { signal });
    return made;
  }

  /** Say which bank this is, and which sounds its pads have. */
  function label() {
    pads.forEach((made, at) => {
      const sound = names.get(`${bank}${at + 1}`);
      made.classList.toggle("used", Boolean(sound));
      made.querySelector(".sound").textContent = sound ?? "";
      made.setAttribute("aria-label", `Pad ${at + 1}${sound ? `, ${sound}` : ""}, key ${KEYS[at]}`);
    });
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.bank === bank));
    grid.setAttribute("aria-label", `Pads of bank ${bank}; the arrow keys move between them`);
  }

  /** @param {string | null} pad */
  const shown = (pad) => (pad && pad[0] === bank ? pads[Number(pad.slice(1)) - 1] : tabs[banks.indexOf(pad?.[0] ?? "")]) ?? null;

  return {
    root,
    /** Show the bank that was chosen. @param {string} next */
    draw(next) {
      if (next === bank) return;
      bank = next;
      for (const pad of pads) pad.classList.remove("by-hit", "by-pattern");
      label();
      this.expect(waited);
    },
    /** The pads have other sounds now. @param {Pick<import("../types").Lane, "pad" | "name">[]} lanes */
    rename(lanes) {
      names = new Map(lanes.map((lane) => [lane.pad, lane.name]));
      label();
    },
    /** Light a pad; one of the other bank lights that bank's name. @param {string | null} pad @param {number} velocity @param {"pattern" | "hit"} source */
    light(pad, velocity, source) {
      const made = shown(pad);
      if (!made) return;
      clearTimeout(lit.get(made));
      made.style.setProperty("--light", String(0.45 + 0.55 * (velocity / 127)));
      made.classList.remove("by-hit", "by-pattern");
      made.classList.add(source === "hit" ? "by-hit" : "by-pattern");
      lit.set(made, setTimeout(() => made.classList.remove("by-hit", "by-pattern"), LIGHT_MS));
    },
    /** Mark the pads that are waited for; when all are in the other bank, that one comes. @param {string[]} next */
    expect(next) {
      waited = next;
      pads.forEach((made, at) => made.classList.toggle("expected", waited.includes(`${bank}${at + 1}`)));
      for (const tab of tabs) tab.classList.toggle("expected", waited.some((pad) => pad[0] === tab.dataset.bank && pad[0] !== bank));
      if (waited.length && waited.every((pad) => pad[0] !== bank) && banks.includes(waited[0][0])) setBank(waited[0][0]);
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
