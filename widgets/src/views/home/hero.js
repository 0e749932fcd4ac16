/** What to play next, why, and how it is likely to go. */
import { el } from "../dom.js";

/** @typedef {import("./types.d.ts").HomeSeen} HomeSeen */

/** @param {Pick<HomeSeen, "next" | "takes">} home @param {Node | null} [advice]  where the coach's word will stand */
export function hero({ next, takes }, advice = null) {
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
    next.voice ? el("p", { class: "advice said" }, [el("q", { text: next.voice }), el("small", { text: " Chosen by the coach, a language model, among what the course found." })]) : advice,
    next.alternatives.length ? el("p", { class: "or" }, ["Or play ", ...next.alternatives.flatMap(alternative)]) : null,
  ]);
}

/** @param {import("./types.d.ts").PickSeen} pick @param {number} at @param {unknown[]} all @returns {(Node | string)[]} */
function alternative(pick, at, all) {
  const link = el("a", { href: pick.url, title: pick.reason }, [`${pick.title} (${pick.number})`]);
  return at ? [at === all.length - 1 ? " or " : ", ", link] : [link];
}

/**
 * The coach's word, in a place that is kept free for it from the start: nothing on the page moves when it comes.
 * @param {import("./types.d.ts").AdviceSeen} advice @param {string} [own]  the address of what the rules recommend
 */
export function adviceIn(advice, own) {
  if (!advice) return [];
  if (advice.state === "asked") return [el("span", { class: "facts", text: "The coach has a look, too …" })];
  if (!advice.pick) return [el("span", { class: "facts", text: advice.why ?? "" })];
  const { pick, voice } = advice;
  const what = pick.url === own ? "this one, too" : el("a", { href: pick.url, title: pick.reason, text: `${pick.title} (${pick.number})` });
  return [el("span", {}, ["The coach, a language model, picks ", what, ": ", el("q", { text: voice ?? "" })])];
}
