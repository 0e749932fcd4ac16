/**
 * One run through the notes in one mode: what sounds when, what a hit means, when it is over. Time is counted in seconds
 * from the first downbeat as it is heard.
 */
import { clicksBetween } from "./beats.js";
import { createJudge } from "./judge.js";
import { createWait } from "./wait.js";

const LEAD_S = 0.25;
/** A hit this long before the first downbeat belongs to the take; earlier ones are warming up. */
const EARLY_S = 0.3;
/** Hits and verdicts of the last notes still come in. */
const TAIL_S = 0.6;

/**
 * @param {{mode: import("../types").Mode, ready: import("./audio.js").Ready, now: () => number,
 *   exercise: import("../types").Exercise, timeline: import("../types").Timeline, click: import("../types").ClickKind,
 *   latencyMs: number | null, sigmaMs: number | null,
 *   onPhase: (phase: import("../types").Phase) => void, onOver: () => void,
 *   onVerdict: (verdict: import("../types").VerdictSeen) => void, onPad: (pad: string, velocity: number) => void}} given
 */
export function createRun({ mode, ready, now, exercise, timeline, click, latencyMs, sigmaMs, onPhase, onOver, onVerdict, onPad }) {
  const { context, clock, sounds, scheduler } = ready;
  const judging = mode === "play" || mode === "memory";
  const countInBars = judging ? exercise.count_in : mode === "listen" ? 0 : 0;
  const downbeat = context.currentTime + LEAD_S + countInBars * timeline.barS;
  const judge = judging ? createJudge({ onsets: timeline.onsets, level: exercise.level, latencyMs, sigmaMs }) : null;
  const wait = mode === "wait" ? createWait(timeline.onsets, now() + LEAD_S * 1000) : null;
  /** @type {ReturnType<typeof setTimeout>[]} */
  const timers = [];
  /** @type {number[]} */
  const settledMs = [];
  let stopped = false;

  const timeS = (/** @type {number} */ pageMs) => (wait ? wait.timeS(pageMs) : clock.toAudio(pageMs) - downbeat);
  const pageMsOf = (/** @type {number} */ seconds) => clock.toPage(downbeat + seconds);
  const later = (/** @type {number} */ seconds, /** @type {() => void} */ fn) =>
    timers.push(setTimeout(() => { if (!stopped) fn(); }, Math.max(0, pageMsOf(seconds) - now())));

  scheduler.start([...clickEvents(), ...noteEvents()]);
  if (mode === "wait") onPhase("waiting");
  else if (mode === "listen") { onPhase("listening"); later(timeline.lengthS + 0.2, onOver); }
  else begin();

  function begin() {
    onPhase(countInBars ? "countin" : "playing");
    if (countInBars) later(-EARLY_S, () => onPhase("playing"));
    const settle = setInterval(() => report(judge?.advance(timeS(now())) ?? []), 50);
    timers.push(settle);
    later(timeline.lengthS + TAIL_S, () => {
      clearInterval(settle);
      report(judge?.advance(Infinity) ?? []);
      onOver();
    });
  }

  /** @param {ReturnType<ReturnType<typeof createJudge>["advance"]>} verdicts */
  function report(verdicts) {
    for (const verdict of verdicts) {
      if (verdict.asynchronyMs !== null && verdict.verdict === "correct") settledMs.push(verdict.asynchronyMs);
      onVerdict(verdict);
    }
  }

  function clickEvents() {
    if (mode === "wait") return [];
    const meter = { beatsPerBar: exercise.beats_per_bar, division: exercise.division };
    const beats = [
      ...clicksBetween("beats", meter, -countInBars * exercise.beats_per_bar, 0),
      ...clicksBetween(click, meter, 0, timeline.lengthS / timeline.beatS),
    ];
    return beats.map(({ beat, accent }) => ({
      at: downbeat + beat * timeline.beatS,
      play: (/** @type {number} */ when) => sounds.play(accent ? exercise.clicks.downbeat : exercise.clicks.beat, when, 110, "click"),
    }));
  }

  function noteEvents() {
    if (mode !== "listen") return [];
    return timeline.onsets.map((onset) => {
      later(onset.timeS, () => onPad(onset.pad, onset.velocity));
      return {
        at: downbeat + onset.timeS,
        play: (/** @type {number} */ when) => sounds.play(exercise.sounds[onset.pad] ?? null, when, onset.velocity),
      };
    });
  }

  return {
    timeline,
    judge,
    timeS,
    get downbeatPageMs() { return wait ? null : pageMsOf(0); },
    /** Whether a hit belongs to the take. @param {import("../types").PadEvent} event */
    isJudging: (event) => judging && timeS(event.pageMs) >= -EARLY_S,
    /**
     * What a hit means, at once.
     * @param {import("../types").PadEvent} event
     * @returns {import("../types").HitSeen}
     */
    hit(event) {
      const at = timeS(event.pageMs);
      const lane = exercise.lanes.findIndex((candidate) => candidate.pad === event.pad);
      const seen = {
        pad: event.pad, lane: lane < 0 ? null : lane, timeS: at, beat: at / timeline.beatS, velocity: event.velocity,
        index: -1, verdict: /** @type {string | null} */ (null), asynchronyMs: /** @type {number | null} */ (null),
        onset: /** @type {number | null} */ (null), word: /** @type {string | null} */ (null),
      };
      if (wait) {
        const onset = wait.hit(event.pad, event.pageMs);
        Object.assign(seen, { verdict: onset ? "correct" : "wrong_pad", onset: onset?.index ?? null });
        if (wait.over) later(0, onOver);
      } else if (judge && at >= -EARLY_S) {
        const judged = judge.hit(at, event.pad, event.velocity);
        Object.assign(seen, { verdict: judged.verdict, asynchronyMs: judged.asynchronyMs, onset: judged.onset, word: judged.word, index: judged.hit ?? -1 });
      }
      return seen;
    },
    /** The notes waited for. */
    expected: () => wait?.expected ?? [],
    /** The asynchronies of all settled right notes, latency taken off. */
    asynchroniesMs: () => settledMs,
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      scheduler.stop();
      sounds.stop();
    },
  };
}
