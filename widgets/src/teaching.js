/** Teaching: the course's figures beside their targets, its lessons, its learners, and what was done by whom. */
import "./theme.css";
import "./teaching.css";
import { createKernel } from "./parts/kernel.js";
import { el, keepingFocus } from "./views/dom.js";
import { figureList } from "./views/teaching/figures.js";
import { learnerList } from "./views/teaching/learners.js";
import { asOf, COLUMNS, dearest, rowsOf } from "./views/teaching/rows.js";
import { section, table } from "./views/teaching/table.js";
import { weekList } from "./views/teaching/weeks.js";

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement}} given */
function render({ model, el: host }) {
  const own = new AbortController();
  const { signal } = own;
  const kernel = createKernel(model, signal);
  const learners = learnerList(kernel, signal);
  const people = section("Learners", learners.nodes);
  const moment = el("span", { class: "soft", role: "status" });
  const body = el("div", { class: "body" });

  function draw() {
    const told = model.get("teaching");
    moment.textContent = told.trouble ? "" : asOf(told.at);
    if (!told.trouble) learners.tell(told.learners);
    keepingFocus(body, () => body.replaceChildren(...(told.trouble ? [el("p", { class: "trouble", text: told.trouble })] : page(told, people))));
  }
  model.on("change:teaching", draw);
  draw();
  const again = el("button", { type: "button", text: "Look again", on: { click: () => kernel.send({ kind: "again" }) } }, [], signal);
  host.append(el("section", { class: "academy teaching", "aria-label": "Teaching" }, [el("p", { class: "top" }, [again, moment]), body]));
  return () => { model.off("change:teaching", draw); own.abort(); };
}

/** @param {any} told @param {Node} people  the section of learners @returns {Node[]} */
function page(told, people) {
  const rows = rowsOf(told);
  return [
    section("Figures", [figureList(told.figures)]),
    section("Learners who played, week by week", [
      el("p", { class: "soft", text: "By the Monday that each week begins with, in UTC." }), weekList(told.weeks),
    ]),
    section("Lessons", [table("Lessons", COLUMNS.lessons, rows.lessons, "The course has no lesson.")]),
    people,
    section("Plans and revenue", [
      el("p", { text: `${told.revenue.monthly_usd} USD a month by premium, ${told.revenue.once_usd} USD once by lifetime, at list prices.` }),
      table("Plans", COLUMNS.plans, rows.plans, "Nobody has signed in yet."),
    ]),
    told.review ? section("Drafts to review", [el("p", {}, [
      told.drafts ? `${told.drafts} ${told.drafts === 1 ? "learner waits" : "learners wait"} for a lesson: ` : "Nobody waits for a lesson. ",
      el("a", { href: told.review, text: "Drafts to review" }),
    ])]) : null,
    section("What language models cost this month", [
      el("p", { class: "soft", text: dearest(told.costs) }),
      table("Costs by learner", COLUMNS.costs, rows.costs, "Nothing was asked of a model."),
    ]),
    section("Downloads of sounds, twelve weeks", [table("Downloads", COLUMNS.downloads, rows.downloads, "Nothing was downloaded.")]),
    section("Who did what", [table("The audit log", COLUMNS.log, rows.log, "Nothing yet.")]),
  ].filter((each) => each !== null);
}

export default { render };
