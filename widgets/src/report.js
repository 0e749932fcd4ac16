/** Many learners at once, for who teaches the course: how far they come, where they stop, each lesson in numbers. */
import "./theme.css";
import "./report.css";
import { createKernel } from "./parts/kernel.js";
import { el, keepingFocus } from "./views/dom.js";
import { funnel } from "./views/report/funnel.js";
import { counted, turned } from "./views/report/order.js";
import { table } from "./views/report/table.js";
import { worded } from "./views/report/worded.js";

const PATIENCE_MS = 120_000;
const PLACES = { through: "through the course", at_it: "at it", stopped: "stopped", not_begun: "not begun" };

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement}} given */
function render({ model, el: host }) {
  const own = new AbortController();
  const { signal } = own;
  const kernel = createKernel(model, signal);
  const said = el("p", { class: "said", role: "status" });
  const form = asking(model.get("places"), async (places) => {
    said.textContent = "Reading …";
    try {
      const { message } = await kernel.ask({ kind: "read", places }, undefined, PATIENCE_MS);
      said.replaceChildren(...(message.kind === "refused" ? worded(message.message) : []));
    } catch (error) {
      said.textContent = `Not read: ${/** @type {Error} */ (error).message}.`;
    }
  }, signal);
  const body = el("div", { class: "body" });
  /** @type {import("./views/report/table.js").Shown} */
  const shown = { order: { key: "number", down: false }, open: new Set() };
  let drawn = new AbortController();
  /** Draw again; the focus and the table stay where they were. */
  function draw() {
    drawn.abort();
    drawn = new AbortController();
    const until = AbortSignal.any([signal, drawn.signal]);
    const left = body.querySelector(".scroll")?.scrollLeft ?? 0;
    keepingFocus(body, () => body.replaceChildren(...page(model.get("report"), shown, draw, until)));
    const scroll = body.querySelector(".scroll");
    if (scroll) scroll.scrollLeft = left;
  }
  model.on("change:report", draw);
  draw();
  host.append(el("section", { class: "academy report", "aria-label": "Report for instructors" }, [form, said, body]));
  return () => { model.off("change:report", draw); own.abort(); };
}

/** Where the files are. @param {string[]} places @param {(places: string[]) => void} read @param {AbortSignal} signal */
function asking(places, read, signal) {
  const input = el("input", { type: "text", id: "report-places", value: places.join(", "), placeholder: "~/my-class", spellcheck: "false" });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    read(input.value.split(",").map((/** @type {string} */ one) => one.trim()).filter(Boolean));
  };
  return el("form", { on: { submit } }, [
    el("label", { for: "report-places", text: "Learners' files, or a folder of them" }),
    input,
    el("button", { type: "submit", class: "primary", text: "Read" }),
    el("p", { class: "soft", text: "Files are read and never changed; learners are known by the names of their files only. Empty: your own playing." }),
  ], signal);
}

/** @param {any} report @param {import("./views/report/table.js").Shown} shown @param {() => void} redraw @param {AbortSignal} signal @returns {Node[]} */
function page(report, shown, redraw, signal) {
  const begun = report.lessons.filter((/** @type {any} */ lesson) => lesson.began);
  const ask = {
    sort: (/** @type {string} */ key) => { shown.order = turned(shown.order, key); redraw(); },
    toggle: (/** @type {string} */ id) => { if (!shown.open.delete(id)) shown.open.add(id); redraw(); },
  };
  return [
    report.trouble ? el("p", { class: "trouble" }, worded(report.trouble)) : null,
    ...report.skipped.map((/** @type {string} */ why) => el("p", { class: "trouble" }, worded(`Left out: ${why}`))),
    ...(begun.length ? [
      places(report), funnel(report),
      el("section", {}, [el("h2", { text: "Lessons in numbers" }), table(begun, shown, ask, signal)]),
      liked(begun), files(report),
    ] : [el("p", { class: "empty" }, worded("Nothing has been played yet. Ask each learner for the file that `academy backup mine.duckdb` writes, or the folder of `academy export --takes mine`; put them in one folder, and name it above."))]),
  ].filter((each) => each !== null);
}

/** @param {any} report */
function places(report) {
  return el("div", { class: "places" }, [
    el("p", {}, [el("b", { text: counted(report.learners, "learner") }), `, ${counted(report.takes, "take")}`, report.few ? ": too few for more than a hint" : ""]),
    el("dl", {}, Object.entries(PLACES).map(([key, name]) => el("div", {}, [el("dt", { text: name }), el("dd", { text: report.places[key] })]))),
  ]);
}

/** How lessons were liked, the least first; null when nobody has said. @param {any[]} lessons */
function liked(lessons) {
  const rated = lessons.filter(({ rating }) => rating).sort((a, b) => a.rating.stars - b.rating.stars || a.number - b.number);
  if (!rated.length) return null;
  return el("section", { class: "liked" }, [el("h2", { text: "How lessons are liked, of 5" }), el("ul", {}, rated.map(({ number, title, rating }) => el("li", {}, [
    el("b", { text: `${number}. ${title}` }), ` ★ ${rating.stars} by ${counted(rating.count, "learner")}`,
  ])))]);
}

/** @param {any} report */
function files(report) {
  const name = /** @type {Record<string, string>} */ (PLACES);
  return el("details", { class: "files" }, [
    el("summary", { text: `${counted(report.files.length, "learner")} by file` }),
    el("ul", {}, report.files.map((/** @type {any} */ one) => el("li", {}, [
      el("b", { text: one.files.join(", ") }),
      `: ${name[one.place]}, ${counted(one.takes, "take")}, ${counted(one.lessons_done, "lesson")} done`,
      one.last_at ? `; last ${one.last_exercise} on ${one.last_at.slice(0, 10)}` : "",
      one.files.length > 1 ? " (these files share takes and count as one learner)" : "",
    ]))),
  ]);
}

export default { render };
