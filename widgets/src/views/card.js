/** The score card: the numbers, what was understood, what to do next. */
import { createCoach } from "./coach.js";
import { el } from "./dom.js";
import { lately } from "./lately.js";
import { wordFor } from "./layout.js";
import { deviationPlots } from "./plots.js";

const PARTS = /** @type {const} */ ([["pattern", "Right notes"], ["timing", "Timing"], ["dynamics", "Dynamics"], ["tempo", "Tempo"]]);

/**
 * @param {{again: () => void, loopMissed: (bars: [number, number]) => void, useLatency: (ms: number) => void, latencyMs: () => number | null, playedBefore?: number,
 *   report?: {root: Element, ask: (why: string | null) => void}, signal: AbortSignal}} given
 *   report: asks the learner what no message can show; playedBefore: takes before this page
 */
export function createCard({ again, loopMissed, useLatency, latencyMs, report, playedBefore = 0, signal }) {
  const root = el("section", { class: "card", "aria-label": "Your score", hidden: true, tabindex: "-1" });
  const coach = createCoach();
  let takes = playedBefore;

  /** @param {any} result @param {import("../types").Exercise} exercise */
  function show(result, exercise) {
    const { score, feedback } = result;
    const scored = score.status === "scored" && score.overall !== null;
    const steps = exercise.bars * exercise.steps_per_bar;
    const isWritten = Boolean(score.written); // a machine played: no hand to speak of
    const isLoop = Boolean(exercise.moves?.length) && !score.controls; // bars were left out: nothing was asked for
    const isAsked = report && exercise.type === "effect" && !isLoop && !score.controls?.checked;
    if (isAsked) report.ask(score.controls?.why ?? null);
    takes += 1;
    coach.show(result);
    root.replaceChildren(
      el("div", { class: "top" }, [
        el("p", { class: `overall ${result.passed ? "passed" : ""}` }, [
          el("strong", { text: scored ? Math.round(score.overall) : "–" }), el("span", { text: scored ? "of 100" : "not scored" }),
        ]),
        el("div", { class: "words" }, [
          el("h3", { text: feedback.encouragement }),
          el("p", { class: "verdict", text: passWords(result, exercise) }),
          ...[...(result.remarks ?? []), ...(result.unmet ?? []), ...score.explained].map((/** @type {string} */ text) => el("p", { class: "explained", text })),
        ]),
        history(result),
      ]),
      ...(scored ? [el("ul", { class: "parts" }, [
        ...(isWritten ? PARTS.slice(0, 1) : PARTS).map(([key, name]) => part(name, score.components[key])),
        isWritten ? null : lengths(score.gate),
      ])] : []),
      coach.advice, coach.voice,
      ...[lately(result.summary, takes)].filter((together) => together !== null),
      ...(isAsked ? [report.root] : []),
      ...(scored && !isWritten ? [deviationPlots(score, { ...exercise, steps })].filter((plots) => plots !== null) : []),
      buttons(result, exercise),
    );
    root.hidden = false;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    root.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  /** @param {any} result @param {import("../types").Exercise} exercise */
  function buttons(result, exercise) {
    const missed = missedBars(result.score.bars ?? []);
    const suggested = result.score.latency_suggestion_ms;
    const next = exercise.next;
    return el("div", { class: "next" }, [
      el("button", { type: "button", class: result.passed && next ? "" : "primary", text: "Again", on: { click: again } }, [], signal),
      missed ? el("button", { type: "button", text: missed[0] === missed[1] ? `Loop bar ${missed[0]}` : `Loop bars ${missed[0]}–${missed[1]}`, on: { click: () => loopMissed(missed) } }, [], signal) : null,
      typeof suggested === "number" && Math.round(suggested) !== Math.round(latencyMs() ?? 0) ? el("button", { type: "button", text: `Use a latency of ${Math.round(suggested)} ms`, on: { click: () => useLatency(suggested) } }, [], signal) : null,
      next ? el("a", { class: result.passed ? "button primary" : "button", href: next.url, text: `Next: ${next.title}` }) : null,
    ]);
  }
  return { root, show, coach: coach.answer, hide() { root.hidden = true; } };
}

/** @param {string} name @param {number | null} value */
function part(name, value) {
  return el("li", {}, [
    el("span", { class: "name", text: name }),
    el("span", { class: "value", text: value === null ? "–" : Math.round(value) }),
    el("span", { class: "meter", "aria-hidden": "true" }, [el("i", { style: { width: `${value ?? 0}%` } })]),
    el("span", { class: "word", text: wordFor(value) }),
  ]);
}

/** How many held notes were held; not part of the points. @param {any} gate */
function lengths(gate) {
  if (!gate) return null;
  const known = gate.held + gate.short + gate.long;
  const words = [[gate.short, "cut short"], [gate.long, "too long"], [gate.unknown, "not heard to end"]].filter(([n]) => n).map(([n, word]) => `${n} ${word}`);
  return el("li", { class: "lengths" }, [
    el("span", { class: "name", text: "Note lengths" }),
    el("span", { class: "value", text: known ? `${gate.held} of ${known}` : "–" }),
    el("span", { class: "meter", "aria-hidden": "true" }, [el("i", { style: { width: `${known ? (100 * gate.held) / known : 0}%` } })]),
    el("span", { class: "word", text: known ? words.join(", ") || "all held" : "no release was heard" }),
  ]);
}

/** @param {any} result @param {import("../types").Exercise} exercise */
function passWords(result, exercise) {
  const { score } = result;
  const needs = `You pass with ${Math.round(exercise.pass_mark)}${alsoAsked(exercise)}.`;
  if (score.written) return result.passed ? "Passed: read from a machine, so only the steps count." : needs;
  if (result.passed) return `Passed at ${round(exercise.tempo)} BPM.`;
  if (score.status !== "scored" || result.whole) return needs;
  return `Practice take. All bars at ${round(exercise.tempo)} BPM count towards passing.`;
}

/** What passing asks for beside the points, in words. @param {import("../types").Exercise} exercise */
function alsoAsked(exercise) {
  const asks = [
    exercise.onsets?.some(({ hold_beats: hold }) => hold !== null) ? "two notes of three held to their length" : null,
    exercise.order === "strict" && hasChords(exercise) ? "two chords of three from the top lane down" : null,
    exercise.moves?.length ? "every move made, where the unit can show it" : null,
  ].filter(Boolean);
  return asks.length ? `, and with ${asks.join(" and ")}` : "";
}

/** Whether notes stand together. @param {Pick<import("../types").Exercise, "onsets">} exercise */
const hasChords = ({ onsets }) => new Set(onsets?.map(({ beat }) => beat)).size < (onsets?.length ?? 0);

/** Best and earlier takes as a small line. @param {any} result */
function history(result) {
  const values = (result.attempts ?? []).filter((/** @type {any} */ one) => one.overall !== null && one.status === "scored").slice(0, 12).reverse();
  if (values.length < 2) return null;
  const points = values.map((/** @type {any} */ one, /** @type {number} */ n) => `${(n / (values.length - 1)) * 96 + 2},${34 - one.overall * 0.3}`);
  const last = points.at(-1).split(",");
  return el("div", { class: "history" }, [
    el("svg:svg", { viewBox: "0 0 100 36", role: "img", "aria-label": `Last takes: ${values.map((/** @type {any} */ one) => Math.round(one.overall)).join(", ")}` }, [
      el("svg:polyline", { points: points.join(" ") }), el("svg:circle", { cx: last[0], cy: last[1], r: 2.6 }),
    ]),
    el("p", { text: result.best ? `best ${Math.round(result.best.overall)}` : `${values.length} takes` }),
  ]);
}

/**
 * The shortest run of bars that holds every bar with a missed or wrong note; null when there is none or it is everything.
 * @param {{bar: number, missed: number, wrong_pad: number}[]} bars
 * @returns {[number, number] | null}
 */
export function missedBars(bars) {
  const bad = bars.filter((bar) => bar.missed || bar.wrong_pad).map((bar) => bar.bar);
  if (!bad.length || bars.length < 2) return null;
  return [Math.min(...bad), Math.max(...bad)];
}

/** @param {number} value */
const round = (value) => Math.round(value * 10) / 10;
