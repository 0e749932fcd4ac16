/** A question to the coach: a box, the answer as a quotation where a model gave it, and what the course itself has to say. */
import "./theme.css";
import "./ask.css";
import { createKernel } from "./parts/kernel.js";
import { el } from "./views/dom.js";

const PATIENCE_MS = 20000;
const EXAMPLES = ["Why do I rush?", "What is swing?", "How do I record a pattern on the unit?"];

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const kernel = createKernel(model, signal);
  const box = el("textarea", { rows: 2, maxlength: model.get("longest"), "aria-label": "Your question to the coach", placeholder: "Ask about your playing, the unit or the course" });
  const button = el("button", { type: "submit", class: "primary", text: "Ask" });
  const answer = el("div", { class: "answer", role: "status" });
  const submit = (/** @type {Event} */ event) => { event.preventDefault(); ask(); };
  const form = el("form", { on: { submit } }, [box, el("div", { class: "asking" }, [button, el("span", { class: "hint", text: "Enter asks, Shift+Enter begins a new line." })])], signal);
  const examples = el("p", { class: "examples" }, ["For example: ", ...EXAMPLES.map((text) => el("button", { type: "button", text, on: { click: () => { box.value = text; ask(); } } }, [], signal))]);
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask();
  }, { signal });
  /** The question whose answer is waited for. @type {string | null} */
  let waiting = null;

  async function ask() {
    const text = box.value;
    if (text === waiting) return; // pressed twice
    waiting = text;
    answer.classList.add("asked");
    if (!answer.childElementCount) answer.replaceChildren(el("p", { class: "hint", text: "The coach thinks …" }));
    let shown;
    try {
      const { message } = await kernel.ask({ kind: "ask", text }, undefined, PATIENCE_MS);
      shown = message.kind === "answer" ? answered(message) : [el("p", { class: "refused", text: message.message })];
    } catch (error) {
      shown = [el("p", { class: "refused", text: `No answer came: ${/** @type {Error} */ (error).message}.` })];
    }
    if (text !== waiting || signal.aborted) return; // a later question is on its way
    waiting = null;
    answer.replaceChildren(...shown);
    answer.classList.remove("asked");
  }

  host.append(el("section", { class: "academy ask", "aria-label": "Ask the coach", "data-lm-suppress-shortcuts": "true" }, [form, examples, answer]));
  return () => own.abort();
}

/** @param {any} message @returns {Node[]} */
function answered({ question, quote, model, facts, places, why, outcome }) {
  return [
    el("h3", { text: question }),
    quote ? el("figure", { class: "quoted" }, [
      el("blockquote", { text: quote }),
      el("figcaption", {}, [el("b", { text: model ?? "A language model" }), ", a language model. It may be wrong; what stands below is the course's own."]),
    ]) : null,
    facts.length ? el("section", {}, [el("h4", { text: "What your last takes show" }), el("ul", { class: "facts" }, facts.map((/** @type {string} */ text) => el("li", { text })))]) : null,
    places.length ? el("section", {}, [el("h4", { text: "Where to read on" }), el("ul", { class: "places" }, places.map(place))]) : null,
    facts.length || places.length || quote ? null : el("p", { text: "The course has no words for this. Try other ones: the name of a sound, of a button, of a beat." }),
    why && outcome !== "no_key" && (facts.length || places.length) ? el("p", { class: "hint", text: why }) : null,
  ].filter((each) => each !== null);
}

/** @param {{lesson: string, number: number, heading: string, text: string, url: string, sources: string[]}} seen */
function place({ lesson, number, heading, text, url, sources }) {
  return el("li", {}, [
    el("a", { href: url, text: heading === lesson ? `${number}. ${lesson}` : `${number}. ${lesson}: ${heading}` }),
    el("p", { text }),
    sources.length ? el("p", { class: "hint", text: sources.join("; ") }) : null,
  ]);
}

export default { render };
