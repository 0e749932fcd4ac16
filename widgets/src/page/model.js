/**
 * A widget's model as anywidget's modules know it: get, set, save_changes, on, off, send. Events, equality and the order
 * of changes, saves and echoes are those of the models under stock anywidget (Backbone's, as ipywidgets 8 uses them).
 */
import { takeBuffers, viewOf } from "./protocol.js";
import { same } from "./same.js";

/** @typedef {{post: (id: string, data: any, buffers: DataView[]) => string, live: () => boolean}} Link  post returns the message's id */
/** @typedef {{fn: Function, context: any}} Listener */

export class Model {
  /** @param {string} id  the comm's id @param {any} state @param {Link} link @param {{get_model: (id: string) => Promise<any>}} widgets */
  constructor(id, state, link, widgets) {
    this.id = id;
    this.widget_manager = widgets;
    this._link = link;
    this._state = state;
    /** @type {Record<string, any>} what the page has set and not yet saved */
    this._unsaved = {};
    /** @type {Map<string, string>} the message whose echo a saved trait waits for */
    this._echoes = new Map();
    /** @type {Map<string, Listener[]>} */
    this._listeners = new Map();
    this._changing = false;
    this._pending = false;
  }

  /** @param {string} name */
  get(name) { return this._state[name]; }

  /** @param {string | Record<string, any>} name @param {any} [value] */
  set(name, value) {
    this._put(typeof name === "string" ? { [name]: value } : name, this._unsaved);
  }

  /** Send what was set since the last time; without a connection it is kept for the next. */
  save_changes() {
    if (!this._link.live() || !Object.keys(this._unsaved).length) return;
    const { state, paths, buffers } = takeBuffers(this._unsaved);
    const sent = this._link.post(this.id, { method: "update", state, buffer_paths: paths }, buffers);
    for (const key of Object.keys(this._unsaved)) this._echoes.set(key, sent);
    this._unsaved = {};
  }

  /** @param {string} names @param {Function} fn @param {any} [context]  who listens */
  on(names, fn, context) {
    for (const name of names.split(/\s+/)) this._listeners.set(name, [...(this._listeners.get(name) ?? []), { fn, context }]);
  }

  /** Without a name, a function or a context: whatever it is. @param {string | null} [names] @param {Function | null} [fn] @param {any} [context] */
  off(names, fn, context) {
    for (const name of names ? names.split(/\s+/) : [...this._listeners.keys()]) {
      const kept = (this._listeners.get(name) ?? []).filter((each) => (fn && each.fn !== fn) || (context && each.context !== context));
      this._listeners.set(name, kept);
    }
  }

  /** @param {any} content @param {any} [_callbacks] @param {any[]} [buffers] */
  send(content, _callbacks, buffers = []) {
    this._link.post(this.id, { method: "custom", content }, buffers.map((each) => /** @type {DataView} */ (viewOf(each))));
  }

  /** The kernel's word on the state. @param {any} state */
  receive(state) { this._put(state); }

  /** What some page has saved, as the kernel tells all of them; what this page saved later stays. @param {any} state @param {string | undefined} sent */
  echo(state, sent) {
    const news = Object.entries(state).filter(([key]) => !this._echoes.has(key) || this._echoes.get(key) === sent);
    for (const [key] of news) this._echoes.delete(key);
    this._put(Object.fromEntries(news));
  }

  /** @param {any} content @param {DataView[]} buffers */
  message(content, buffers) { this._emit("msg:custom", content, buffers); }

  /**
   * Put values in and tell: each trait that changed, then `change` once, also when listeners set more.
   * @param {Record<string, any>} all @param {Record<string, any>} [unsaved]  where to note them, before a listener may save
   */
  _put(all, unsaved = {}) {
    const outermost = !this._changing;
    const changed = Object.keys(all).filter((key) => !same(this._state[key], all[key]));
    Object.assign(this._state, all);
    for (const key of changed) unsaved[key] = all[key];
    if (changed.length) this._pending = true;
    this._changing = true;
    try {
      for (const key of changed) this._emit(`change:${key}`, this, this._state[key], {});
      while (outermost && this._pending) {
        this._pending = false;
        this._emit("change", this, {});
      }
    } finally {
      if (outermost) this._changing = false;
    }
  }

  /** @param {string} event @param {any[]} details */
  _emit(event, ...details) {
    const all = this._listeners.get("all") ?? [];
    for (const { fn } of this._listeners.get(event) ?? []) fn(...details);
    for (const { fn } of all) fn(event, ...details);
  }
}

/**
 * What a module is given of a model: its listeners are its own, so that they can end with its view.
 * @param {Model} model @param {any} context @returns {import("@anywidget/types").AnyModel<any>}
 */
export function proxyOf(model, context) {
  return {
    get: (name) => model.get(/** @type {string} */ (name)),
    set: (/** @type {any} */ name, /** @type {any} */ value) => model.set(name, value),
    save_changes: () => model.save_changes(),
    send: (content, callbacks, buffers) => model.send(content, callbacks, buffers),
    on: (/** @type {string} */ names, /** @type {Function} */ fn) => model.on(names, fn, context),
    off: (names, fn) => model.off(names, fn, context),
    widget_manager: model.widget_manager,
  };
}
