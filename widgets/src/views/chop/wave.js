/**
 * The sound, large: its slices side by side, a cut between each two that is dragged or moved by keys, and where it sounds.
 * Zooming makes the strip longer than the view; the view scrolls over it, and only what is in view is drawn.
 */
import { brushOf } from "../../parts/peaks.js";
import { el } from "../dom.js";
import { createMarks } from "./marks.js";
import { columnsOf, viewAfter } from "./picture.js";

const MOST_ZOOM = 256;
const STEP = 2;
const CURSOR_STEP = [0.002, 0.02]; // of what is in view
const THEMES = { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] };

/**
 * @param {{cuts: ReturnType<typeof import("./cuts.js").createCuts>, rate: () => number, edits: import("./marks.js").Edits,
 *   press: (frame: number) => void, add: (frame: number) => void, moved: (frame: number) => void, signal: AbortSignal}} given
 *   press: the wave was clicked; add: a cut is wanted; moved: the cursor was, by keys
 */
export function createWave({ cuts, rate, edits, press, add, moved, signal }) {
  /** @type {Float32Array[]} */
  let channels = [];
  let zoom = 1;
  let cursor = 0;
  const canvas = el("canvas", { "aria-hidden": "true" });
  const slices = el("div", { class: "slices", "aria-hidden": "true" });
  const head = el("div", { class: "head", "aria-hidden": "true", hidden: true });
  const marks = createMarks({ cuts, rate, edits, frameOf, reveal, signal });
  const strip = el("div", { class: "strip" }, [slices, canvas, marks.root, head]);
  const view = el("div", { class: "view", tabindex: "0", role: "group", "aria-label": "Waveform. Arrow keys move the cursor, A cuts there, Enter plays the slice, plus and minus zoom.", on: { scroll: paint, click, keydown, wheel } }, [strip], signal);
  const nearer = zoomer("+", "Zoom in", () => step(STEP));
  const farther = zoomer("−", "Zoom out", () => step(1 / STEP));
  const whole = zoomer("Whole", "Show the whole sound", () => show(1, 0));
  const zooms = el("div", { class: "zoom", role: "group", "aria-label": "Zoom" }, [farther, nearer, whole]);

  const resized = new ResizeObserver(() => paint());
  resized.observe(view);
  const themed = new MutationObserver(() => paint());
  themed.observe(document.body, THEMES);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint, { signal });
  signal.addEventListener("abort", () => { resized.disconnect(); themed.disconnect(); });
  /** @param {string} text @param {string} label @param {() => void} act */
  function zoomer(text, label, act) {
    return el("button", { type: "button", "aria-label": label, text, on: { click: act } }, [], signal);
  }
  /** The frame at a place of the screen. @param {number} clientX */
  function frameOf(clientX) {
    const box = strip.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (clientX - box.left) / box.width)) * cuts.frames);
  }
  const most = () => Math.max(1, Math.min(MOST_ZOOM, cuts.frames / Math.max(1, view.clientWidth)));

  /** @param {number} factor @param {number} [anchor]  what stays where it is, 0 to 1 of the sound */
  function step(factor, anchor = anchorOf()) {
    const next = Math.min(Math.max(1, zoom * factor), most());
    show(next, viewAfter(zoom, next, fromOf(), anchor));
  }
  const fromOf = () => view.scrollLeft / Math.max(1, strip.clientWidth);
  /** The cut in hand, else the cursor, when in view; else the middle. */
  function anchorOf() {
    const from = fromOf();
    const at = (marks.chosenFrame() ?? cursor) / Math.max(1, cuts.frames);
    return at >= from && at <= from + 1 / zoom ? at : from + 0.5 / zoom;
  }
  /** @param {number} next @param {number} from */
  function show(next, from) {
    zoom = next;
    strip.style.width = `${100 * zoom}%`;
    scroll(from * strip.clientWidth);
  }
  /** Scroll so far that a frame is in view. @param {number} frame */
  function reveal(frame) {
    const x = (frame / cuts.frames) * strip.clientWidth;
    const margin = Math.min(40, view.clientWidth / 4);
    if (x < view.scrollLeft + margin) scroll(x - margin);
    else if (x > view.scrollLeft + view.clientWidth - margin) scroll(x + margin - view.clientWidth);
  }
  /** The event of scrolling comes a frame later: the wave would lag behind its cuts. @param {number} left */
  function scroll(left) {
    view.scrollLeft = left;
    paint();
  }

  function paint() {
    farther.disabled = whole.disabled = zoom <= 1;
    nearer.disabled = !channels.length || zoom >= most();
    const { width, height, thin, colour } = brushOf(canvas);
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext("2d");
    if (!pen) return;
    pen.fillStyle = colour;
    const middle = height / 2;
    const from = fromOf();
    const columns = columnsOf(channels, from, from + 1 / zoom, width);
    for (let x = 0; x < width; x++) {
      const top = middle - columns[2 * x + 1] * middle;
      pen.fillRect(x, Math.min(top, middle - thin / 2), 1, Math.max(thin, (columns[2 * x + 1] - columns[2 * x]) * middle));
    }
  }

  /** @param {MouseEvent} event */
  function click(event) {
    if (/** @type {HTMLElement} */ (event.target).closest(".mark") || !cuts.frames) return;
    press(frameOf(event.clientX));
  }
  /** @param {WheelEvent} event */
  function wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    step(event.deltaY < 0 ? 1.25 : 0.8, frameOf(event.clientX) / Math.max(1, cuts.frames));
  }
  /** @param {KeyboardEvent} event */
  function keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !cuts.frames) return;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const width = cuts.frames / zoom;
    if (way && event.target === view) go(cursor + way * width * CURSOR_STEP[event.shiftKey ? 1 : 0]);
    else if (event.key === "Home" && event.target === view) go(0);
    else if (event.key === "End" && event.target === view) go(cuts.frames);
    else if (event.key === "Enter" && event.target === view) edits.play(cursor);
    else if (event.code === "KeyA") add(cursor);
    else if (event.key === "+" || event.key === "=") step(STEP);
    else if (event.key === "-") step(1 / STEP);
    else return;
    event.preventDefault();
    event.stopPropagation(); // A is a pad elsewhere, and JupyterLab has its own keys
  }
  /** @param {number} frame */
  function go(frame) {
    place(Math.round(Math.min(Math.max(0, frame), cuts.frames)));
    reveal(cursor);
    moved(cursor);
  }
  /** @param {number} frame */
  function place(frame) {
    cursor = frame;
    head.hidden = !cuts.frames;
    head.style.left = `${(100 * frame) / Math.max(1, cuts.frames)}%`;
  }

  return {
    view, zooms, marks,
    get cursor() { return cursor; },
    /** Another sound, or the same in more detail. @param {Float32Array[]} next @param {boolean} isOther */
    use(next, isOther) {
      channels = next;
      if (isOther) { place(0); show(1, 0); }
      else paint();
    },
    /** The cuts were changed. @param {number} sounding  the slice that sounds, -1 for none */
    draw(sounding) {
      const part = (/** @type {number} */ frames) => `${(100 * frames) / Math.max(1, cuts.frames)}%`;
      slices.replaceChildren(...cuts.slices.map(({ start, end }, n) => el("div", { class: n === sounding ? "slice sounding" : "slice", style: { left: part(start), width: part(end - start) } }, [el("span", { text: n + 1 })])));
      marks.draw();
      head.hidden = !cuts.frames;
    },
    /** Where the sound is; the view turns a page when it runs out. @param {number} frame */
    follow(frame) {
      place(frame);
      const x = (frame / cuts.frames) * strip.clientWidth;
      if (zoom > 1 && (x < view.scrollLeft || x > view.scrollLeft + view.clientWidth)) scroll(x - view.clientWidth / 10);
    },
  };
}
