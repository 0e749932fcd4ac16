/**
 * One exercise being practised: what the buttons do, what the pads do, and where time stands. Painting is elsewhere; it
 * reads `snapshot` and `position` and listens to events:
 *
 *   state · hit (a pad was hit, with its provisional verdict) · verdict (settled) · pad (light a pad) · result · notice ·
 *   news · coach (a language model's words for a take, or why there are none)
 */
import { outputWarning } from "./calibration.js";
import { createChoices } from "./choices.js";
import { createControls } from "./controls.js";
import { createDisturbance } from "./disturbance.js";
import { createEvents } from "./events.js";
import { createFloor } from "./floor.js";
import { createInputs } from "./inputs.js";
import { banksOf, inBank } from "./banks.js";
import { createLatencies } from "./latency.js";
import { createMonitor, isMidi } from "./monitor.js";
import { createPreferences } from "./preferences.js";
import { createReading } from "./reading.js";
import { createRecord } from "./record.js";
import { createRefining } from "./refining.js";
import { createRun, seenAt } from "./run.js";
import { createTakes, wasClean } from "./takes.js";
import { fadeOf, timelineOf } from "./beats.js";

/** @typedef {import("../types").Snapshot} Snapshot @typedef {import("../types").Mode} Mode @typedef {import("../types").PadEvent} PadEvent */

/** A pad that starts hands-free is no start while the last notes still ring out. */
const REST_MS = 700;
const RUNNING = new Set(["countin", "playing", "listening", "waiting", "reading"]);
const NO_UNIT = "Nothing can be read yet: connect the unit by USB, and choose it under 'Sound, input and practice'.";

/**
 * @param {{kernel: import("../types").Kernel, audio: ReturnType<typeof import("./audio.js").createAudio>,
 *   exercise: () => import("../types").Exercise, device: () => import("../types").Device,
 *   learner: () => import("../types").Learner, now?: () => number, browser?: string,
 *   shelf: Promise<import("./outbox.js").Shelf>, signal: AbortSignal,
 *   floor?: ReturnType<typeof createFloor>, distance?: () => number | null,
 *   web?: Parameters<typeof createInputs>[0]["web"], storage?: Parameters<typeof createPreferences>[0]["storage"],
 *   latencies?: ReturnType<typeof createLatencies>}} given
 *   floor: which stage of the page plays; distance: how far this one is from the middle of the view, see floor.js
 */
