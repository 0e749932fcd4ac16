/** All lessons with their exercises and best scores. */
import { el } from "../dom.js";

/** @typedef {import("./types.d.ts").LessonSeen} LessonSeen */
/** @typedef {import("./types.d.ts").HomeSeen} HomeSeen */

const LEVELS = ["Beginner", "Intermediate", "Advanced"];

/** The lessons by level; levels that the learner is in are unfolded. @param {LessonSeen[]} lessons @param {number | undefined} next */
export function lessonList(lessons, next) {
  const levels = [...new Set(lessons.map(({ level }) => level))];
  return el("section", { class: "all", "aria-label": "Lessons" }, levels.map((level) => {
    const mine = lessons.filter((one) => one.level === level);
    const isHere = mine.some((one) => one.number === next) || mine.some((one) => one.status !== "done" && one.exercises.some(({ takes }) => takes));
    const done = mine.filter(({ status }) => status === "done").length;
    return el("details", { open: isHere }, [
      el("summary", {}, [el("h2", { text: LEVELS[level - 1] ?? `Level ${level}` }), el("span", { class: "facts", text: `${done} of ${mine.length} lessons done` })]),
      el("ol", { class: "lessons" }, mine.map(lesson)),
    ]);
  }));
}

/** Which lessons have opened since. @param {Pick<HomeSeen, "lessons">} before @param {Pick<HomeSeen, "lessons">} now */
export function newlyOpen(before, now) {
  const locked = new Set(before.lessons.filter(({ status }) => status === "locked").map(({ id }) => id));
  return now.lessons.filter(({ id, status }) => status !== "locked" && locked.has(id))
    .map(({ number, title, url }) => ({ title: `Lesson ${number} is open.`, text: `${title} waits for you.`, url }));
}

/** @param {LessonSeen} seen */
function lesson(seen) {
  const passed = seen.exercises.filter((one) => one.passed).length;
  return el("li", { class: seen.status }, [
    el("span", { class: "number", "aria-hidden": "true", text: seen.status === "done" ? "✓" : seen.number }),
    el("div", { class: "about" }, [
      el("a", { class: "title", href: seen.url, text: seen.title }),
      el("p", { class: "facts", text: `${seen.topic}, level ${seen.level}, ${seen.minutes} minutes. ${passed} of ${seen.exercises.length} passed` }),
    ]),
    el("ul", { class: "exercises" }, seen.exercises.map((one) => el("li", {}, [
      el("a", { href: one.url, class: one.passed ? "passed" : one.takes ? "tried" : "" }, [
        el("span", { text: one.title }), el("b", { text: one.best === null ? (one.takes ? "practised" : "–") : Math.round(one.best) }),
      ]),
    ]))),
  ]);
}
