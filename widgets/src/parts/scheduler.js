/**
 * Plays a list of events ahead of time on the audio clock: a coarse timer looks a little into the future, so a busy
 * page never shifts a click. Times are absolute, so nothing adds up.
 */

const EVERY_MS = 25;
const AHEAD_S = 0.12;

/**
 * @typedef {{at: number, play: (when: number) => void}} Event  at: audio seconds
 * @param {{currentTime: number}} context @param {() => void} tick  called at each look
 */
export function createScheduler(context, tick) {
  /** @type {Event[]} */
  let events = [];
  let next = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;

  function look() {
    tick();
    while (next < events.length && events[next].at < context.currentTime + AHEAD_S) {
      const event = events[next++];
      event.play(event.at);
    }
  }
  return {
    /** Start playing a list, instead of whatever was playing. @param {Event[]} list */
    start(list) {
      this.stop();
      events = [...list].sort((a, b) => a.at - b.at);
      next = 0;
      look();
      timer = setInterval(look, EVERY_MS);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
      events = [];
    },
  };
}
