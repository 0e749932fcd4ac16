/**
 * Plays a list of events ahead of time on the audio clock: a coarse timer looks a little into the future, so a busy
 * page never shifts a click. Times are absolute, so nothing adds up.
 */

const EVERY_MS = 25;
const AHEAD_S = 0.12;
/** Browsers wake the timers of a hidden page once a second. */
const AHEAD_HIDDEN_S = 1.6;
/** An event missed by more than this is left out: a late click is worse than none. */
const LATEST_S = 0.04;

/**
 * @typedef {{at: number, play: (when: number) => void}} Event  at: audio seconds
 * @param {{currentTime: number}} context @param {() => void} tick  called at each look
 * @param {() => boolean} [isHidden]
 */
export function createScheduler(context, tick, isHidden = () => globalThis.document?.hidden ?? false) {
  /** @type {Event[]} */
  let events = [];
  let next = 0;
  let horizon = -Infinity;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function look() {
    tick();
    const time = context.currentTime;
    horizon = Math.max(horizon, time + (isHidden() ? AHEAD_HIDDEN_S : AHEAD_S));
    while (next < events.length && events[next].at < horizon) {
      const event = events[next++];
      if (event.at > time - LATEST_S) event.play(event.at);
    }
  }
  /** @param {Event[]} list */
  const inOrder = (list) => [...list].sort((a, b) => a.at - b.at);
  return {
    /** Start playing a list, instead of whatever was playing. @param {Event[]} list */
    start(list) {
      this.stop();
      events = inOrder(list);
      look();
      timer = setInterval(look, EVERY_MS);
    },
    /** Go on with another list from where nothing has been handed out yet. @param {Event[]} list */
    swap(list) {
      events = inOrder(list).filter((event) => event.at >= horizon);
      next = 0;
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      events = [];
      next = 0;
      horizon = -Infinity;
    },
  };
}
