/**
 * The takes of one stage: opened, filled and delivered through the outbox, with the result that comes back.
 */
import { refine } from "./calibration.js";
import { startHeartbeat } from "./heartbeat.js";
import { createOutbox, holdTake, isTakeLive } from "./outbox.js";

/** @typedef {import("../types").PadEvent} PadEvent @typedef {import("../types").TakeHit} TakeHit */

const PATIENCE_MS = 6000;
const MOST_FOR_REFINING = 400;
/** A silent correction smaller than this is not worth moving the number. */
const WORTH_MS = 1;

/**
 * @param {{kernel: import("../types").Kernel, shelf: Promise<import("./outbox.js").Shelf>,
 *   exercise: () => import("../types").Exercise, now: () => number, changed: () => void,
 *   notice: (level: "info" | "warn", text: string) => void, signal: AbortSignal}} given
 */
export function createTakes({ kernel, shelf, exercise, now, changed, notice, signal }) {
  let alive = true;
  let desk = true;
  let box = { pending: 0, lasting: true, message: /** @type {string | null} */ (null), busy: false };
  /** @type {{take: any, playing: AbortController, down: Map<string, {hit: TakeHit, timeS: number}>} | null} */
  let current = null;
  /** @type {Map<string, (result: any) => void>} */
  const waiting = new Map();
  /** @type {number[]} */
  let played = [];

  const outbox = createOutbox({
    shelf, signal, isLive: isTakeLive,
    changed: (next) => { box = next; changed(); },
    async deliver(take) {
      const { message } = await kernel.ask({ kind: "take", take });
      if (message.kind === "refused") notice("warn", message.message);
      waiting.get(take.id)?.(message.result ?? null);
      if (message.result) desk = message.saved;
      return { saved: Boolean(message.saved), refused: message.kind === "refused", message: message.message };
    },
  });

  return {
    /** Start the heartbeat and deliver what an earlier page left behind. */
    begin() {
      startHeartbeat({
        kernel, now, signal,
        changed: (next) => {
          const healed = next.alive && next.desk && !(alive && desk);
          ({ alive, desk } = next);
          if (healed) outbox.sendAll();
          changed();
        },
      });
      outbox.recover();
    },
    /** @returns {import("../types").Saving} */
    get saving() {
      const stuck = !alive || !desk || (box.pending > 0 && !box.busy);
      const why = !alive ? "The lesson's kernel does not answer." : box.message;
      return { state: stuck ? "not saving" : box.busy || box.pending ? "saving" : "saved", pending: box.pending, message: stuck ? why : null };
    },
    /** @param {Record<string, any>} header */
    async open(header) {
      const take = {
        schema: 1, id: crypto.randomUUID(), exercise: exercise().id, exercise_hash: exercise().hash,
        played_at: new Date().toISOString(), interrupted: false, events: [], hits: [], ...header,
      };
      current = { take, playing: new AbortController(), down: new Map() };
      holdTake(take.id, current.playing.signal);
      await outbox.open(/** @type {any} */ (take));
    },
    /** @param {PadEvent} event @param {{timeS: (pageMs: number) => number}} run */
    add(event, run) {
      const timeS = round(run.timeS(event.pageMs));
      const hit = { time_s: timeS, pad: event.pad, velocity: event.velocity, release_s: null, note: event.note, channel: event.channel };
      outbox.add(hit);
      current?.down.set(nameOf(event), { hit, timeS });
    },
    /** @param {PadEvent} event @param {{timeS: (pageMs: number) => number} | null} run */
    release(event, run) {
      const down = current?.down.get(nameOf(event));
      if (!down || !run) return;
      down.hit.release_s = round(run.timeS(event.pageMs));
      current?.down.delete(nameOf(event));
      outbox.touch();
    },
    /** @param {number} timeS @param {string} what */
    note(timeS, what) { outbox.note(round(timeS), what); },
    /** The take is over: deliver it and wait a while for its result. @param {Record<string, any>} ending */
    async close(ending) {
      if (!current) return null;
      const { take, playing } = current;
      current = null;
      const result = new Promise((resolve) => {
        waiting.set(take.id, resolve);
        setTimeout(() => resolve(null), PATIENCE_MS);
      });
      await outbox.close(ending);
      playing.abort();
      const answer = await result;
      waiting.delete(take.id);
      if (answer === null) notice("warn", "Your take is kept in this browser. It is scored and saved as soon as the kernel answers.");
      return answer;
    },
    /** Stopped in the middle: what was played is kept as an interrupted take. */
    abandon() {
      current?.playing.abort();
      current = null;
      outbox.close({ interrupted: true });
    },
    /** Nothing was played that is worth keeping. */
    drop() {
      current?.playing.abort();
      current = null;
      outbox.drop();
    },
    /**
     * A MIDI file as a take.
     * @param {File} file @param {Record<string, any>} header
     */
    async upload(file, header) {
      const take = {
        schema: 1, id: crypto.randomUUID(), exercise: exercise().id, exercise_hash: exercise().hash,
        played_at: new Date().toISOString(), mode: "free", practice: "play", input: { kind: "file", name: file.name }, ...header,
      };
      const { message } = await kernel.ask({ kind: "upload", name: file.name, take }, [await file.arrayBuffer()], 30000);
      if (message.kind === "refused") notice("warn", message.message);
      return message.result ?? null;
    },
    /** Whether a take was without a wrong, missed or extra note. @param {any} result @param {{judge: any}} run */
    wasClean(result, run) {
      const counts = result?.score?.counts ?? run.judge?.counts();
      return Boolean(counts) && !counts.missed && !counts.wrong_pad && !counts.extra;
    },
    /**
     * The latency as real play shows it, null while there is nothing to correct.
     * @param {number[]} asynchroniesMs  of the take just played @param {number | null} latencyMs
     */
    refined(asynchroniesMs, latencyMs) {
      if (latencyMs === null) return null;
      played = [...played, ...asynchroniesMs].slice(-MOST_FOR_REFINING);
      const before = { latencyMs, madMs: null, taps: 0, refused: null, quality: null };
      const after = refine(before, played);
      if (after === before || after.latencyMs === null || Math.abs(after.latencyMs - latencyMs) < WORTH_MS) return null;
      played = [];
      return { latencyMs: Math.round(after.latencyMs * 10) / 10, madMs: after.madMs, taps: after.taps };
    },
  };
}

/** @param {PadEvent} event */
const nameOf = (event) => `${event.channel}:${event.note}:${event.pad}`;
/** @param {number} seconds */
const round = (seconds) => Math.round(seconds * 1e5) / 1e5;
