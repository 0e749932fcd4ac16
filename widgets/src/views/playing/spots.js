/** The places of a picture that say more: which one is pointed at, and where the arrow keys go. Pure. */

/** Left, top, width, height in shares of the picture, and what the place says. @typedef {[number, number, number, number, string]} Spot */

/**
 * The number of the spot under a point, the nearest in x of those that hold it; -1 for none.
 * @param {Spot[]} spots @param {number} x @param {number} y  shares of the picture's width and height
 */
export function spotAt(spots, x, y) {
  let found = -1;
  let nearest = Infinity;
  spots.forEach(([left, top, width, height], n) => {
    const holds = x >= left && x < left + width && y >= top && y < top + height;
    const away = Math.hypot(x - left - width / 2, y - top - height / 2);
    if (holds && away < nearest) [found, nearest] = [n, away];
  });
  return found;
}

/** Where a key leads from a spot; the first key of all leads to the last spot, the newest. @param {number} at @param {number} count @param {string} key @returns {number | null}  null for a key that leads nowhere */
export function stepTo(at, count, key) {
  const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: count - 1 });
  if (!count || !(key in steps)) return null;
  return at < 0 ? count - 1 : Math.min(count - 1, Math.max(0, steps[key]));
}

/** The width a picture is asked for, in steps, so that a scroll bar does not have it drawn anew. @param {number} px */
export function widthFor(px) {
  return Math.max(260, Math.floor(px / 20) * 20);
}

/** Whether a picture of one width still looks right at another. @param {number} drawn @param {number} px */
export function stillFits(drawn, px) {
  return Math.abs(widthFor(px) - drawn) <= 0.08 * drawn;
}
