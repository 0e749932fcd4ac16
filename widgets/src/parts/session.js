/**
 * One exercise being practised: what the buttons do, what the pads do, and where time stands. Painting is elsewhere; it
 * reads `snapshot` and `position` and listens to events:
 *
 *   state · hit (a pad was hit, with its provisional verdict) · verdict (settled) · pad (light a pad) · result · notice
 */
import { outputWarning } from "./calibration.js";
import { createChoices } from "./choices.js";
import { createEvents } from "./events.js";
import { createInputs } from "./inputs.js";
import { createLatencies, latencyKey } from "./latency.js";
import { createPreferences } from "./preferences.js";
import { createRefining } from "./refining.js";
import { createRun, seenAt } from "./run.js";
import { createTakes, wasClean } from "./takes.js";
import { fadeOf, timelineOf } from "./beats.js";

/** @typedef {import("../types").Snapshot} Snapshot @typedef {import("../types").Mode} Mode @typedef {import("../types").PadEvent} PadEvent */

/** A pad that starts hands-free is no start while the last notes still ring out. */
const REST_MS = 700;

/**
 * @param {{kernel: import("../types").Kernel, audio: ReturnType<typeof import("./audio.js").createAudio>,
 *   exercise: () => import("../types").Exercise, device: () => import("../types").Device,
 *   learner: () => import("../types").Learner, now?: () => number, browser?: string,
 *   shelf: Promise<import("./outbox.js").Shelf>, signal: AbortSignal,
 *   web?: Parameters<typeof createInputs>[0]["web"], storage?: Parameters<typeof createPreferences>[0]["storage"],
 *   latencies?: ReturnType<typeof createLatencies>}} given
 */
