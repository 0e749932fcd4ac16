/** The table of lessons: sorted by any heading, each lesson opens to its exercises. */
import { el } from "../dom.js";
import { COLUMNS, inOrder } from "./order.js";

/** @typedef {import("./order.js").LessonTold} LessonTold */
/** @typedef {{order: import("./order.js").Order, open: Set<string>}} Shown */

/**
 * @param {LessonTold[]} lessons  those that somebody began
 * @param {Shown} shown
 * @param {{sort: (key: string) => void, toggle: (lesson: string) => void}} ask
 * @param {AbortSignal} signal
 */
export function table(lessons, shown, ask, signal) {
  const rows = inOrder(lessons, shown.order).flatMap((lesson) => [
    lessonRow(lesson, shown.open.has(lesson.id), () => ask.toggle(lesson.id), signal),
    ...(shown.open.has(lesson.id) ? lesson.exercises.map(exerciseRow) : []),
  ]);
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Lessons in numbers" }, [
    el("table", {}, [
      el("thead", {}, [el("tr", {}, COLUMNS.map(([key, name, means]) => heading(key, name, means, shown, ask.sort, signal)))]),
      el("tbody", {}, rows),
    ]),
  ]);
}

/** @param {string} key @param {string} name @param {string} means @param {Shown} shown @param {(key: string) => void} sort @param {AbortSignal} signal */
function heading(key, name, means, { order }, sort, signal) {
  const sorted = order.key === key ? (order.down ? "descending" : "ascending") : null;
  const arrow = sorted && el("span", { "aria-hidden": "true", text: order.down ? "\u00a0▾" : "\u00a0▴" });
  const button = el("button", { type: "button", title: means, "data-focus": `by ${key}`, on: { click: () => sort(key) } }, [name, arrow], signal);
  return el("th", { scope: "col", "aria-sort": sorted }, [button]);
}

/** @param {LessonTold} lesson @param {boolean} open @param {() => void} toggle @param {AbortSignal} signal */
function lessonRow(lesson, open, toggle, signal) {
  const button = el("button", { type: "button", class: "fold", "data-focus": lesson.id, "aria-expanded": String(open), on: { click: toggle } }, [
    el("span", { class: "mark", "aria-hidden": "true", text: open ? "–" : "+" }), el("span", { class: "number", text: lesson.number }), el("span", { text: lesson.title }),
  ], signal);
  return el("tr", { class: "lesson" }, [el("th", { scope: "row" }, [button]), ...numbers(lesson)]);
}

/** @param {import("./order.js").ExerciseTold} one */
function exerciseRow(one) {
  const said = one.hardness;
  const differs = said && said.verdict !== "as measured";
  return el("tr", { class: "exercise" }, [
    el("th", { scope: "row" }, [
      one.title,
      differs ? el("span", { class: "hardness", text: `${said.verdict === "harder" ? "▲" : "▽"} ${said.verdict} than measured: ${signed(said.seen)} for ${signed(said.measured)} logits, ${said.learners} learners` }) : null,
    ]),
    ...numbers(one),
  ]);
}

/** @param {Record<string, any>} row */
const numbers = (row) => COLUMNS.slice(1).map(([key]) => el("td", { text: told(key, row[key]) }));

/** @param {string} key @param {number | null} value */
function told(key, value) {
  if (value === null) return "–";
  if (key === "stopped") return value ? `▼ ${value}` : "·";
  return key === "mean" || key === "median" ? String(Math.round(value)) : value.toLocaleString("en");
}

/** @param {number} logits */
const signed = (logits) => `${logits < 0 ? "−" : "+"}${Math.abs(logits).toFixed(1)}`;
