/** All lessons with their exercises and best scores. */
import { el } from "../dom.js";
import { lockSign } from "./lock.js";

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
  const locked = new Set(before.lessons.filter(isShut).map(({ id }) => id));
  return now.lessons.filter((one) => !isShut(one) && locked.has(one.id))
    .map(({ number, title, url }) => ({ title: `Lesson ${number} is open.`, text: `${title} waits for you.`, url }));
}

/** @param {LessonSeen} seen */
const isShut = ({ status, closed }) => closed || status === "locked";

/** @param {LessonSeen} seen */
const facts = ({ topic, level, minutes, closed, exercises }) => `${topic}, level ${level}, ${minutes} minutes. ${
  closed ? "Not in your plan: look inside, and try its first beat" : `${exercises.filter((one) => one.passed).length} of ${exercises.length} passed`}`;

/** @param {LessonSeen} seen */
function lesson(seen) {
  return el("li", { class: seen.closed ? "locked closed" : seen.status }, [
    el("span", { class: "number", "aria-hidden": "true", text: seen.status === "done" ? "✓" : seen.number }),
    el("div", { class: "about" }, [
      el("a", { class: "title", href: seen.url }, [el("span", { text: seen.title }), seen.closed ? el("span", { class: "lock" }, [lockSign(), "Locked"]) : null]),
      el("p", { class: "facts", text: facts(seen) }),
    ]),
    el("ul", { class: "exercises" }, seen.exercises.map((one) => el("li", {}, [
      el("a", { href: one.url, class: one.passed ? "passed" : one.takes ? "tried" : "" }, [
        el("span", { text: one.title }), el("b", { text: one.best === null ? (one.takes ? "practised" : "–") : Math.round(one.best) }),
      ]),
    ]))),
  ]);
}
