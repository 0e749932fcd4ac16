/** Chopper: a loop cut into slices, the slices on the pads of bank B, and on to a lesson that plays them. */
import "./theme.css";
import "./views/grid.css";
import "./chop.css";
import { pageFloor } from "./parts/floor.js";
import { createInputs } from "./parts/inputs.js";
import { createKernel } from "./parts/kernel.js";
import { listenToKeys, stopOnEscape } from "./parts/keys.js";
import { peaksOf } from "./parts/peaks.js";
import { createPreferences } from "./parts/preferences.js";
import { createChooser } from "./views/chop/chooser.js";
import { createChopping } from "./views/chop/chopping.js";
import { createKeep, onTheUnit } from "./views/chop/keep.js";
import { channelsOf, placeWord, spanWord } from "./views/chop/picture.js";
import { createWave } from "./views/chop/wave.js";
import { createWays } from "./views/chop/ways.js";
import { distanceInView, el, whileRunning } from "./views/dom.js";
import { createGrid } from "./views/grid.js";
import { createPadInput } from "./views/sounds/input.js";

const PATIENCE_MS = 30_000;
const BANK = "B";
const MOVING = "Drag a cut, or take it with Tab and move it by arrow keys: 1 ms, with Shift 10. M cuts where it sounds.";

/** @typedef {import("./types").PadEvent} PadEvent */

