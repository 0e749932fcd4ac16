/**
 * The practice stage: `%%exercise` in JupyterLab and on a page. All views of one stage play one session, which lives as
 * long as any of them; `render` paints.
 */
import "./theme.css";
import "./stage.css";
import { createAudio } from "./parts/audio.js";
import { pageFloor } from "./parts/floor.js";
import { createKernel } from "./parts/kernel.js";
import { listenToKeys, stopOnEscape } from "./parts/keys.js";
import { browserName } from "./parts/latency.js";
import { openShelf } from "./parts/outbox.js";
import { pageWide, whileUsed } from "./parts/pagewide.js";
import { createSession } from "./parts/session.js";
import { banksOf } from "./parts/banks.js";
import { askedWords, createReport } from "./views/asked.js";
import { createCard } from "./views/card.js";
import { createCarry } from "./views/carry.js";
import { distanceInView, el, whileRunning } from "./views/dom.js";
import { createErrorBar } from "./views/errorbar.js";
import { createGrid } from "./views/grid.js";
import { createLanes } from "./views/lanes.js";
import { createLegend } from "./views/legend.js";
import { createStatus } from "./views/status.js";
import { createToast } from "./views/toast.js";
import { createToolbar } from "./views/toolbar.js";

/** @typedef {ReturnType<typeof createSession>} Session */

/** By the widget's key: JupyterLab hands `initialize` and `render` different models of one widget. @type {Map<string, {views: Set<Element>, use: (until: AbortSignal) => Session, kernel: import("./types").Kernel}>} */
const stages = new Map();

