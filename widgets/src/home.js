/** The course home: what to play next, this week, the way through the course, what is done; it also delivers takes that an earlier page left behind. */
import "./theme.css";
import "./home.css";
import { startHeartbeat } from "./parts/heartbeat.js";
import { createKernel } from "./parts/kernel.js";
import { createOutbox, isTakeLive, openShelf } from "./parts/outbox.js";
import { el, keepingFocus } from "./views/dom.js";
import { adviceIn, hero } from "./views/home/hero.js";
import { ratingOf } from "./views/home/rating.js";
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
  const kernel = createKernel(model, own.signal);
  const toast = createToast(own.signal);
  const advice = el("p", { class: "advice", role: "status" });
  const main = el("div", { class: "parts" });
  const root = el("section", { class: "academy home", "aria-label": "Your course", "data-lm-suppress-shortcuts": "true" }, [main, toast.root]);
  let drawn = new AbortController();
  /** @type {string | null} */
  let chosen = null;
  /** @type {HomeSeen | null} */
  let before = null;
  /** The lesson that was just completed can be rated, and the note be written, while the page stays. @type {HTMLElement | null} */
  let asked = null;

  /** @type {import("./views/home/types.d.ts").Rate} */
  async function rate(said) {
    try {
      const { message } = await kernel.ask({ kind: "rate", ...said });
      return message.kind === "refused" ? message.message : null;
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  }

  function advise() {
    advice.hidden = !model.get("advice");
    advice.replaceChildren(...adviceIn(model.get("advice"), model.get("home").next?.url));
  }

  function draw() {
    const home = /** @type {HomeSeen} */ (model.get("home"));
    drawn.abort();
    drawn = new AbortController();
    const way = tree(home, {
      chosen,
      choose: (id) => { chosen = id; draw(); },
      want: (skills) => model.send({ kind: "want", skills }),
      rate,
    }, AbortSignal.any([own.signal, drawn.signal]));
    const done = home.lessons.find(({ id }) => id === home.rate);
    if (done) asked = ratingOf({ lesson: done.id, title: done.title, rating: null }, rate, own.signal);
    keepingFocus(main, () => { main.replaceChildren(...parts(home, way, advice, asked)); advise(); });
    if (before) toast.tell(newlyOpen(before, home));
    before = home;
  }
  model.on("change:home", draw);
  model.on("change:advice", advise);
  own.signal.addEventListener("abort", () => { model.off("change:home", draw); model.off("change:advice", advise); });
  draw();
  host.append(root);
  return () => own.abort();
}

/** @param {HomeSeen} home @param {Node} way @param {Node} advice @param {Node | null} asked @returns {Node[]} */
function parts(home, way, advice, asked) {
  return [
    home.trouble ? el("p", { class: "not-saving", text: home.trouble }) : null,
    ...home.broken.map((why) => el("p", { class: "not-saving", text: `A lesson is left out. ${why}` })),
    hero(home, advice),
    asked ? el("div", { class: "just-done" }, [asked]) : null,
    home.connected ? null : el("p", { class: "connect" }, [
      "New here? ", el("a", { href: "00-connect.ipynb", text: "Connect your SP-404" }), ", or just play with the keyboard: 1234 QWER ASDF ZXCV are the sixteen pads.",
    ]),
    week(home.week),
    way,
    lessonList(home.lessons, home.next?.number),
  ].filter((each) => each !== null);
}

export default { initialize, render };
