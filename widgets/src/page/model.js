/** A widget's model as anywidget's modules know it: get, set, save_changes, on, off, send. */
import { takeBuffers, viewOf } from "./protocol.js";

export class Model {
  /** @param {string} id  the comm's id @param {any} state @param {(data: any, buffers: DataView[]) => void} post */
  constructor(id, state, post) {
    this.id = id;
    this.post = post;
    this._state = state;
    /** @type {Set<string>} */
    this._changed = new Set();
    /** @type {Map<string, Set<Function>>} */
    this._listeners = new Map();
    this.widget_manager = { get_model: () => Promise.reject(new Error("this page shows academy widgets only")) };
  }

  /** @param {string} name */
  get(name) { return this._state[name]; }

  /** @param {string | Record<string, any>} name @param {any} [value] */
  set(name, value) {
    const all = typeof name === "string" ? { [name]: value } : name;
    const changed = Object.keys(all).filter((key) => this._state[key] !== all[key]);
    for (const key of changed) {
      this._state[key] = all[key];
      this._changed.add(key);
    }
    for (const key of changed) this._emit(`change:${key}`, all[key]);
    if (changed.length) this._emit("change");
  }

  save_changes() {
    if (!this._changed.size) return;
    const changes = Object.fromEntries([...this._changed].map((key) => [key, this._state[key]]));
    this._changed.clear();
    const { state, paths, buffers } = takeBuffers(changes);
    this.post({ method: "update", state, buffer_paths: paths }, buffers);
  }

  /** @param {string} names @param {Function} fn */
  on(names, fn) {
    for (const name of names.split(/\s+/)) this._listeners.set(name, (this._listeners.get(name) ?? new Set()).add(fn));
  }

  /** @param {string | null} [names] @param {Function | null} [fn] */
  off(names, fn) {
    for (const name of names ? names.split(/\s+/) : [...this._listeners.keys()]) {
      if (fn) this._listeners.get(name)?.delete(fn);
      else this._listeners.delete(name);
    }
  }

  /** @param {any} content @param {any} [_callbacks] @param {any[]} [buffers] */
  send(content, _callbacks, buffers = []) {
    this.post({ method: "custom", content }, buffers.map((each) => /** @type {DataView} */ (viewOf(each))));
  }

  /** The kernel's word on the state; what the page has not yet saved stays. @param {any} state */
  receive(state) {
    const changed = Object.keys(state).filter((key) => !this._changed.has(key));
    for (const key of changed) this._state[key] = state[key];
    for (const key of changed) this._emit(`change:${key}`, state[key]);
    if (changed.length) this._emit("change");
  }

  /** @param {string} event @param {any[]} details */
  _emit(event, ...details) {
    for (const fn of [...(this._listeners.get(event) ?? [])]) {
      if (event.startsWith("change")) fn(this, ...details);
      else fn(...details);
    }
  }

  /** @param {any} content @param {DataView[]} buffers */
  message(content, buffers) { this._emit("msg:custom", content, buffers); }
}
