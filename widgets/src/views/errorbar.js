/** The running bar of hits: how early or late the last ones were, their bias and their spread. */
import { el, signed } from "./dom.js";

const REACH_MS = 100;
const KEEP = 24;

export function createErrorBar() {
  const ticks = el("div", { class: "ticks" });
  const band = el("div", { class: "band", hidden: true });
  const bias = el("div", { class: "bias", hidden: true });
  const biasWords = el("b", { text: "–" });
  const spreadWords = el("b", { text: "–" });
  const number = (/** @type {string} */ name, /** @type {string} */ title, /** @type {Node} */ value) => el("span", { title }, [el("span", { class: "name", text: name }), value]);
  const root = el("div", { class: "errorbar" }, [
    el("span", { class: "side", text: "early" }),
    el("div", { class: "scale", role: "img", "aria-label": "How early or late your last hits were", title: `Your last ${KEEP} hits; the ends are ${REACH_MS} ms early and late` }, [el("div", { class: "zero" }), band, ticks, bias]),
    el("span", { class: "side", text: "late" }),
    el("span", { class: "numbers" }, [
      number("bias", "The middle of your hits, early or late: a habit, or a latency. Shown from 3 hits on.", biasWords),
      number("spread", "How far your hits scatter around their bias: the smaller, the steadier. Shown from 8 hits on.", spreadWords),
    ]),
  ]);
  const at = (/** @type {number} */ ms) => 50 + 50 * Math.max(-1, Math.min(1, ms / REACH_MS));

  return {
    root,
    clear() { ticks.replaceChildren(); this.numbers(null, null); },
    /** @param {number} asynchronyMs */
    add(asynchronyMs) {
      ticks.append(el("i", { style: { left: `${at(asynchronyMs)}%` } }));
      while (ticks.childElementCount > KEEP) ticks.firstElementChild?.remove();
    },
    /** @param {number | null} biasMs @param {number | null} spreadMs */
    numbers(biasMs, spreadMs) {
      bias.hidden = biasMs === null;
      band.hidden = biasMs === null || spreadMs === null;
      biasWords.textContent = signed(biasMs);
      spreadWords.textContent = spreadMs === null ? "–" : `${Math.round(spreadMs)} ms`;
      if (biasMs === null) return;
      bias.style.left = `${at(biasMs)}%`;
      if (spreadMs === null) return;
      band.style.left = `${at(biasMs - spreadMs)}%`;
      band.style.right = `${100 - at(biasMs + spreadMs)}%`;
    },
  };
}
