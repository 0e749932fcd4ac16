/** My playing: numbers and achievements at once, pictures as they come into view, everything to look at and to keep. */
import "./theme.css";
import "./playing.css";
import { createKernel } from "./parts/kernel.js";
import { el } from "./views/dom.js";
import { achievements, numbers } from "./views/playing/numbers.js";
import { createPicture } from "./views/playing/picture.js";

const COMING = ["the days you played", "whether you rush or drag, and how steady you are", "which of your pads come early", "how the score of an exercise grows", "how hard you hit", "what you have earned"];

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const kernel = createKernel(model, signal);
  const root = el("section", { class: "academy playing", "aria-label": "My playing", "data-lm-suppress-shortcuts": "true" });
  /** @type {string | null} */
  let chosen = null;
  let life = new AbortController();

  function draw() {
    life.abort();
    life = new AbortController();
    const playing = model.get("playing");
    const played = playing.totals.takes > 0;
    root.replaceChildren(...[
      playing.trouble ? el("p", { class: "not-saving", text: playing.trouble }) : null,
      ...(played ? everything(playing) : playing.trouble ? [] : [nothingYet(playing)]),
    ].filter((each) => each !== null));
  }

  /** @param {any} playing @returns {Node[]} */
  function everything(playing) {
    const until = AbortSignal.any([signal, life.signal]);
    const exercise = () => chosen ?? playing.exercise;
    const made = (/** @type {string} */ name, /** @type {string} */ title, /** @type {Node | null} */ beside = null) => createPicture({ name, title, kernel, exercise, beside, signal: until });
    const choice = choose(playing, exercise(), (id) => { chosen = id; history.redraw(); }, until);
    const history = made("history", "Score by score", choice);
    return [
      numbers(playing),
      made("calendar", "Days you played").root,
      made("trend", "Rushing, dragging, and how steady").root,
      history.root,
      el("div", { class: "beside" }, [made("pads", "Which pads rush, which drag").root, made("velocity", "How hard you hit").root]),
      el("h2", { text: "Achievements" }),
      achievements(playing),
    ];
  }

  model.on("change:playing", draw);
  signal.addEventListener("abort", () => { life.abort(); model.off("change:playing", draw); });
  document.addEventListener("visibilitychange", () => { // back from a lesson: what was played there counts
    if (document.visibilityState === "visible") kernel.tell({ kind: "refresh" });
  }, { signal });
  draw();
  host.append(root);
  return () => own.abort();
}

/** The choice of an exercise for the history. @param {any} playing @param {string} now @param {(id: string) => void} chosen @param {AbortSignal} signal */
function choose(playing, now, chosen, signal) {
  const select = el("select", { "aria-label": "Exercise", on: { change: () => chosen(select.value) } }, playing.exercises.map((/** @type {any} */ one) => el("option", {
    value: one.id, selected: one.id === now, text: `${one.lesson ? `${one.lesson}: ` : ""}${one.title} (${one.takes})`,
  })), signal);
  return select;
}

/** @param {any} playing */
function nothingYet({ start }) {
  return el("div", { class: "nothing-yet" }, [
    el("h2", { text: "Nothing played yet" }),
    el("p", { text: "Your first take opens this page. From then on you find here:" }),
    el("ul", {}, COMING.map((text) => el("li", { text }))),
    start ? el("p", {}, [el("a", { class: "button primary", href: start.url, text: `Play ${start.title}` }), ` It stands in ${start.lesson}; the keyboard is enough to try it.`]) : null,
  ]);
}

export default { render };
