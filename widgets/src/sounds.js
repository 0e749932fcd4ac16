/** Sounds: find one among all, hear it, and build the kit of a lesson. */
import "./theme.css";
import "./views/grid.css";
import "./sounds.css";
import { createAudition } from "./parts/audition.js";
import { createKernel } from "./parts/kernel.js";
import { stopOnEscape } from "./parts/keys.js";
import { createListing } from "./parts/listing.js";
import { createPreferences } from "./parts/preferences.js";
import { EVERYTHING, turned } from "./parts/query.js";
import { el, whileRunning } from "./views/dom.js";
import { download } from "./views/download.js";
import { createDetail } from "./views/sounds/detail.js";
import { createFilters } from "./views/sounds/filters.js";
import { createFolder } from "./views/sounds/folder.js";
import { createKit } from "./views/sounds/kit.js";
import { createPlanNote } from "./views/sounds/plan.js";
import { createTable } from "./views/sounds/table.js";

const PATIENCE_MS = 30_000;
const TYPING_MS = 150;

/** @typedef {import("./views/sounds/types.d.ts").Row} Row @typedef {import("./views/sounds/types.d.ts").Query} Query */

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
  /** @type {Query} */
  let query = EVERYTHING;
  /** @type {Row | null} */
  let chosen = null;
  /** The sound that "like" means, by its name. */
  let likeName = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  signal.addEventListener("abort", () => clearTimeout(typing));

  const audition = createAudition({
    fetch: async (sound, effect) => (await ask({ kind: "audio", sound, form: "ogg", effect })).buffers[0],
    volume: preferences.get("auditionVolume", 0.8), signal,
    changed(state) {
      table.hear(state);
      detail.hear();
      moving(state.phase === "playing");
      if (state.trouble && state.id !== chosen?.id) said.textContent = state.trouble;
    },
  });
  const listing = createListing({
    find: async (asked, start, count) => /** @type {any} */ ((await ask({ kind: "find", query: asked, start, count })).message),
    changed: draw, signal,
  });
  const words = el("input", { type: "search", "aria-label": "Search sounds", placeholder: "kick lo-fi, 90 bpm Cm, dusty …", spellcheck: "false", on: { input: () => {
    clearTimeout(typing);
    typing = setTimeout(() => look({ ...query, text: words.value.trim() }), TYPING_MS);
  } } }, [], signal);
  const count = el("p", { class: "count", role: "status" });
  const said = el("p", { class: "said", role: "status" });
  const again = el("button", { type: "button", text: "Try again", hidden: true, on: { click: begin } }, [], signal);
  const like = el("button", { type: "button", class: "chip like", hidden: true, on: { click: () => look({ ...query, like: null }) } }, [], signal);
  const filters = createFilters({ change: (next) => look({ ...next, text: words.value.trim() }), signal });
  const table = createTable({ listing, sort: (column) => look({ ...turned(query, column), text: words.value.trim() }), choose, play: (row) => audition.play(row.id), signal });
  const detail = createDetail({
    audition, effects: model.get("course").effects, correct, ask, changed: know, signal,
    like: (row) => { likeName = row.name; look({ ...EVERYTHING, like: row.id }); table.focus(); },
    keep: async (row) => {
      const { message, buffers } = await ask({ kind: "audio", sound: row.id, form: "daw" });
      download(buffers[0], message.name, "audio/wav", signal);
      plan.look();
    },
    put: (row, pad) => kit.put(pad, row.id),
    setVolume: (level) => { audition.setVolume(level); preferences.set("auditionVolume", level); },
  });
  const plan = createPlanNote({ ask });
  const folder = createFolder({ ask, indexed: () => look(query), signal });
  const browser = el("section", { class: "browser", "aria-label": "Find a sound" }, [
    el("div", { class: "search" }, [words, count, like]), plan.root, said, again,
    el("div", { class: "columns" }, [filters.root, table.root, detail.root]),
  ]);
  const root = el("section", { class: "academy sounds", tabindex: "-1", "aria-label": "Sounds", "data-lm-suppress-shortcuts": "true" }, [browser]);
  const kit = createKit({
    ask, kernel, course: () => model.get("course"), device: () => model.get("device"), preferences, keysIn: root, signal,
    hear: (sound) => audition.play(sound),
    find: (piece) => {
      look({ ...EVERYTHING, kind: piece.kind ? [piece.kind] : [] });
      browser.scrollIntoView({ block: "start" });
      table.focus();
    },
    show: async (sound) => {
      browser.scrollIntoView({ block: "start" });
      try {
        choose((await ask({ kind: "sound", sound })).message.row);
      } catch (error) {
        said.textContent = /** @type {Error} */ (error).message;
      }
    },
    changed: (next, pad) => detail.offer(next, pad),
    spent: plan.look,
  });
  root.append(kit.root, folder.root);
  stopOnEscape({ root, stop: () => audition.stop(), isActive: () => audition.state.phase !== "silent", signal });
  const moving = whileRunning(() => {
    const { id } = audition.state;
    const at = audition.positionS;
    const part = at === null ? null : Math.min(1, at / (audition.lengthS || 1));
    table.playhead(part);
    detail.playhead(chosen?.id === id ? part : null);
  }, signal);

  /** @param {Query} next */
  function look(next) {
    clearTimeout(typing);
    query = next;
    if (words.value.trim() !== query.text) words.value = query.text;
    listing.ask(query);
  }

  /** @param {Row} row */
  function choose(row) {
    chosen = row;
    table.choose(row.id);
    detail.draw(row);
  }

  /** What is known of a sound has changed. @param {Row} row */
  function know(row) {
    listing.replace(row);
    if (chosen?.id === row.id) { chosen = row; detail.draw(chosen); }
  }

  /** @param {Row} row @param {Record<string, any>} values @returns {Promise<string | null>} */
  async function correct(row, values) {
    try {
      const { message } = await ask({ kind: "correct", sound: row.id, values });
      know(message.row);
      return null;
    } catch (error) {
      return /** @type {Error} */ (error).message;
    }
  }

  /** @param {boolean} isFresh */
  function draw(isFresh) {
    const { total, trouble } = listing;
    if (isFresh) said.textContent = "";
    if (trouble) said.textContent = trouble;
    again.hidden = !trouble;
    count.textContent = trouble && !total ? "" : listing.isAsking && !total ? "Looking …" : `${total.toLocaleString("en")} sound${total === 1 ? "" : "s"}`;
    like.hidden = query.like === null;
    like.replaceChildren(`Like ${likeName}`, el("span", { "aria-hidden": "true", text: " ×" }), el("span", { class: "for-readers", text: ", stop this" }));
    filters.draw(query, listing.facets);
    table.draw(isFresh, query, trouble || listing.isAsking ? null : nothing(query));
  }

  function begin() {
    look(query);
    plan.look();
    kit.begin();
    folder.begin();
    detail.begin();
  }

  detail.draw(null);
  host.append(root);
  begin();
  return () => own.abort();
}

/** What to do where nothing was found. @param {Query} query */
function nothing({ origin }) {
  if (origin === "learner") return { title: "None of your own", text: "Name a folder of your samples below, and they are found here with what is heard in them." };
  return { title: "No such sound", text: "Take a word or a filter away. Half and double tempo were counted already." };
}

export default { render };
