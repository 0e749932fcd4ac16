/** Making elements: a tag with attributes, listeners tied to a signal, and children. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag  "svg:path" makes an SVG element
 * @param {Record<string, any>} [attributes]  class, aria-*, text (its text), on (listeners by event), style by name
 * @param {(Node | string | null)[]} [children]
 * @param {AbortSignal} [signal]  ends the listeners
 * @returns {any}
 */
export function el(tag, attributes = {}, children = [], signal) {
  const made = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") made.textContent = String(value);
    else if (name === "on") for (const [event, fn] of Object.entries(value)) made.addEventListener(event, /** @type {any} */ (fn), { signal });
    else if (name === "style") for (const [key, said] of Object.entries(value)) /** @type {HTMLElement} */ (made).style.setProperty(key, String(said));
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Draw a part of the page anew. What has the focus in it keeps it: the element itself where it stays, else the one that bears
 * the same `data-focus` afterwards.
 * @param {HTMLElement} root @param {() => void} draw
 */
export function keepingFocus(root, draw) {
  const active = root.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  draw();
  const mark = active?.dataset.focus;
  const again = active?.isConnected ? active : mark ? root.querySelector(`[data-focus="${CSS.escape(mark)}"]`) : null;
  /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
}

/** A picture that the kernel drew, named by its caption. @param {string} svg @param {string} caption */
export function pictureOf(svg, caption) {
  const made = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", caption);
  return made;
}

/** Shapes that tell a verdict without colour; each fits a box from -6 to 6. */
const SHAPES = {
  early: "M5,-5 L-5,0 L5,5 Z",
  late: "M-5,-5 L5,0 L-5,5 Z",
  "late-up": "M-5,5 L0,-5 L5,5 Z",
  "early-down": "M-5,-5 L0,5 L5,-5 Z",
  "on time": "M0,-5 A5,5 0 1 0 0.01,-5 Z",
  wrong_pad: "M-5,-3.2 L-3.2,-5 L0,-1.8 L3.2,-5 L5,-3.2 L1.8,0 L5,3.2 L3.2,5 L0,1.8 L-3.2,5 L-5,3.2 L-1.8,0 Z",
  extra: "M-1.2,-5 H1.2 V-1.2 H5 V1.2 H1.2 V5 H-1.2 V1.2 H-5 V-1.2 H-1.2 Z",
  double: "M-5,-1.5 H-1 V1.5 H-5 Z M1,-1.5 H5 V1.5 H1 Z",
  missed: "M0,-5 A5,5 0 1 0 0.01,-5 Z M0,-3 A3,3 0 1 1 -0.01,-3 Z",
};

/** The shape of a verdict as a small picture. @param {string} kind @param {string} [title] */
export function shape(kind, title) {
  const path = SHAPES[/** @type {keyof typeof SHAPES} */ (kind)] ?? SHAPES["on time"];
  return el("svg:svg", { viewBox: "-6 -6 12 12", class: `shape ${kind.replace(/-up|-down/, "").replace(/[ _]/g, "-")}`, "aria-hidden": title ? null : "true", role: title ? "img" : null, "aria-label": title }, [
    el("svg:path", { d: path, "fill-rule": "evenodd" }),
  ]);
}

/** Px from the middle of the window to an element, 0 when it covers the middle; null when none of it is in view. @param {Element} element */
export function distanceInView(element) {
  const { top, bottom, height } = element.getBoundingClientRect();
  const seen = document.documentElement.clientHeight;
  if (!height || bottom < 0 || top > seen) return null;
  return Math.max(0, top - seen / 2, seen / 2 - bottom);
}

/** Call `frame` before every paint while it is switched on; a page at rest asks for no frames. @param {() => void} frame @param {AbortSignal} signal */
export function whileRunning(frame, signal) {
  let asked = 0;
  function next() {
    frame();
    if (asked) asked = requestAnimationFrame(next);
  }
  function off() {
    cancelAnimationFrame(asked);
    asked = 0;
  }
  signal.addEventListener("abort", off);
  return (/** @type {boolean} */ on) => {
    if (!on) off();
    else if (!asked && !signal.aborted) asked = requestAnimationFrame(next);
  };
}

/** A number of ms with its sign: early is negative. @param {number | null} ms */
export function signed(ms) {
  if (ms === null) return "–";
  const whole = Math.round(ms);
  return `${whole > 0 ? "+" : whole < 0 ? "−" : ""}${Math.abs(whole)} ms`;
}

/** @param {number | null | undefined} ms @param {string} [none] */
export function earlyOrLate(ms, none = "–") {
  if (ms === null || ms === undefined) return none;
  const whole = Math.round(Math.abs(ms));
  return whole === 0 ? "exact" : `${whole} ms ${ms < 0 ? "early" : "late"}`;
}
