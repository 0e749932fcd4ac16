/** A sentence whose commands stand between backticks, as text and code. */
import { el } from "../dom.js";

/** @param {string} sentence @returns {(string | HTMLElement)[]} */
export function worded(sentence) {
  return sentence.split("`").map((part, at) => (at % 2 ? el("code", { text: part }) : part));
}
