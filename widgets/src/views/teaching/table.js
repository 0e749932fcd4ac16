/** The Teaching page's sections, and its tables: each scrolls by itself and is named by what it holds. */
import { el } from "../dom.js";
import { NUMBERS } from "./rows.js";

/** @param {string} title @param {(Node | null)[]} inside */
export const section = (title, inside) => el("section", {}, [el("h2", { text: title }), ...inside]);

/** @param {string} name  what the rows are @param {string[]} heads @param {(string | Node)[][]} rows @param {string} empty  said when there is no row */
export function table(name, heads, rows, empty) {
  if (!rows.length) return el("p", { class: "soft", text: empty });
  const kinds = heads.map((head) => (NUMBERS.has(head) ? "number" : null));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, [el("table", {}, [
    el("thead", {}, [el("tr", {}, heads.map((text, at) => el("th", { scope: "col", class: kinds[at], text })))]),
    el("tbody", {}, rows.map(([first, ...rest]) => el("tr", {}, [el("th", { scope: "row" }, [first]), ...rest.map((each, at) => el("td", { class: kinds[at + 1] }, [each]))]))),
  ])]);
}
