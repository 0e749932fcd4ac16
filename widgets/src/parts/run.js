/**
 * One run through the notes in one mode: what sounds when, what a hit means, when it is over. Time is counted in seconds
 * from the first downbeat as it is heard.
 */
import { clicksBetween } from "./beats.js";
import { createJudge } from "./judge.js";
import { soundOn } from "./sounds.js";
import { createWait } from "./wait.js";

/** @typedef {import("../types").PadEvent} PadEvent @typedef {import("../types").HitSeen} HitSeen */

const LEAD_S = 0.25;
/** A hit this long before the first downbeat belongs to the take; earlier ones are warming up. */
const EARLY_S = 0.3;
/**
 * Hits and verdicts of the last notes still come in; a take ends after so long a silence, at most a bar late. Whoever
 * still plays after the end is late as a whole: for them the silence is as long as the longest rest of the pattern.
 */
const TAIL_S = 0.6;
const REST_SHARE = 1.25;
const LISTEN_TAIL_S = 0.2;
const LOOK_MS = 25;
const CLICK_VELOCITY = { accent: 118, beat: 96 };

/**
 * @param {{mode: import("../types").Mode, ready: import("./audio.js").Ready, now: () => number,
 *   exercise: import("../types").Exercise, timeline: import("../types").Timeline, click: import("../types").ClickKind,
 *   latencyMs: number | null, sigmaMs?: number | null,
 *   onPhase: (phase: import("../types").Phase) => void, onOver: () => void, onPass: (pass: number) => void,
 *   onJump: (timeS: number) => void, onVerdict: (verdict: import("../types").VerdictSeen) => void,
 *   onPad: (pad: string, velocity: number) => void}} given
 *   onJump: the audio clock jumped (sleep, another output)
 */
