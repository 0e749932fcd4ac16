/** Teaching: the course's figures beside their targets, its lessons, its learners, and what was done by whom. */
import "./theme.css";
import "./teaching.css";
import { createKernel } from "./parts/kernel.js";
import { el, keepingFocus } from "./views/dom.js";
import { figureList } from "./views/teaching/figures.js";
import { attemptRows, COLUMNS, rowsOf } from "./views/teaching/rows.js";

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement}} given */
function render({ model, el: host }) {
  const own = new AbortController();
  const { signal } = own;
  const kernel = createKernel(model, signal);
  const body = el("div", { class: "body" });
  let drawn = new AbortController();

  /** One learner's attempts, below the table that they were chosen in. @param {string} name @param {HTMLElement} place */
  async function show(name, place) {
    place.textContent = "Reading …";
    try {
      const { message } = await kernel.ask({ kind: "learner", name });
      if (message.kind === "refused") throw new Error(message.message);
      place.replaceChildren(el("h3", { text: name }), table(COLUMNS.attempts, attemptRows(message.attempts), "Nothing was played yet."));
      place.focus();
    } catch (error) {
      place.textContent = /** @type {Error} */ (error).message;
    }
  }

  function draw() {
    drawn.abort();
    drawn = new AbortController();
    const until = AbortSignal.any([signal, drawn.signal]);
    const told = model.get("teaching");
    keepingFocus(body, () => body.replaceChildren(...(told.trouble ? [el("p", { class: "trouble", text: told.trouble })] : page(told, show, until))));
  }
  model.on("change:teaching", draw);
  draw();
  const again = el("button", { type: "button", text: "Look again", on: { click: () => kernel.send({ kind: "again" }) } }, [], signal);
  host.append(el("section", { class: "academy teaching", "aria-label": "Teaching" }, [again, body]));
  return () => { model.off("change:teaching", draw); own.abort(); };
}

/** @param {any} told @param {(name: string, place: HTMLElement) => void} show @param {AbortSignal} signal @returns {Node[]} */
function page(told, show, signal) {
  const rows = rowsOf(told);
  const one = el("div", { class: "one", tabindex: "-1" });
  const name = (/** @type {string} */ learner) => el("button", { type: "button", class: "link", text: learner, on: { click: () => show(learner, one) } }, [], signal);
  const learners = rows.learners.map(([learner, ...rest]) => [name(learner), ...rest]);
  return [
    section("Figures", [figureList(told.figures)]),
    section("Lessons", [table(COLUMNS.lessons, rows.lessons, "The course has no lesson.")]),
    section("Learners", [table(COLUMNS.learners, learners, "Nobody has signed in yet."), one]),
    section("Plans and revenue", [
      el("p", { text: `${told.revenue.monthly_usd} USD a month by premium, ${told.revenue.once_usd} USD once by lifetime, at list prices.` }),
      table(COLUMNS.plans, rows.plans, "Nobody has signed in yet."),
    ]),
    told.review ? section("Drafts to review", [el("p", {}, [
      told.drafts ? `${told.drafts} ${told.drafts === 1 ? "learner waits" : "learners wait"} for a lesson: ` : "Nobody waits for a lesson. ",
      el("a", { href: told.review, text: "Drafts to review" }),
    ])]) : null,
    section("What language models cost this month", [table(COLUMNS.costs, rows.costs, "Nothing was asked of a model.")]),
    section("Downloads of sounds, twelve weeks", [table(COLUMNS.downloads, rows.downloads, "Nothing was downloaded.")]),
    section("Who did what", [table(COLUMNS.log, rows.log, "Nothing yet.")]),
  ].filter((each) => each !== null);
}

/** @param {string} title @param {Node[]} inside */
const section = (title, inside) => el("section", {}, [el("h2", { text: title }), ...inside]);

/** @param {string[]} heads @param {(string | Node)[][]} rows @param {string} empty */
function table(heads, rows, empty) {
  if (!rows.length) return el("p", { class: "soft", text: empty });
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": heads[0] }, [el("table", {}, [
    el("thead", {}, [el("tr", {}, heads.map((text) => el("th", { scope: "col", text })))]),
    el("tbody", {}, rows.map(([first, ...rest]) => el("tr", {}, [
      el("th", { scope: "row" }, [typeof first === "string" ? document.createTextNode(first) : first]),
      ...rest.map((each) => el("td", {}, [typeof each === "string" ? document.createTextNode(each) : each])),
    ]))),
  ])]);
}

export default { render };
