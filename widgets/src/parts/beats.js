/**
 * From one pass of an exercise to the notes of a whole take, as academy/patterns/model.py does it: a tempo
 * scales beats, never a lane's offset, which is real time. Bound to Python by tests/vectors/targets.json.
 */

/** @typedef {import("../types").Exercise} Exercise @typedef {import("../types").Timeline} Timeline */

/**
 * The notes of `passes` passes over `bars` (first and last, 1-based, inclusive) at `tempo`.
 * @param {Pick<Exercise, "beats_per_bar" | "division" | "steps_per_bar" | "onsets">} exercise
 * @param {{tempo: number, bars: [number, number], passes: number}} asked
 * @returns {Timeline}
 */
export function timelineOf(exercise, { tempo, bars, passes }) {
  const beatS = 60 / tempo;
  const firstStep = (bars[0] - 1) * exercise.steps_per_bar;
  const lastStep = bars[1] * exercise.steps_per_bar;
  const origin = firstStep / exercise.division;
  const loopBeats = (lastStep - firstStep) / exercise.division;
  const loopS = loopBeats * beatS;
  const once = exercise.onsets
    .map((onset, ofPass) => ({ onset, ofPass }))
    .filter(({ onset }) => onset.step >= firstStep && onset.step < lastStep);
  const onsets = [];
  for (let pass = 0; pass < passes; pass++) {
    for (const { onset, ofPass } of once) {
      onsets.push({
        index: 0,
        timeS: (onset.swing_beat - origin) * beatS + onset.offset_ms / 1000 + pass * loopS,
        beat: onset.beat - origin + pass * loopBeats,
        pad: onset.pad,
        lane: onset.lane,
        velocity: onset.velocity,
        mark: onset.mark,
        step: onset.step,
        bar: Math.floor(onset.step / exercise.steps_per_bar) + 1,
        pass,
        holdS: onset.hold_beats === null ? null : onset.hold_beats * beatS,
        ofPass,
      });
    }
  }
  onsets.sort((a, b) => a.timeS - b.timeS || (a.pad < b.pad ? -1 : a.pad > b.pad ? 1 : 0));
  onsets.forEach((onset, index) => (onset.index = index));
  return { onsets, tempo, beatS, barS: exercise.beats_per_bar * beatS, loopS, lengthS: loopS * passes, bars, passes };
}

/** @type {Record<import("../types").ClickKind, (division: number) => number>} clicks to a beat, before any is left out */
const PER_BEAT = { beats: () => 1, backbeat: () => 1, eighths: () => 2, off: () => 2, steps: (division) => division };

/**
 * The beats on which a click sounds, from `fromBeat` up to but not including `toBeat`; beat 0 is the first downbeat.
 * A click on the steps of the pattern swings as they do.
 * @param {import("../types").ClickKind} kind @param {{beatsPerBar: number, division: number, swing?: number}} meter
 * @param {number} fromBeat @param {number} toBeat
 * @returns {{beat: number, accent: boolean}[]}
 */
export function clicksBetween(kind, { beatsPerBar, division, swing = 50 }, fromBeat, toBeat) {
  const perBeat = PER_BEAT[kind](division);
  const swung = perBeat === division ? swing / 50 : 1;
  const clicks = [];
  const first = Math.ceil(fromBeat * perBeat - 1e-6) || 0; // never -0
  for (let n = first; n < toBeat * perBeat - 1e-6; n++) {
    const inBar = (((n / perBeat) % beatsPerBar) + beatsPerBar) % beatsPerBar;
    const odd = n % 2 !== 0;
    if (kind === "off" && !odd) continue;
    if (kind === "backbeat" && inBar % 2 !== 1) continue;
    clicks.push({ beat: odd ? (n - 1 + swung) / perBeat : n / perBeat, accent: inBar === 0 });
  }
  return clicks;
}

/**
 * How much of the notes is hidden in memory mode: half of them first, then all.
 * @param {number} pass  from 0 @param {number} takesBefore  takes from memory already played
 * @returns {0.5 | 1}
 */
export function fadeOf(pass, takesBefore) {
  return pass + takesBefore > 0 ? 1 : 0.5;
}
