/** The order of the table's rows: by any column, what is not known last either way. */

/** @typedef {{verdict: string, measured: number, seen: number, learners: number}} Hardness */
/** @typedef {{id: string, title: string, began: number, completed: number, stopped: number, attempts: number, mean: number | null, median: number | null, tries: number | null, minutes: number | null}} PlayedSeen */
/** @typedef {PlayedSeen & {hardness: Hardness | null, measured: number}} ExerciseTold */
/** @typedef {PlayedSeen & {number: number, exercises: ExerciseTold[]}} LessonTold */
/** @typedef {{key: string, down: boolean}} Order */

/** The columns: what the row calls it, its heading, what the heading means. */
export const COLUMNS = /** @type {const} */ ([
  ["number", "Lesson", "The lesson; open it for its exercises"],
  ["began", "Began", "Learners who played at least one take"],
  ["completed", "Done", "Learners who passed every exercise, as the lesson asks"],
  ["stopped", "Stopped", "Learners whose last take is here, and who have not come back"],
  ["attempts", "Takes", "Takes of any kind, practice included"],
  ["mean", "Mean", "Mean of the learners' best scores"],
  ["median", "Median", "Median of the learners' best scores"],
  ["tries", "Tries", "Whole takes up to the first pass, median"],
  ["minutes", "Minutes", "Minutes played by a learner, median"],
]);

/** @template {Record<string, any>} T @param {readonly T[]} rows @param {Order} order @returns {T[]} */
export function inOrder(rows, { key, down }) {
  return [...rows].sort((one, other) => {
    const [a, b] = [one[key], other[key]];
    if (a === b) return 0;
    if (a === null) return 1;
    if (b === null) return -1;
    return (a - b) * (down ? -1 : 1);
  });
}

/** What a click on a heading asks for: numbers fall first, lessons rise; a second click turns it. @param {Order} order @param {string} key @returns {Order} */
export function turned(order, key) {
  return { key, down: order.key === key ? !order.down : key !== "number" };
}

/** A count with its noun. @param {number} count @param {string} what */
export const counted = (count, what) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
