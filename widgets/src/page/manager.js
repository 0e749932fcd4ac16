/**
 * The widgets of a page: models for what the kernel has, their modules imported once, their views put into the page. After
 * the kernel was replaced the living models are bound to the new ones of the same kind, in order.
 */
import { Model } from "./model.js";
import { putBuffers } from "./protocol.js";

/** @typedef {{model: Model, module: any, end: AbortController, kind: string}} Living */

/** The widget control protocol that ipywidgets 8 speaks. */
const CONTROL_VERSION = "1.0.0";

/** @param {{send: (channel: string, type: string, content: any, buffers?: DataView[], metadata?: any) => string}} connection */
export function createManager(connection) {
  const control = crypto.randomUUID();
  /** @type {Map<string, Promise<Living>>} */
  const living = new Map();
  /** @type {Map<string, (living: Promise<Living>) => void>} */
  const awaited = new Map();
  /** @type {Map<string, Promise<any>>} modules by their text, so that equal widgets share one */
  const modules = new Map();
  let link = connection;

  /** @param {string} id @param {any} state */
  async function begin(id, state) {
    const model = new Model(id, state, (data, buffers) => link.send("shell", "comm_msg", { comm_id: model.id, data }, buffers));
    const end = new AbortController();
    style(state._css);
    const module = await load(state._esm);
    const initialized = await module.initialize?.({ model, signal: end.signal, experimental, host });
    if (typeof initialized === "function") end.signal.addEventListener("abort", () => initialized());
    return { model, module, end, kind: state._anywidget_id ?? state._esm };
  }

  /** @param {string} text */
  function load(text) {
    let module = modules.get(text);
    if (!module) {
      const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      module = import(url).then(async (made) => {
        URL.revokeObjectURL(url);
        const given = made.default ?? made;
        return typeof given === "function" ? given() : given;
      });
      modules.set(text, module);
    }
    return module;
  }

  /** @param {string | undefined} css */
  function style(css) {
    if (!css || [...document.head.querySelectorAll("style[data-widget]")].some((each) => each.textContent === css)) return;
    const made = document.createElement("style");
    made.dataset.widget = "";
    made.textContent = css;
    document.head.append(made);
  }

  const refused = () => Promise.reject(new Error("a page has no kernel-side commands; send a message instead"));
  const experimental = { invoke: refused };
  const host = { getWidget: async (/** @type {string} */ ref) => (await find(ref.replace("IPY_MODEL_", ""))).model };

  /** @param {string} id @returns {Promise<Living>} */
  function find(id) {
    const known = living.get(id);
    if (known) return known;
    return new Promise((resolve) => awaited.set(id, resolve));
  }

  /** @param {string} id @param {any} state */
  function adopt(id, state) {
    if (living.has(id) || state._model_module !== "anywidget") return;
    const begun = begin(id, state);
    living.set(id, begun);
    awaited.get(id)?.(begun);
    awaited.delete(id);
  }

  return {
    /** Ask the kernel for everything it has. */
    request() {
      link.send("shell", "comm_open", { comm_id: control, target_name: "jupyter.widget.control", data: {}, target_module: null }, [], { version: CONTROL_VERSION });
      link.send("shell", "comm_msg", { comm_id: control, data: { method: "request_states" } });
    },
    /** @param {import("./protocol.js").Message} message */
    async receive({ header, content, buffers }) {
      if (header.msg_type === "comm_open" && content.target_name === "jupyter.widget") {
        adopt(content.comm_id, putBuffers(content.data.state, content.data.buffer_paths ?? [], buffers));
      }
      if (header.msg_type !== "comm_msg") return;
      const { data } = content;
      if (content.comm_id === control && data.method === "update_states") {
        putBuffers(data.states, bufferPaths(data), buffers);
        for (const [id, { state }] of Object.entries(data.states)) adopt(id, state);
        return;
      }
      const known = await living.get(content.comm_id);
      if (!known) return;
      if (data.method === "custom") known.model.message(data.content, buffers);
      if (data.method === "update") known.model.receive(putBuffers(data.state, data.buffer_paths ?? [], buffers));
    },
    /** Show a model in an element. @param {string} id @param {HTMLElement} el */
    async view(id, el) {
      const { model, module, end } = await find(id);
      const ended = await module.render?.({ model, el, signal: end.signal, experimental, host });
      if (typeof ended === "function") end.signal.addEventListener("abort", () => ended());
    },
    /**
     * The old kernel's models go on with those of a new kernel.
     * @param {typeof connection} fresh @param {[string, string][]} pairs  old id, new id
     */
    async rebind(fresh, pairs) {
      link = fresh;
      for (const [before, after] of pairs) {
        const known = await living.get(before);
        if (!known || before === after) continue;
        living.delete(before);
        known.model.id = after;
        living.set(after, Promise.resolve(known));
      }
    },
    /** End every widget. */
    close() { for (const each of living.values()) each.then(({ end }) => end.abort()); },
  };
}

/** The buffer paths of update_states: each begins with the model's id, its value lies below `state`. @param {any} data */
function bufferPaths(data) {
  return (data.buffer_paths ?? []).map((/** @type {any} */ path) => (path[1] === "state" ? path : [path[0], "state", ...path.slice(1)]));
}
