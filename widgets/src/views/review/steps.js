/** An exercise as a grid of steps, bar by bar, and how it sounds: what a reviewer looks at and listens to. */
import { createAudio } from "../../parts/audio.js";
import { timelineOf } from "../../parts/beats.js";
import { soundOn } from "../../parts/sounds.js";
import { el, whileRunning } from "../dom.js";

const WORDS = /** @type {Record<string, string>} */ ({ X: "loud", o: "soft" });
const LOOKS = /** @type {Record<string, string>} */ ({ x: "hit", X: "hit accent", o: "hit ghost", "=": "held" });
const MOST_PASSES = 2;
const SOON_S = 0.15;
const TAIL_S = 0.6;

/**
 * Each bar: a row for each lane, a mark of the notation for each step (`=` where a note is held), null where it rests.
 * @param {Pick<import("../../types").Exercise, "bars" | "steps_per_bar" | "lanes" | "onsets" | "division">} exercise
 */
export function barsOf(exercise) {
  const { bars, steps_per_bar: steps, lanes, onsets, division } = exercise;
  const rows = lanes.map(() => /** @type {(string | null)[]} */ (Array(bars * steps).fill(null)));
  for (const { lane, step, mark, hold_beats: hold } of onsets) {
    rows[lane].fill("=", step, step + Math.round((hold ?? 0) * division));
    rows[lane][step] = mark;
  }
  return Array.from({ length: bars }, (_, bar) => rows.map((row) => row.slice(bar * steps, (bar + 1) * steps)));
}

/** What a lane plays in a bar, for readers of a screen: `kick: 1, 8 loud, 11`. @param {string} name @param {(string | null)[]} row */
export function rowWords(name, row) {
  const hits = row.flatMap((mark, at) => (mark === null || mark === "=" ? [] : [`${at + 1}${WORDS[mark] ? ` ${WORDS[mark]}` : ""}`]));
  return `${name}: ${hits.length ? hits.join(", ") : "rests"}`;
}

/**
 * @param {import("../../types").Exercise} exercise
 * @param {() => Promise<import("../../types").Reply>} fetchKit @param {AbortSignal} signal
 */
export function steps(exercise, fetchKit, signal) {
  const { division, steps_per_bar: perBar, lanes } = exercise;
  const said = el("span", { class: "soft", role: "status" });
  const columns = /** @type {Element[][]} */ (Array.from({ length: exercise.bars * perBar }, () => []));
  const picture = el("div", { class: "bars" }, barsOf(exercise).map((rows, bar) => el("div", { class: "one-bar", role: "img", "aria-label": `Bar ${bar + 1}. ${rows.map((row, at) => rowWords(lanes[at].name, row)).join("; ")}` }, [
    el("p", { class: "soft", "aria-hidden": "true", text: `Bar ${bar + 1}` }),
    ...rows.map((row, at) => el("div", { class: "lane", "aria-hidden": "true" }, [
      el("span", { class: "name", text: lanes[at].name }),
      ...row.map((mark, step) => {
        const cell = el("i", { class: `step ${LOOKS[mark ?? ""] ?? ""}${step % division === 0 ? " beat" : ""}` });
        columns[bar * perBar + step].push(cell);
        return cell;
      }),
    ])),
  ])));
  const fetchSaying = async () => {
    const reply = await fetchKit();
    said.textContent = reply.message.says ?? "";
    return reply;
  };
  const audio = createAudio({ now: () => performance.now(), chokes: exercise.chokes, fetchKit: fetchSaying, signal });
  const { onsets, lengthS, loopS } = timelineOf(exercise, { tempo: exercise.tempo, bars: [1, exercise.bars], passes: Math.min(exercise.passes, MOST_PASSES) });
  let begun = /** @type {number | null} */ (null);
  let lit = -1;

  const moving = whileRunning(() => {
    const ready = audio.ready;
    if (begun === null || !ready) return;
    const at = ready.context.currentTime - begun;
    if (at > lengthS + TAIL_S) return stop();
    light(at < 0 || at >= lengthS ? -1 : Math.floor(((at % loopS) / loopS) * columns.length));
  }, signal);
  /** @param {number} step */
  function light(step) {
    if (step === lit) return;
    for (const cell of columns[lit] ?? []) cell.classList.remove("now");
    for (const cell of columns[step] ?? []) cell.classList.add("now");
    lit = step;
  }
  function stop() {
    audio.ready?.scheduler.stop();
    begun = null;
    moving(false);
    light(-1);
    button.textContent = "Listen";
    button.classList.remove("on");
  }
  async function listen() {
    if (begun !== null) return stop();
    said.textContent = "";
    try {
      const { context, sounds, scheduler } = await audio.wake();
      if (!sounds.loaded) said.textContent = "The sounds did not come; try again.";
      const zero = context.currentTime + SOON_S;
      begun = zero;
      scheduler.start(onsets.map(({ timeS, pad, velocity }) => ({ at: zero + Math.max(0, timeS), play: (when) => sounds.play(soundOn(exercise, pad), when, velocity) })));
      button.textContent = "Stop";
      button.classList.add("on");
      moving(true);
    } catch (error) {
      said.textContent = `No sound: ${/** @type {Error} */ (error).message}.`;
    }
  }
  const button = el("button", { type: "button", class: "listen", text: "Listen", on: { click: listen } }, [], signal);
  return el("div", { class: "heard" }, [el("p", { class: "play" }, [button, said]), picture]);
}
