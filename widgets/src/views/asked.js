/** What an exercise asks for beside its notes: how it is read from the unit, which controls move, and the learner's word. */
import { wordsForBanks, banksOf } from "../parts/banks.js";
import { el } from "./dom.js";

/**
 * The words above the lanes; null when the notes are all.
 * @param {import("../types").Exercise} exercise @param {import("../types").Device} device
 */
export function askedWords(exercise, device) {
  const banks = wordsForBanks(banksOf(exercise), device);
  const moves = exercise.moves ?? [];
  if (!banks && !moves.length && !exercise.reading) return null;
  return el("div", { class: "asked" }, [
    moves.length ? el("p", { class: "moves" }, [el("b", { text: "On the unit: " }), `${moves.map(({ words }) => words).join("; ")}.`]) : null,
    banks ? el("p", { class: "banks", text: banks }) : null,
    exercise.reading ? el("details", {}, [el("summary", { text: "How your pattern is read from the unit" }), el("p", { text: exercise.reading })]) : null,
  ]);
}

const HONEST = "Your own word: kept as self-reported, no part of a score and not counted towards mastery.";

/**
 * The question whether the effect was played, where nobody could hear it. It is asked of every take and keeps the last answer.
 * @param {{report: (did: boolean) => Promise<import("../types").Reply>, reported: () => import("../types").SelfReport | undefined, signal: AbortSignal}} given
 */
export function createReport({ report, reported, signal }) {
  let answer = reported()?.did ?? null;
  const said = el("p", { class: "word", role: "status" });
  const choices = /** @type {const} */ ([[true, "I did it"], [false, "Not yet"]]);
  const buttons = choices.map(([did, text]) => el("button", { type: "button", text, on: { click: () => tell(did) } }, [], signal));
  const why = el("p", { class: "why" });
  const root = el("div", { class: "report", role: "group", "aria-label": "Your own report" }, [
    el("h4", { text: "Did you play the effect on the unit?" }), why, el("div", { class: "answers" }, buttons), said,
  ]);
  draw();

  /** @param {boolean} did */
  async function tell(did) {
    answer = did;
    draw();
    try {
      const { message } = await report(did);
      if (!message.saved) said.textContent = `Not saved: ${message.message}`;
    } catch (error) {
      said.textContent = `Not saved: ${/** @type {Error} */ (error).message}.`;
    }
  }

  function draw() {
    buttons.forEach((button, at) => button.setAttribute("aria-pressed", String(choices[at][0] === answer)));
    said.textContent = answer === null ? HONEST : `Self-reported: ${answer ? "done" : "not yet"}. ${HONEST}`;
  }
  return {
    root,
    /** @param {string | null} words  why the unit could not say it itself */
    ask(words) { why.textContent = words ?? "The notes above are scored; MIDI does not show this part."; },
  };
}
