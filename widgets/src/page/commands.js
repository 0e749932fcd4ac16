/** Calling a command of a widget's Python half and waiting for what it returns: anywidget's `experimental.invoke`. */

const PATIENCE_MS = 3000;

/** @param {import("./model.js").Model} model @returns {import("@anywidget/types").Experimental} */
export function experimentalOf(model) {
  return {
    invoke: (name, msg, { signal = AbortSignal.timeout(PATIENCE_MS), buffers = [] } = {}) => new Promise((resolve, reject) => {
      const id = crypto.randomUUID();
      const end = (/** @type {() => void} */ settle) => {
        model.off("msg:custom", hear);
        signal.removeEventListener("abort", late);
        settle();
      };
      const late = () => end(() => reject(signal.reason));
      const hear = (/** @type {any} */ answer, /** @type {DataView[]} */ back) => {
        if (answer?.id === id) end(() => resolve([answer.response, back]));
      };
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", late);
      model.on("msg:custom", hear);
      model.send({ id, kind: "anywidget-command", name, msg }, undefined, buffers);
    }),
  };
}