export function createSession({ kernel, audio, exercise, device, learner, now = () => performance.now(), browser = "", shelf, signal, web, storage, floor = createFloor(), distance = () => 0, latencies = createLatencies(() => learner().calibrations) }) {
  const events = createEvents();
  const preferences = createPreferences({ learner, tell: kernel.tell, storage, signal });
  const choices = createChoices(exercise, preferences);
  const inputs = createInputs({ kernel, device, now, heard, turned, changed: inputChanged, web, signal });
  const takes = createTakes({ kernel, shelf, exercise, signal, now, changed: () => emitState(), notice, late: showLate });
  kernel.onPush("news", ({ message }) => events.emit("news", message.news), signal);
  kernel.onPush("coach", ({ message }) => events.emit("coach", message), signal);
  const disturbance = createDisturbance({ note: takes.note, notice, takeS: () => (run && isTake() ? run.timeS(now()) : null) });
  const refining = createRefining();
  const record = createRecord({ inputs, choices, latencies, audio, browser });
  const monitor = createMonitor({ audio, wake, choices, inputs, device, exercise });
  const controls = createControls({ choices, preferences, inputs, audio, run: () => run, changed: () => emitState() });
  const member = { isPlaying: () => RUNNING.has(phase), stop: () => halt(), distance };
  /** @type {Snapshot["phase"]} */
  let phase = "idle";
  /** @type {Mode} */
  let mode = "play";
  let memoryTakes = 0;
  let bank = banksOf(exercise())[0];
  let turn = 0;
  let restedFromMs = -Infinity;
  /** @type {ReturnType<typeof createRun> | null} */
  let run = null;
  let lastTimeline = { key: "", timeline: /** @type {import("../types").Timeline | null} */ (null) };

  const isTake = () => mode === "play" || mode === "memory" || mode === "read";
  const emitState = () => events.emit("state", snapshot());
  /** @param {"info" | "warn"} level @param {string} text */
  function notice(level, text) { events.emit("notice", { level, text }); }

  /** The notes as they would be played now, or read; made anew only when something changed. */
  function timeline(isRead = false) {
    /** @type {Parameters<typeof timelineOf>[1]} */
    const asked = isRead ? { tempo: exercise().tempo, bars: [1, exercise().bars], passes: 1 } : { tempo: choices.tempo, bars: choices.now.bars, passes: exercise().passes };
    const name = JSON.stringify([exercise().hash, asked]);
    if (name !== lastTimeline.key || !lastTimeline.timeline) lastTimeline = { key: name, timeline: timelineOf(exercise(), asked) };
    return /** @type {import("../types").Timeline} */ (lastTimeline.timeline);
  }

  /** @returns {Snapshot} */
  function snapshot() {
    const shown = run?.timeline ?? timeline();
    const outputLatencyMs = audio.ready?.clock.outputLatencyMs ?? null;
    const pass = run ? run.passAt(run.timeS(now())) : 0;
    return {
      phase, mode, bank, ...choices.now, unitSounds: monitor.unitSounds(), tempo: choices.tempo, pass, passes: shown.passes,
      input: inputs.state, latencyMs: record.latencyMs(), outputLatencyMs, outputWarning: outputWarning(outputLatencyMs),
      saving: takes.saving, fade: mode === "memory" && phase !== "idle" ? fadeOf(pass, memoryTakes) : 0,
      biasMs: run?.judge?.bias() ?? null, spreadMs: run?.judge?.spread() ?? null,
      timeline: shown, downbeatPageMs: run?.downbeatPageMs ?? null,
    };
  }

  /** The page's sound, with the volumes chosen. */
  async function wake() {
    const ready = await audio.wake();
    for (const bus of /** @type {const} */ (["click", "kit"])) ready.sounds.setVolume(bus, choices.now.volumes[bus]);
    return ready;
  }

  /** @param {Mode} next */
  async function start(next) {
    stop();
    floor.take(member);
    const mine = turn;
    mode = next;
    disturbance.reset();
    let ready;
    try {
      ready = await wake();
    } catch (error) {
      if (mine === turn) notice("warn", `No sound: ${/** @type {Error} */ (error).message}. Press the button again.`);
      return;
    }
    if (mine !== turn || signal.aborted) return; // another button was pressed meanwhile
    if (!ready.sounds.loaded) notice("warn", "The kernel has not sent the sounds of the kit yet. The click sounds, and your hits count.");
    run = createRun({
      mode, ready, now, exercise: exercise(), timeline: timeline(), click: choices.now.click, latencyMs: record.latencyMs(),
      onPhase: setPhase, onOver: () => over(mine), onPass: emitState, onJump: disturbance.jumped,
      onVerdict: (verdict) => events.emit("verdict", verdict),
      onPad: (pad, velocity) => events.emit("pad", { pad, velocity, source: "pattern" }),
    });
    if (isTake()) takes.open(record.header(run.timeline, mode));
    run.start();
  }

  /** @param {Snapshot["phase"]} next */
  function setPhase(next) {
    phase = next;
    emitState();
  }

  /** The run of this turn reached its end. @param {number} mine */
  async function over(mine) {
    const ended = run;
    restedFromMs = now() + REST_MS;
    if (!ended || !isTake()) {
      if (mode === "wait") notice("info", "Every note found. Now play it to the click.");
      if (choices.now.repeat) return start(mode);
      return setPhase("done");
    }
    if (mode === "memory") memoryTakes += 1;
    const { hits } = takes;
    const played = takes.playedBy(inputs.state.kind);
    const { remarks } = disturbance;
    setPhase("scoring");
    const result = await takes.close(record.ending(played));
    if (signal.aborted) return;
    if (result) events.emit("result", { ...result, remarks });
    if (mine !== turn) return; // something else was started while the kernel scored
    setPhase("done");
    const learnt = played === inputs.state.kind ? refining.learn(record.key(), ended.asynchroniesMs(), record.latencyMs()) : null;
    if (learnt !== null) keepLatency(learnt);
    if (mode === "read") return;
    if (choices.now.ramp && wasClean(result, ended.judge?.counts())) choices.faster();
    emitState();
    if (choices.now.repeat && hits > 0) start(mode);
  }

  /** The score of a take for which nobody waits any more. @param {any} result */
  function showLate(result) {
    notice("info", "Your last take has been scored.");
    if (phase === "idle" || phase === "done") events.emit("result", result);
  }

  /** Listen to the pattern that the unit plays. */
  function read() {
    stop();
    if (!isMidi(inputs.state.kind) || inputs.state.state !== "ready") return notice("warn", NO_UNIT);
    floor.take(member);
    const mine = turn;
    mode = "read";
    disturbance.reset();
    run = createReading({ now, exercise: exercise(), timeline: timeline(true), onPhase: setPhase, onOver: () => over(mine) });
    takes.open(record.header(run.timeline, mode));
    run.start();
  }

  /** Silence; what was played so far is kept as an interrupted take. */
  function stop() {
    turn += 1;
    const wasTake = run !== null && isTake();
    run?.stop();
    run = null;
    if (wasTake && (phase === "playing" || phase === "reading")) takes.abandon();
    else if (wasTake && phase === "countin") takes.drop();
    if (phase !== "done") setPhase("idle");
  }

  /** Stopped by hand, or because another stage plays: what is kept is said. */
  function halt() {
    const kept = (phase === "playing" || phase === "reading") && isTake() ? takes.hits : 0;
    stop();
    setPhase("idle");
    if (kept) notice("info", `Stopped. ${kept === 1 ? "Your hit is" : `Your ${kept} hits are`} kept as an unfinished take.`);
  }

  /** A pad spoke, whatever heard it; of several stages on a page one hears the unit. @param {PadEvent} event */
  function heard(event) {
    event = inBank(event, bank, device());
    if (!isMidi(event.source)) floor.touch(member);
    else if (event.down && !floor.hears(member)) return;
    if (!event.down) {
      if (run) takes.release(event, run);
      return;
    }
    if (isStarter(event)) return void (mode === "read" ? read() : start(mode === "listen" ? "play" : mode));
    if (event.extSource) return;
    if (phase !== "reading") monitor.play(event);
    if (run?.isJudging(event)) takes.add(event, run);
    const seen = run?.hit(event) ?? seenAt(event, exercise(), 0, 0);
    events.emit("pad", { pad: event.pad, velocity: event.velocity, source: "hit" });
    events.emit("hit", seen);
  }

  /**
   * EXT SOURCE starts, and starts over; the pad chosen for it starts and repeats while nothing runs.
   * @param {PadEvent} event
   */
  function isStarter(event) {
    if (event.extSource) return phase !== "scoring";
    const resting = phase === "idle" || phase === "done";
    return resting && event.pad !== null && event.pad === choices.now.handsFree && event.pageMs >= restedFromMs;
  }

  /** A control of an effect was turned: part of a take, never of its score. @param {import("../types").TurnEvent} event */
  function turned(event) {
    if (run && isTake() && (phase === "countin" || phase === "playing")) takes.turn(event, run);
  }

  /** @param {import("../types").InputState} state @param {import("../types").InputState} before */
  function inputChanged(state, before) {
    disturbance.input(state, before);
    emitState();
  }

  /** @param {{latency_ms: number, mad_ms: number | null, hits: number | null}} calibration */
  function keepLatency(calibration) {
    const kept = { ...record.key(), ...calibration };
    latencies.keep(kept);
    kernel.tell({ kind: "calibration", calibration: kept });
    emitState();
  }

  floor.join(member, signal);
  inputs.begin(preferences.here("input", null));
  takes.begin();
  signal.addEventListener("abort", stop);

  return {
    snapshot,
    on: events.on,
    /** Where time stands, as heard. */
    position() {
      const timeS = run ? run.timeS(now()) : 0;
      return { phase, timeS, beat: run ? timeS / run.timeline.beatS : 0 };
    },
    /** The notes waited for, in wait mode. */
    expected: () => run?.expected() ?? [],
    listen: () => start("listen"),
    wait: () => start("wait"),
    play: () => start("play"),
    memory: () => start("memory"),
    read,
    again: () => (mode === "read" ? read() : start(mode)),
    stop: halt,
    /** The stage was touched: keys and pads without another address are meant for it. */
    touch() { floor.touch(member); },
    /** Whether keys pressed beside the stages are meant for this one. */
    hasFloor: () => member.isPlaying() && floor.hears(member),
    ...controls,
    /** Show another bank of pads. @param {string} next */
    setBank(next) { bank = next; emitState(); },
    /** The exercise as a MIDI file for the unit. */
    deliver: () => kernel.ask({ kind: "deliver" }),
    /** What the learner says they did on the unit. @param {boolean} did */
    report: (did) => kernel.ask({ kind: "report", did }),
    /** @param {number} value */
    setLatency(value) { keepLatency({ latency_ms: value, mad_ms: null, hits: null }); },
    /** @param {File} file */
    async uploadMidi(file) {
      stop();
      setPhase("scoring");
      const mine = turn;
      const result = await takes.upload(file, { tempo: choices.tempo, bars: choices.isWhole ? null : choices.now.bars, passes: exercise().passes, browser });
      if (result) events.emit("result", result);
      if (mine === turn) setPhase(result ? "done" : "idle");
    },
    /** @param {string} pad @param {number} velocity @param {number} pageMs @param {import("../types").InputKind} source */
    padDown(pad, velocity, pageMs, source) { heard({ down: true, pad, velocity, pageMs, note: null, channel: null, source }); },
    /** @param {string} pad @param {number} pageMs @param {import("../types").InputKind} source */
    padUp(pad, pageMs, source) { heard({ down: false, pad, velocity: 0, pageMs, note: null, channel: null, source }); },
    heard,
  };
}