/** @param {{model: import("@anywidget/types").AnyModel<any>, el: HTMLElement, signal?: AbortSignal}} given */
function render({ model, el: host, signal: given }) {
  const own = new AbortController();
  const signal = given ? AbortSignal.any([given, own.signal]) : own.signal;
  const kernel = createKernel(model, signal);
  const preferences = createPreferences({ learner: () => /** @type {any} */ ({}), tell: () => true, signal });
  /** @type {import("./views/sounds/types.d.ts").Ask} */
  const ask = async (message, patienceMs = PATIENCE_MS) => {
    const reply = await kernel.ask(message, undefined, patienceMs);
    if (reply.message.kind === "refused") throw new Error(reply.message.message);
    return reply;
  };

  const chopping = createChopping({ ask, say: (text) => { said.textContent = text; }, drawn: draw, signal });
  const { cuts, player } = chopping;
  const said = el("p", { class: "said", role: "status" });
  const wave = createWave({
    cuts, rate: () => chopping.rate, edits: { ...chopping.edits, remove }, signal,
    press: (frame) => (chopping.way === "hand" ? add(frame) : chopping.playAt(frame)), add, moved: (frame) => { place.textContent = placeWord(frame, chopping.rate); },
  });
  const ways = createWays({ ...chopping.ways, startOver: () => chopping.startOver(), snaps: (on) => { chopping.snaps = on; }, undo: () => undo(false), redo: () => undo(true), signal });
  const name = el("h2", { text: "Choose a loop" });
  const facts = el("p", { class: "soft" });
  const place = el("output", { class: "place", "aria-label": "Cursor" });
  const play = el("button", { type: "button", class: "play", on: { click: () => (player.isPlaying ? player.stop() : chopping.playAll()) } }, ["Play"], signal);
  const cut = el("button", { type: "button", text: "Cut here", title: "M", on: { click: () => add(wave.cursor) } }, [], signal);
  const gone = el("button", { type: "button", text: "Take this cut away", title: "Delete", on: { click: () => remove(wave.marks.chosen ?? -1) } }, [], signal);
  const volume = el("input", { type: "range", min: 0, max: 1, step: 0.05, value: preferences.get("volumes", { kit: 0.8 }).kit, "aria-label": "Volume", on: { input: () => {
    preferences.set("volumes", { ...preferences.get("volumes", {}), kit: Number(volume.value) });
    player.setVolume(Number(volume.value));
  } } }, [], signal);
  player.setVolume(Number(volume.value));
  const hint = el("p", { class: "soft hint" });
  const grid = createGrid({
    exercise: () => /** @type {any} */ ({ lanes: [{ pad: `${BANK}1`, name: "", sound: null }] }), snapshot: () => ({ bank: BANK }), setBank: () => {}, signal,
    padDown: (pad, velocity, pageMs, source) => heard({ down: true, pad, velocity, pageMs, note: null, channel: null, source }), padUp: () => {},
  });
  const inputs = createInputs({ kernel, device: () => model.get("device"), now: () => performance.now(), heard, changed: (state) => input.draw(state), signal });
  const input = createPadInput({ choose: (kind, port) => { preferences.set("input", { kind, name: port }); inputs.choose(kind, port); }, signal });
  const keep = createKeep({
    ask, lessons: model.get("chop").lessons, signal,
    now: () => (chopping.row && cuts.frames ? { sound: chopping.row.id, slices: cuts.slices.map(({ start, end }) => ({ start, end })) } : null),
  });
  const chooser = createChooser({ find: async (query, start, count) => /** @type {any} */ ((await ask({ kind: "find", query, start, count })).message), choose: (row) => chopping.open(row), signal });
  const bench = el("div", { class: "bench" }, [
    el("header", {}, [name, facts]), ways.root, wave.view,
    el("div", { class: "transport" }, [play, cut, gone, wave.zooms, place, el("label", { class: "volume" }, [el("span", { text: "Volume" }), volume])]),
    hint, said,
  ]);
  const hands = el("section", { class: "hands", "aria-label": "Pads" }, [
    grid.root, el("p", { class: "soft", text: "Keys 1234 QWER ASDF ZXCV play the slices, Shift hard, Alt softly. A new slice cuts the one before." }), input.root,
  ]);
  const root = el("section", { class: "academy chop", tabindex: "-1", "aria-label": "Chopper", "data-lm-suppress-shortcuts": "true" }, [
    chooser.root, bench, el("div", { class: "below" }, [hands, el("div", { class: "then" }, [keep.root, onTheUnit()])]),
  ]);

  /** Cut at a frame and take that cut in hand. @param {number} frame */
  async function add(frame) {
    const index = await chopping.add(frame);
    if (index >= 0) wave.marks.focus(index);
  }
  /** @param {number} index */
  function remove(index) {
    if (!(index in cuts.all)) { said.textContent = "Choose a cut first: press it, or go to it with Tab."; return; }
    chopping.edits.remove(index);
    if (cuts.all.length) wave.marks.focus(Math.min(index, cuts.all.length - 1));
    else wave.view.focus();
  }
  /** @param {boolean} isRedo */
  function undo(isRedo) {
    if (!(isRedo ? cuts.canRedo : cuts.canUndo)) return;
    chopping.byHand();
    if (isRedo) cuts.redo();
    else cuts.undo();
  }
  /** A pad of any bank plays its slice. @param {PadEvent} event */
  function heard(event) {
    const isMidi = event.source === "webmidi" || event.source === "rtmidi";
    if (!event.down || !event.pad || (isMidi && !floor.hears(member))) return;
    grid.light(`${BANK}${event.pad.slice(1)}`, event.velocity, "hit");
    chopping.playSlice(Number(event.pad.slice(1)) - 1, event.velocity);
  }

  const member = { isPlaying: () => false, stop: () => player.stop(), distance: () => distanceInView(root) };
  const floor = pageFloor();
  floor.join(member, signal);
  for (const event of ["pointerdown", "focusin"]) root.addEventListener(event, () => floor.touch(member), { signal });
  const beside = () => floor.hears(member) && !root.contains(document.activeElement);
  listenToKeys({ root, bank: () => BANK, isActive: () => true, heard, signal });
  listenToKeys({ root: document.body, bank: () => BANK, isActive: beside, heard, signal });
  stopOnEscape({ root, stop: () => player.stop(), isActive: () => player.isPlaying, signal });
  root.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && ["KeyZ", "KeyY"].includes(event.code);
    if (/** @type {HTMLElement} */ (event.target).matches("input[type='search'], select")) return;
    if (isUndo) undo(event.shiftKey || event.code === "KeyY");
    else if (event.code === "Space" && !/** @type {HTMLElement} */ (event.target).matches("button, input, summary, a")) play.click();
    else if (event.code === "KeyM" && !event.ctrlKey && !event.metaKey && !event.repeat) add(wave.cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
  const moving = whileRunning(follow, signal);

  function follow() {
    const at = player.positionS;
    if (at === null) return;
    wave.follow(Math.round(at * chopping.rate));
    place.textContent = placeWord(wave.cursor, chopping.rate);
  }

  /** @type {Float32Array[] | null} */
  let shown = null;
  /** @type {string | null} */
  let shownId = null;
  function draw() {
    const { row, rate, channels, way, count, isReady } = chopping;
    root.dataset.phase = isReady ? "ready" : row ? "coming" : "empty";
    if (row) {
      const wanted = channels ?? (shownId === row.id && shown ? shown : channelsOf(peaksOf(row.peaks)));
      if (wanted !== shown) wave.use(wanted, row.id !== shownId);
      if (row.id !== shownId) chooser.mark(row);
      [shown, shownId] = [wanted, row.id];
      name.textContent = row.name;
      facts.textContent = chopping.facts;
    }
    wave.draw(chopping.sounding);
    ways.draw({ way, count, beats: row?.beats ?? null, canUndo: cuts.canUndo, canRedo: cuts.canRedo, isCut: chopping.isCut, isReady: cuts.frames > 0 });
    grid.rename(cuts.frames ? cuts.slices.map(({ start, end }, at) => ({ pad: `${BANK}${at + 1}`, name: spanWord(end - start, rate) })) : []);
    play.textContent = player.isPlaying ? "Stop" : "Play";
    for (const button of [play, cut]) button.disabled = !isReady;
    gone.disabled = !cuts.all.length;
    hint.textContent = !cuts.frames ? "" : way === "hand" ? `Click the wave to cut there. ${MOVING}` : `Click the wave to hear a slice. ${MOVING}`;
    keep.draw();
    moving(player.isPlaying);
  }

  host.append(root);
  input.draw(inputs.state);
  inputs.begin(preferences.here("input", null));
  draw();
  begin();
  return () => own.abort();

  /** @param {string} sound */
  async function known(sound) {
    return (await ask({ kind: "sound", sound })).message.row;
  }

  async function begin() {
    const found = chooser.begin();
    const wanted = model.get("chop").sound;
    const last = wanted ? null : chopping.last;
    try {
      const row = wanted ? await known(wanted) : (last && (await known(last).catch(() => null))) || (await found);
      if (row && !chopping.row && !signal.aborted) chopping.open(row);
    } catch (error) {
      said.textContent = /** @type {Error} */ (error).message;
    }
  }
}

export default { render };
