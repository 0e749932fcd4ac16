/**
 * The conversation with the kernel over a widget's custom messages: every request carries an id, its reply comes back
 * with the same one; what the kernel says unasked is a push.
 */

const PATIENCE_MS = 15000;

/** @typedef {import("../types").Reply} Reply */

/**
 * @param {Pick<import("@anywidget/types").AnyModel<any>, "on" | "off" | "send">} model @param {AbortSignal} signal
 * @returns {import("../types").Kernel}
 */
export function createKernel(model, signal) {
  /** @type {Map<string, {resolve: (reply: Reply) => void, reject: (error: Error) => void}>} */
  const waiting = new Map();
  /** @type {Map<string, Set<(reply: Reply) => void>>} */
  const pushes = new Map();
  let count = 0;
  const mine = Math.random().toString(36).slice(2, 8);

  /** @param {any} message @param {DataView[]} buffers */
  function receive(message, buffers) {
    const reply = { message, buffers };
    waiting.get(message.id)?.resolve(reply);
    for (const fn of [...(pushes.get(message.kind) ?? [])]) fn(reply);
  }
  model.on("msg:custom", receive);
  signal.addEventListener("abort", () => {
    model.off("msg:custom", receive);
    for (const { reject } of [...waiting.values()]) reject(new Error("the page was closed"));
  });

  /** @type {import("../types").Send} */
  const send = (message, buffers) => model.send(message, undefined, buffers);
  return {
    send,
    tell(message) {
      try {
        send(message);
      } catch { // a closed connection throws at once; nothing hangs on this message, and the heartbeat says so
        return false;
      }
      return true;
    },
    ask(message, buffers, timeoutMs = PATIENCE_MS) {
      const id = `${mine}-${++count}`;
      return /** @type {Promise<Reply>} */ (new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.get(id)?.reject(new Error(`the kernel did not answer '${message.kind}' within ${timeoutMs / 1000} s`));
        }, timeoutMs);
        const settle = (/** @type {() => void} */ fn) => { clearTimeout(late); waiting.delete(id); fn(); };
        waiting.set(id, { resolve: (reply) => settle(() => resolve(reply)), reject: (error) => settle(() => reject(error)) });
        try {
          send({ ...message, id }, buffers);
        } catch (error) { // a closed connection throws at once
          waiting.get(id)?.reject(/** @type {Error} */ (error));
        }
      }));
    },
    onPush(kind, fn, until) {
      const fns = pushes.get(kind) ?? new Set();
      pushes.set(kind, fns.add(fn));
      until.addEventListener("abort", () => fns.delete(fn));
    },
  };
}
