/**
 * Asks the kernel now and then whether it lives and whether a desk keeps what is played. Two silences in a row mean "not
 * saving"; the next answer heals it.
 */

const EVERY_MS = 3000;
const PATIENCE_MS = 2500;

/**
 * @param {{kernel: import("../types").Kernel, now: () => number,
 *   changed: (state: {alive: boolean, desk: boolean}) => void, signal: AbortSignal}} given
 */
export function startHeartbeat({ kernel, now, changed, signal }) {
  let silences = 0;
  async function beat() {
    try {
      const { message } = await kernel.ask({ kind: "ping", page_ms: now() }, undefined, PATIENCE_MS);
      silences = 0;
      changed({ alive: true, desk: message.desk });
    } catch { // no answer in time is what this is here to notice
      silences += 1;
      if (silences >= 2) changed({ alive: false, desk: false });
    }
    if (!signal.aborted) timer = setTimeout(beat, silences ? PATIENCE_MS / 2 : EVERY_MS);
  }
  /** @type {ReturnType<typeof setTimeout>} */
  let timer = setTimeout(beat, 0);
  signal.addEventListener("abort", () => clearTimeout(timer));
}
