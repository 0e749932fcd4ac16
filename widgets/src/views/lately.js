/** The last takes together, offered after every fifth: opened by who wants it, and never in the way of the next take. */
import { el } from "./dom.js";

const EVERY = 5;

/** @typedef {{text: string, tip?: string | null}} Said */

/** @param {{takes: number, stable: Said[], changed: Said[], work_on: Said | null} | null | undefined} summary @param {number} played  takes of this exercise so far */
export function lately(summary, played) {
  if (!summary) return null;
  const isDue = played % EVERY === 0;
  const { stable, changed, work_on: next } = summary;
  return el("details", { class: isDue ? "lately due" : "lately" }, [
    el("summary", { text: `Your last ${words(summary.takes)} takes${isDue ? ": see what they show together" : ""}` }),
    el("div", { class: "together" }, [
      part("Stable", stable, "Nothing yet: these takes differ."),
      part("Changed", changed, "Nothing much."),
      part("Work on this one thing", next ? [next] : [], "No part stands out. Go on, or raise the tempo."),
    ]),
  ]);
}

/** @param {string} title @param {Said[]} items @param {string} none */
function part(title, items, none) {
  const said = items.flatMap(({ text, tip }) => [text, ...(tip ? [tip] : [])]);
  return el("div", {}, [el("h4", { text: title }), el("ul", {}, (said.length ? said : [none]).map((text) => el("li", { text })))]);
}

/** @param {number} count */
const words = (count) => ["", "", "two", "three", "four", "five"][count] ?? String(count);
