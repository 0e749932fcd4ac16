/** A small emitter; a listener lives as long as its signal. */
export function createEvents() {
  /** @type {Map<string, Set<(detail: any) => void>>} */
  const listeners = new Map();
  return {
    /** @param {string} event @param {(detail: any) => void} fn @param {{signal?: AbortSignal}} [options] */
    on(event, fn, { signal } = {}) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(fn));
      signal?.addEventListener("abort", () => set.delete(fn));
    },
    /** @param {string} event @param {any} [detail] */
    emit(event, detail) {
      for (const fn of [...(listeners.get(event) ?? [])]) fn(detail);
    },
  };
}
