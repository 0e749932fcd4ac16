/** The kit of a lesson: its pads under the hands, why each has its sound, other choices, and the files for the card. */
import { banksOf, inBank } from "../../parts/banks.js";
import { pageFloor } from "../../parts/floor.js";
import { createInputs } from "../../parts/inputs.js";
import { listenToKeys } from "../../parts/keys.js";
import { createKitPlay } from "../../parts/kitplay.js";
import { distanceInView, el } from "../dom.js";
import { download } from "../download.js";
import { createGrid } from "../grid.js";
import { createPadInput } from "./input.js";
import { createPieces } from "./pieces.js";

const ZIP_MS = 120_000;

/** @typedef {import("./types.d.ts").Kit} Kit @typedef {import("../../types").PadEvent} PadEvent */

/**
 * @param {{ask: import("./types.d.ts").Ask, kernel: import("../../types").Kernel, course: () => import("./types.d.ts").Course,
 *   device: () => import("../../types").Device, preferences: ReturnType<typeof import("../../parts/preferences.js").createPreferences>,
 *   keysIn: HTMLElement, hear: (sound: string) => void, find: (piece: import("./types.d.ts").Piece) => void, show: (sound: string) => void,
 *   changed: (kit: Kit | null, pad: string | null) => void, spent: () => void, signal: AbortSignal}} given  keysIn: where the keys of the computer are pads;
 *   spent: called when files were taken, which a plan may count
 */
