/** What becomes of the slices: practised in a lesson, or taken to the unit; and how the unit itself chops. */
import { el } from "../dom.js";
import { download } from "../download.js";

const ZIP_MS = 120_000;

/** @typedef {{id: string, title: string, number: number, url: string, pads: string[]}} ChopLesson */

/**
 * @param {{ask: import("../sounds/types.d.ts").Ask, lessons: ChopLesson[], now: () => {sound: string, slices: {start: number, end: number}[]} | null, signal: AbortSignal}} given
 */
export function createKeep({ ask, lessons, now, signal }) {
  /** What was kept last, so that it is not kept twice. @type {string | null} */
  let kept = null;
  const choice = el("select", { "aria-label": "Lesson", on: { change: () => { kept = null; draw(); } } }, lessons.map(({ id, number, title }) => el("option", { value: id, text: `${number}. ${title}` })), signal);
  const act = (/** @type {string} */ text, /** @type {() => void} */ click, /** @type {string | null} */ look = null) => el("button", { type: "button", class: look, text, on: { click } }, [], signal);
  const practise = act("Practise with these slices", () => keep(), "primary");
  const zip = act("Files for the unit's card", take);
  const open = el("a", { class: "button primary", hidden: true });
  const said = el("p", { class: "said", role: "status" });
  const root = el("section", { class: "keep", "aria-label": "Practise with these slices" }, lessons.length ? [
    el("h3", { text: "Play them in a lesson" }),
    el("p", { class: "soft", text: "The lesson's stage then plays your slices, in order from pad B1." }),
    el("label", { class: "lesson" }, [el("span", { text: "Lesson" }), choice]),
    el("div", { class: "acts" }, [practise, open, zip]), said,
  ] : [el("h3", { text: "Play them in a lesson" }), el("p", { class: "soft", text: "No lesson here plays slices. They sound on the pads of this page." })]);

  const lesson = () => lessons.find(({ id }) => id === choice.value) ?? lessons[0];
  const key = () => JSON.stringify([choice.value, now()]);
  function draw() {
    const isKept = kept !== null && kept === key();
    practise.hidden = isKept;
    open.hidden = !isKept;
    if (isKept) {
      open.href = lesson().url;
      open.textContent = `Open ${lesson().title}`;
    } else said.textContent = "";
  }

  /** Keep the slices as they are; whether it went well. @returns {Promise<boolean>} */
  async function keep() {
    const mine = now();
    if (!mine) { said.textContent = "Choose a loop first."; return false; }
    const as = key();
    if (kept === as) return true;
    said.textContent = "Keeping them …";
    try {
      const { message } = await ask({ kind: "keep", lesson: choice.value, ...mine });
      kept = as;
      const had = document.activeElement === practise;
      draw();
      said.textContent = message.says;
      if (had) open.focus();
      return true;
    } catch (error) {
      said.textContent = `Not kept: ${/** @type {Error} */ (error).message}`;
      return false;
    }
  }

  async function take() {
    if (!(await keep())) return;
    const says = said.textContent;
    said.textContent = `${says} Making the files …`;
    try {
      const { message, buffers } = await ask({ kind: "zip", lesson: choice.value }, ZIP_MS);
      download(buffers[0], message.name, "application/zip", signal);
      said.textContent = `${says} ${message.name} has them with the rest of the lesson's kit: unpack it onto the card, then IMPORT on the unit.`;
    } catch (error) {
      said.textContent = `${says} No files: ${/** @type {Error} */ (error).message}`;
    }
  }
  return { root, draw };
}

/** How it is done on the unit. Buttons are those of the Reference Manual of firmware 5.50, pages 49 to 53. */
export function onTheUnit() {
  const key = (/** @type {string} */ name) => el("kbd", { text: name });
  return el("details", { class: "unit" }, [
    el("summary", { text: "How the unit does it" }),
    el("ol", {}, [
      el("li", {}, [key("SHIFT+START/END"), " opens the markers of the pad hit last. ", key("CTRL 1"), " moves the cursor, ", key("MARK"), " cuts there, ", key("RESAMPLE"), " lit snaps to zero crossings; ", key("CTRL 3"), " chooses a marker, ", key("CTRL 2"), " moves it, ", key("DEL"), " takes it away."]),
      el("li", {}, ["By ear: hit pad 1, and pads 2 to 16 while it plays."]),
      el("li", {}, [key("VALUE"), ", AUTO MARK: TIME DIVISION 2 to 16 is ‘Equal parts’, TRANSIENT HARD, MID or SOFT is ‘At the hits’."]),
      el("li", {}, [key("VALUE"), ", ASSIGN TO PAD: choose the bank, turn ", key("VALUE"), " to the first pad, ", key("MARK"), ", then ", key("VALUE"), ": the slices lie on the pads in order."]),
    ]),
    el("p", { class: "soft", text: "Roland Reference Manual, firmware 5.50, pages 49 to 53." }),
  ]);
}
