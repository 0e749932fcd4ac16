/** What to play next, why, and how it is likely to go. */
import { el } from "../dom.js";

/** @typedef {import("./types.d.ts").HomeSeen} HomeSeen */

/** @param {HomeSeen} home */
export function hero({ next, takes }) {
  if (!next) {
    return el("div", { class: "hero" }, [el("div", {}, [el("h2", { text: "Nothing to play yet" }), el("p", { text: "No lesson with an exercise is open in this course." })])]);
  }
  const [first, ...more] = next.reasons;
  return el("div", { class: "hero" }, [
    el("div", { class: "what" }, [
      el("p", { class: "where", text: `Play next: lesson ${next.number}, ${next.lesson}` }),
      el("h2", { text: next.title }),
      el("p", { text: first }),
      el("ul", { class: "reasons" }, [...more.map((text) => el("li", { text })), el("li", { text: `Your chance to pass it: ${next.chance}.` })]),
    ]),
    el("a", { class: "button primary", href: next.url, text: next.begun ? "Continue" : takes ? "Begin this lesson" : "Play your first lesson" }),
    next.alternatives.length ? el("p", { class: "or" }, ["Or play ", ...next.alternatives.flatMap(alternative)]) : null,
  ]);
}

/** @param {import("./types.d.ts").PickSeen} pick @param {number} at @param {unknown[]} all @returns {(Node | string)[]} */
function alternative(pick, at, all) {
  const link = el("a", { href: pick.url, title: pick.reason }, [`${pick.title} (${pick.number})`]);
  return at ? [at === all.length - 1 ? " or " : ", ", link] : [link];
}
