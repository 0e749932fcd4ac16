/**
 * What is said of a take: the course's facts at once; where a language model is set up, its order of them and one
 * sentence of its own settle in when they come. Room for that sentence is kept from the start, so that nothing moves.
 */
import { el } from "./dom.js";

/** @typedef {{id: string, text: string}} Said */

const LISTS = /** @type {const} */ ([["Went well", "strengths"], ["Work on", "areas_for_improvement"], ["Try this", "specific_tips"]]);
const WAITING = "A language model reads the names of these facts …";
const WHO = "Words by a language model, facts by the course.";

export function createCoach() {
  const advice = el("div", { class: "advice" });
  const sentence = el("p", { class: "sentence" });
  const from = el("p", { class: "from" });
  const voice = el("div", { class: "voice", role: "status", "aria-live": "polite", hidden: true }, [sentence, from]);
  /** The take that is shown, and its facts. @type {{take_id: string, feedback: any} | null} */
  let shown = null;

  /** @param {any} feedback */
  function list(feedback) {
    advice.replaceChildren(...LISTS.map(([title, key]) => [title, feedback[key] ?? []]).filter(([, items]) => items.length).map(([title, items]) => el("div", {}, [
      el("h4", { text: title }), el("ul", {}, items.map((/** @type {Said} */ item) => el("li", { text: item.text }))),
    ])));
  }

  return {
    advice, voice,
    /** @param {any} result */
    show(result) {
      shown = result;
      advice.style.minHeight = "";
      list(result.feedback);
      sentence.textContent = "";
      from.textContent = result.coach ? WAITING : "";
      voice.hidden = !result.coach;
      voice.classList.remove("by-model");
    },
    /** The coach's answer to a take; of another take than the one that is shown it says nothing here. @param {any} message */
    answer({ take_id: take, feedback: said }) {
      if (take !== shown?.take_id) return;
      from.textContent = said?.why ?? (said?.source === "ai" ? WHO : "");
      sentence.textContent = said?.voice ?? "";
      if (said?.source !== "ai") return;
      voice.classList.add("by-model");
      advice.style.minHeight = `${advice.offsetHeight}px`; // what is below stays where it is
      list(reordered(/** @type {any} */ (shown).feedback, said));
    },
  };
}

/**
 * The course's lists with the facts that were chosen at the front; none of the course's own is lost but for the last.
 * @param {Record<string, Said[]>} own @param {Record<string, Said[]>} chosen
 */
export function reordered(own, chosen) {
  return Object.fromEntries(LISTS.map(([, key]) => {
    const first = chosen[key] ?? [];
    const rest = (own[key] ?? []).filter(({ id }) => !first.some((one) => one.id === id));
    return [key, [...first, ...rest].slice(0, Math.max(first.length, own[key]?.length ?? 0))];
  }));
}