/** @param {{model: import("@anywidget/types").AnyModel<any>, signal?: AbortSignal}} given */
function initialize({ model, signal: given }) {
  const own = new AbortController();
  const signal = given ?? own.signal;
  const kernel = createKernel(model, signal);
  const exercise = () => model.get("exercise");
  const views = /** @type {Set<Element>} */ (new Set());
  stages.set(model.get("key"), {
    views, kernel,
    use: whileUsed((until) => createSession({
      kernel, exercise, device: () => model.get("device"), learner: () => model.get("learner"), signal: until,
      audio: createAudio({ now: () => performance.now(), chokes: exercise().chokes, fetchKit: () => kernel.ask({ kind: "kit" }, undefined, 30000), signal: until }),
      browser: browserName(navigator.userAgent), shelf: pageWide("shelf", openShelf), floor: pageFloor(),
      distance: () => [...views].map(distanceInView).find((away) => away !== null) ?? null,
    })),
  });
  signal.addEventListener("abort", () => stages.delete(model.get("key")));
  return () => own.abort();
}

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const stage = stages.get(model.get("key"));
  if (!stage || signal.aborted) return;
  const session = stage.use(signal);
  const exercise = () => model.get("exercise");

  const grid = createGrid({ ...session, exercise, signal });
  const lanes = createLanes({ ...session, exercise, signal });
  const toolbar = createToolbar({ session, exercise, signal });
  const errors = createErrorBar();
  const toast = createToast(signal);
  const status = createStatus({ showLatency: toolbar.showLatency, signal });
  const carry = createCarry({ deliver: session.deliver, signal });
  const card = createCard({
    report: createReport({ report: session.report, reported: () => model.get("learner").report, signal }),
    again: session.again,
    loopMissed: ([first, last]) => { session.setBars(first, last); session.setRepeat(true); session.play(); },
    useLatency: session.setLatency,
    latencyMs: () => session.snapshot().latencyMs,
    playedBefore: model.get("learner").attempts.length,
    signal,
  });
  const otherSounds = el("p", { class: "hint other-sounds", "aria-live": "polite", hidden: true });
  const root = el("section", { class: "academy stage", tabindex: "-1", "aria-label": `Practise: ${exercise().title}`, "data-lm-suppress-shortcuts": "true" }, [
    el("header", {}, [
      el("h3", { class: "title", text: exercise().title }), status.root,
      exercise().hint ? el("p", { class: "hint", text: exercise().hint }) : null,
      exercise().note ? el("p", { class: "hint", text: exercise().note }) : null,
      askedWords(exercise(), model.get("device")),
    ]),
    toolbar.root, status.words, otherSounds,
    el("div", { class: "playing" }, [
      el("div", { class: "seen" }, [lanes.root, errors.root, createLegend()]),
      el("div", { class: "hands" }, [grid.root, el("p", { class: "keys", text: "Keys 1234 QWER ASDF ZXCV. Shift hits hard, Alt softly. Esc stops." })]),
    ]),
    card.root, toolbar.more, carry.root, toast.root,
  ]);

  stage.kernel.onPush("kit", ({ message }) => {
    otherSounds.textContent = message.says ?? "";
    otherSounds.hidden = !message.says;
  }, signal);
  session.on("state", draw, { signal });
  session.on("hit", (hit) => {
    if (hit.verdict !== null) lanes.hit(hit);
    if (hit.asynchronyMs !== null) errors.add(hit.asynchronyMs);
  }, { signal });
  session.on("verdict", (verdict) => { lanes.settle(verdict); numbers(); }, { signal });
  session.on("pad", ({ pad, velocity, source }) => grid.light(pad, velocity, source), { signal });
  session.on("news", (news) => toast.tell(news), { signal });
  session.on("coach", (said) => card.coach(said), { signal });
  session.on("notice", (said) => status.say(said), { signal });
  session.on("result", (result) => {
    lanes.result(result.score);
    card.show(result, exercise());
    errors.numbers(result.score.bias_ms, result.score.spread_ms);
    const points = result.score.status === "scored" ? ` ${Math.round(result.score.overall)} of 100.` : "";
    status.say({ level: "info", text: `${result.feedback.encouragement}${points}` });
  }, { signal });
  listen(root, session, banksOf(exercise()), signal);

  const numbers = () => { const { biasMs, spreadMs } = session.snapshot(); errors.numbers(biasMs, spreadMs); };
  const moving = whileRunning(() => {
    lanes.frame();
    if (phase === "waiting") grid.expect(session.expected().map((onset) => onset.pad));
  }, signal);
  let phase = "idle";

  /** @param {import("./types").Snapshot} state */
  function draw(state) {
    if (state.phase !== phase && isRunning(state.phase) && !(phase === "countin" && state.phase === "playing")) {
      card.hide();
      errors.clear();
      lanes.clear();
      status.say({ level: "info", text: state.phase === "reading" ? "Listening: start the pattern on the unit now. It ends by itself after one pass; Stop gives it up." : "" });
    }
    if (state.phase !== phase && state.phase !== "waiting") grid.expect([]);
    phase = state.phase;
    root.dataset.phase = state.phase;
    root.dataset.mode = state.mode;
    if (state.downbeatPageMs !== null) root.dataset.downbeatMs = String(state.downbeatPageMs);
    toolbar.draw(state);
    status.draw(state);
    lanes.draw();
    lanes.frame();
    grid.draw(state.bank);
    moving(isRunning(phase));
  }

  stage.views.add(root);
  signal.addEventListener("abort", () => { stage.views.delete(root); root.remove(); });
  host.append(root);
  draw(session.snapshot());
  return () => own.abort();
}

/** @param {string} phase */
const isRunning = (phase) => ["countin", "playing", "listening", "waiting", "reading"].includes(phase);

/**
 * Keys and Escape: of the stage itself, and of the page beside it while this stage plays.
 * @param {HTMLElement} root @param {Session} session @param {string[]} banks @param {AbortSignal} signal
 */
function listen(root, session, banks, signal) {
  const bank = () => session.snapshot().bank;
  const nextBank = () => {
    session.setBank(banks[(banks.indexOf(bank()) + 1) % banks.length]);
    return banks.length > 1;
  };
  const runs = () => isRunning(session.snapshot().phase);
  const beside = () => session.hasFloor() && !root.contains(document.activeElement);
  listenToKeys({ root, bank, isActive: () => true, nextBank, heard: session.heard, signal });
  listenToKeys({ root: document.body, bank, isActive: beside, nextBank, heard: session.heard, signal });
  stopOnEscape({ root, stop: session.stop, isActive: runs, signal });
  stopOnEscape({ root: document.body, stop: session.stop, isActive: beside, signal });
  root.addEventListener("pointerdown", () => session.touch(), { signal });
  root.addEventListener("focusin", () => session.touch(), { signal });
}

export default { initialize, render };
