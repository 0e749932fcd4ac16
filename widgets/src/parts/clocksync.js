/**
 * Kernel time to page time by pings: the reply with the shortest round trip says most, and half of that round trip is
 * the most it can be wrong. The same rule as academy/midi/clock.py.
 */

const KEEP = 16;

export function createClockSync() {
  /** @type {{offset: number, roundTrip: number}[]} offset: page minus kernel, ms */
  let pongs = [];
  const best = () => pongs.reduce((a, b) => (b.roundTrip < a.roundTrip ? b : a));
  return {
    /** @param {{sentMs: number, kernelMs: number, receivedMs: number}} pong */
    pong({ sentMs, kernelMs, receivedMs }) {
      pongs.push({ offset: (sentMs + receivedMs) / 2 - kernelMs, roundTrip: receivedMs - sentMs });
      if (pongs.length > KEEP) pongs.shift();
    },
    get known() { return pongs.length > 0; },
    /** @param {number} kernelMs */
    toPage: (kernelMs) => kernelMs + best().offset,
    get errorMs() { return pongs.length ? best().roundTrip / 2 : null; },
  };
}