export function createSession({ kernel, audio, exercise, device, learner, now = () => performance.now(), browser = "", shelf, signal, web, storage, latencies = createLatencies(() => learner().calibrations) }) {
  const events = createEvents();
  const preferences = createPreferences({ learner, tell: kernel.tell, storage, signal });
  const choices = createChoices(exercise, preferences);
  const inputs = createInputs({ kernel, device, now, heard, changed: inputChanged, web, signal });
  const takes = createTakes({ kernel, shelf, exercise, signal, now, changed: () => emitState(), notice, late: showLate });
  const refining = createRefining();
  /** @type {Snapshot["phase"]} */
  let phase = "idle";
  /** @type {Mode} */
  let mode = "play";
  let memoryTakes = 0;
  let turn = 0;
  let restedFromMs = -Infinity;
  /** @type {ReturnType<typeof createRun> | null} */
  let run = null;
  let lastTimeline = { key: "", timeline: /** @type {import("../types").Timeline | null} */ (null) };

  const isTake = () => mode === "play" || mode === "memory";
  const key = () => latencyKey(inputs.state, browser);
  const latencyMs = () => latencies.of(key())?.latency_ms ?? null;
  const emitState = () => events.emit("state", snapshot());
  /** @param {"info" | "warn"} level @param {string} text */
  function notice(level, text) { events.emit("notice", { level, text }); }

  /** The notes as they would be played now; made anew only when something changed. */
  function timeline() {
    const asked = { tempo: choices.tempo, bars: choices.now.bars, passes: exercise().passes };
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
      phase, mode, ...choices.now, tempo: choices.tempo, pass, passes: shown.passes,
      input: inputs.state, latencyMs: latencyMs(), outputLatencyMs, outputWarning: outputWarning(outputLatencyMs),
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
    const mine = turn;
    mode = next;
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
      mode, ready, now, exercise: exercise(), timeline: timeline(), click: choices.now.click, latencyMs: latencyMs(),
      onPhase: setPhase, onOver: () => over(mine), onPass: emitState, onJump: jumped,
      onVerdict: (verdict) => events.emit("verdict", verdict),
      onPad: (pad, velocity) => events.emit("pad", { pad, velocity, source: "pattern" }),
    });
    if (isTake()) takes.open(header(run.timeline));
    run.start();
  }

  /** @param {import("../types").Timeline} played */
  function header(played) {
    const calibration = latencies.of(key());
    return {
      tempo: played.tempo, bars: choices.isWhole ? null : played.bars, passes: played.passes, mode: "click", practice: mode,
      latency_ms: calibration?.latency_ms ?? null, latency_mad_ms: calibration?.mad_ms ?? null,
      input: { kind: inputs.state.kind, name: inputs.state.name ?? inputs.state.kind }, output: key().output, browser,
    };
  }

  /** What is known at the end of a take only: how well the clocks agreed, and which input was really played. */
  function ending() {
    const clock = audio.ready?.clock;
    const errors = [clock?.errorMs ?? null, inputs.state.clockErrorMs].filter((error) => error !== null);
    const kind = takes.playedBy(inputs.state.kind);
    const other = { kind, name: null };
    const calibration = latencies.of(latencyKey(other, browser));
    return {
      clock: { error_ms: errors.length ? errors.reduce((a, b) => a + b) : null, drift_ms_per_min: clock?.driftMsPerMin ?? null },
      ...(kind === inputs.state.kind ? {} : {
        input: { kind, name: kind }, latency_ms: calibration?.latency_ms ?? null, latency_mad_ms: calibration?.mad_ms ?? null,
      }),
    };
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
    const byChosen = takes.playedBy(inputs.state.kind) === inputs.state.kind;
    setPhase("scoring");
    const result = await takes.close(ending());
    if (signal.aborted) return;
    if (result) events.emit("result", result);
    if (mine !== turn) return; // something else was started while the kernel scored
    setPhase("done");
    const learnt = byChosen ? refining.learn(key(), ended.asynchroniesMs(), latencyMs()) : null;
    if (learnt !== null) keepLatency(learnt);
    if (choices.now.ramp && wasClean(result, ended.judge?.counts())) choices.faster();
    emitState();
    if (choices.now.repeat && hits > 0) start(mode);
  }

  /** The score of a take for which nobody waits any more. @param {any} result */
  function showLate(result) {
    notice("info", "Your last take has been scored.");
    if (phase === "idle" || phase === "done") events.emit("result", result);
  }

  /** Silence; what was played so far is kept as an interrupted take. */
  function stop() {
    turn += 1;
    const wasTake = run !== null && isTake();
    run?.stop();
    run = null;
    if (wasTake && phase === "playing") takes.abandon();
    else if (wasTake && phase === "countin") takes.drop();
    if (phase !== "done") setPhase("idle");
  }

  /** A pad spoke, whatever heard it. @param {PadEvent} event */
  function heard(event) {
    if (!event.down) {
      if (run) takes.release(event, run);
      return;
    }
    if (isStarter(event)) return void start(mode === "listen" ? "play" : mode);
    if (event.extSource) return;
    sound(event);
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

  /** @param {PadEvent} event */
  function sound({ source, pad, velocity }) {
    if (choices.now.unitSounds && (source === "webmidi" || source === "rtmidi")) return;
    const name = exercise().sounds[pad ?? ""] ?? null;
    if (audio.ready) audio.ready.sounds.play(name, 0, velocity);
    else if (source === "keyboard" || source === "pointer") wake().then((ready) => ready.sounds.play(name, 0, velocity), () => {}); // a later hit sounds
  }

  /** @param {import("../types").InputState} state @param {import("../types").InputState} before */
  function inputChanged(state, before) {
    const lost = state.state === "lost" && before.state !== "lost";
    const back = state.state === "ready" && before.state === "lost";
    if (run && isTake() && (lost || back)) takes.note(run.timeS(now()), lost ? "unplugged" : "replugged");
    if (back) notice("info", `${state.name} is back.`);
    if (state.message && state.message !== before.message && (lost || state.state === "refused")) notice("warn", state.message);
    emitState();
  }

  /** @param {number} timeS */
  function jumped(timeS) {
    if (isTake()) takes.note(timeS, "clock jumped");
    notice("warn", "The sound stood still for a moment (sleep, or another output). Times after it may be off; play this take again.");
  }

  /** @param {{latency_ms: number, mad_ms: number | null, hits: number | null}} calibration */
  function keepLatency(calibration) {
    const kept = { ...key(), ...calibration };
    latencies.keep(kept);
    kernel.tell({ kind: "calibration", calibration: kept });
    emitState();
  }

  inputs.begin(preferences.get("input", null));
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
    again: () => start(mode),
    stop() { stop(); setPhase("idle"); },
    /** @param {number} percent */
    setPercent(percent) { choices.setPercent(percent); emitState(); },
    /** @param {number} first @param {number} last */
    setBars(first, last) { choices.setBars(first, last); emitState(); },
    /** @param {import("../types").ClickKind} kind */
    setClick(kind) { choices.set("click", kind); run?.setClick(kind); emitState(); },
    /** @param {"click" | "kit"} which @param {number} level  0 to 1 */
    setVolume(which, level) {
      choices.set("volumes", { ...choices.now.volumes, [which]: level });
      audio.ready?.sounds.setVolume(which, level);
      emitState();
    },
    /** @param {boolean} on */
    setRamp(on) { choices.set("ramp", on); emitState(); },
    /** @param {boolean} on */
    setRepeat(on) { choices.set("repeat", on); emitState(); },
    /** @param {boolean} on */
    setUnitSounds(on) { choices.set("unitSounds", on); emitState(); },
    /** @param {string | null} pad */
    setHandsFree(pad) { choices.set("handsFree", pad); emitState(); },
    /** @param {number} value */
    setLatency(value) { keepLatency({ latency_ms: value, mad_ms: null, hits: null }); },
    /** @param {import("../types").InputKind} kind @param {string | null} [name] */
    chooseInput(kind, name = null) {
      preferences.set("input", { kind, name });
      return inputs.choose(kind, name);
    },
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
