/** Giving the learner a file. */
import { el } from "./dom.js";

/** How long a browser may take to begin with a download before its data is let go. */
const LET_GO_MS = 60_000;

/** @param {DataView} bytes @param {string} name @param {string} type @param {AbortSignal} signal */
export function download(bytes, name, type, signal) {
  const url = URL.createObjectURL(new Blob([/** @type {any} */ (bytes)], { type }));
  const link = el("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  const timer = setTimeout(() => URL.revokeObjectURL(url), LET_GO_MS);
  signal.addEventListener("abort", () => { clearTimeout(timer); URL.revokeObjectURL(url); });
}
