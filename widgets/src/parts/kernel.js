/**
 * The conversation with the kernel over a widget's custom messages: every request carries an id, its reply comes back
 * with the same one; what the kernel says unasked is a push.
 */

const PATIENCE_MS = 15000;

/**
 * @param {import("@anywidget/types").AnyModel<any>} model @param {AbortSignal} signal
 * @returns {import("../types").Kernel}
 */
export function createKernel(model, signal) {
  /** @type {Map<string, (reply: import("../types").Reply) => void>} */
  const waiting = new Map();
  /** @type {Map<string, Set<(reply: import("../types").Reply) => void>>} */
  const pushes = new Map();
  let count = 0;
  const mine = Math.random().toString(36).slice(2, 8);

  /** @param {any} message @param {DataView[]} buffers */
  function receive(message, buffers) {
    const reply = { message, buffers };
    const answered = waiting.get(message.id);
    if (answered) {
      waiting.delete(message.id);
      answered(reply);
    }
    for (const fn of pushes.get(message.kind) ?? []) fn(reply);
  }
  model.on("msg:custom", receive);
  signal.addEventListener("abort", () => model.off("msg:custom", receive));

  /** @type {import("../types").Send} */
  const send = (message, buffers) => model.send(message, undefined, buffers);
  return {
    send,
    ask(message, buffers, timeoutMs = PATIENCE_MS) {
      const id = `${mine}-${++count}`;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`the kernel did not answer '${message.kind}' within ${timeoutMs / 1000} s`));
        }, timeoutMs);
        waiting.set(id, (reply) => { clearTimeout(late); resolve(reply); });
        try {
          send({ ...message, id }, buffers);
        } catch (error) { // a closed connection throws at once
          clearTimeout(late);
          waiting.delete(id);
          reject(error);
        }
      });
    },
    onPush(kind, fn, until) {
      const fns = pushes.get(kind) ?? new Set();
      pushes.set(kind, fns.add(fn));
      until.addEventListener("abort", () => fns.delete(fn));
    },
  };
}
