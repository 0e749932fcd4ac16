/** Words for the mood of one's own sound, where a language model may be asked for them; they can be taken back. */
import { el } from "../dom.js";

const PATIENCE_MS = 15_000;

/** @typedef {import("./types.d.ts").Row} Row */

/** @param {{ask: import("./types.d.ts").Ask, changed: (row: Row) => void, signal: AbortSignal}} given */
export function createMood({ ask, changed, signal }) {
  /** @type {Row | null} */
  let row = null;
  let canAsk = false;
  let isAsking = false;
  const said = el("p", { class: "said", role: "status" });
  const find = el("button", { type: "button", on: { click: () => send({ kind: "mood" }) } }, [], signal);
  const wrong = el("button", { type: "button", text: "These words do not fit", on: { click: () => send({ kind: "say_mood", words: [] }) } }, [], signal);
  const root = el("div", { class: "mood" }, [find, wrong, said]);

  /** @param {Record<string, any>} message */
  async function send(message) {
    if (!row || isAsking) return;
    const asked = row.id;
    isAsking = true;
    said.textContent = "";
    draw();
    try {
      const { message: told } = await ask({ ...message, sound: asked }, PATIENCE_MS);
      isAsking = false;
      changed(told.row);
      if (row?.id === asked) said.textContent = told.why ?? (told.row.source.mood === "model" && !moodOf(told.row).length ? "The numbers speak for no mood: it stays unknown." : "");
    } catch (error) {
      if (row?.id === asked) said.textContent = /** @type {Error} */ (error).message;
    }
    isAsking = false;
    draw();
  }

  function draw() {
    find.hidden = !(canAsk && row?.origin === "learner" && !row.source.mood);
    wrong.hidden = !(row?.source.mood === "model" && moodOf(row).length);
    find.textContent = isAsking ? "Asking …" : "Ask a language model for its mood";
    find.disabled = wrong.disabled = isAsking;
  }

  return {
    root,
    /** Find out whether a model can be asked; without one there is no button. */
    async begin() {
      try {
        canAsk = (await ask({ kind: "can_ask" })).message.ready;
      } catch {
        canAsk = false; // whatever is wrong is said where sounds are looked for
      }
      draw();
    },
    /** @param {Row | null} next */
    draw(next) {
      if (row?.id !== next?.id) said.textContent = "";
      row = next;
      draw();
    },
  };
}

/** The words of a mood that its name, the learner or a model says. @param {Row} row */
export const moodOf = ({ tags, source }) => tags.filter((word) => ["name", "learner", "model"].includes(source[`tags.${word}`]));
