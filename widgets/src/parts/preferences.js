/**
 * What the learner likes on every stage (volumes, input, hands-free), kept in this browser at once and by the kernel a
 * moment later, so that a slider does not flood it.
 */

const KEY = "sp404-academy.stage";
const WAIT_MS = 500;

/**
 * @param {{learner: () => import("../types").Learner, tell: (message: Record<string, any>) => boolean,
 *   storage?: Pick<Storage, "getItem" | "setItem"> | null, waitMs?: number, signal: AbortSignal}} given
 */
export function createPreferences({ learner, tell, storage = browserStorage(), waitMs = WAIT_MS, signal }) {
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const waiting = new Map();
  /** @type {Record<string, any>} */
  const own = read(storage);
  signal.addEventListener("abort", () => { for (const timer of waiting.values()) clearTimeout(timer); });

  return {
    /** @template T @param {string} key @param {T} otherwise @returns {T} */
    get: (key, otherwise) => own[key] ?? learner().preferences?.[key] ?? otherwise,
    /** What was chosen in this browser: another one may have other inputs. @template T @param {string} key @param {T} otherwise @returns {T} */
    here: (key, otherwise) => own[key] ?? otherwise,
    /** @param {string} key @param {any} value */
    set(key, value) {
      own[key] = value;
      write(storage, own);
      clearTimeout(waiting.get(key));
      waiting.set(key, setTimeout(() => tell({ kind: "preference", key, value }), waitMs));
    },
  };
}

function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch { // storage is blocked in this browser; the kernel still keeps them
    return null;
  }
}

/** @param {Pick<Storage, "getItem"> | null} storage @returns {Record<string, any>} */
function read(storage) {
  try {
    const said = JSON.parse(storage?.getItem(KEY) ?? "{}");
    return said && typeof said === "object" ? said : {};
  } catch { // written by something else
    return {};
  }
}

/** @param {Pick<Storage, "setItem"> | null} storage @param {Record<string, any>} own */
function write(storage, own) {
  try {
    storage?.setItem(KEY, JSON.stringify(own));
  } catch { // storage is full; the kernel still keeps them
    return;
  }
}
