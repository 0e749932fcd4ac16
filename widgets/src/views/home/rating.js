/** How a lesson was liked: one to five stars, and a note for whoever writes it. Kept as soon as a star is chosen. */
import { el } from "../dom.js";

const MOST = 5;
const WORDS = ["not for me", "so so", "fine", "good", "great"];
const LONGEST = 500;

/**
 * @param {{lesson: string, title: string, rating: {stars: number, note: string | null} | null, id?: string}} about
 * @param {(said: {lesson: string, stars: number, note: string}) => Promise<string | null>} rate  null when kept, else why not
 * @param {AbortSignal} signal
 */
export function ratingOf({ lesson, title, rating, id = "rate" }, rate, signal) {
  const said = el("p", { class: "facts", role: "status" });
  const note = el("textarea", { rows: 2, maxlength: LONGEST, "aria-label": "A note for whoever writes the lesson (optional)", placeholder: "A note for whoever writes it (optional)" });
  note.value = rating?.note ?? "";
  const more = el("div", { class: "note", hidden: !rating }, [note, el("button", { type: "button", text: "Keep the note", on: { click: () => keep(stars()) } }, [], signal)]);
  const inputs = WORDS.map((word, at) => el("input", { type: "radio", name: `${id}-${lesson}`, "data-focus": `${id} ${at + 1}`, value: at + 1, checked: rating?.stars === at + 1, "aria-label": `${at + 1} of ${MOST}: ${word}` }));
  const stars = () => Number(inputs.find((input) => input.checked)?.value ?? 0);
  const field = el("fieldset", { class: "stars", on: { change: () => keep(stars()) } }, [
    el("legend", { text: rating ? `How you liked ${title}` : `How did you like ${title}?` }),
    el("span", { class: "row" }, inputs.map((input, at) => el("label", { title: WORDS[at] }, [input, el("span", { "aria-hidden": "true", text: "★" })]))),
    el("span", { class: "word", "aria-hidden": "true", text: rating ? WORDS[rating.stars - 1] : "" }),
  ], signal);

  /** @param {number} count */
  async function keep(count) {
    if (!count) return;
    more.hidden = false;
    field.querySelector(".word").textContent = WORDS[count - 1];
    const refused = await rate({ lesson, stars: count, note: note.value });
    said.textContent = refused ? `Not kept: ${refused}` : "Kept. Thank you.";
  }
  return el("div", { class: "rating" }, [field, more, said]);
}
