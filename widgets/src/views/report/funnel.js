/** How far learners come: for each lesson who began it, who completed it, and who stopped there. */
import { el } from "../dom.js";
import { counted } from "./order.js";

/** @param {any} report */
export function funnel(report) {
  /** @type {import("./order.js").LessonTold[]} */
  const lessons = report.lessons;
  const last = lessons.findLastIndex((lesson) => lesson.began);
  const after = lessons.length - 1 - last;
  return el("section", { class: "funnel", "aria-label": "How far learners come" }, [
    el("h2", { text: "How far learners come" }),
    el("p", { class: "key" }, [
      el("span", { class: "bar done", "aria-hidden": "true" }), "done ",
      el("span", { class: "bar begun", "aria-hidden": "true" }), "begun ",
      el("b", { class: "stop", "aria-hidden": "true", text: "▼" }), `stopped: no take for ${report.stopped_after_days} days`,
    ]),
    el("ol", {}, lessons.slice(0, last + 1).map((lesson) => row(lesson, report.learners))),
    after ? el("p", { class: "soft", text: `Nobody has begun the ${counted(after, "lesson")} after ${lessons[last].title}.` }) : null,
    report.stopped_elsewhere ? el("p", { class: "soft", text: `${counted(report.stopped_elsewhere, "learner")} stopped at an exercise that this course does not have.` }) : null,
  ]);
}

/** @param {import("./order.js").LessonTold} lesson @param {number} learners */
function row(lesson, learners) {
  const wide = (/** @type {number} */ count) => ({ width: `${(100 * count) / learners}%` });
  const at = lesson.exercises.filter((one) => one.stopped).map((one) => `${one.title} (${one.stopped})`);
  return el("li", {}, [
    el("span", { class: "name" }, [el("span", { class: "number", text: lesson.number }), el("span", { text: lesson.title })]),
    el("span", { class: "track", "aria-hidden": "true" }, [
      lesson.began ? el("span", { class: "bar begun", style: wide(lesson.began) }) : null,
      lesson.completed ? el("span", { class: "bar done", style: wide(lesson.completed) }) : null,
    ]),
    el("span", { class: "counts" }, [
      el("span", { text: lesson.began ? `${lesson.completed} of ${lesson.began} done` : "nobody yet" }),
      lesson.stopped ? el("b", { class: "stop", title: at.join(", "), text: ` ▼ ${lesson.stopped} stopped` }) : null,
      lesson.stopped ? el("span", { class: "where", text: `: ${at.join(", ")}` }) : null,
    ]),
  ]);
}
