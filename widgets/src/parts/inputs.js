/**
 * The five ways in, one stream of pad events. Keyboard and pointer always play; of Web MIDI and the kernel's MIDI one is
 * chosen.
 */
import { hasWebMidi, mayAskSilently, openWebMidi } from "./midi.js";
import { openKernelMidi } from "./rtmidi.js";

/** @typedef {import("../types").InputState} InputState */

const REFUSED =
  "The browser did not give MIDI to this page. Click the icon left of the address, allow MIDI devices, then choose Web MIDI again.";
const NO_WEB_MIDI =
  "This browser has no Web MIDI (Safari, or a page without https). Choose 'MIDI through the computer', or use Chrome, Edge or Firefox.";

/**
 * @param {{kernel: import("../types").Kernel, device: () => import("../types").Device, now: () => number,
 *   heard: (event: import("../types").PadEvent) => void, changed: (state: InputState) => void, signal: AbortSignal}} given
 */
export function createInputs({ kernel, device, now, heard, changed, signal }) {
  /** @type {InputState} */
  let state = { kind: "keyboard", name: null, state: "ready", message: null, clockErrorMs: null, names: [], kernelNames: [] };
  let open = new AbortController();
  signal.addEventListener("abort", () => open.abort());
  const set = (/** @type {Partial<InputState>} */ next) => changed((state = { ...state, ...next }));

  async function webMidi(/** @type {string | null} */ name) {
    if (!hasWebMidi()) return set({ kind: "webmidi", state: "refused", message: NO_WEB_MIDI });
    set({ kind: "webmidi", name, state: "asking", message: null });
    try {
      await openWebMidi({
        device, heard, name, signal: open.signal,
        changed: ({ names, connected }) => {
          const found = name ?? names.find((one) => new RegExp(device().port_pattern, "i").test(one)) ?? names[0] ?? null;
          name ??= found;
          const wasHere = state.state === "ready" && state.kind === "webmidi";
          const lost = wasHere || state.state === "lost" ? "lost" : "none";
          const message = connected ? null
            : lost === "lost" ? `${name} is unplugged. Plug it in again; the take goes on.`
              : "No MIDI device yet. Connect the unit by USB and switch it on; it appears here by itself.";
          set({ names, name, state: connected ? "ready" : lost, message });
        },
      });
    } catch (error) {
      const said = /** @type {Error} */ (error);
      set({ state: "refused", message: said.name === "NotAllowedError" || said.name === "SecurityError" ? REFUSED : `MIDI cannot be opened here: ${said.message}` });
    }
  }

  async function kernelMidi(/** @type {string | null} */ name) {
    set({ kind: "rtmidi", name, state: "asking", message: null });
    const { message } = await kernel.ask({ kind: "ports" });
    const names = message.names ?? [];
    const chosen = name ?? names.find((/** @type {string} */ one) => new RegExp(device().port_pattern, "i").test(one)) ?? names[0] ?? null;
    set({ kernelNames: names, name: chosen });
    if (message.error || chosen === null) {
      return set({ state: "refused", message: message.error ?? "The computer sees no MIDI input. Connect the unit by USB, then choose this again." });
    }
    await openKernelMidi({ kernel, device, now, heard, name: chosen, signal: open.signal, changed: (next) => set(next) });
  }

  return {
    get state() { return state; },
    /** @param {import("../types").InputKind} kind @param {string | null} [name] */
    async choose(kind, name = null) {
      open.abort();
      open = new AbortController();
      if (kind === "webmidi") await webMidi(name);
      else if (kind === "rtmidi") {
        await kernelMidi(name).catch((error) => set({ state: "refused", message: String(error.message ?? error) }));
      } else set({ kind, name: null, state: "ready", message: null, clockErrorMs: null });
    },
    /** Take MIDI up without a question where the learner allowed it before. */
    async begin() {
      if (await mayAskSilently()) await webMidi(null);
    },
  };
}
