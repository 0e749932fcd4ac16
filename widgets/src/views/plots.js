/** Where the deviations are: per pad, and per step of the bar. Up is late, down is early; a table says the same. */
import { earlyOrLate, el } from "./dom.js";
import { shapeOf } from "./layout.js";

const REACH_MS = 60;

/** @param {any} score */
export function deviationPlots(score) {
  return el("div", { class: "plots" }, [perPad(score.per_pad ?? []), perStep(score.per_step ?? [])]);
}

/** @param {{pad: string, lane: string, hits: number, missed: number, bias_ms: number | null, spread_ms: number | null}[]} rows */
function perPad(rows) {
  const at = (/** @type {number} */ ms) => 50 + 50 * Math.max(-1, Math.min(1, ms / REACH_MS));
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
      el("td", { class: "words", text: `${earlyOrLate(row.bias_ms)}${row.spread_ms === null ? "" : `, ±${Math.round(row.spread_ms)}`}${row.missed ? `, ${row.missed} missed` : ""}` }),
    ]))),
  ]);
}

/** @param {{step: number, pad: string, lane: string, bias_ms: number | null, n: number}[]} rows */
function perStep(rows) {
  const measured = rows.filter((row) => row.bias_ms !== null);
  if (!measured.length) return "";
  const steps = [...new Set(measured.map((row) => row.step))].sort((a, b) => a - b);
  const width = Math.max(16, steps.length) * 14;
  const y = (/** @type {number} */ ms) => 40 - 34 * Math.max(-1, Math.min(1, ms / REACH_MS));
  const x = (/** @type {number} */ n) => 24 + (n + 0.5) * ((width - 24) / steps.length);
  const marks = measured.map((row) => mark(x(steps.indexOf(row.step)), y(Number(row.bias_ms)), row));
  const labels = steps.map((step, n) => n % Math.ceil(steps.length / 16) ? null : el("svg:text", { x: x(n), y: 92, class: "tick", text: step + 1 }));
  const worst = [...measured].sort((a, b) => Math.abs(Number(b.bias_ms)) - Math.abs(Number(a.bias_ms)))[0];
  return el("figure", { class: "per-step" }, [
    el("figcaption", { text: "Each step: late above the line, early below" }),
    el("svg:svg", { viewBox: `0 0 ${width} 98`, role: "img", "aria-label": `Farthest off: ${worst.lane} on step ${worst.step + 1}, ${earlyOrLate(worst.bias_ms)}` }, [
      el("svg:line", { x1: 24, x2: width, y1: 40, y2: 40, class: "zero" }),
      el("svg:text", { x: 0, y: 14, class: "tick side", text: "late" }), el("svg:text", { x: 0, y: 74, class: "tick side", text: "early" }),
      ...labels, ...marks,
    ]),
  ]);
}

/** A dot on time, a triangle up when late, down when early. @param {number} x @param {number} y @param {{lane: string, step: number, bias_ms: number | null}} row */
function mark(x, y, row) {
  const kind = shapeOf(null, row.bias_ms);
  const said = [el("svg:title", { text: `${row.lane}, step ${row.step + 1}: ${earlyOrLate(row.bias_ms)}` })];
  if (kind === "on time") return el("svg:circle", { cx: x, cy: y, r: 3.2, class: "on-time" }, said);
  const tip = kind === "late" ? -4 : 4;
  return el("svg:path", { d: `M${x} ${y + tip}L${x - 3.8} ${y - tip * 0.7}H${x + 3.8}Z`, class: kind }, said);
}
