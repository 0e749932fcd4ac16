/** A question in SQL and its answer: what a notebook asked, and a place to ask something else. */
import "./theme.css";
import "./question.css";
import { createKernel } from "./parts/kernel.js";
import { el } from "./views/dom.js";

const PATIENCE_MS = 60000;

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const kernel = createKernel(model, signal);
  const box = el("textarea", { rows: rowsOf(model.get("question")), spellcheck: "false", autocapitalize: "off", "aria-label": "Your question in SQL" });
  box.value = model.get("question");
  const button = el("button", { type: "submit", class: "primary", text: "Ask" });
  const answer = el("div", { class: "answer", role: "status" });
  const form = el("form", { on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); ask(); } } }, [
    box, el("div", { class: "asking" }, [button, el("span", { class: "hint", text: "It is asked of a copy: nothing you write here can change what you played." })]),
  ], signal);
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    ask();
  }, { signal });

  let waiting = false;
  async function ask() {
    if (waiting) return;
    waiting = true; // the button stays as it is: a disabled one loses the focus
    answer.setAttribute("aria-busy", "true");
    answer.classList.add("asked");
    try {
      const { message } = await kernel.ask({ kind: "ask", question: box.value }, undefined, PATIENCE_MS);
      answer.replaceChildren(...(message.kind === "answer" ? table(message) : [el("p", { class: "refused", text: message.message })]));
    } catch (error) {
      answer.replaceChildren(el("p", { class: "refused", text: `No answer came: ${/** @type {Error} */ (error).message}.` }));
    } finally {
      waiting = false;
      answer.removeAttribute("aria-busy");
      answer.classList.remove("asked");
    }
  }

  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    ask();
  });
  signal.addEventListener("abort", () => seen.disconnect());
  const root = el("section", { class: "academy question", "aria-label": "Ask it yourself", "data-lm-suppress-shortcuts": "true" }, [form, answer]);
  host.append(root);
  seen.observe(root);
  return () => own.abort();
}

/** @param {string} text */
function rowsOf(text) {
  return Math.min(14, Math.max(3, text.split("\n").length));
}

/** @param {any} message @returns {Node[]} */
function table({ columns, rows, numeric, more, tables }) {
  const side = (/** @type {number} */ at) => (numeric[at] ? "number" : null);
  return [
    rows.length ? el("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": "Answer" }, [el("table", {}, [
      el("thead", {}, [el("tr", {}, columns.map((/** @type {string} */ name, /** @type {number} */ at) => el("th", { scope: "col", class: side(at), text: name })))]),
      el("tbody", {}, rows.map((/** @type {string[]} */ row) => el("tr", {}, row.map((value, at) => el("td", { class: side(at), text: value }))))),
    ])]) : el("p", { text: "The answer has no rows." }),
    el("p", { class: "hint", text: `${more ? `The first ${rows.length} rows; there are more. ` : ""}Tables: ${tables.join(", ")}.` }),
  ];
}

export default { render };
