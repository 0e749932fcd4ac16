/** A long sound drawn as far as it is looked at: the least and greatest sample of each column of the screen. */

/**
 * Pairs (bottom, top) from -1 to 1 of `width` columns between two places of a sound, 0 to 1 of its length.
 * @param {Float32Array[]} channels @param {number} from @param {number} to @param {number} width
 */
export function columnsOf(channels, from, to, width) {
  const columns = new Float32Array(2 * width);
  const length = channels[0]?.length ?? 0;
  if (!length) return columns;
  for (let x = 0; x < width; x++) {
    const first = Math.max(0, Math.min(length - 1, Math.floor((from + ((to - from) * x) / width) * length)));
    const last = Math.min(length, Math.max(first + 1, Math.ceil((from + ((to - from) * (x + 1)) / width) * length)));
    let least = 1;
    let greatest = -1;
    for (const samples of channels) {
      for (let at = first; at < last; at++) {
        const value = samples[at];
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
    }
    columns[2 * x] = least;
    columns[2 * x + 1] = greatest;
  }
  return columns;
}

/** The 256 pairs of a row as two channels, its least and its greatest values. @param {Int8Array} peaks */
export function channelsOf(peaks) {
  const pairs = peaks.length / 2;
  const [low, high] = [new Float32Array(pairs), new Float32Array(pairs)];
  for (let at = 0; at < pairs; at++) {
    low[at] = peaks[2 * at] / 127;
    high[at] = peaks[2 * at + 1] / 127;
  }
  return [low, high];
}

/** The zoom after a step, and where the view then begins so that `anchor` stays where it is; all 0 to 1 of the sound. @param {number} zoom @param {number} next @param {number} from @param {number} anchor */
export function viewAfter(zoom, next, from, anchor) {
  const inView = (anchor - from) * zoom; // 0 at the left edge, 1 at the right one
  return Math.min(Math.max(0, anchor - inView / next), 1 - 1 / next);
}

/** A time in a sound: 0.532 s. @param {number} frames @param {number} rate */
export const placeWord = (frames, rate) => `${(frames / rate).toFixed(3)} s`;

/** How long a slice is: 334 ms, or 1.24 s. @param {number} frames @param {number} rate */
export function spanWord(frames, rate) {
  const ms = (1000 * frames) / rate;
  return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}
