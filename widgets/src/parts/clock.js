/**
 * Audio time and page time, mapped onto each other again and again: they drift by about 15 ms a minute.
 * Audio time is the context's seconds as they leave the speaker; page time is performance.now in ms.
 */

const KEEP = 9;
const JUMP_MS = 30;

/**
 * The pure half: pairs of (audio s, page ms) in, conversions out. The offset is the median of the last pairs, so
 * that one odd reading moves nothing; a lasting change of more than 30 ms (sleep, another output) starts anew.
 */
export function createMapping() {
  /** @type {number[]} offsets in ms: page time minus audio time */
  let offsets = [];
  let strange = 0;
  let first = /** @type {{pageMs: number, offset: number} | null} */ (null);
  let driftMsPerMin = /** @type {number | null} */ (null);

  const middle = () => {
    const sorted = [...offsets].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  return {
    /** @param {number} audioS @param {number} pageMs */
    observe(audioS, pageMs) {
      const offset = pageMs - audioS * 1000;
      if (offsets.length && Math.abs(offset - middle()) > JUMP_MS) {
        strange += 1;
        if (strange < 3) return;
        offsets = [];
        first = null;
      }
      strange = 0;
      offsets.push(offset);
      if (offsets.length > KEEP) offsets.shift();
      first ??= { pageMs, offset };
      const minutes = (pageMs - first.pageMs) / 60000;
      if (minutes > 0.1) driftMsPerMin = (middle() - first.offset) / minutes;
    },
    get known() { return offsets.length > 0; },
    /** @param {number} audioS */
    toPage: (audioS) => audioS * 1000 + middle(),
    /** @param {number} pageMs */
    toAudio: (pageMs) => (pageMs - middle()) / 1000,
    /** Half the range of the pairs in use, ms; null before there are three. */
    get errorMs() { return offsets.length < 3 ? null : (Math.max(...offsets) - Math.min(...offsets)) / 2; },
    get driftMsPerMin() { return driftMsPerMin; },
  };
}

/**
 * The mapping of a running AudioContext; call `tick` often (the scheduler does).
 * @param {AudioContext} context @param {() => number} now
 */
export function createAudioClock(context, now) {
  const mapping = createMapping();
  const tick = () => {
    const stamp = context.getOutputTimestamp?.();
    if (stamp?.performanceTime && stamp.contextTime) {
      mapping.observe(stamp.contextTime, stamp.performanceTime);
    } else {
      mapping.observe(context.currentTime - latencyS(), now());
    }
  };
  const latencyS = () => context.outputLatency || context.baseLatency || 0;
  tick();
  return {
    tick,
    /** @param {number} pageMs */
    toAudio: (pageMs) => mapping.toAudio(pageMs),
    /** @param {number} audioS */
    toPage: (audioS) => mapping.toPage(audioS),
    get outputLatencyMs() { return context.outputLatency ? context.outputLatency * 1000 : null; },
    get errorMs() { return mapping.errorMs; },
    get driftMsPerMin() { return mapping.driftMsPerMin; },
  };
}
