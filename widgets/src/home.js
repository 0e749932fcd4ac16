/** The course home: what to play next, what is done; it also delivers takes that an earlier page left behind. */
import "./theme.css";
import "./home.css";
import { startHeartbeat } from "./parts/heartbeat.js";
import { createKernel } from "./parts/kernel.js";
import { createOutbox, isTakeLive, openShelf } from "./parts/outbox.js";
import { el } from "./views/dom.js";

/** @typedef {{id: string, title: string, url: string, best: number | null, passed: boolean, takes: number}} ExerciseSeen */
/** @typedef {{id: string, number: number, title: string, topic: string, level: number, minutes: number, url: string, done: boolean, objectives: string[], exercises: ExerciseSeen[]}} LessonSeen */

/** @param {{model: import("@anywidget/types").AnyModel<any>, signal?: AbortSignal}} given */
function initialize({ model, signal: given }) {
  const own = new AbortController();
  const signal = given ?? own.signal;
  const kernel = createKernel(model, signal);
  let alive = true;
  const outbox = createOutbox({
    shelf: openShelf(), signal, isLive: isTakeLive, changed: () => {},
    async deliver(take) {
      const { message } = await kernel.ask({ kind: "take", take });
      return { saved: Boolean(message.saved), refused: message.kind === "refused", message: message.message };
    },
  });
  outbox.recover();
  startHeartbeat({
    kernel, now: () => performance.now(), signal,
    changed: (next) => {
      const healed = next.alive && next.desk && !alive;
      alive = next.alive && next.desk;
      if (healed) { kernel.send({ kind: "refresh" }); outbox.sendAll(); }
    },
  });
  return () => own.abort();
}

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement}} given */
function render({ model, el: host }) {
  const root = el("section", { class: "academy home", "aria-label": "Your course" });
  const draw = () => root.replaceChildren(...page(model.get("home")));
  model.on("change:home", draw);
  draw();
  host.append(root);
  return () => model.off("change:home", draw);
}

/** @param {any} home @returns {Node[]} */
function page(home) {
  return [
    home.trouble ? el("p", { class: "not-saving", text: home.trouble }) : null,
    ...home.broken.map((/** @type {string} */ why) => el("p", { class: "not-saving", text: `A lesson is left out. ${why}` })),
    hero(home),
    home.connected ? null : el("p", { class: "connect" }, [
      "New here? ", el("a", { href: "00-connect.ipynb", text: "Connect your SP-404" }), ", or just play with the keyboard: 1234 QWER ASDF ZXCV are the sixteen pads.",
    ]),
    el("h2", { text: "Lessons" }),
    el("ol", { class: "lessons" }, home.lessons.map(lesson)),
  ].filter((each) => each !== null);
}

/** @param {any} home */
function hero(home) {
  const { next } = home;
  if (!next) return el("div", { class: "hero" }, [el("div", {}, [el("h2", { text: "Every lesson is passed" }), el("p", { text: "Play any of them again: a better score is always kept." })])]);
  return el("div", { class: "hero" }, [
    el("div", {}, [
      el("p", { class: "where", text: `Lesson ${next.number}, ${next.lesson}` }),
      el("h2", { text: next.title }),
      el("p", { text: next.reason }),
    ]),
    el("a", { class: "button primary", href: next.url, text: next.begun ? "Continue" : home.takes ? "Begin this lesson" : "Play your first lesson" }),
  ]);
}

/** @param {LessonSeen} seen */
function lesson(seen) {
  const passed = seen.exercises.filter((one) => one.passed).length;
  return el("li", { class: seen.done ? "done" : "" }, [
    el("span", { class: "number", "aria-hidden": "true", text: seen.done ? "✓" : seen.number }),
    el("div", { class: "about" }, [
      el("a", { class: "title", href: seen.url, text: seen.title }),
      el("p", { class: "facts", text: `${seen.topic}, level ${seen.level}, ${seen.minutes} minutes. ${passed} of ${seen.exercises.length} passed` }),
    ]),
    el("ul", { class: "exercises" }, seen.exercises.map((one) => el("li", {}, [
      el("a", { href: one.url, class: one.passed ? "passed" : one.takes ? "tried" : "" }, [
        el("span", { text: one.title }), el("b", { text: one.best === null ? (one.takes ? "practised" : "–") : Math.round(one.best) }),
      ]),
    ]))),
  ]);
}

export default { initialize, render };
