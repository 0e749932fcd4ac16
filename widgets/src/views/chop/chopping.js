/**
 * A sound being cut: which it is, where its cuts are and how they came there, and what is heard of it. The desk hears where
 * sounds begin and where a cut is silent, on the file itself; the page only keeps the frames.
 */
import { createDrafts } from "../../parts/drafts.js";
import { bpmWord, keyWord } from "../../parts/query.js";
import { createCuts, sliceAt, strongest } from "./cuts.js";
import { decoded, createPlayer } from "./player.js";

/** What the desk is asked for at once, so that the slider needs no other answer: more hits than there are pads. */
const HITS = 64;
const FIRST_PARTS = 8;
/** As Ogg comes the first minute only; a longer sound comes as WAV, which grows too large at some length. */
const OGG_S = 60;
const MOST_S = 300;

/** @typedef {import("../sounds/types.d.ts").Row} Row @typedef {import("./cuts.js").Slice} Slice */

/** @param {{ask: import("../sounds/types.d.ts").Ask, say: (text: string) => void, drawn: () => void, drafts?: ReturnType<typeof createDrafts>, makePlayer?: typeof createPlayer, decode?: typeof decoded, signal: AbortSignal}} given */
export function createChopping({ ask, say, drawn, drafts = createDrafts(), makePlayer = createPlayer, decode = decoded, signal }) {
  /** @type {Row | null} */
  let row = null;
  let rate = 48_000;
  /** @type {Float32Array[] | null} */
  let channels = null;
  /** @type {import("./ways.js").Way} */
  let way = "equal";
  /** @type {number | null} */
  let count = FIRST_PARTS;
  /** @type {Promise<Slice[]> | null} */
  let hits = null;
  let joins = false;
  let snaps = true;
  let turn = 0;
  const player = makePlayer({ changed: drawn, signal });
  const cuts = createCuts(edited);

  /** @param {number} mine */
  const isOver = (mine) => mine !== turn || signal.aborted;
  const reason = (/** @type {unknown} */ error) => /** @type {Error} */ (error).message;

  /** The learner's own cuts are kept at once; those that a sound opens with are none. */
  function edited() {
    if (row && (cuts.canUndo || cuts.canRedo)) drafts.keep(row.id, { frames: cuts.frames, way, count, cuts: cuts.all });
    drawn();
  }

  /** Take up a sound: its cuts at once, itself as soon as it has come. @param {Row} next */
  async function open(next) {
    turn += 1;
    const mine = turn;
    [row, channels, hits, way, count] = [next, null, null, "equal", FIRST_PARTS];
    player.use(null);
    cuts.begin(0, rate, []);
    say("");
    try {
      const { message } = await ask({ kind: "slices", sound: next.id, how: "equal", count: FIRST_PARTS });
      if (isOver(mine)) return;
      rate = message.rate;
      const draft = drafts.of(next.id, message.frames);
      if (draft) [way, count] = [draft.way, draft.count];
      cuts.begin(message.frames, rate, draft?.cuts ?? message.slices.slice(1).map((/** @type {Slice} */ slice) => slice.start));
      const buffer = await bufferOf(next);
      if (isOver(mine)) return;
      channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel));
      player.use(buffer);
      drawn();
    } catch (error) {
      if (!isOver(mine)) say(`${next.name} cannot be opened: ${reason(error)}`);
    }
  }

  /** Ogg is a tenth of the bytes; a browser that cannot read it gets the WAV. @param {Row} next */
  async function bufferOf(next) {
    const fetched = async (/** @type {string} */ form) => (await ask({ kind: "audio", sound: next.id, form })).buffers[0];
    if (next.duration_s > MOST_S) throw new Error("it is longer than five minutes. Save the part you want as a file of its own.");
    if (next.duration_s > OGG_S) return decode(await fetched("wav"), rate);
    const ogg = await fetched("ogg");
    try {
      return await decode(ogg, rate);
    } catch {
      return decode(await fetched("wav"), rate);
    }
  }

  /** @param {import("./ways.js").Way} next @param {number | null} parts */
  function set(next, parts) {
    [way, count] = [next, parts];
    drawn();
  }

  /** @param {number} parts */
  async function equal(parts) {
    if (!row) return;
    const mine = turn;
    set("equal", parts);
    try {
      const { message } = await ask({ kind: "slices", sound: row.id, how: "equal", count: parts });
      if (!isOver(mine) && way === "equal" && count === parts) cuts.replace(message.slices.slice(1).map((/** @type {Slice} */ slice) => slice.start));
    } catch (error) {
      if (!isOver(mine)) say(`Not cut: ${reason(error)}`);
    }
  }

  /** @param {number} pads */
  async function atHits(pads) {
    if (!row) return;
    const mine = turn;
    joins = way === "hits" && joins; // moving the slider on is one edit
    set("hits", null);
    hits ??= ask({ kind: "slices", sound: row.id, how: "transients", count: HITS }).then(({ message }) => message.slices);
    try {
      const found = await hits;
      if (isOver(mine) || way !== "hits") return;
      cuts.replace(strongest(found, pads), joins);
      joins = true;
      if (found.length < 2) say("Nothing begins anew in this sound, so there is nothing to cut at. Take equal parts, or cut by hand.");
      else say("");
    } catch (error) {
      hits = null;
      if (!isOver(mine)) say(`Not cut: ${reason(error)}`);
    }
  }

  function byHand() {
    joins = false;
    if (way !== "hand") set("hand", null);
  }

  /** Move a cut to where it makes no click, as the desk hears it. @param {number} index */
  async function snap(index) {
    const asked = cuts.all[index];
    if (!snaps || !row || asked === undefined) return;
    const mine = turn;
    try {
      const { message } = await ask({ kind: "snap", sound: row.id, frame: asked });
      if (!isOver(mine) && cuts.all[index] === asked) cuts.move(index, message.frame, true);
    } catch (error) {
      if (!isOver(mine)) say(`The cut stays where it is: ${reason(error)}`);
    }
  }

  /** @param {number} frame @returns {Promise<number>} */
  async function add(frame) {
    const why = cuts.refusal(frame);
    if (why) say(why === "full" ? "All sixteen pads have a slice. Take a cut away first." : "There is a cut here already, or the sound begins or ends here.");
    if (why) return -1;
    byHand();
    say("");
    const index = cuts.add(frame);
    await snap(index);
    return index;
  }

  /** @param {number} from @param {number} to  frames @param {number} [velocity] */
  function play(from, to, velocity) {
    player.play(from / rate, to / rate, velocity).catch((error) => say(`No sound: ${reason(error)}.`));
  }
  /** @param {number} index @param {number} [velocity] */
  function playSlice(index, velocity) {
    const slice = cuts.slices[index];
    if (slice && cuts.frames) play(slice.start, slice.end, velocity);
  }
  const playAt = (/** @type {number} */ frame) => playSlice(sliceAt(cuts.slices, frame));

  return {
    cuts, player, open, add,
    /** Let go of what was cut of the sound. */
    startOver() {
      if (!row || !this.isCut) return;
      drafts.forget(row.id);
      open(row);
    },
    /** Whether the sound is cut otherwise than it was at first. */
    get isCut() { return row !== null && cuts.frames > 0 && drafts.of(row.id, cuts.frames) !== null; },
    /** The sound that was cut last, before this page. */
    last: drafts.last,
    byHand, playSlice, playAt,
    playAll: () => play(0, cuts.frames),
    ways: { equal, hits: atHits, hand: byHand, clear: () => { byHand(); cuts.replace([]); } },
    edits: {
      /** @param {number} index @param {number} frame @param {boolean} on */
      move(index, frame, on) { byHand(); cuts.move(index, frame, on); },
      drop: snap,
      /** @param {number} index @param {number} frames */
      nudge(index, frames) { byHand(); cuts.move(index, cuts.all[index] + frames); },
      /** @param {number} index */
      remove(index) { byHand(); cuts.remove(index); },
      play: playAt,
    },
    set snaps(/** @type {boolean} */ on) { snaps = on; },
    get row() { return row; },
    get rate() { return rate; },
    get channels() { return channels; },
    get way() { return way; },
    get count() { return count; },
    /** Whether it can be heard. */
    get isReady() { return player.isReady && cuts.frames > 0; },
    /** Which slice sounds, -1 for none; a sound that is played whole sounds in none. */
    get sounding() {
      const span = player.span;
      return span ? cuts.slices.findIndex(({ start, end }) => start === Math.round(span.from * rate) && end === Math.round(span.to * rate)) : -1;
    },
    /** What is known of the sound, in a line. */
    get facts() {
      if (!row) return "";
      const slices = cuts.frames ? `${cuts.slices.length} slice${cuts.slices.length === 1 ? "" : "s"} on pads B1${cuts.slices.length > 1 ? ` to B${cuts.slices.length}` : ""}` : "coming …";
      return [row.bpm === null ? null : `${bpmWord(row.bpm)} BPM`, keyWord(row.key, row.mode), row.beats ? `${bpmWord(row.beats)} beats` : null, slices].filter(Boolean).join(" · ");
    },
  };
}
