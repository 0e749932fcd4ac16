/** The plan: each weak skill with why it is named, the exercises that train it, and variations to be played on this page. */
import { el } from "../dom.js";

/**
 * @typedef {{exercise: string, title: string, lesson: string, chance: string, url: string | null}} ExerciseSeen
 * @typedef {{id: string, title: string, hint: string | null, reason: string, compared: string}} VariationSeen
 * @typedef {{skill: string, name: string, score: number, why: string, minutes: number, exercises: ExerciseSeen[], variations: VariationSeen[]}} WeakSeen
 * @typedef {{minutes: number, says: string, skills: WeakSeen[]}} PlanSeen
 */

/**
 * @param {PlanSeen} plan @param {string | null} chosen  the variation on the stage
 * @param {(id: string, title: string) => void} play @param {AbortSignal} signal
 */
export function planOf(plan, chosen, play, signal) {
  return plan.skills.map((skill) => el("section", { class: "skill", "aria-label": skill.name }, [
    el("header", {}, [
      el("h3", { text: skill.name }), el("p", { class: "soft", text: `about ${Math.max(1, Math.round(skill.minutes))} minutes` }),
      el("p", { text: skill.why }),
    ]),
    skill.exercises.length ? el("div", {}, [
      el("h4", { text: "From the course" }),
      el("ul", {}, skill.exercises.map((one) => el("li", {}, [
        one.url ? el("a", { href: one.url, text: one.title }) : el("span", { text: one.title }),
        el("span", { class: "soft", text: `${one.lesson}; your chance to pass: ${one.chance}` }),
      ]))),
    ]) : null,
    skill.variations.length ? el("div", {}, [
      el("h4", { text: "Made for you, to be played here" }),
      el("ul", { class: "variations" }, skill.variations.map((one) => el("li", {}, [
        el("button", { type: "button", "data-variation": one.id, "data-focus": one.id, "aria-pressed": String(one.id === chosen), text: one.title, on: { click: () => play(one.id, one.title) } }, [], signal),
        el("span", { class: "soft", text: one.reason }),
      ]))),
    ]) : null,
  ]));
}
