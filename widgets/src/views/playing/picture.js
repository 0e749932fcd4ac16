/** One picture: its heading, the drawing that the kernel made, what a place of it says, and the picture to keep. */
import { el, pictureOf } from "../dom.js";
import { download } from "../download.js";
import { spotAt, stepTo, stillFits, widthFor } from "./spots.js";

/** The kinds of file a picture is kept as. @type {Record<string, string>} */
const TYPES = { png: "image/png", svg: "image/svg+xml", pdf: "application/pdf" };

/** @typedef {import("./spots.js").Spot} Spot */
/** @typedef {{name: string, title: string, kernel: import("../../types").Kernel, exercise?: () => string | null, beside?: Node | null, signal: AbortSignal}} Given */

/**
 * A picture that is asked for when it comes into view, and anew when its width or its exercise changes.
 * @param {Given} given
 */
export function createPicture({ name, title, kernel, exercise = () => null, beside = null, signal }) {
  const tip = el("div", { class: "tip", role: "status", hidden: true });
  const mark = el("div", { class: "mark", "aria-hidden": "true", hidden: true });
  const paper = el("div", { class: "paper" }, [el("p", { class: "waiting", text: "Drawing…" })]);
  const drawing = el("div", { class: "drawing", role: "group" }, [paper, mark, tip]);
  const caption = el("figcaption", {});
  const saves = el("div", { class: "saves" });
  const root = el("figure", { class: `picture ${name}`, "aria-label": title }, [
    el("header", {}, [el("h3", { text: title }), beside, saves]), drawing, caption,
  ]);
  /** @type {Spot[]} */
  let spots = [];
  let at = -1;
  let drawn = 0;
  let asked = 0;

  /** @param {number} next */
  function point(next) {
    at = next;
    mark.hidden = tip.hidden = at < 0;
    if (at < 0) return;
    const [left, top, width, height, text] = spots[at];
    const percent = (/** @type {number} */ share) => `${100 * share}%`;
    for (const [key, share] of Object.entries({ left, top, width, height })) mark.style.setProperty(key, percent(share));
    tip.textContent = text;
    tip.style.setProperty("left", percent(Math.min(1, Math.max(0, left + width / 2))));
    tip.style.setProperty("top", percent(Math.max(0, top)));
    tip.style.setProperty("--shift", `${-100 * Math.min(1, Math.max(0, left + width / 2))}%`);
  }

  async function draw() {
    const mine = ++asked;
    drawn = widthFor(drawing.clientWidth);
    try {
      const { message } = await kernel.ask({ kind: "picture", name, width: drawn, exercise: exercise() });
      if (mine === asked && !signal.aborted) show(message);
    } catch { // the kernel is busy or gone: the learner may ask again
      if (mine === asked && !signal.aborted) paper.replaceChildren(el("p", { class: "waiting" }, ["This picture did not come. ", el("button", { type: "button", text: "Try again", on: { click: draw } }, [], signal)]));
    }
  }

  /** @param {any} message */
  function show(message) {
    point(-1);
    spots = message.spots ?? [];
    if (!message.svg) {
      paper.replaceChildren(el("p", { class: "later", text: message.later }));
      caption.textContent = "";
      saves.replaceChildren();
      drawing.removeAttribute("tabindex");
      return;
    }
    const svg = pictureOf(message.svg, message.caption);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    paper.replaceChildren(svg);
    caption.textContent = message.caption;
    drawing.setAttribute("aria-label", `${title}: arrow keys read its ${spots.length} places`);
    if (spots.length) drawing.setAttribute("tabindex", "0");
    if (!saves.firstChild) saves.append(el("span", { text: "Save", "aria-hidden": "true" }), ...Object.keys(TYPES).map(save));
  }

  /** @param {string} format */
  function save(format) {
    const button = el("button", { type: "button", "aria-label": `Save ${title} as ${format.toUpperCase()}`, text: format.toUpperCase(), on: { click: fetchFile } }, [], signal);
    async function fetchFile() {
      button.disabled = true;
      try {
        const { message, buffers } = await kernel.ask({ kind: "file", name, format, exercise: exercise() });
        if (message.kind === "file") download(buffers[0], `my-${name}.${format}`, TYPES[format], signal);
        else caption.textContent = message.message;
      } catch {
        caption.textContent = "The picture could not be saved: the kernel does not answer. Reload the page and try again.";
      } finally {
        button.disabled = false;
      }
    }
    return button;
  }

  const seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && !drawn) draw();
  }, { rootMargin: "300px" });
  const sized = new ResizeObserver(() => {
    if (drawn && drawing.clientWidth && !stillFits(drawn, drawing.clientWidth)) draw();
  });
  seen.observe(root);
  sized.observe(drawing);
  signal.addEventListener("abort", () => { seen.disconnect(); sized.disconnect(); });
  const on = (/** @type {string} */ event, /** @type {(event: any) => void} */ fn) => drawing.addEventListener(event, fn, { signal });
  const aim = (/** @type {PointerEvent} */ event) => {
    const box = drawing.getBoundingClientRect();
    point(spotAt(spots, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
  };
  on("pointermove", aim);
  on("pointerdown", aim);
  on("pointerleave", () => point(-1));
  on("blur", () => point(-1));
  on("keydown", (event) => {
    const next = event.key === "Escape" ? -1 : stepTo(at, spots.length, event.key);
    if (next === null) return;
    event.preventDefault();
    point(next);
  });

  return { root, /** Draw it anew if it was drawn. */ redraw() { if (drawn) draw(); } };
}
