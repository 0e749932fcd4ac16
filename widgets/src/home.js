/** The course home: what to play next, this week, the way through the course, what is done; it also delivers takes that an earlier page left behind. */
import "./theme.css";
import "./home.css";
import { startHeartbeat } from "./parts/heartbeat.js";
import { createKernel } from "./parts/kernel.js";
import { createOutbox, isTakeLive, openShelf } from "./parts/outbox.js";
import { el } from "./views/dom.js";
import { hero } from "./views/home/hero.js";
import { lessonList, newlyOpen } from "./views/home/lessons.js";
import { tree } from "./views/home/tree.js";
import { week } from "./views/home/week.js";
import { createToast } from "./views/toast.js";

/** @typedef {import("./views/home/types.d.ts").HomeSeen} HomeSeen */

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
  const own = new AbortController();
  const toast = createToast(own.signal);
  const main = el("div", { class: "parts" });
  const root = el("section", { class: "academy home", "aria-label": "Your course" }, [main, toast.root]);
  let drawn = new AbortController();
  /** @type {string | null} */
  let chosen = null;
  /** @type {HomeSeen | null} */
  let before = null;

  function draw() {
    const home = /** @type {HomeSeen} */ (model.get("home"));
    const focused = /** @type {HTMLElement | null} */ (main.contains(document.activeElement) ? document.activeElement : null)?.dataset.lesson;
    drawn.abort();
    drawn = new AbortController();
    const way = tree(home, {
      chosen,
      choose: (id) => { chosen = id; draw(); },
      want: (skills) => model.send({ kind: "want", skills }),
    }, AbortSignal.any([own.signal, drawn.signal]));
    main.replaceChildren(...parts(home, way));
    if (focused) /** @type {HTMLElement | null} */ (main.querySelector(`[data-lesson="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
    if (before) toast.tell(newlyOpen(before, home));
    before = home;
  }
  model.on("change:home", draw);
  own.signal.addEventListener("abort", () => model.off("change:home", draw));
  draw();
  host.append(root);
  return () => own.abort();
}

/** @param {HomeSeen} home @param {Node} way @returns {Node[]} */
function parts(home, way) {
  return [
    home.trouble ? el("p", { class: "not-saving", text: home.trouble }) : null,
    ...home.broken.map((why) => el("p", { class: "not-saving", text: `A lesson is left out. ${why}` })),
    hero(home),
    home.connected ? null : el("p", { class: "connect" }, [
      "New here? ", el("a", { href: "00-connect.ipynb", text: "Connect your SP-404" }), ", or just play with the keyboard: 1234 QWER ASDF ZXCV are the sixteen pads.",
    ]),
    week(home.week),
    way,
    lessonList(home.lessons, home.next?.number),
  ].filter((each) => each !== null);
}

export default { initialize, render };
