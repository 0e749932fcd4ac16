/** The course as pads: each lesson below all it builds on. One pad is chosen; what it teaches stands beside the tree. */
import { el } from "../dom.js";
import { chosenLesson } from "./chosen.js";
import { lockSign } from "./lock.js";

/** @typedef {import("./types.d.ts").HomeSeen} HomeSeen */
/** @typedef {import("./types.d.ts").LessonSeen} LessonSeen */

const WORDS = { done: "done", open: "open", locked: "locked" };

/** Where a pad stands: x in percent of the width, y in rows. @param {string[][]} rows @returns {Map<string, {x: number, y: number}>} */
export function placesOf(rows) {
  return new Map(rows.flatMap((row, y) => row.map((id, at) => /** @type {[string, {x: number, y: number}]} */ ([id, { x: (100 * (at + 0.5)) / row.length, y: y + 0.5 }]))));
}

/** The pad an arrow key leads to, the same one at an edge. @param {string[][]} rows @param {string} from @param {string} key */
export function neighbour(rows, from, key) {
  const y = rows.findIndex((row) => row.includes(from));
  const x = rows[y].indexOf(from);
  if (key === "ArrowLeft") return rows[y][Math.max(0, x - 1)];
  if (key === "ArrowRight") return rows[y][Math.min(rows[y].length - 1, x + 1)];
  const next = rows[y + (key === "ArrowDown" ? 1 : -1)];
  if (!next || !key.startsWith("Arrow")) return from;
  return next[Math.min(next.length - 1, Math.floor(((x + 0.5) / rows[y].length) * next.length))];
}

/**
 * @param {HomeSeen} home
 * @param {{chosen: string | null, choose: (id: string) => void, want: (skills: string[]) => void, rate: import("./types.d.ts").Rate}} given
 * @param {AbortSignal} signal
 */
export function tree(home, { chosen, choose, want, rate }, signal) {
  const { rows, ways } = home.tree;
  const lessons = new Map(home.lessons.map((lesson) => [lesson.id, lesson]));
  const places = placesOf(rows);
  const current = lessons.get(chosen ?? "") ?? home.lessons.find((lesson) => lesson.number === home.next?.number) ?? home.lessons[0];
  if (!current) return el("div");
  const pads = new Map([...places].map(([id, place]) => [id, pad(/** @type {LessonSeen} */ (lessons.get(id)), place, id === current.id, home.next?.number)]));
  const picture = el("div", { class: "tree", role: "group", "aria-label": "Lessons, each below what it builds on", style: { "--rows": rows.length }, on: {
    click: (/** @type {MouseEvent} */ event) => {
      const id = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.lesson;
      if (id) choose(id);
    },
    keydown: (/** @type {KeyboardEvent} */ event) => {
      const from = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.lesson;
      if (!from || !event.key.startsWith("Arrow")) return;
      event.preventDefault();
      event.stopPropagation();
      const to = pads.get(neighbour(rows, from, event.key));
      for (const each of pads.values()) each.tabIndex = each === to ? 0 : -1;
      to?.focus();
    },
  } }, [
    el("svg:svg", { viewBox: `0 0 100 ${rows.length}`, preserveAspectRatio: "none", "aria-hidden": "true" }, ways.map(([from, to]) => way(places, from, to, {
      walked: lessons.get(from)?.status === "done",
      near: from === current.id || to === current.id,
    }))),
    ...pads.values(),
  ], signal);
  return el("section", { class: "journey", "aria-label": "Your way through the course" }, [
    el("h2", { text: "Your way through the course" }),
    el("div", { class: "side-by-side" }, [picture, chosenLesson(current, home, { want, rate }, signal)]),
  ]);
}

/** @param {LessonSeen} lesson @param {{x: number, y: number}} place @param {boolean} isChosen @param {number | undefined} next */
function pad(lesson, { x, y }, isChosen, next) {
  const mastered = lesson.skills.filter((skill) => skill.status === "mastered").length;
  const isNext = lesson.number === next;
  const label = `Lesson ${lesson.number}, ${lesson.title}: ${lesson.closed ? "not in your plan" : WORDS[lesson.status]}, ${mastered} of ${lesson.skills.length} skills mastered${isNext ? ", to play next" : ""}`;
  return el("button", {
    type: "button", class: `lesson-pad ${lesson.closed ? "locked" : lesson.status}${isNext ? " next" : ""}`, "data-lesson": lesson.id, "data-focus": lesson.id, "aria-pressed": String(isChosen), "aria-label": label,
    tabindex: isChosen ? 0 : -1, style: { "--x": `${x}%`, "--y": y, "--mastered": `${(100 * mastered) / Math.max(1, lesson.skills.length)}%` },
  }, [
    el("span", { class: "face", "aria-hidden": "true" }, [lesson.status === "done" && !lesson.closed ? "✓" : String(lesson.number), lesson.closed ? lockSign() : null]),
    el("span", { class: "name", "aria-hidden": "true", text: lesson.title }),
  ]);
}

/** @param {Map<string, {x: number, y: number}>} places @param {string} from @param {string} to @param {{walked: boolean, near: boolean}} state */
function way(places, from, to, { walked, near }) {
  const [a, b] = [places.get(from), places.get(to)];
  if (!a || !b) return null;
  const middle = (a.y + b.y) / 2;
  return el("svg:path", { d: `M${a.x} ${a.y}C${a.x} ${middle} ${b.x} ${middle} ${b.x} ${b.y}`, class: `${walked ? "walked" : ""}${near ? " near" : ""}` });
}
