/** A sound as a picture: 256 pairs of its least and greatest value, drawn however wide the canvas is. */

/** Quiet sounds are to be seen too: heights follow a root of the level, as ears nearly do. */
const BEND = 0.7;

/** @param {string} base64  512 bytes: 256 pairs (least, greatest) of int8 @returns {Int8Array} */
export function peaksOf(base64) {
  return Int8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * The bars of a picture `width` columns wide: pairs (bottom, top) from -1 to 1.
 * @param {Int8Array} peaks @param {number} width
 */
export function barsOf(peaks, width) {
  const pairs = peaks.length / 2;
  const bars = new Float32Array(2 * width);
  for (let x = 0; x < width; x++) {
    const first = Math.min(pairs - 1, Math.floor((x * pairs) / width));
    const last = Math.max(first + 1, Math.floor(((x + 1) * pairs) / width));
    let least = 127;
    let greatest = -128;
    for (let at = first; at < Math.min(last, pairs); at++) {
      least = Math.min(least, peaks[2 * at]);
      greatest = Math.max(greatest, peaks[2 * at + 1]);
    }
    bars[2 * x] = bent(least);
    bars[2 * x + 1] = bent(greatest);
  }
  return bars;
}

/** @param {number} value */
const bent = (value) => Math.sign(value) * Math.min(1, Math.abs(value) / 127) ** BEND;

/** @typedef {{width: number, height: number, thin: number, colour: string}} Brush */

/**
 * How large a canvas is on this screen, and the colour that the style sheet gives it (`color`). Read once for many canvases:
 * each look at the layout costs a frame its time.
 * @param {HTMLCanvasElement} canvas @returns {Brush}
 */
export function brushOf(canvas) {
  const scale = globalThis.devicePixelRatio || 1;
  return {
    width: Math.max(1, Math.round(canvas.clientWidth * scale)), height: Math.max(1, Math.round(canvas.clientHeight * scale)),
    thin: Math.max(1, scale), colour: getComputedStyle(canvas).color,
  };
}

/** Draw a sound, sharp on every screen. @param {HTMLCanvasElement} canvas @param {Int8Array | null} peaks  null: an empty line @param {Brush} brush */
export function drawPeaks(canvas, peaks, { width, height, thin, colour }) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = colour;
  const middle = height / 2;
  const bars = peaks ? barsOf(peaks, width) : new Float32Array(2 * width);
  for (let x = 0; x < width; x++) {
    const top = middle - bars[2 * x + 1] * middle;
    pen.fillRect(x, Math.min(top, middle - thin / 2), 1, Math.max(thin, (bars[2 * x + 1] - bars[2 * x]) * middle));
  }
}
