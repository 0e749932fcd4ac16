/** One draft: what it says of itself, what is to mend, its exercises, and the decision. */
import { el } from "../dom.js";

/**
 * @typedef {{id: string, title: string, difficulty: number, bars: number, passes: number, seconds: number, hits_per_s: number,
 *   most_pads_at_once: number, least_gap_ms: number | null, quick: boolean, crowded: boolean, perfect: number | null}} ExerciseSeen
 * @typedef {{name: string, file: string, lab: string, hash: string | null, standing: string, front: any, exercises: ExerciseSeen[],
 *   problems: {line: number | null, cell: string | null, says: string, cure: string}[],
 *   decision: {decision: string, by: string, stale: boolean} | null}} DraftSeen
 * @typedef {(exercise: string, into: HTMLElement) => Promise<boolean>} Look  shows an exercise; false when it did not come
 */

const SCALE = "−3 a first beat, 0 half of all learners pass, +3 very hard";

/** Whether a draft can be published as it is. @param {DraftSeen} draft */
export function isReady({ problems, front, decision }) {
  if (problems.length || !front) return false;
  if (decision?.decision === "rejected") return false;
  return front.author !== "ai" || (decision?.decision === "approved" && !decision.stale);
}

/** @param {DraftSeen} draft @param {Look} look @param {AbortSignal} signal */
export function aboutDraft(draft, look, signal) {
  const { front, exercises, problems, standing } = draft;
  return [
    front ? el("div", { class: "about" }, [
      el("p", { text: `${front.topic}, level ${front.level}, ${front.tier}, ${front.minutes} minutes, version ${front.version}. By ${byWhom(front)}.` }),
      el("ul", { class: "aims" }, front.objectives.map((/** @type {string} */ text) => el("li", { text }))),
      el("p", { class: "soft", text: `Teaches ${front.teaches.join(", ")}. Requires ${front.requires.join(", ") || "nothing"}.` }),
      el("p", { class: "soft", text: `Sources: ${front.sources.join("; ")}` }),
    ]) : null,
    el("div", { class: problems.length ? "checks bad" : "checks" }, [
      el("h4", { text: problems.length ? `${problems.length} to mend` : "✓ The checks have nothing to mend" }),
      problems.length ? el("ul", {}, problems.map((one) => el("li", { text: `${one.cell ? `${one.cell}: ` : ""}${one.says}. ${one.cure}` }))) : el("p", { class: "soft", text: "Each exercise passes as written, and none by playing nothing." }),
    ]),
    ...exercises.map((one) => exercise(one, look, signal)),
    el("p", {}, [el("b", { text: "Review: " }), `${standing}.`]),
  ].filter((each) => each !== null);
}

/** @param {any} front */
const byWhom = (front) => (front.author === "ai" ? `a language model (${front.model}, prompt ${front.prompt_version}, ${front.cost_usd ?? 0} US dollars)` : front.author || "nobody named");

/** @param {ExerciseSeen} one @param {Look} look @param {AbortSignal} signal */
function exercise(one, look, signal) {
  const slot = el("div", { class: "slot-of-beat" });
  const facts = [
    `difficulty ${one.difficulty < 0 ? "−" : "+"}${Math.abs(one.difficulty).toFixed(1)}`,
    `${one.bars} ${one.bars === 1 ? "bar" : "bars"}, ${one.passes} times, ${one.seconds} seconds`,
    `${one.hits_per_s} hits a second, at most ${one.most_pads_at_once} ${one.most_pads_at_once === 1 ? "pad" : "pads"} at once${one.crowded ? " (hard for any hands)" : ""}`,
    one.least_gap_ms === null ? null : `${one.least_gap_ms} ms between hits on one pad at least${one.quick ? " (a roll for two hands)" : ""}`,
  ].filter(Boolean);
  const button = el("button", { type: "button", text: "Look and listen", on: { click: open } }, [], signal);
  async function open() {
    if (!await look(one.id, slot)) return;
    button.hidden = true;
    slot.querySelector("button")?.focus();
  }
  return el("section", { class: "beat", "aria-label": one.title }, [
    el("h4", { text: one.title }), el("p", { class: "soft", title: `Difficulty: ${SCALE}`, text: `${facts.join("; ")}.` }), button, slot,
  ]);
}

/**
 * The decision: who decides, approve, reject with a reason, edit, publish.
 * @param {DraftSeen} draft @param {{by: string, may: boolean, lab: string}} given
 * @param {(kind: "decide" | "publish", said: Record<string, unknown>) => void} tell @param {AbortSignal} signal
 */
export function deciding(draft, { by, may, lab }, tell, signal) {
  const name = el("input", { type: "text", value: by, id: `by-${draft.name}`, autocomplete: "name" });
  const reason = el("input", { type: "text", id: `reason-${draft.name}`, placeholder: "What is wrong, for those who mend it" });
  const press = (/** @type {string} */ text, /** @type {boolean} */ can, /** @type {() => void} */ click, kind = "") => el("button", { type: "button", class: kind, "data-focus": `${text} ${draft.name}`, disabled: !can, text, on: { click } }, [], signal);
  const edit = el("a", { class: "button", href: lab, text: "Edit in JupyterLab" });
  if (!may) return el("div", { class: "deciding" }, [el("p", { text: "Only instructors decide here." }), edit]);
  const clean = draft.problems.length === 0 && draft.hash !== null;
  return el("div", { class: "deciding" }, [
    el("p", { class: "field" }, [el("label", { for: name.id, text: "Your name" }), name]),
    el("p", { class: "row" }, [
      press("Approve", clean, () => tell("decide", { by: name.value, reason: null }), draft.decision?.decision === "approved" && !draft.decision.stale ? "" : "primary"),
      press("Publish", isReady(draft), () => tell("publish", {}), isReady(draft) && draft.decision ? "primary" : ""), edit,
    ]),
    el("p", { class: "field" }, [el("label", { for: reason.id, text: "Reason" }), reason, press("Reject", draft.hash !== null, () => tell("decide", { by: name.value, reason: reason.value }))]),
    el("p", { class: "soft", text: "What you decide is about this very text: when somebody changes it, it is decided anew." }),
  ]);
}
