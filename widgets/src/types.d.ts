/** What the page and the kernel say to each other; academy/widgets/stage.py is the other half. */


export type Mode = "listen" | "wait" | "play" | "memory" | "read";
export type Phase = "idle" | "countin" | "playing" | "listening" | "waiting" | "reading" | "scoring" | "done";
export type ClickKind = "beats" | "eighths" | "steps" | "off" | "backbeat";
export type InputKind = "webmidi" | "rtmidi" | "keyboard" | "pointer" | "file";

export interface Lane { name: string; pad: string; sound: string | null }

/** One note of one pass; times at the exercise's own tempo. */
export interface PassOnset {
  step: number; beat: number; swing_beat: number; offset_ms: number; time_s: number;
  lane: number; pad: string; velocity: number; mark: "x" | "X" | "o"; hold_beats: number | null;
}

export interface Exercise {
  id: string; title: string; hint: string | null; note: string | null; type: string; hash: string;
  tempo: number; meter: [number, number]; beats_per_bar: number; division: number; swing: number;
  bars: number; steps_per_bar: number; passes: number; count_in: number; click: ClickKind;
  pass_mark: number; level: number; order: string; lanes: Lane[]; onsets: PassOnset[];
  lesson: { id: string; title: string; number: number } | null;
  next: { title: string; url: string; kind: string } | null;
  clicks: { beat: string; downbeat: string }; chokes: string[][];
  moves?: { control: string; words: string; bars: [number, number] | null }[]; reading?: string | null;
  pads: Record<string, string>; sounds: Record<string, string | null>;
}

export interface Device {
  name: string; mode: string; table: Record<string, string>; ext_source: [number, number][];
  firmware: string | null; port_pattern: string;
  /** Control changes of an effect by number, and the channels they come on. */
  controls?: Record<string, string>; control_channels?: number[];
}

export interface Calibrated { input: string; output: string; browser: string; latency_ms: number; mad_ms: number | null; hits: number | null }
export interface Attempt { take_id: string; overall: number | null; played_at: string; passed: boolean; whole: boolean; interrupted: boolean; tempo: number | null }
export interface Learner { calibrations: Calibrated[]; preferences: Record<string, any>; attempts: Attempt[]; best: Attempt | null; report?: SelfReport }
/** What the learner says they did on the unit; no score. */
export interface SelfReport { did: boolean; at: string; source: "self-reported" }

/** A note of the whole take, in order of time; seconds from the first downbeat as heard. */
export interface TimedOnset {
  index: number; timeS: number; beat: number; pad: string; lane: number; velocity: number;
  mark: "x" | "X" | "o"; step: number; bar: number; pass: number; holdS: number | null; ofPass: number;
}
export interface Timeline { onsets: TimedOnset[]; tempo: number; beatS: number; barS: number; loopS: number; lengthS: number; bars: [number, number]; passes: number }

/** A pad was hit or released, whatever heard it; page time in ms (performance.now). */
export interface PadEvent { down: boolean; pageMs: number; pad: string | null; velocity: number; note: number | null; channel: number | null; source: InputKind; extSource?: boolean }

/** A control of an effect was turned. */
export interface TurnEvent { pageMs: number; channel: number; control: number; value: number }

export interface TakeHit { time_s: number; pad: string | null; velocity: number; release_s: number | null; note: number | null; channel: number | null }
export interface TakeJson { schema: 1; id: string; exercise: string; interrupted: boolean; hits: TakeHit[]; [key: string]: any }

export interface HitSeen {
  pad: string | null; lane: number | null; timeS: number; beat: number; velocity: number; index: number;
  verdict: string | null; asynchronyMs: number | null; onset: number | null; word: string | null;
}
export interface VerdictSeen { onset: number | null; hit: number | null; verdict: string; asynchronyMs: number | null; word: string | null }

export interface Saving { state: "saved" | "saving" | "not saving"; pending: number; message: string | null }
export interface InputState { kind: InputKind; name: string | null; state: "ready" | "asking" | "lost" | "refused" | "none"; message: string | null; clockErrorMs: number | null; names: string[]; kernelNames: string[] }

export interface Snapshot {
  phase: Phase; mode: Mode; bank: string; percent: number; tempo: number; bars: [number, number]; pass: number; passes: number;
  click: ClickKind; volumes: { click: number; kit: number }; ramp: boolean; repeat: boolean;
  input: InputState; latencyMs: number | null; outputLatencyMs: number | null; outputWarning: string | null;
  saving: Saving; unitSounds: boolean; handsFree: string | null; fade: 0 | 0.5 | 1;
  biasMs: number | null; spreadMs: number | null; timeline: Timeline; downbeatPageMs: number | null;
}

export type Send = (message: Record<string, any>, buffers?: ArrayBuffer[] | ArrayBufferView[]) => void;
export type Reply = { message: Record<string, any>; buffers: DataView[] };
/**
 * A conversation with the kernel: `ask` resolves with the reply of the same id, or rejects after a time; `tell` is for
 * what may be lost and never throws.
 */
export interface Kernel { send: Send; tell: (message: Record<string, any>) => boolean; ask: (message: Record<string, any>, buffers?: any[], timeoutMs?: number) => Promise<Reply>; onPush: (kind: string, fn: (reply: Reply) => void, signal: AbortSignal) => void }
