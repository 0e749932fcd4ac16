/** What the Teaching page's tables hold, as texts. */

export const COLUMNS = {
  lessons: ["Lesson", "Begun", "Finished", "Share", "Mean of best scores"],
  learners: ["Learner", "Plan", "Takes", "Exercises passed", "Minutes", "Last played"],
  plans: ["Plan", "Learners"],
  costs: ["Learner", "Questions", "USD"],
  downloads: ["Sound", "Downloads", "Learners"],
  log: ["When (UTC)", "Who", "Did", "To whom", "About"],
  attempts: ["When (UTC)", "Exercise", "Score", "Passed"],
};

/** Columns that are read from their right end. */
export const NUMBERS = new Set(["Begun", "Finished", "Share", "Mean of best scores", "Takes", "Exercises passed", "Minutes", "Learners", "Questions", "USD", "Downloads", "Score"]);

/** @param {number | null} value @param {number} [digits] */
const number = (value, digits = 0) => (value === null || value === undefined ? "–" : value.toFixed(digits));
/** @param {number} value */
const whole = (value) => value.toLocaleString("en-US");
/** @param {string | null} moment */
const day = (moment) => (moment ? moment.slice(0, 16).replace("T", " ") : "–");

/** @param {Record<string, unknown> | null} said */
const about = (said) => Object.entries(said ?? {}).map(([name, value]) => `${name}: ${value}`).join(", ");

/** @param {any} told @returns {Record<"lessons" | "plans" | "costs" | "downloads" | "log", string[][]>} */
export function rowsOf(told) {
  return {
    lessons: told.lessons.map((/** @type {any} */ one) => [
      `${one.number}. ${one.title}`, String(one.begun), String(one.finished),
      one.begun ? `${number((100 * one.finished) / one.begun)} %` : "–", number(one.score),
    ]),
    plans: told.plans.map((/** @type {any} */ one) => [one.plan, String(one.learners)]),
    costs: told.costs.rows.map((/** @type {any} */ one) => [one.name, String(one.runs), number(one.usd, 4)]),
    downloads: told.downloads.map((/** @type {any} */ one) => [one.item, String(one.downloads), String(one.learners)]),
    log: told.log.map((/** @type {any} */ one) => [day(one.at), one.who, one.did, one.whom ?? "", about(one.about)]),
  };
}

/** @param {any[]} learners @returns {string[][]} */
export const learnerRows = (learners) => learners.map((one) => [
  one.learner, one.plan ?? "–", String(one.takes), String(one.passed), number(one.minutes), day(one.last_played),
]);

/** How many learners a table shows, and of how many. @param {{ rows: any[], found: number }} learners @param {string} find */
export function shown({ rows, found }, find) {
  const which = `${whole(found)} ${found === 1 ? "learner" : "learners"}${find ? ` with “${find}” in the name` : ""}`;
  if (found <= rows.length) return which;
  return `${which}. Shown are the ${rows.length} who played last, ${whole(found - rows.length)} more are not; find them by a part of their name.`;
}

/** @param {{ rows: any[], learners: number }} costs */
export function dearest({ rows, learners }) {
  return learners > rows.length ? `${whole(learners)} learners asked; shown are the ${rows.length} who cost most.` : "";
}

/** @param {string} moment  in UTC */
export const asOf = (moment) => `Figures of ${day(moment)} UTC; they are found anew after a minute.`;

/** @param {any[]} attempts @returns {string[][]} */
export const attemptRows = (attempts) => attempts.map((one) => [day(one.played_at), one.exercise, number(one.overall), one.passed ? "yes" : "no"]);
