/**
 * Audio time and page time, mapped onto each other again and again: they drift by about 15 ms a minute.
 * Audio time is the context's seconds as they leave the speaker; page time is performance.now in ms.
 */

const KEEP = 9;
const JUMP_MS = 30;
const STRANGE = 3;
/** After a pause in the readings of this length the old ones say nothing any more. */
const STALE_MS = 1000;
/** No clock drifts by more than this, so a larger change over a pause is a jump. */
const MOST_DRIFT = 1e-3;
const DRIFT_FROM_MIN = 0.25;

/**
 * The pure half: pairs of (audio s, page ms) in, conversions out. The offset is the median of the last pairs, so
 * that one odd reading moves nothing; a lasting change of more than 30 ms (sleep, another output) starts anew.
 */
export function createMapping() {
  /** @type {number[]} offsets in ms: page time minus audio time */
  let offsets = [];
  let lastMs = -Infinity;
  let strange = 0;
  let jumps = 0;
  let first = /** @type {{pageMs: number, offset: number} | null} */ (null);

  const middle = () => [...offsets].sort((a, b) => a - b)[offsets.length >> 1];
  function forget() {
    offsets = [];
    strange = 0;
    first = null;
  }
  return {
    /** @param {number} audioS @param {number} pageMs */
    observe(audioS, pageMs) {
      const offset = pageMs - audioS * 1000;
      const pauseMs = pageMs - lastMs;
      if (offsets.length) {
        const change = Math.abs(offset - middle());
        if (pauseMs > STALE_MS) {
          if (change > JUMP_MS + pauseMs * MOST_DRIFT) { jumps += 1; forget(); }
          offsets = [];
        } else if (change > JUMP_MS) {
          if (++strange < STRANGE) return;
          jumps += 1;
          forget();
        }
      }
      lastMs = pageMs;
      strange = 0;
      offsets.push(offset);
      if (offsets.length > KEEP) offsets.shift();
      if (offsets.length === KEEP) first ??= { pageMs, offset: middle() };
    },
    get known() { return offsets.length > 0; },
    /** @param {number} audioS */
    toPage: (audioS) => audioS * 1000 + middle(),
    /** @param {number} pageMs */
    toAudio: (pageMs) => (pageMs - middle()) / 1000,
    /** Half the range of the pairs in use, ms; null before there are three. */
    get errorMs() { return offsets.length < 3 ? null : (Math.max(...offsets) - Math.min(...offsets)) / 2; },
    /** How much page time gains on audio time, ms a minute; null before a quarter of a minute. */
    get driftMsPerMin() {
      const minutes = first ? (lastMs - first.pageMs) / 60000 : 0;
      return first && minutes >= DRIFT_FROM_MIN ? (middle() - first.offset) / minutes : null;
    },
    /** How often time has jumped. */
    get jumps() { return jumps; },
  };
}

/**
 * The mapping of a running AudioContext; call `tick` often (the scheduler does).
 * @param {{currentTime: number, baseLatency?: number, outputLatency?: number,
 *   getOutputTimestamp?: () => {contextTime?: number, performanceTime?: number}}} context
 * @param {() => number} now
 */
export function createAudioClock(context, now) {
  let mapping = createMapping();
  let stamped = false;
  const latencyS = () => context.outputLatency || context.baseLatency || 0;
  function tick() {
    const stamp = context.getOutputTimestamp?.();
    if (stamp?.performanceTime && stamp.contextTime) {
      if (!stamped) mapping = createMapping(); // what was guessed before is no jump
      stamped = true;
      mapping.observe(stamp.contextTime, stamp.performanceTime);
    } else if (!stamped) {
      mapping.observe(context.currentTime - latencyS(), now());
    }
  }
  tick();
  return {
    tick,
    /** @param {number} pageMs */
    toAudio: (pageMs) => mapping.toAudio(pageMs),
    /** @param {number} audioS */
    toPage: (audioS) => mapping.toPage(audioS),
    /** What the browser says of its output, ms; null where it does not say. */
    get outputLatencyMs() { return context.outputLatency ? context.outputLatency * 1000 : null; },
    get errorMs() { return mapping.errorMs; },
    get driftMsPerMin() { return mapping.driftMsPerMin; },
    get jumps() { return mapping.jumps; },
  };
}
