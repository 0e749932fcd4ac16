/** This week's minutes day by day, the streak, and the totals that nothing takes away. */
import { el } from "../dom.js";

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const LEAST_FULL_MINUTES = 15;

/** @param {import("./types.d.ts").WeekSeen} seen */
export function week({ minutes, today, goal, streak, totals }) {
  const sum = minutes.reduce((all, each) => all + each, 0);
  const full = Math.max(LEAST_FULL_MINUTES, ...minutes);
  return el("section", { class: "week", "aria-label": "This week" }, [
    el("div", {}, [
      el("p", { class: "sum" }, [el("b", { text: minutesOf(sum) }), ` of ${goal} minutes this week`]),
      el("p", { class: "facts" }, [streakOf(streak), " ", el("a", { href: "progress.ipynb", text: "My playing" }), " ", el("a", { href: "coach.ipynb", text: "My coach" }), " ", el("a", { href: "sounds.ipynb", text: "Sounds" })]),
    ]),
    el("ol", { class: "days" }, minutes.map((each, day) => el("li", { class: day === today ? "today" : "", title: `${DAYS[day]}: ${minutesOf(each)} minutes` }, [
      el("span", { class: "bar", "aria-hidden": "true" }, [el("i", { style: { height: `${Math.round((100 * each) / full)}%` } })]),
      el("span", { "aria-hidden": "true", text: DAYS[day][0] }),
      el("span", { class: "for-readers", text: `${DAYS[day]}: ${minutesOf(each)} minutes` }),
    ]))),
    el("dl", { class: "totals", "aria-label": "All your playing" }, [
      ["takes", totals.takes], ["hits", totals.hits], ["minutes", Math.round(totals.minutes)], ["days", totals.days],
    ].map(([name, count]) => el("div", {}, [el("dd", { text: count.toLocaleString("en") }), el("dt", { text: name })]))),
  ]);
}

/** @param {number} minutes */
const minutesOf = (minutes) => (minutes > 0 && minutes < 1 ? "under 1" : String(Math.round(minutes)));

/** @param {import("./types.d.ts").WeekSeen["streak"]} streak */
export function streakOf({ days, longest, freezes, played_today }) {
  const counted = (/** @type {number} */ n) => `${n} day${n === 1 ? "" : "s"}`;
  if (!days) return longest ? `Your longest streak is ${counted(longest)}. A take today begins the next.` : "The first take starts your first streak.";
  return `${counted(days)} in a row${played_today ? "" : ", a take today makes it one more"}. ${freezes ? `${counted(freezes)} may be missed.` : ""}`.trim();
}
