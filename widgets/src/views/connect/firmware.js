/** Step 3: the firmware, which cannot be read over MIDI, asked for once. */
import { el } from "../dom.js";

/** @param {import("../../connect.js").Parts} parts */
export function createFirmware({ model, kernel, signal }) {
  const said = el("p", { class: "said", role: "status" });
  const field = el("input", { type: "text", inputmode: "decimal", size: 6, placeholder: "5.50", "aria-label": "Firmware version", value: model.get("device").firmware ?? "" });
  async function keep() {
    const version = field.value.trim();
    if (!/^\d+\.\d{1,2}$/.test(version)) {
      said.textContent = `'${version}' is no version; it looks like 5.50.`;
      return;
    }
    const { message } = await kernel.ask({ kind: "device", device: { firmware: version } });
    said.textContent = message.saved ? `Kept. ${message.message ?? ""}` : message.message;
  }
  return el("div", {}, [
    el("p", { text: "On the unit: SHIFT+13, choose SYSTEM, turn CTRL 3 to the VERSION tab. It tells which functions your unit has." }),
    el("p", { class: "row" }, [field, el("button", { type: "button", text: "Keep it", on: { click: keep } }, [], signal)]), said,
  ]);
}