export function createKit({ ask, kernel, course, device, preferences, keysIn, hear, find, show, changed, spent, signal }) {
  /** @type {Kit | null} */
  let kit = null;
  /** @type {string | null} */
  let pad = null;
  let bank = "A";
  let shown = new AbortController();
  /** @type {ReturnType<typeof createKitPlay> | null} */
  let play = null;
  /** @type {ReturnType<typeof createGrid> | null} */
  let grid = null;
  const now = () => performance.now();
  const lockedOf = () => new Set(/** @type {Record<string, string[]>} */ (preferences.get("kitLocks", {}))[kit?.lesson ?? ""] ?? []);
  const inputs = createInputs({ kernel, device, now, heard, changed: (state) => input.draw(state), signal });
  const input = createPadInput({ choose: (kind, name) => { preferences.set("input", { kind, name }); inputs.choose(kind, name); }, signal });

  const lessons = course().lessons;
  const choice = el("select", { "aria-label": "Lesson", on: { change: () => open(choice.value) } }, lessons.map(({ id, number, title }) => el("option", { value: id, text: `${number}. ${title}` })), signal);
  const says = el("p", { class: "says" });
  const said = el("p", { class: "said", role: "status" });
  const button = (/** @type {string} */ text, /** @type {() => void} */ click) => el("button", { type: "button", text, on: { click } }, [], signal);
  const seed = button("Another seed", () => change({ kind: "reseed", seed: (kit?.seed ?? 0) + 1 + Math.floor(Math.random() * 9998), locked: [...lockedOf()] }));
  const back = button("Back to the academy's choice", () => change({ kind: "back" }));
  const zip = button("Files for the card", keepZip);
  const practise = el("a", { class: "button primary", text: "Practise this lesson with it" });
  const volume = el("input", { type: "range", min: 0, max: 1, step: 0.05, value: preferences.get("volumes", { kit: 0.8 }).kit, "aria-label": "Kit volume", on: { input: () => {
    preferences.set("volumes", { ...preferences.get("volumes", {}), kit: Number(volume.value) });
    play?.setVolume(Number(volume.value));
  } } }, [], signal);
  const hands = el("div", { class: "hands" });
  const pieces = createPieces({ choose: (next) => choose(next === pad ? null : next), lock, take: (at, sound) => change({ kind: "exchange", pad: at, sound }), hear, find, show, signal });
  const body = el("div", { class: "building", hidden: true }, [
    el("div", { class: "left" }, [hands, el("p", { class: "soft", text: "Keys 1234 QWER ASDF ZXCV are the pads. Shift hits hard, Alt softly." }), el("label", { class: "volume" }, [el("span", { text: "Kit volume" }), volume]), input.root]),
    el("div", { class: "right" }, [pieces.root]),
  ]);
  const acts = el("div", { class: "ways", hidden: true }, [practise, zip, seed, back]);
  const root = el("section", { class: "kit", tabindex: "-1", "aria-label": "Kit of a lesson" }, [
    el("header", {}, [el("h2", { text: "Build a kit" }), el("label", { class: "lesson" }, [el("span", { text: "for" }), choice])]), says, body, acts, said,
  ]);

  const member = { isPlaying: () => false, stop() {}, distance: () => distanceInView(root) };
  const floor = pageFloor();
  floor.join(member, signal);
  root.addEventListener("pointerdown", () => floor.touch(member), { signal });
  for (const event of ["pointerenter", "focusin"]) root.addEventListener(event, () => play?.prepare(), { signal });
  const nextBank = () => {
    const banks = kit ? banksOf({ lanes: lanesOf(kit) }) : [];
    setBank(banks[(banks.indexOf(bank) + 1) % banks.length] ?? bank);
    return banks.length > 1;
  };
  listenToKeys({ root: keysIn, bank: () => bank, isActive: () => kit !== null, nextBank, heard, signal });
  input.draw(inputs.state);
  inputs.begin(preferences.here("input", null));

  /** @param {PadEvent} event */
  function heard(event) {
    event = inBank(event, bank, device());
    const isMidi = event.source === "webmidi" || event.source === "rtmidi";
    if (!event.down || !event.pad || (isMidi && !floor.hears(member))) return;
    grid?.light(event.pad, event.velocity, "hit");
    if (event.source === "pointer" && kit?.pieces.some((piece) => piece.pad === event.pad)) choose(event.pad);
    play?.hit(event.pad, event.velocity).catch((error) => { said.textContent = `No sound: ${error.message.replace(/\.?$/, ".")}`; });
  }

  /** @param {string} next */
  function setBank(next) {
    bank = next;
    grid?.draw(next);
  }

  /** @param {string | null} next */
  function choose(next) {
    if (next === pad) return;
    pad = next;
    draw();
  }

  /** @param {string} at */
  function lock(at) {
    const locked = lockedOf();
    if (!locked.delete(at)) locked.add(at);
    preferences.set("kitLocks", { ...preferences.get("kitLocks", {}), [kit?.lesson ?? ""]: [...locked] });
    draw();
  }

  /** Have the kernel change the kit; null when it did, else why not. @param {Record<string, any>} message @returns {Promise<string | null>} */
  async function change(message) {
    if (!kit) return null;
    const { lesson } = kit;
    said.textContent = "";
    try {
      const { message: told } = await ask({ ...message, lesson });
      if (kit?.lesson !== lesson) return null;
      kit = /** @type {Kit} */ (told.kit);
      draw();
      await play?.change(kit);
      return null;
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
      return said.textContent;
    }
  }

  async function keepZip() {
    said.textContent = "Making the files …";
    try {
      const { message, buffers } = await ask({ kind: "zip", lesson: kit?.lesson }, ZIP_MS);
      download(buffers[0], message.name, "application/zip", signal);
      spent();
      said.textContent = `${message.name}: unpack it onto the card, then IMPORT on the unit. The pad map inside says which file goes on which pad.`;
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
  }

  /** Show the kit of a lesson. @param {string} lesson */
  async function open(lesson) {
    said.textContent = "";
    preferences.set("kitLesson", lesson);
    choice.value = lesson;
    try {
      const { message } = await ask({ kind: "kit", lesson });
      if (choice.value !== lesson || signal.aborted) return;
      kit = /** @type {Kit} */ (message.kit);
      if (!kit.pieces.some((piece) => piece.pad === pad)) pad = null;
      stage(kit);
    } catch (error) {
      if (choice.value !== lesson || signal.aborted) return;
      kit = null;
      said.textContent = /** @type {Error} */ (error).message;
    }
    draw();
  }

  /** Put the pads of a kit under the hands. @param {Kit} next */
  function stage(next) {
    shown.abort();
    shown = new AbortController();
    const until = AbortSignal.any([signal, shown.signal]);
    const lanes = lanesOf(next);
    bank = banksOf({ lanes })[0];
    play = createKitPlay({ kit: next, chokes: course().chokes, ask, volume: () => Number(volume.value), signal: until });
    grid = createGrid({
      exercise: () => /** @type {any} */ ({ lanes }), snapshot: () => ({ bank }), setBank,
      padDown: (at, velocity, pageMs, source) => heard({ down: true, pad: at, velocity, pageMs, note: null, channel: null, source }),
      padUp: () => {}, signal: until,
    });
    hands.replaceChildren(grid.root);
  }

  function draw() {
    body.hidden = acts.hidden = !kit;
    if (kit) {
      says.textContent = kit.says;
      back.hidden = !kit.kept;
      practise.href = lessons.find(({ id }) => id === kit?.lesson)?.url ?? "index.ipynb";
      pieces.draw(kit.pieces, pad, lockedOf());
      grid?.expect(pad ? [pad] : []); // the grid turns to its bank
    } else says.textContent = "";
    changed(kit, pad);
  }

  return {
    root,
    /** Show the kit that was looked at last, else the first lesson's. */
    begin() {
      const wanted = [course().lesson, preferences.here("kitLesson", null), lessons[0]?.id].find((id) => lessons.some((lesson) => lesson.id === id));
      if (wanted) open(wanted);
      else says.textContent = "No lesson here has an exercise, so there is no kit to build.";
    },
    /** Put a sound on a pad; null when it is there, else why not. @param {string} at @param {string} sound */
    async put(at, sound) {
      const trouble = await change({ kind: "exchange", pad: at, sound });
      if (trouble === null) choose(at);
      return trouble;
    },
    get pad() { return pad; },
  };
}

/** @param {Kit} kit @returns {import("../../types").Lane[]} */
const lanesOf = (kit) => kit.pieces.map(({ pad, lane }) => ({ name: lane, pad, sound: null }));
