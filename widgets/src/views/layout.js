/**
 * Where things stand on the lanes; pure. A page shows some bars of one pass; x runs from 0 to 1 over the page.
 */

/** How many bars fit a width in px, at most those of the loop. @param {number} width @param {number} bars */
export function barsPerPage(width, bars) {
  return Math.min(bars, width < 620 ? 1 : width < 1000 ? 2 : 4);
}

/**
 * The place of a moment of the take on the lanes.
 * @param {number} timeS @param {{loopS: number, barS: number, passes: number}} timeline @param {number} perPage  bars
 * @returns {{pass: number, page: number, x: number}}
 */
export function placeOf(timeS, timeline, perPage) {
  const pass = Math.min(timeline.passes - 1, Math.max(0, Math.floor((timeS + 1e-6) / timeline.loopS)));
  const inPass = timeS - pass * timeline.loopS;
  const pageS = perPage * timeline.barS;
  const pages = Math.max(1, Math.ceil(timeline.loopS / pageS - 1e-6));
  const page = Math.min(pages - 1, Math.max(0, Math.floor((inPass + 1e-6) / pageS)));
  return { pass, page, x: (inPass - page * pageS) / pageS };
}

/** A hit farther from its note (a take that began a beat late) stands where it fell. */
const BESIDE_S = 0.3;

/**
 * The place of a hit: beside the note it answers, so that an early hit on the first beat of a pass stands left of that beat
 * and not at the end of the pass before.
 * @param {{timeS: number, onset: number | null}} hit  onset: index of its note
 * @param {{loopS: number, barS: number, passes: number, onsets: {timeS: number}[]}} timeline @param {number} perPage
 */
export function placeBeside({ timeS, onset }, timeline, perPage) {
  const note = onset === null ? undefined : timeline.onsets[onset];
  const pageS = perPage * timeline.barS;
  if (!note || Math.abs(timeS - note.timeS) > BESIDE_S) return placeOf(timeS, timeline, perPage);
  const place = placeOf(note.timeS, timeline, perPage);
  return { ...place, x: place.x + (timeS - note.timeS) / pageS };
}

/** Which shape a verdict has: the side counts only when it can be heard. @param {string | null} verdict @param {number | null} asynchronyMs @param {number} [onTimeMs] */
export function shapeOf(verdict, asynchronyMs, onTimeMs = 20) {
  if (verdict && verdict !== "correct") return verdict;
  if (asynchronyMs === null || Math.abs(asynchronyMs) <= onTimeMs) return "on time";
  return asynchronyMs < 0 ? "early" : "late";
}

/** Whether a note is hidden in memory mode. @param {number} ofPass @param {number} fade  0, 0.5 or 1 */
export const isHidden = (ofPass, fade) => fade === 1 || (fade === 0.5 && ofPass % 2 === 1);

/** A number from 0 to 100 in a word. @param {number | null} value */
export function wordFor(value) {
  if (value === null || value === undefined) return "not measured";
  if (value >= 95) return "excellent";
  if (value >= 85) return "strong";
  if (value >= 70) return "solid";
  if (value >= 50) return "getting there";
  return "work on this";
}
