/** Take it to your unit: the pattern as a MIDI file, and one sentence on how it gets there. */
import { el } from "./dom.js";

/** How long a browser may take to begin with a download before its data is let go. */
const LET_GO_MS = 60_000;

/**
 * @param {{deliver: () => Promise<import("../types").Reply>, signal: AbortSignal}} given
 */
export function createCarry({ deliver, signal }) {
  const how = el("p", { class: "how", role: "status" });
  const button = el("button", { type: "button", text: "Take it to your unit (.mid)", on: { click: carry } }, [], signal);
  const root = el("div", { class: "carry" }, [button, how]);

  async function carry() {
    try {
      const { message, buffers } = await deliver();
      if (signal.aborted) return;
      if (message.kind !== "file") return void (how.textContent = message.message);
      download(new Blob([/** @type {any} */ (buffers[0])], { type: "audio/midi" }), message.name);
      how.textContent = `${message.name} is in your downloads. ${message.how}`;
    } catch (error) {
      how.textContent = `No file was made: ${/** @type {Error} */ (error).message}. Try again when the page says Saved.`;
    }
  }

  /** @param {Blob} blob @param {string} name */
  function download(blob, name) {
    const url = URL.createObjectURL(blob);
    const link = el("a", { href: url, download: name, hidden: true });
    root.append(link);
    link.click();
    link.remove();
    const timer = setTimeout(() => URL.revokeObjectURL(url), LET_GO_MS);
    signal.addEventListener("abort", () => { clearTimeout(timer); URL.revokeObjectURL(url); });
  }
  return { root };
}
