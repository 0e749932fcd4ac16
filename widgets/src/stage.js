/**
 * The practice stage: `%%exercise` in JupyterLab and on a page. `initialize` owns the session, so several views of one
 * stage play one take; `render` paints.
 */
import "./theme.css";
import "./stage.css";
import { createAudio } from "./parts/audio.js";
import { createKernel } from "./parts/kernel.js";
import { listenToKeys } from "./parts/keys.js";
import { browserName } from "./parts/latency.js";
import { openShelf } from "./parts/outbox.js";
import { createSession } from "./parts/session.js";
import { createCard } from "./views/card.js";
import { el } from "./views/dom.js";
import { createErrorBar } from "./views/errorbar.js";
import { createGrid } from "./views/grid.js";
import { createLanes } from "./views/lanes.js";
import { createStatus } from "./views/status.js";
import { createToolbar } from "./views/toolbar.js";

/** By the widget's key: JupyterLab hands `initialize` and `render` different models of one widget. @type {Map<string, ReturnType<typeof createSession>>} */
const sessions = new Map();

/** One shelf for all stages of the page. @type {Promise<import("./parts/outbox.js").Shelf> | null} */
let shelf = null;

/** @param {{model: import("@anywidget/types").AnyModel<any>, signal?: AbortSignal}} given */
function initialize({ model, signal: given }) {
  const own = new AbortController();
  const signal = given ?? own.signal;
  const kernel = createKernel(model, signal);
  const exercise = () => model.get("exercise");
  const audio = createAudio({ now: () => performance.now(), chokes: exercise().chokes, fetchKit: () => kernel.ask({ kind: "kit" }, undefined, 30000) });
  shelf ??= openShelf();
  sessions.set(model.get("key"), createSession({
    kernel, audio, exercise, device: () => model.get("device"), learner: () => model.get("learner"),
    browser: browserName(navigator.userAgent), shelf, signal,
  }));
  signal.addEventListener("abort", () => sessions.delete(model.get("key")));
  return () => own.abort();
}

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const session = /** @type {ReturnType<typeof createSession>} */ (sessions.get(model.get("key")));
  const exercise = () => model.get("exercise");
  const parts = { session, exercise, signal };

  const grid = createGrid({ ...session, exercise, signal });
  const lanes = createLanes({ ...session, exercise, signal });
  const toolbar = createToolbar(parts);
  const errors = createErrorBar();
  const status = createStatus();
  const card = createCard({
    again: session.again,
    loopMissed: ([first, last]) => { session.setBars(first, last); session.setRepeat(true); session.play(); },
    useLatency: session.setLatency,
    signal,
  });
  const root = el("section", { class: "academy stage", tabindex: "-1", "aria-label": `Practise: ${exercise().title}`, "data-lm-suppress-shortcuts": "true" }, [
    el("header", {}, [
      el("h3", { class: "title", text: exercise().title }), status.root,
      exercise().hint ? el("p", { class: "hint", text: exercise().hint }) : null,
    ]),
    toolbar.root, status.words,
    el("div", { class: "playing" }, [
      el("div", { class: "seen" }, [lanes.root, errors.root]),
      el("div", { class: "hands" }, [grid.root, el("p", { class: "keys", text: "Keys 1234 QWER ASDF ZXCV. Shift hits hard, Alt softly." })]),
    ]),
    card.root, toolbar.more,
  ]);

  session.on("state", draw, { signal });
  session.on("hit", (hit) => {
    if (hit.verdict !== null) lanes.hit(hit);
    if (hit.asynchronyMs !== null) errors.add(hit.asynchronyMs);
  }, { signal });
  session.on("verdict", (verdict) => { lanes.settle(verdict); numbers(); }, { signal });
  session.on("pad", ({ pad, velocity, source }) => grid.light(pad, velocity, source), { signal });
  session.on("notice", (said) => status.say(said), { signal });
  session.on("result", (result) => {
    lanes.result(result.score);
    card.show(result, exercise());
    errors.numbers(result.score.bias_ms, result.score.spread_ms);
    status.say({ level: "info", text: `${result.feedback.headline} ${result.score.overall === null ? "" : `${Math.round(result.score.overall)} of 100.`}` });
  }, { signal });
  listenToKeys({ root, bank: () => exercise().lanes[0]?.pad[0] ?? "A", isActive: () => true, heard: session.heard, signal });
  listenToKeys({ root: document.body, bank: () => exercise().lanes[0]?.pad[0] ?? "A", isActive: () => isMine(root) && isRunning(), heard: session.heard, signal });
  root.addEventListener("pointerdown", () => claim(root), { signal });
  root.addEventListener("focusin", () => claim(root), { signal });

  const isRunning = () => !["idle", "done"].includes(session.snapshot().phase);
  const numbers = () => { const { biasMs, spreadMs } = session.snapshot(); errors.numbers(biasMs, spreadMs); };
  let phase = "idle";

  /** @param {import("./types").Snapshot} state */
  function draw(state) {
    if (state.phase !== phase && ["countin", "playing", "listening", "waiting"].includes(state.phase) && !(phase === "countin" && state.phase === "playing")) {
      card.hide();
      errors.clear();
      lanes.clear();
      status.say({ level: "info", text: "" });
    }
    if (state.phase !== phase && state.phase !== "waiting") grid.expect([]);
    phase = state.phase;
    root.dataset.phase = state.phase;
    root.dataset.mode = state.mode;
    if (state.downbeatPageMs !== null) root.dataset.downbeatMs = String(state.downbeatPageMs);
    toolbar.draw(state);
    status.draw(state);
    lanes.draw();
  }

  let asked = requestAnimationFrame(function frame() {
    lanes.frame();
    if (phase === "waiting") grid.expect(session.expected().map((onset) => onset.pad));
    asked = requestAnimationFrame(frame);
  });
  signal.addEventListener("abort", () => { cancelAnimationFrame(asked); root.remove(); });
  host.append(root);
  draw(session.snapshot());
  return () => own.abort();
}

/** The stage that was touched last has the keys while it plays. @type {HTMLElement | null} */
let mine = null;
/** @param {HTMLElement} root */
const claim = (root) => { mine = root; };
/** @param {HTMLElement} root */
const isMine = (root) => mine === root && !root.contains(document.activeElement) && !root.shadowRoot;

export default { initialize, render };
