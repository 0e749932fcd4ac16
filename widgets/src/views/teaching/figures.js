/** Each figure, where it has a target as a bar with the target drawn in; words say the same without looking. */
import { el } from "../dom.js";

/** @typedef {{ name: string, value: number | null, unit: string, target: number | null, better: "more" | "less", is_met: boolean | null, counted: string }} Figure */

/** How far bar and target reach, in percent of the longer of both and a bit. @param {Figure} figure */
export function reach({ value, target }) {
  const most = Math.max(value ?? 0, target ?? 0) * 1.15 || 1;
  return { bar: Math.round((100 * (value ?? 0)) / most), target: target === null ? null : Math.round((100 * target) / most) };
}

/** @param {Figure} figure */
export function says({ value, unit, target, better, is_met }) {
  if (value === null) return "nothing to count yet";
  const number = `${value} ${unit}`;
  if (target === null) return number;
  return `${number}; ${is_met ? "reached" : "not reached"}: ${better === "more" ? "at least" : "at most"} ${target}`;
}

/** @param {Figure[]} figures */
export function figureList(figures) {
  return el("ul", { class: "figures" }, figures.map((figure) => {
    const { bar, target } = reach(figure);
    return el("li", { class: figure.is_met === false ? "missed" : "" }, [
      el("b", { text: figure.name }),
      el("span", { class: "says", text: says(figure) }),
      target === null ? null : el("span", { class: "track", "aria-hidden": "true" }, [
        el("i", { class: "bar", style: { width: `${bar}%` } }), el("i", { class: "target", style: { left: `${target}%` } }),
      ]),
      el("small", { text: figure.counted }),
    ]);
  }));
}
