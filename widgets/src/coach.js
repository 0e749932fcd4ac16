/** The coach's page: what to work on, with a stage for the variation that is chosen, and what a language model has cost. */
import "./coach.css";
import { createKernel } from "./parts/kernel.js";
import stage from "./stage.js";
import { costsOf } from "./views/coach/costs.js";
import { planOf } from "./views/coach/plan.js";
import { el, keepingFocus, pictureOf } from "./views/dom.js";

const PATIENCE_MS = 30000;

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const kernel = createKernel(model, signal);
  const said = el("p", { class: "said", role: "status" });
  const slot = el("div", { class: "on-stage" });
  const body = el("div", { class: "body" });
  const picture = el("figure", { class: "picture" });
  let drawn = new AbortController();
  let staged = new AbortController();
  /** @type {string | null} */
  let chosen = null;
  let seed = 0;

  /** Put a variation on the stage and go there. @param {string} id @param {string} title */
  async function play(id, title) {
    said.textContent = "";
    if (await asked({ kind: "choose", exercise: id }) === null) return;
    staged.abort();
    staged = new AbortController();
    const until = AbortSignal.any([signal, staged.signal]);
    slot.replaceChildren(el("h2", { text: `On stage: ${title}` }));
    stage.initialize({ model, signal: until });
    stage.render({ model, el: slot, signal: until });
    chosen = id;
    draw();
    slot.scrollIntoView({ block: "start" });
    /** @type {HTMLElement | null} */ (slot.querySelector(".stage"))?.focus({ preventScroll: true });
  }

  /** The answer to a message; null when there is none, and why is said. @param {Record<string, unknown>} message */
  async function asked(message) {
    try {
      const reply = await kernel.ask(message, undefined, PATIENCE_MS);
      if (reply.message.kind !== "refused") return reply.message;
      said.textContent = reply.message.message;
    } catch (error) {
      said.textContent = `No answer came: ${/** @type {Error} */ (error).message}.`;
    }
    return null;
  }

  /** Have the model write in a language. @param {string} language  its code @param {string} name */
  async function speak(language, name) {
    if (await asked({ kind: "speak", language }) !== null) said.textContent = `From now on it writes in ${name}.`;
  }

  async function paint() {
    if (picture.childElementCount) return;
    const answer = await asked({ kind: "picture", width: picture.clientWidth || body.clientWidth });
    if (!answer?.svg) return;
    picture.replaceChildren(pictureOf(answer.svg, answer.caption));
  }

  function draw() {
    drawn.abort();
    drawn = new AbortController();
    const until = AbortSignal.any([signal, drawn.signal]);
    const { plan, costs, played, trouble, start } = model.get("coach");
    const again = el("button", { type: "button", "data-focus": "again", text: "Other variations", on: { click: () => asked({ kind: "read", seed: ++seed }) } }, [], until);
    const isUnfolded = Boolean(body.querySelector("details")?.open);
    keepingFocus(body, () => body.replaceChildren(...[
      trouble ? el("p", { class: "trouble", text: trouble }) : null,
      plan?.skills.length ? el("div", { class: "lead" }, [el("p", { text: `${plan.says} One session of about ${Math.max(1, plan.minutes)} minutes.` }), again]) : trouble ? null : empty(played, start),
      ...(plan ? planOf(plan, chosen, play, until) : []),
      costs ? costsOf(costs, { picture, isUnfolded, unfold: paint, speak }, until) : null,
    ].filter((each) => each !== null)));
  }
  model.on("change:coach", draw);
  signal.addEventListener("abort", () => model.off("change:coach", draw));
  draw();
  host.append(el("section", { class: "academy coach", "aria-label": "Your coach" }, [said, slot, body]));
  return () => own.abort();
}

/** @param {boolean} played @param {{title: string, lesson: string, url: string} | null} start */
function empty(played, start) {
  return el("div", { class: "empty" }, [
    el("h2", { text: played ? "Nothing is weak" : "Nothing heard yet" }),
    el("p", { text: played ? "No skill has three takes that average below 70. Go on with what comes next; the coach speaks up when something needs work." : "Play a few takes, and here stands what to work on, with beats made for exactly that." }),
    played ? el("a", { class: "button primary", href: "index.ipynb", text: "What comes next" }) : start ? el("a", { class: "button primary", href: start.url, text: `Play ${start.title}` }) : null,
  ]);
}

export default { render };
