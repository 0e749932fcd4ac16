/** One widget on the page: its model, its module begun once, its views, and the end of all of them. */
import { experimentalOf } from "./commands.js";
import { proxyOf } from "./model.js";

/** @typedef {(id: string) => Promise<Living>} Find */
/** @typedef {Awaited<ReturnType<typeof begin>>} Living */

const PREFIX = "anywidget:";

/** Begin a widget: its module's `initialize` runs once, however many views it gets. @param {import("./model.js").Model} model @param {any} module @param {Find} find */
export async function begin(model, module, find) {
  const end = new AbortController();
  const experimental = experimentalOf(model);
  const made = await module.initialize?.({ model: proxyOf(model, end), signal: end.signal, experimental });
  end.signal.addEventListener("abort", () => { model.off(null, null, end); tidy(made); });

  /** Show it in an element until `signal` or the widget ends. @param {HTMLElement} el @param {AbortSignal} [until] */
  async function view(el, until) {
    if (!module.render) return;
    const signal = AbortSignal.any(until ? [until, end.signal] : [end.signal]);
    const context = {};
    const ended = await module.render({ model: proxyOf(model, context), el, signal, experimental, host: hostOf(find, signal) });
    const close = () => { model.off(null, null, context); tidy(ended); };
    if (signal.aborted) return close();
    signal.addEventListener("abort", close);
  }
  return { model, view, exports: typeof made === "object" && made ? made : undefined, ended: end.signal, end: () => end.abort() };
}

/** The other widgets, for one that holds them. @param {Find} find @param {AbortSignal} signal @returns {import("@anywidget/types").Host} */
function hostOf(find, signal) {
  return {
    async getModel(ref) {
      const { model } = await find(idOf(ref));
      const context = {};
      signal.addEventListener("abort", () => model.off(null, null, context));
      return proxyOf(model, context);
    },
    async getWidget(ref) {
      const child = await find(idOf(ref));
      return { exports: /** @type {any} */ (child.exports), render: ({ el, signal: until }) => child.view(el, until ?? signal) };
    },
  };
}

/** @param {string} ref */
function idOf(ref) {
  if (typeof ref !== "string" || !ref.startsWith(PREFIX)) throw new Error(`not a reference to a widget: ${JSON.stringify(ref)}`);
  return ref.slice(PREFIX.length);
}

/** Run what a module gave for its end; an error there ends nothing else. @param {any} fn */
async function tidy(fn) {
  if (typeof fn !== "function") return;
  try {
    await fn();
  } catch (error) {
    console.warn("a widget did not end well", error);
  }
}
