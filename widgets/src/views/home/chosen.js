/** The lesson that is chosen in the tree: what it teaches, what it waits for, the way in. */
import { el } from "../dom.js";
import { ratingOf } from "./rating.js";

const MASTERED_TAKES = 3;
const MASTERED_POINTS = 80;

/**
 * @param {import("./types.d.ts").LessonSeen} lesson @param {import("./types.d.ts").HomeSeen} home
 * @param {{want: (skills: string[]) => void, rate: import("./types.d.ts").Rate}} given  keep the skills aimed for, and a rating
 * @param {AbortSignal} signal
 */
export function chosenLesson(lesson, home, { want, rate }, signal) {
  const mine = lesson.skills.map(({ skill }) => skill);
  const isWanted = mine.some((skill) => home.wanted.includes(skill));
  const others = home.wanted.filter((skill) => !mine.includes(skill));
  const shut = shutFor(lesson);
  const aim = el("button", {
    type: "button", class: "aim", "data-focus": "aim", "aria-pressed": String(isWanted), text: isWanted ? "You aim for this" : "Aim for this",
    title: "What comes next will lead here sooner", on: { click: () => want(isWanted ? others : [...others, ...mine]) },
  }, [], signal);
  return el("div", { class: "chosen", "aria-live": "polite" }, [
    el("p", { class: "where", text: `Lesson ${lesson.number}, ${lesson.topic}, level ${lesson.level}` }),
    el("h3", { text: lesson.title }),
    shut ? el("p", { text: shut }) : null,
    el("ul", { class: "skills" }, lesson.skills.map((skill) => el("li", { class: skill.status }, [
      el("span", { text: skill.name }), el("span", { class: "facts", text: stateOf(skill) }),
    ]))),
    el("p", { class: "ways" }, [
      el("a", { class: shut ? "button" : "button primary", href: lesson.url, text: shut ? "Look inside" : lesson.status === "done" ? "Play it again" : "Open the lesson" }),
      home.saving && !lesson.closed && lesson.status !== "done" ? aim : null,
    ]),
    home.saving && lesson.status === "done" ? ratingOf({ lesson: lesson.id, title: "it", rating: lesson.rating, id: "chosen" }, rate, signal) : null,
  ]);
}

/** Why a lesson is not open, or null. @param {Pick<import("./types.d.ts").LessonSeen, "closed" | "status" | "waits_for">} lesson */
export function shutFor({ closed, status, waits_for }) {
  if (closed) return "Not in your plan. Look inside for what it teaches, its first beat, and how to open it.";
  return status === "locked" ? `Opens when you master ${listed(waits_for)}. You may look inside at any time.` : null;
}

/** @param {import("./types.d.ts").SkillSeen} skill */
export function stateOf({ status, score, takes, in_a_row }) {
  if (status === "mastered") return `mastered${score === null ? "" : `, ${Math.round(score)} on average`}`;
  if (!takes) return "not played yet";
  return in_a_row ? `${in_a_row} of ${MASTERED_TAKES} takes in a row at ${MASTERED_POINTS}` : `${MASTERED_TAKES} takes in a row at ${MASTERED_POINTS} master it`;
}

/** @param {string[]} names */
export const listed = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);
