/**
 * The takes of one stage: opened, filled and delivered through the outbox, with the result that comes back.
 */
import { createHeard } from "./heard.js";
import { startHeartbeat } from "./heartbeat.js";
import { createOutbox } from "./outbox.js";

/** @typedef {import("../types").PadEvent} PadEvent @typedef {import("../types").TakeHit} TakeHit @typedef {import("../types").InputKind} InputKind */

const PATIENCE_MS = 6000;
const UPLOAD_MS = 30000;
const KEPT = "Your take is kept in this browser, not saved yet. It is scored and saved as soon as the kernel answers.";
const KEPT_IN_PAGE = "This browser gives the page no storage: keep the page open until the take is saved.";
const SILENT = "The lesson's kernel does not answer. What you play stays in this browser.";
const NO_DESK = "The kernel finds no desk to save to. What you play stays in this browser.";

/**
 * @param {{kernel: import("../types").Kernel, shelf: Promise<import("./outbox.js").Shelf>,
 *   exercise: () => import("../types").Exercise, now: () => number, changed: () => void,
 *   notice: (level: "info" | "warn", text: string) => void, late: (result: any) => void, patienceMs?: number,
 *   outbox?: typeof createOutbox, signal: AbortSignal}} given
 *   late: a result that came after `close` had stopped waiting for it
 */
export function createTakes({ kernel, shelf, exercise, now, changed, notice, late, patienceMs = PATIENCE_MS, outbox: makeOutbox = createOutbox, signal }) {
  let alive = true;
  let desk = true;
  let box = { pending: 0, lasting: true, message: /** @type {string | null} */ (null), busy: false };
  /** @type {{id: string, heard: ReturnType<typeof createHeard>, turned: Map<string, number>} | null} */
  let current = null;
  /** @type {Map<string, (result: any) => void>} takes of this page that still have no result */
  const waiting = new Map();

  const outbox = makeOutbox({
    shelf, signal,
    changed: (next) => { box = next; changed(); },
    async deliver(take) {
      const { message } = await kernel.ask({ kind: "take", take });
      const isRefused = message.kind === "refused";
      const tell = waiting.get(take.id);
      waiting.delete(take.id);
      if (isRefused && tell) notice("warn", message.message);
      if (message.result) desk = Boolean(message.saved);
      tell?.(message.result ?? null);
      return { saved: Boolean(message.saved), refused: isRefused, message: message.message ?? null };
    },
  });

  /** @param {Record<string, any>} said */
  const header = (said) => ({
    schema: /** @type {const} */ (1), id: crypto.randomUUID(), exercise: exercise().id, exercise_hash: exercise().hash,
    played_at: new Date().toISOString(), interrupted: false, events: [], hits: [], ...said,
  });

  return {
    /** Start the heartbeat and deliver what an earlier page left behind. */
    begin() {
      startHeartbeat({
        kernel, now, signal,
        changed: (next) => {
          const healed = next.alive && next.desk && !(alive && desk);
          const isNew = next.alive !== alive || next.desk !== desk;
          ({ alive, desk } = next);
          if (healed) outbox.sendAll();
          if (isNew) changed();
        },
      });
      outbox.recover();
    },
    /** @returns {import("../types").Saving} */
    get saving() {
      const { pending, busy, lasting } = box;
      const stuck = !alive || !desk || (pending > 0 && !busy);
      const why = !alive ? SILENT : box.message ?? NO_DESK;
      const inPage = !lasting && (stuck || current) ? KEPT_IN_PAGE : null;
      return {
        state: stuck ? "not saving" : busy || pending ? "saving" : "saved", pending,
        message: [stuck ? why : null, inPage].filter(Boolean).join(" ") || null,
      };
    },
    /** @param {Record<string, any>} said */
    async open(said) {
      const take = header(said);
      current = { id: take.id, heard: createHeard(), turned: new Map() };
      await outbox.open(take);
    },
    /** @param {PadEvent} event @param {{timeS: (pageMs: number) => number}} run */
    add(event, run) {
      if (current) outbox.add(current.heard.down(event, run.timeS(event.pageMs)));
    },
    /** @param {PadEvent} event @param {{timeS: (pageMs: number) => number}} run */
    release(event, run) {
      if (current?.heard.up(event, run.timeS(event.pageMs))) outbox.touch();
    },
    /** A control of an effect was turned; only changes are kept. @param {import("../types").TurnEvent} event @param {{timeS: (pageMs: number) => number}} run */
    turn({ pageMs, channel, control, value }, run) {
      const name = `${channel}:${control}`;
      if (!current || current.turned.get(name) === value) return;
      current.turned.set(name, value);
      outbox.turn([Math.round(run.timeS(pageMs) * 1000) / 1000, channel, control, value]);
    },
    /** @param {number} timeS @param {string} what */
    note(timeS, what) { outbox.note(Math.round(timeS * 1000) / 1000, what); },
    /** How many hits the open take has. */
    get hits() { return current?.heard.count ?? 0; },
    /** The input that played most of the open take. @param {InputKind} chosen */
    playedBy: (chosen) => current?.heard.source(chosen) ?? chosen,
    /** The take is over: deliver it and wait a while for its result. @param {Record<string, any>} ending */
    async close(ending) {
      if (!current) return null;
      const { id } = current;
      current = null;
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      const result = new Promise((resolve) => {
        waiting.set(id, resolve);
        timer = setTimeout(() => {
          if (waiting.has(id)) waiting.set(id, (/** @type {any} */ answer) => { if (answer) late(answer); });
          resolve(null);
        }, alive ? patienceMs : 0);
      });
      await outbox.close(ending);
      const answer = await result;
      clearTimeout(timer);
      if (answer === null && waiting.has(id)) notice("warn", KEPT);
      return answer;
    },
    /** Stopped in the middle: what was played is kept as an interrupted take. */
    abandon() {
      const wasPlayed = this.hits > 0;
      current = null;
      return wasPlayed ? outbox.close({ interrupted: true }) : outbox.drop();
    },
    /** Nothing was played that is worth keeping. */
    drop() {
      current = null;
      return outbox.drop();
    },
    /**
     * A MIDI file as a take; null when it was refused, which is said.
     * @param {File} file @param {Record<string, any>} said
     */
    async upload(file, said) {
      const take = header({ mode: "free", practice: "play", input: { kind: "file", name: file.name }, ...said });
      try {
        const { message } = await kernel.ask({ kind: "upload", name: file.name, take }, [await file.arrayBuffer()], UPLOAD_MS);
        if (message.kind === "refused") notice("warn", message.message);
        return message.result ?? null;
      } catch (error) {
        notice("warn", `${file.name} was not scored: ${/** @type {Error} */ (error).message}. Try again when the page says Saved.`);
        return null;
      }
    },
  };
}

/** Whether a take had no wrong, missed or extra note. @param {any} result  null when no kernel answered @param {any} counted  by the live judge */
export function wasClean(result, counted) {
  const counts = result?.score?.counts ?? counted;
  return Boolean(counts?.correct) && !counts.missed && !counts.wrong_pad && !counts.extra;
}
