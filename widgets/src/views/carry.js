/** Take it to your unit: the pattern as a MIDI file, and one sentence on how it gets there. */
import { el } from "./dom.js";
import { download } from "./download.js";

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
      download(buffers[0], message.name, "audio/midi", signal);
      how.textContent = `${message.name} is in your downloads. ${message.how}`;
    } catch (error) {
      how.textContent = `No file was made: ${/** @type {Error} */ (error).message}. Try again when the page says Saved.`;
    }
  }
  return { root };
}
