/** What the shapes on the lanes mean, for whoever meets them the first time. */
import { el, shape } from "./dom.js";

const KINDS = /** @type {const} */ ([
  ["on time", "on time"], ["early", "early"], ["late", "late"], ["wrong_pad", "wrong pad"], ["extra", "extra"],
]);

export function createLegend() {
  return el("ul", { class: "legend", "aria-label": "What the marks mean" }, [
    ...KINDS.map(([kind, words]) => el("li", {}, [shape(kind), words])),
    el("li", {}, [el("i", { class: "note missed" }), "missed"]),
  ]);
}