export function createRun({ mode, ready, now, exercise, timeline, click, latencyMs, sigmaMs = null, onPhase, onOver, onPass, onJump, onVerdict, onPad }) {
  const { context, clock, sounds, scheduler } = ready;
  const judging = mode === "play" || mode === "memory";
  const countInBars = judging ? exercise.count_in : 0;
  const downbeat = context.currentTime + LEAD_S + countInBars * timeline.barS;
  const judge = judging ? createJudge({ onsets: timeline.onsets, level: exercise.level, latencyMs, sigmaMs }) : null;
  const wait = mode === "wait" ? createWait(timeline.onsets, now() + LEAD_S * 1000) : null;
  /** @type {Set<ReturnType<typeof setTimeout>>} */
  const lights = new Set();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let looking;
  /** @type {number[]} */
  const settledMs = [];
  const longestRestS = timeline.onsets.reduce((most, { timeS }, n) => Math.max(most, timeS - (timeline.onsets[n - 1]?.timeS ?? timeS)), 0);
  let counting = countInBars > 0;
  let isOver = false;
  let pass = 0;
  let lastHitS = -Infinity;
  let { jumps } = clock;

  const timeS = (/** @type {number} */ pageMs) => (wait ? wait.timeS(pageMs) : clock.toAudio(pageMs) - downbeat);

  /** Everything that time brings, looked at again and again. */
  function look() {
    const at = timeS(now());
    if (judge) report(judge.advance(at));
    if (clock.jumps > jumps) onJump(at);
    jumps = clock.jumps;
    if (counting && at >= -EARLY_S) {
      counting = false;
      onPhase("playing");
    }
    const passNow = passAt(at);
    if (passNow !== pass) onPass((pass = passNow));
    if (hasEnded(at)) end();
  }

  /** @param {number} at */
  function passAt(at) { return Math.min(timeline.passes - 1, Math.max(0, Math.floor(at / timeline.loopS + 1e-6))); }

  /** @param {number} at */
  function hasEnded(at) {
    if (wait) return wait.over;
    if (mode === "listen") return at >= timeline.lengthS + LISTEN_TAIL_S;
    const over = at - timeline.lengthS - TAIL_S;
    const silenceS = lastHitS > timeline.lengthS - EARLY_S ? Math.max(TAIL_S, REST_SHARE * longestRestS) : TAIL_S;
    return over >= 0 && (at - lastHitS >= silenceS || over >= timeline.barS);
  }

  function end() {
    if (isOver) return;
    isOver = true;
    clearInterval(looking);
    if (judge) report(judge.advance(Infinity));
    onOver();
  }

  /** @param {ReturnType<ReturnType<typeof createJudge>["advance"]>} verdicts */
  function report(verdicts) {
    for (const verdict of verdicts) {
      if (verdict.asynchronyMs !== null && verdict.verdict === "correct") settledMs.push(verdict.asynchronyMs);
      onVerdict(verdict);
    }
  }

  /** @param {import("../types").ClickKind} kind */
  function clickEvents(kind) {
    if (wait) return [];
    const meter = { beatsPerBar: exercise.beats_per_bar, division: exercise.division, swing: exercise.swing };
    const beats = [
      ...clicksBetween("beats", meter, -countInBars * exercise.beats_per_bar, 0),
      ...clicksBetween(kind, meter, 0, timeline.lengthS / timeline.beatS),
    ];
    return beats.map(({ beat, accent }) => ({
      at: downbeat + beat * timeline.beatS,
      play: (/** @type {number} */ when) =>
        sounds.play(exercise.clicks[accent ? "downbeat" : "beat"], when, CLICK_VELOCITY[accent ? "accent" : "beat"], "click"),
    }));
  }

  function noteEvents() {
    if (mode !== "listen") return [];
    return timeline.onsets.map((onset) => ({
      at: downbeat + onset.timeS,
      play(/** @type {number} */ when) {
        sounds.play(soundOn(exercise, onset.pad), when, onset.velocity);
        light(onset, when);
      },
    }));
  }

  /** Light a pad when its sound is heard. @param {import("../types").TimedOnset} onset @param {number} when */
  function light({ pad, velocity }, when) {
    const timer = setTimeout(() => {
      lights.delete(timer);
      onPad(pad, velocity);
    }, Math.max(0, clock.toPage(when) - now()));
    lights.add(timer);
  }

  return {
    timeline,
    judge,
    timeS,
    passAt,
    start() {
      onPhase(wait ? "waiting" : mode === "listen" ? "listening" : counting ? "countin" : "playing");
      scheduler.start([...clickEvents(click), ...noteEvents()]);
      looking = setInterval(look, LOOK_MS);
    },
    /** Another click, from the next one on. @param {import("../types").ClickKind} kind */
    setClick(kind) { scheduler.swap([...clickEvents(kind), ...noteEvents()]); },
    get downbeatPageMs() { return wait ? null : clock.toPage(downbeat); },
    /** Whether a hit belongs to the take. @param {PadEvent} event */
    isJudging: (event) => judging && !isOver && timeS(event.pageMs) >= -EARLY_S,
    /** What a hit means, at once. @param {PadEvent} event @returns {HitSeen} */
    hit(event) {
      const at = timeS(event.pageMs);
      const seen = seenAt(event, exercise, at, at / timeline.beatS);
      if (isOver) return seen;
      if (wait) {
        const onset = wait.hit(event.pad, event.pageMs);
        return { ...seen, timeS: onset?.timeS ?? seen.timeS, verdict: onset ? "correct" : "wrong_pad", onset: onset?.index ?? null };
      }
      if (!judge || at < -EARLY_S) return seen;
      lastHitS = Math.max(lastHitS, at);
      const { verdict, onset, hit, asynchronyMs, word } = judge.hit(at, event.pad, event.velocity);
      return { ...seen, verdict, onset, index: hit ?? -1, asynchronyMs, word };
    },
    /** The notes waited for. */
    expected: () => wait?.expected ?? [],
    /** The asynchronies of all settled right notes, latency taken off. */
    asynchroniesMs: () => settledMs,
    stop() {
      isOver = true;
      clearInterval(looking);
      for (const timer of lights) clearTimeout(timer);
      scheduler.stop();
      sounds.stop();
    },
  };
}

/** A hit with no verdict. @param {PadEvent} event @param {import("../types").Exercise} exercise @param {number} timeS @param {number} beat @returns {HitSeen} */
export function seenAt(event, exercise, timeS, beat) {
  const lane = exercise.lanes.findIndex((candidate) => candidate.pad === event.pad);
  return {
    pad: event.pad, lane: lane < 0 ? null : lane, timeS, beat, velocity: event.velocity,
    index: -1, verdict: null, asynchronyMs: null, onset: null, word: null,
  };
}
