/**
 * One exercise being practised: what the buttons do, what the pads do, and where time stands. Painting is elsewhere; it
 * reads `snapshot` and `position` and listens to events:
 *
 *   state · hit (a pad was hit, with its provisional verdict) · verdict (settled) · pad (light a pad) · result · notice
 */
import { fadeOf, timelineOf } from "./beats.js";
import { createEvents } from "./events.js";
import { createInputs } from "./inputs.js";
import { createTakes } from "./takes.js";
import { latencyFor, latencyKey } from "./latency.js";
import { createRun } from "./run.js";
import { outputWarning } from "./calibration.js";

/** @typedef {import("../types").Snapshot} Snapshot @typedef {import("../types").Mode} Mode */

const LOWEST_PERCENT = 40;
const RAMP_PERCENT = 5;

/**
 * @param {{kernel: import("../types").Kernel, audio: ReturnType<typeof import("./audio.js").createAudio>,
 *   exercise: () => import("../types").Exercise, device: () => import("../types").Device,
 *   learner: () => import("../types").Learner, now?: () => number, browser?: string,
 *   shelf: Promise<import("./outbox.js").Shelf>, signal: AbortSignal}} given
 */
export function createSession({ kernel, audio, exercise, device, learner, now = () => performance.now(), browser = "", shelf, signal }) {
  const events = createEvents();
  const kept = learner().preferences ?? {};
  /** @type {{percent: number, bars: [number, number], click: any, volumes: {click: number, kit: number}, ramp: boolean,
   *   repeat: boolean, unitSounds: boolean, handsFree: string | null}} */
  const chosen = {
    percent: 100, bars: [1, exercise().bars], click: exercise().click,
    volumes: { click: 0.7, kit: 0.8, ...kept.volumes },
    ramp: kept.ramp ?? false, repeat: false, unitSounds: kept.unitSounds ?? false, handsFree: kept.handsFree ?? null,
  };
  /** @type {Snapshot["phase"]} */
  let phase = "idle";
  /** @type {Mode} */
  let mode = "play";
  let memoryTakes = 0;
  /** @type {ReturnType<typeof createRun> | null} */
  let run = null;
  /** @type {number | null} */
  let ownLatencyMs = null;

  const inputs = createInputs({ kernel, device, now, heard, changed: inputChanged, signal });
  const takes = createTakes({ kernel, shelf, exercise, signal, now, changed: () => emitState(), notice });

  const tempo = () => (exercise().tempo * chosen.percent) / 100;
  const timeline = () => timelineOf(exercise(), { tempo: tempo(), bars: chosen.bars, passes: exercise().passes });
  const latencyMs = () => ownLatencyMs ?? latencyFor(learner().calibrations, key());
  const key = () => latencyKey(inputs.state, browser);
  const emitState = () => events.emit("state", snapshot());
  /** @param {"info" | "warn"} level @param {string} text */
  function notice(level, text) { events.emit("notice", { level, text }); }

  /** @returns {Snapshot} */
  function snapshot() {
    const timelineNow = run?.timeline ?? timeline();
    const outputLatencyMs = audio.ready?.clock.outputLatencyMs ?? null;
    const pass = run ? Math.min(timelineNow.passes - 1, Math.max(0, Math.floor(run.timeS(now()) / timelineNow.loopS))) : 0;
    return {
      phase, mode, ...chosen, tempo: tempo(), pass, passes: timelineNow.passes,
      input: inputs.state, latencyMs: latencyMs(), outputLatencyMs, outputWarning: outputWarning(outputLatencyMs),
      saving: takes.saving, fade: mode === "memory" && phase !== "idle" ? fadeOf(pass, memoryTakes) : 0,
      biasMs: run?.judge?.bias() ?? null, spreadMs: run?.judge?.spread() ?? null,
      timeline: timelineNow, downbeatPageMs: run?.downbeatPageMs ?? null,
    };
  }

  /** @param {Mode} next */
  async function start(next) {
    stop();
    mode = next;
    let ready;
    try {
      ready = await audio.wake();
    } catch (error) {
      notice("warn", `No sound: ${/** @type {Error} */ (error).message}. Press the button again.`);
      return;
    }
    for (const bus of /** @type {const} */ (["click", "kit"])) ready.sounds.setVolume(bus, chosen.volumes[bus]);
    run = createRun({
      mode, ready, now, exercise: exercise(), timeline: timeline(), click: chosen.click, latencyMs: latencyMs(),
      sigmaMs: null, onPhase: setPhase, onOver: over,
      onVerdict: (verdict) => events.emit("verdict", verdict),
      onPad: (pad, velocity) => events.emit("pad", { pad, velocity, source: "pattern" }),
    });
    if (mode === "play" || mode === "memory") {
      await takes.open({
        tempo: tempo(), bars: isWhole() ? null : chosen.bars, passes: run.timeline.passes, mode: "click", practice: mode,
        latency_ms: latencyMs(), input: { kind: inputs.state.kind, name: inputs.state.name }, output: key().output, browser,
      });
    }
    emitState();
  }

  const isWhole = () => chosen.bars[0] === 1 && chosen.bars[1] === exercise().bars;

  /** @param {Snapshot["phase"]} next */
  function setPhase(next) {
    phase = next;
    emitState();
  }

  /** The run reached its end. */
  async function over() {
    const ended = run;
    if (!ended || !(mode === "play" || mode === "memory")) {
      if (mode === "wait") notice("info", "Every note found. Now play it to the click.");
      if (mode === "listen" && chosen.repeat) return start("listen");
      return setPhase("done");
    }
    if (mode === "memory") memoryTakes += 1;
    setPhase("scoring");
    const clock = audio.ready?.clock;
    const result = await takes.close({ clock: { error_ms: clock?.errorMs ?? null, drift_ms_per_min: clock?.driftMsPerMin ?? null } });
    if (result) events.emit("result", result);
    if (phase !== "scoring") return;
    setPhase("done");
    const learnt = takes.refined(ended.asynchroniesMs(), latencyMs());
    if (learnt !== null) keepLatency(learnt.latencyMs, learnt.madMs, learnt.taps);
    if (chosen.ramp && takes.wasClean(result, ended)) setPercent(chosen.percent + RAMP_PERCENT);
    if (chosen.repeat) start(mode);
  }

  function stop() {
    const unfinished = phase === "playing" && (mode === "play" || mode === "memory");
    run?.stop();
    run = null;
    if (unfinished) takes.abandon();
    else takes.drop();
    if (phase !== "done") setPhase("idle");
  }

  /** A pad spoke, whatever heard it. @param {import("../types").PadEvent} event */
  function heard(event) {
    if (!event.down) return takes.release(event, run);
    if (isStarter(event)) return startByHand();
    if (event.extSource) return;
    sound(event);
    const seen = run?.hit(event) ?? {
      pad: event.pad, lane: laneOf(event.pad), timeS: 0, beat: 0, velocity: event.velocity, index: -1,
      verdict: null, asynchronyMs: null, onset: null, word: null,
    };
    if (run?.isJudging(event)) takes.add(event, run);
    events.emit("pad", { pad: event.pad, velocity: event.velocity, source: "hit" });
    events.emit("hit", seen);
  }

  /** EXT SOURCE, or the pad chosen for it, starts and repeats while nothing runs. @param {import("../types").PadEvent} event */
  function isStarter(event) {
    const resting = phase === "idle" || phase === "done";
    return resting && (event.extSource || (chosen.handsFree !== null && event.pad === chosen.handsFree));
  }
  function startByHand() { start(mode === "memory" ? "memory" : "play"); }

  /** @param {import("../types").PadEvent} event */
  function sound(event) {
    const byUnit = chosen.unitSounds && (event.source === "webmidi" || event.source === "rtmidi");
    if (byUnit || !audio.ready) return;
    audio.ready.sounds.play(exercise().sounds[event.pad ?? ""] ?? null, 0, event.velocity);
  }
  /** @param {string | null} pad */
  function laneOf(pad) {
    const at = exercise().lanes.findIndex((lane) => lane.pad === pad);
    return at < 0 ? null : at;
  }

  /** @param {import("../types").InputState} state */
  function inputChanged(state) {
    if (run && state.state === "lost") takes.note(run.timeS(now()), "unplugged");
    if (state.message && (state.state === "lost" || state.state === "refused")) notice("warn", state.message);
    emitState();
  }

  /** @param {number} value @param {number | null} mad @param {number | null} hits */
  function keepLatency(value, mad, hits) {
    ownLatencyMs = value;
    kernel.send({ kind: "calibration", calibration: { ...key(), latency_ms: value, mad_ms: mad, hits } });
    emitState();
  }
  /** @param {string} name @param {any} value */
  function prefer(name, value) {
    kernel.send({ kind: "preference", key: name, value });
    emitState();
  }
  /** @param {number} percent */
  function setPercent(percent) {
    chosen.percent = Math.round(Math.min(100, Math.max(LOWEST_PERCENT, percent)));
    emitState();
  }

  inputs.begin();
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
    /** The pads waited for, in wait mode. */
    expected: () => (run?.expected() ?? []),
    listen: () => start("listen"),
    wait: () => start("wait"),
    play: () => start("play"),
    memory: () => start("memory"),
    again: () => start(mode),
    stop() { stop(); setPhase("idle"); },
    setPercent,
    /** @param {number} first @param {number} last */
    setBars(first, last) {
      const bars = exercise().bars;
      const from = Math.min(Math.max(1, Math.round(first)), bars);
      chosen.bars = [from, Math.min(Math.max(from, Math.round(last)), bars)];
      emitState();
    },
    /** @param {import("../types").ClickKind} kind */
    setClick(kind) { chosen.click = kind; emitState(); },
    /** @param {"click" | "kit"} which @param {number} level  0 to 1 */
    setVolume(which, level) {
      chosen.volumes = { ...chosen.volumes, [which]: level };
      audio.ready?.sounds.setVolume(which, level);
      prefer("volumes", chosen.volumes);
    },
    /** @param {boolean} on */
    setRamp(on) { chosen.ramp = on; prefer("ramp", on); },
    /** @param {boolean} on */
    setRepeat(on) { chosen.repeat = on; emitState(); },
    /** @param {boolean} on */
    setUnitSounds(on) { chosen.unitSounds = on; prefer("unitSounds", on); },
    /** @param {string | null} pad */
    setHandsFree(pad) { chosen.handsFree = pad; prefer("handsFree", pad); },
    /** @param {number} value */
    setLatency(value) { keepLatency(value, null, null); },
    chooseInput: inputs.choose,
    /** @param {File} file */
    async uploadMidi(file) {
      setPhase("scoring");
      const result = await takes.upload(file, { tempo: tempo(), bars: isWhole() ? null : chosen.bars, browser });
      if (result) events.emit("result", result);
      setPhase(result ? "done" : "idle");
    },
    /** @param {string} pad @param {number} velocity @param {number} pageMs @param {import("../types").InputKind} source */
    padDown(pad, velocity, pageMs, source) { heard({ down: true, pad, velocity, pageMs, note: null, channel: null, source }); audio.wake().catch(() => {}); },
    /** @param {string} pad @param {number} pageMs @param {import("../types").InputKind} source */
    padUp(pad, pageMs, source) { heard({ down: false, pad, velocity: 0, pageMs, note: null, channel: null, source }); },
    heard,
  };
}
