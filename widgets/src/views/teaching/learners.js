/** The learners: who played last, others by a part of their name, and one learner's attempts below. */
import { el } from "../dom.js";
import { attemptRows, COLUMNS, learnerRows, shown } from "./rows.js";
import { table } from "./table.js";

/** @typedef {{ rows: any[], found: number }} Found */

/**
 * @param {import("../../types").Kernel} kernel @param {AbortSignal} signal
 * @returns {{ nodes: Node[], tell: (learners: Found) => void }}
 */
export function learnerList(kernel, signal) {
  const sentence = el("p", { class: "soft", role: "status" });
  const rows = el("div");
  const one = el("div", { class: "one", tabindex: "-1" });
  const words = el("input", { type: "search", name: "find", "aria-label": "A part of a learner's name", placeholder: "A part of a name", maxlength: "100", autocomplete: "off", spellcheck: "false" });
  /** @type {Found} */
  let lately = { rows: [], found: 0 };
  const form = el("form", { role: "search", on: { submit: look } }, [words, el("button", { type: "submit", text: "Find learners" })], signal);

  /** @param {Found} found @param {string} find */
  function draw(found, find) {
    sentence.textContent = shown(found, find);
    const named = learnerRows(found.rows).map(([name, ...rest]) => [
      el("button", { type: "button", class: "link", "data-focus": `learner ${name}`, text: name, on: { click: () => show(name) } }, [], signal), ...rest,
    ]);
    rows.replaceChildren(table("Learners", COLUMNS.learners, named, find ? "Nobody has that in their name." : "Nobody has signed in yet."));
  }

  /** @param {Event} event */
  async function look(event) {
    event.preventDefault();
    const find = words.value.trim();
    if (!find) return draw(lately, "");
    try {
      const { message } = await kernel.ask({ kind: "learners", find });
      if (message.kind === "refused") throw new Error(message.message);
      if (find === words.value.trim()) draw(message.learners, find);
    } catch (error) {
      sentence.textContent = /** @type {Error} */ (error).message;
    }
  }

  /** @param {string} name */
  async function show(name) {
    one.textContent = "Reading …";
    try {
      const { message } = await kernel.ask({ kind: "learner", name });
      if (message.kind === "refused") throw new Error(message.message);
      one.replaceChildren(el("h3", { text: name }), table(`Attempts of ${name}`, COLUMNS.attempts, attemptRows(message.attempts), "Nothing was played yet."));
      one.focus();
    } catch (error) {
      one.textContent = /** @type {Error} */ (error).message;
    }
  }

  return {
    nodes: [form, sentence, rows, one],
    tell(learners) {
      lately = learners;
      if (!words.value.trim()) draw(learners, "");
    },
  };
}
