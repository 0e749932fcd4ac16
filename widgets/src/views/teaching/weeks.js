/** How many played in each of the last weeks: a bar for each, longest for the most. */
import { el } from "../dom.js";

/** @typedef {{ week: string, active: number, is_over: boolean }} Week */

/** How long each week's bar is, in percent. @param {Week[]} weeks */
export function lengths(weeks) {
  const most = Math.max(1, ...weeks.map(({ active }) => active));
  return weeks.map(({ active }) => Math.round((100 * active) / most));
}

/** @param {Week} week */
export function named({ week, is_over }) {
  const day = new Date(`${week}T00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
  return is_over ? day : `${day}, so far`;
}

/** @param {Week[]} weeks */
export function weekList(weeks) {
  const long = lengths(weeks);
  return el("ol", { class: "weeks" }, weeks.map((each, at) => el("li", {}, [
    el("span", { text: named(each) }),
    el("span", { class: "track", "aria-hidden": "true" }, [el("i", { class: "bar", style: { width: `${long[at]}%` } })]),
    el("span", { text: `${each.active} ${each.active === 1 ? "learner" : "learners"}` }),
  ])));
}
