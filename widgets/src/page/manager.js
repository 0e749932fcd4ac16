/**
 * The widgets of a page: models for what the kernel has, their modules imported once, their views put into the page. After
 * the kernel was replaced the living models go on with the new ones of the same cells, in order.
 */
import { begin } from "./living.js";
import { Model } from "./model.js";
import { load, style } from "./module.js";
import { putBuffers } from "./protocol.js";

/** @typedef {import("./living.js").Living} Living */
/** @typedef {{send: (channel: string, type: string, content: any, buffers?: DataView[], metadata?: any) => string, live: () => boolean}} Connection */

const FOREIGN = 'its widget is none of the academy\'s. Lessons with other widgets need {"voila": {"template": "academy-full"}} in their metadata';

/** The widget control protocol that ipywidgets 8 speaks. */
const CONTROL_VERSION = "1.0.0";

/** @param {Connection} connection @param {(text: string) => Promise<any>} [importing]  from a module's text to its widget */
export function createManager(connection, importing = load) {
  const control = crypto.randomUUID();
  /** @type {Map<string, Promise<Living>>} */
  const living = new Map();
  /** @type {Map<string, ((living: Promise<Living>) => void)[]>} who waits for a widget that the kernel has not told of */
  const awaited = new Map();
  /** @type {Set<string>} models that other makers' widgets consist of */
  const foreign = new Set();
  /** @type {Map<string, Promise<any>>} modules by their text, so that equal widgets share one */
  const modules = new Map();
  let current = connection;
  const link = {
    post: (/** @type {string} */ id, /** @type {any} */ data, /** @type {DataView[]} */ buffers) => current.send("shell", "comm_msg", { comm_id: id, data }, buffers),
    live: () => current.live(),
  };
  const widgets = { get_model: async (/** @type {string} */ id) => (await find(id)).model };

  /** @param {string} id @returns {Promise<Living>} */
  function find(id) {
    if (foreign.has(id)) return Promise.reject(new Error(FOREIGN));
    return living.get(id) ?? new Promise((resolve) => awaited.set(id, [...(awaited.get(id) ?? []), resolve]));
  }

  /** @param {string} id @param {any} state */
  function adopt(id, state) {
    if (living.has(id)) return;
    if (state._model_module !== "anywidget") return refuse(id);
    style(state._css);
    const module = modules.get(state._esm) ?? importing(state._esm);
    modules.set(state._esm, module);
    const begun = module.then((made) => begin(new Model(id, state, link, widgets), made, find));
    begun.catch((error) => console.error("a widget did not begin", error)); // its views say so too
    living.set(id, begun);
    answer(id, begun);
  }

  /** @param {string} id */
  function refuse(id) {
    foreign.add(id);
    if (awaited.has(id)) answer(id, find(id));
  }

  /** @param {string} id @param {Promise<Living>} found */
  function answer(id, found) {
    for (const resolve of awaited.get(id) ?? []) resolve(found);
    awaited.delete(id);
  }

  /** @param {any} data @param {DataView[]} buffers */
  function adoptAll(data, buffers) {
    putBuffers(data.states, data.buffer_paths ?? [], buffers);
    for (const [id, { state }] of Object.entries(data.states)) adopt(id, state);
  }

  /** @param {Living} known @param {any} data @param {DataView[]} buffers @param {string | undefined} answered  the message that this one answers */
  function tell({ model }, data, buffers, answered) {
    if (data.method === "custom") return model.message(data.content, buffers);
    const state = putBuffers(data.state, data.buffer_paths ?? [], buffers);
    if (data.method === "update") model.receive(state);
    if (data.method === "echo_update") model.echo(state, answered);
  }

  return {
    /** Ask the kernel for everything it has, and tell it what the page could not save before. */
    request() {
      current.send("shell", "comm_open", { comm_id: control, target_name: "jupyter.widget.control", data: {}, target_module: null }, [], { version: CONTROL_VERSION });
      current.send("shell", "comm_msg", { comm_id: control, data: { method: "request_states" } });
      for (const each of living.values()) each.then(({ model }) => model.save_changes(), () => {});
    },
    /** @param {import("./protocol.js").Message} message */
    async receive({ header, parent_header, content, buffers }) {
      if (header.msg_type === "comm_open" && content.target_name === "jupyter.widget") {
        adopt(content.comm_id, putBuffers(content.data.state, content.data.buffer_paths ?? [], buffers));
      } else if (header.msg_type === "comm_close") {
        const known = living.get(content.comm_id);
        living.delete(content.comm_id);
        (await known)?.end();
      } else if (header.msg_type === "comm_msg" && content.comm_id === control) {
        if (content.data.method === "update_states") adoptAll(content.data, buffers);
      } else if (header.msg_type === "comm_msg") {
        const known = await living.get(content.comm_id);
        if (known) tell(known, content.data, buffers, parent_header?.msg_id);
      }
    },
    /** Show a widget in an element, which goes when the kernel closes the widget. @param {string} id @param {HTMLElement} el */
    async view(id, el) {
      const known = await find(id);
      known.ended.addEventListener("abort", () => el.remove());
      await known.view(el);
    },
    /**
     * The old kernel's widgets go on with those of a new kernel.
     * @param {Connection} fresh @param {[string, string][]} pairs  old id, new id
     */
    rebind(fresh, pairs) {
      current = fresh;
      for (const [before, after] of pairs) {
        if (before === after) continue;
        const known = living.get(before);
        if (known) living.set(after, known.then((each) => { each.model.id = after; return each; }));
        living.delete(before);
        const waiting = awaited.get(before);
        if (waiting) awaited.set(after, waiting);
        awaited.delete(before);
      }
    },
  };
}
