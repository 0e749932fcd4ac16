/** What was played, in numbers; and what was earned, with what is still open beside it. */
import { el } from "../dom.js";

const SHOWN_OPEN = 5;
const SHOWN_EARNED = 8;

/** Minutes as a person says them. @param {number} minutes @returns {[string, string]} the number and its unit */
export function lengthOf(minutes) {
  if (minutes < 1) return [String(Math.round(minutes * 60)), "seconds played"];
  if (minutes < 100) return [String(Math.round(minutes)), Math.round(minutes) === 1 ? "minute played" : "minutes played"];
  return [(minutes / 60).toFixed(minutes < 600 ? 1 : 0), "hours played"];
}

/** A count with its noun, of which there may be one. @param {number} count @param {string} noun @returns {[string, string]} */
export function counted(count, noun) {
  return [count.toLocaleString("en-GB"), count === 1 ? noun : `${noun}s`];
}

/** @param {any} playing */
export function numbers({ totals, streak }) {
  const days = streak.days ? counted(streak.days, "day") : counted(streak.longest, "day");
  const tiles = [
    counted(totals.takes, "take"), counted(totals.hits, "hit"), lengthOf(totals.minutes), [counted(totals.days, "day")[0], `${counted(totals.days, "day")[1]} played`],
    [days[0], streak.days ? `${days[1]} in a row` : `${days[1]}, your longest row`],
  ];
  return el("dl", { class: "numbers" }, tiles.map(([number, unit]) => el("div", {}, [el("dt", { text: unit }), el("dd", { text: number })])));
}

/** @param {any} playing */
export function achievements({ earned, open }) {
  return el("div", { class: "achievements" }, [
    el("section", { "aria-label": "Earned" }, [
      el("h3", { text: `Earned: ${earned.length}` }),
      ...folded(earned.map(earnedItem), SHOWN_EARNED, "earned", "The first one comes with your first take."),
    ]),
    el("section", { "aria-label": "Still open" }, [
      el("h3", { text: "Still open" }),
      ...folded(open.map(openItem), SHOWN_OPEN, "open", "Nothing: you have earned all there is."),
    ]),
  ]);
}

/** A list whose first items are shown and whose others can be unfolded. @param {Node[]} items @param {number} most @param {string} kind @param {string} none */
function folded(items, most, kind, none) {
  if (!items.length) return [el("p", { text: none })];
  const rest = items.slice(most);
  return [
    el("ul", { class: kind }, items.slice(0, most)),
    rest.length ? el("details", {}, [el("summary", { text: `${rest.length} more` }), el("ul", { class: kind }, rest)]) : null,
  ].filter((each) => each !== null);
}

/** @param {any} one */
function earnedItem(one) {
  const day = new Date(one.earned_at);
  const said = day.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  return el("li", {}, [
    el("span", { class: "seal", "aria-hidden": "true", text: "✓" }),
    el("div", {}, [el("b", { text: one.title }), el("p", { text: one.text })]),
    el("time", { datetime: one.earned_at, text: said }),
  ]);
}

/** @param {any} one */
function openItem(one) {
  return el("li", {}, [
    el("span", { class: "seal", "aria-hidden": "true" }),
    el("div", {}, [el("b", { text: one.title }), el("p", { text: one.says }), el("progress", { max: 1, value: one.share, "aria-label": one.title })]),
  ]);
}
