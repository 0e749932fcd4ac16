/** The lanes: what should be played, the playhead, and every hit where it fell. */
import { el, shape } from "./dom.js";
import { barsPerPage, isHidden, placeBeside, placeOf, shapeOf } from "./layout.js";

/** Shadows of earlier passes that are kept. */
const MOST_SHADOWS = 96;

/**
 * @typedef {{timeS: number, onset: number | null, lane: number | null, shape: string, velocity: number, hit: number | null}} Mark
 *   onset: the note it answers, beside which it is drawn
 */
/** @typedef {import("../types").Exercise} Exercise @typedef {import("../types").Snapshot} Snapshot */

/**
 * @param {{exercise: () => Exercise, snapshot: () => Snapshot, position: () => {timeS: number, phase: string}, signal: AbortSignal}} given
 */
export function createLanes({ exercise, snapshot, position, signal }) {
  const head = el("div", { class: "playhead", "aria-hidden": "true" });
  const rows = el("div", { class: "rows", role: "img" });
  const ruler = el("div", { class: "ruler", "aria-hidden": "true" });
  const pageWords = el("span", {});
  const turn = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ by) => el("button", { type: "button", "aria-label": name, text: sign, on: { click: () => { page = Math.max(0, page + by); draw(true); } } }, [], signal);
  const pager = el("div", { class: "pager" }, [turn("Bars before", "‹", -1), pageWords, turn("Bars after", "›", 1)]);
  const root = el("div", { class: "lanes" }, [ruler, rows, head, pager]);
  /** @type {HTMLElement[]} */
  let tracks = [];
  let page = 0;
  let perPage = 1;
  let drawn = "";
  /** @type {Mark[]} */
  let marks = [];
  /** Those of the passes before, which stay as shadows: a habit shows in them. @type {Mark[]} */
  let shadows = [];
  let shownPass = 0;
  /** @type {Map<number, string>} */
  let verdicts = new Map();
  /** How long notes were held, of the stored score. @type {{timeS: number, onset: number, heldS: number, length: string}[]} */
  let lengths = [];

  const watcher = new ResizeObserver(() => draw(true));
  watcher.observe(root);
  signal.addEventListener("abort", () => watcher.disconnect());

  function draw(force = false) {
    const state = snapshot();
    const { timeline, fade } = state;
    const loopBars = timeline.bars[1] - timeline.bars[0] + 1;
    perPage = barsPerPage(root.clientWidth, loopBars);
    page = Math.min(page, Math.ceil(loopBars / perPage) - 1);
    const key = JSON.stringify([page, perPage, timeline.bars, timeline.tempo, fade, exercise().id]);
    if (key === drawn && !force) return;
    drawn = key;
    drawRows(timeline, fade, loopBars);
    if (!fade) for (const mark of shadows) paint(mark, true); // they would tell what is to be remembered
    for (const length of lengths) paintLength(length);
    for (const mark of marks) paint(mark);
    paintVerdicts();
    rows.setAttribute("aria-label", describe(exercise()));
  }

  /** @param {import("../types").Timeline} timeline @param {number} fade @param {number} loopBars */
  function drawRows(timeline, fade, loopBars) {
    const { lanes, beats_per_bar: beats, division } = exercise();
    const shown = Math.min(perPage, loopBars - page * perPage);
    const stepsOnPage = perPage * beats * division;
    root.style.setProperty("--steps", String(stepsOnPage));
    root.style.setProperty("--division", String(division));
    ruler.replaceChildren(...Array.from({ length: shown * beats }, (_, n) => {
      const beat = n % beats;
      const bar = timeline.bars[0] + page * perPage + Math.floor(n / beats);
      return el("span", { class: beat ? "beat" : "bar", text: beat ? beat + 1 : bar, style: { left: `${(n / (perPage * beats)) * 100}%` } });
    }));
    tracks = lanes.map(() => el("div", { class: "track" }));
    rows.replaceChildren(...lanes.map((lane, n) => el("div", { class: "lane" }, [
      el("span", { class: "name", text: lane.name }), el("span", { class: "pad-name", text: lane.pad.replace(/^A/, "") }), tracks[n],
    ])));
    for (const onset of timeline.onsets) {
      if (onset.pass > 0) break;
      const place = placeOf(onset.timeS, { ...timeline, passes: 1 }, perPage);
      if (place.page !== page) continue;
      const kind = onset.mark === "X" ? "accent" : onset.mark === "o" ? "ghost" : "hit";
      const held = onset.holdS === null ? null : { width: `${(onset.holdS / (perPage * timeline.barS)) * 100}%` };
      if (held) tracks[onset.lane].append(el("i", { class: "hold", style: { left: `${place.x * 100}%`, ...held } }));
      const hidden = isHidden(onset.ofPass, fade) ? " hidden" : "";
      tracks[onset.lane].append(el("i", { class: `note ${kind}${hidden}`, "data-note": onset.ofPass, style: { left: `${place.x * 100}%` } }));
    }
    const first = timeline.bars[0] + page * perPage;
    pager.hidden = loopBars <= perPage;
    pageWords.textContent = `${shown === 1 ? `bar ${first}` : `bars ${first}–${first + shown - 1}`} of ${exercise().bars}`;
  }

  /** @param {Mark} mark @param {boolean} [isShadow] */
  function paint(mark, isShadow = false) {
    const place = placeBeside(mark, snapshot().timeline, perPage);
    if (place.page !== page || mark.lane === null || !tracks[mark.lane]) return;
    const made = shape(mark.shape);
    made.classList.add("struck");
    made.classList.toggle("shadow", isShadow);
    made.style.left = `${place.x * 100}%`;
    made.dataset.hit = String(mark.hit);
    made.style.setProperty("--loud", String(0.7 + 0.6 * (mark.velocity / 127)));
    tracks[mark.lane].append(made);
  }

  /** How far a hold was held, from the hit to its release. @param {typeof lengths[number]} length */
  function paintLength({ timeS, onset, heldS, length }) {
    const { timeline } = snapshot();
    const place = placeBeside({ timeS, onset }, timeline, perPage);
    const lane = timeline.onsets[onset]?.lane;
    if (place.page !== page || lane === undefined || !tracks[lane]) return;
    const width = Math.min(heldS / (perPage * timeline.barS), 1 - place.x);
    const words = { short: "cut short", long: "held too long" }[length] ?? "held";
    tracks[lane].append(el("i", { class: `kept ${length}`, title: `${words}: ${Math.round(heldS * 1000)} ms`, style: { left: `${place.x * 100}%`, width: `${width * 100}%` } }));
  }

  function paintVerdicts() {
    for (const [ofPass, verdict] of verdicts) {
      root.querySelector(`[data-note="${ofPass}"]`)?.classList.toggle("missed", verdict === "missed");
    }
  }

  /** In the animation frame: move the playhead, turn the page, let the pass before fade. */
  function frame() {
    const { timeS, phase } = position();
    const running = phase === "playing" || phase === "listening" || phase === "waiting" || phase === "countin";
    root.classList.toggle("running", running);
    if (!running) return;
    const place = placeOf(timeS, snapshot().timeline, perPage);
    if (place.pass !== shownPass && timeS > 0) {
      shownPass = place.pass;
      const isPast = (/** @type {Mark} */ mark) => placeBeside(mark, snapshot().timeline, perPage).pass < shownPass;
      shadows = [...shadows, ...marks.filter(isPast)].slice(-MOST_SHADOWS);
      marks = marks.filter((mark) => !isPast(mark));
      verdicts = new Map();
      page = place.page;
      draw(true);
    } else if (place.page !== page && timeS > 0) {
      page = place.page;
      draw(true);
    }
    const x = Math.min(1, Math.max(0, place.x));
    head.style.setProperty("--x", String(x));
  }

  return {
    root,
    draw,
    frame,
    clear() { marks = []; shadows = []; lengths = []; verdicts = new Map(); shownPass = 0; page = 0; draw(true); },
    /** A hit, the moment it happens. @param {import("../types").HitSeen} hit */
    hit(hit) {
      const { timeline } = snapshot();
      const lane = hit.verdict === "wrong_pad" && hit.onset !== null ? timeline.onsets[hit.onset]?.lane ?? hit.lane : hit.lane;
      const mark = { timeS: hit.timeS, onset: hit.onset, lane, shape: shapeOf(hit.verdict, hit.asynchronyMs), velocity: hit.velocity, hit: hit.index };
      marks.push(mark);
      paint(mark);
    },
    /** A settled verdict: redraw the hit's shape, or mark the note as missed. @param {import("../types").VerdictSeen} verdict */
    settle(verdict) {
      const { timeline } = snapshot();
      if (verdict.onset !== null) {
        const onset = timeline.onsets[verdict.onset];
        if (onset && onset.pass === shownPass) { verdicts.set(onset.ofPass, verdict.verdict); paintVerdicts(); }
      }
      if (verdict.hit === null) return;
      const isIt = (/** @type {Mark} */ one) => one.hit === verdict.hit;
      const mark = marks.find(isIt) ?? shadows.find(isIt);
      if (!mark) return;
      mark.shape = shapeOf(verdict.verdict, verdict.asynchronyMs);
      if (verdict.onset !== null) mark.onset = verdict.onset;
      root.querySelector(`[data-hit="${mark.hit}"]`)?.remove();
      paint(mark, shadows.includes(mark));
    },
    /** The stored score's hits, all passes on top of each other. @param {any} score */
    result(score) {
      const { timeline } = snapshot();
      const byHit = new Map(score.onsets.filter((/** @type {any} */ one) => one.hit !== null).map((/** @type {any} */ one) => [one.hit, one]));
      marks = score.hits.map((/** @type {any} */ hit) => {
        const onset = byHit.get(hit.index);
        const lane = onset ? timeline.onsets[onset.index]?.lane : exercise().lanes.findIndex((one) => one.pad === hit.pad);
        return { timeS: hit.time_s, onset: onset?.index ?? null, lane: lane ?? null, shape: shapeOf(hit.verdict, onset?.asynchrony_ms ?? null), velocity: hit.velocity, hit: hit.index };
      }).filter((/** @type {any} */ mark) => mark.shape !== "ignored");
      shadows = [];
      lengths = (score.gate?.notes ?? []).filter((/** @type {any} */ note) => note.held_s !== null).map((/** @type {any} */ note) => (
        { timeS: score.hits[score.onsets[note.onset].hit].time_s, onset: note.onset, heldS: note.held_s, length: note.length }));
      verdicts = new Map();
      for (const onset of score.onsets) {
        if (onset.verdict === "missed") verdicts.set(timeline.onsets[onset.index]?.ofPass, "missed");
      }
      page = 0;
      draw(true);
    },
  };
}

/** The pattern in a sentence, for those who do not see it. @param {Exercise} exercise */
function describe(exercise) {
  const lanes = exercise.lanes.map((lane, n) => {
    const steps = exercise.onsets.filter((onset) => onset.lane === n).map((onset) => onset.step + 1);
    return `${lane.name} on pad ${lane.pad}: steps ${steps.join(", ")}`;
  });
  return `${exercise.title}, ${exercise.tempo} beats per minute. ${lanes.join(". ")}.`;
}
