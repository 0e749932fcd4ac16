/** Where the deviations are: per pad, and per step of the pattern. Up is late, down is early; words say the same. */
import { earlyOrLate, el, shape } from "./dom.js";
import { shapeOf } from "./layout.js";

const REACH_MS = 60;
const ON_TIME_MS = 20;

/** @typedef {{steps: number, steps_per_bar: number, division: number}} Meter  steps: of the whole pattern */

/** Nothing when nothing was measured. @param {any} score @param {Meter} meter @returns {HTMLElement | null} */
export function deviationPlots(score, meter) {
  const pads = perPad(score.per_pad ?? []);
  const steps = perStep(score.per_step ?? [], meter);
  return steps ? el("div", { class: "plots" }, [pads, steps]) : null;
}

/** @param {number} ms @returns {number} percent of the way, 50 in the middle */
const at = (ms) => 50 + 50 * Math.max(-1, Math.min(1, ms / REACH_MS));

/** @param {{pad: string, lane: string, hits: number, missed: number, bias_ms: number | null, spread_ms: number | null}[]} rows */
function perPad(rows) {
  return el("table", { class: "per-pad" }, [
    el("caption", { text: "Each pad: early left, late right" }),
    el("thead", { class: "for-readers" }, [el("tr", {}, ["pad", "timing", "hits"].map((text) => el("th", { scope: "col", text })))]),
    el("tbody", {}, rows.map((row) => el("tr", {}, [
      el("th", { scope: "row", text: row.lane || row.pad }),
      el("td", {}, [
        el("div", { class: "strip", "aria-hidden": "true" }, [
          el("i", { class: "zero" }),
          row.bias_ms === null || row.spread_ms === null ? null : el("i", { class: "band", style: { left: `${at(row.bias_ms - row.spread_ms)}%`, right: `${100 - at(row.bias_ms + row.spread_ms)}%` } }),
          row.bias_ms === null ? null : el("i", { class: "dot", style: { left: `${at(row.bias_ms)}%` } }),
        ]),
      ]),
      el("td", { class: "words", text: wordsOf(row) }),
    ]))),
  ]);
}

/** @param {{hits: number, missed: number, bias_ms: number | null, spread_ms: number | null}} row */
function wordsOf({ hits, missed, bias_ms: biasMs, spread_ms: spreadMs }) {
  const timing = biasMs === null ? (hits ? "too few to tell" : "") : `${earlyOrLate(biasMs)}${spreadMs === null ? "" : `, ±${Math.round(spreadMs)}`}`;
  return [timing, missed ? `${missed} missed` : "", `${hits} ${hits === 1 ? "hit" : "hits"}`].filter(Boolean).join(", ");
}

/** @param {{step: number, pad: string, lane: string, bias_ms: number | null, n: number}[]} rows @param {Meter} meter */
function perStep(rows, { steps, steps_per_bar: perBar, division }) {
  const measured = /** @type {{step: number, lane: string, bias_ms: number}[]} */ (rows.filter((row) => row.bias_ms !== null));
  if (!measured.length) return null;
  const first = perBar * Math.floor(Math.min(...measured.map((row) => row.step)) / perBar);
  const last = Math.min(steps, perBar * Math.ceil((Math.max(...measured.map((row) => row.step)) + 1) / perBar));
  const count = last - first;
  const x = (/** @type {number} */ step) => `${((step - first + 0.5) / count) * 100}%`;
  const worst = [...measured].sort((a, b) => Math.abs(b.bias_ms) - Math.abs(a.bias_ms))[0];
  const marks = measured.map((row) => el("span", { style: { left: x(row.step), top: up(row.bias_ms) }, title: `${row.lane}, step ${row.step + 1}: ${earlyOrLate(row.bias_ms)}` }, [shape(upOf(shapeOf(null, row.bias_ms)))]));
  const every = count > 2 * perBar ? perBar : division;
  const labels = Array.from({ length: Math.ceil(count / every) }, (_, n) => el("span", { text: first + n * every + 1, style: { left: x(first + n * every) } }));
  const band = { top: up(ON_TIME_MS), bottom: up(ON_TIME_MS) };
  return el("figure", { class: "per-step", style: { "--steps": count, "--division": division } }, [
    el("figcaption", { text: `Each step: late above, early below; band ±${ON_TIME_MS} ms` }),
    el("div", { class: "field", role: "img", "aria-label": `Farthest off: ${worst.lane} on step ${worst.step + 1}, ${earlyOrLate(worst.bias_ms)}` }, [
      el("i", { class: "band", style: band }), el("i", { class: "zero" }), ...marks,
    ]),
    el("div", { class: "labels", "aria-hidden": "true" }, labels),
  ]);
}

/** Late is up; the edges leave room for a whole mark. @param {number} ms */
const up = (ms) => `${50 - 43 * Math.max(-1, Math.min(1, ms / REACH_MS))}%`;

/** The shapes of the lanes turned a quarter: what is late points up here. @param {string} kind */
const upOf = (kind) => (kind === "late" ? "late-up" : kind === "early" ? "early-down" : kind);
