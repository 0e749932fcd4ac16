/**
 * The five ways in, one stream of pad events. Keyboard and pointer always play; of Web MIDI and the kernel's MIDI one is
 * chosen.
 */
import { choose, hasWebMidi, mayAskSilently, openWebMidi } from "./midi.js";
import { openKernelMidi } from "./rtmidi.js";

/** @typedef {import("../types").InputState} InputState @typedef {import("../types").InputKind} InputKind */

const REFUSED =
  "The browser did not give MIDI to this page. Click the icon left of the address, allow MIDI devices, then choose Web MIDI again.";
const NO_WEB_MIDI =
  "This browser has no Web MIDI (Safari, or a page without https). Choose 'MIDI through the computer', or use Chrome, Edge or Firefox.";
const NO_DEVICE = "No MIDI device yet. Connect the unit by USB and switch it on; it appears here by itself.";
const NO_KERNEL_PORT = "The computer sees no MIDI input. Connect the unit by USB, then choose this again.";

/**
 * @param {{kernel: import("../types").Kernel, device: () => import("../types").Device, now: () => number,
 *   heard: (event: import("../types").PadEvent) => void, turned?: (event: import("../types").TurnEvent) => void, changed: (state: InputState, before: InputState) => void,
 *   web?: {has: () => boolean, maySilently: () => Promise<boolean>, access?: () => Promise<MIDIAccess>},
 *   signal: AbortSignal}} given
 */
export function createInputs({ kernel, device, now, heard, turned, changed, web = { has: hasWebMidi, maySilently: mayAskSilently }, signal }) {
  /** @type {InputState} */
  let state = { kind: "keyboard", name: null, state: "ready", message: null, clockErrorMs: null, names: [], kernelNames: [] };
  let open = new AbortController();
  signal.addEventListener("abort", () => open.abort());
  /** @param {Partial<InputState>} next */
  function set(next) {
    const before = state;
    state = { ...state, ...next };
    changed(state, before);
  }

  /** @param {string | null} name */
  async function webMidi(name) {
    if (!web.has()) return set({ kind: "webmidi", name: null, state: "refused", message: NO_WEB_MIDI, clockErrorMs: null });
    set({ kind: "webmidi", name, state: "asking", message: null, clockErrorMs: null });
    const { signal: until } = open;
    try {
      await openWebMidi({
        device, heard, turned, now, name, signal: until, access: web.access,
        changed: (port) => { if (!until.aborted) set(webState(port)); },
      });
    } catch (error) {
      if (!until.aborted) set({ state: "refused", message: whyRefused(/** @type {Error} */ (error)) });
    }
  }

  /** @param {{names: string[], name: string | null, state: "ready" | "missing" | "busy"}} port @returns {Partial<InputState>} */
  function webState({ names, name, state: now }) {
    if (now === "ready") return { names, name, state: "ready", message: null };
    if (now === "busy") {
      return { names, name, state: "refused", message: `${name} is held by another program. Close it there, then choose ${name} here again.` };
    }
    const wasHere = state.kind === "webmidi" && (state.state === "ready" || state.state === "lost");
    if (wasHere) return { names, name, state: "lost", message: `${name} is unplugged. Plug it in again; the take goes on.` };
    return { names, name, state: "none", message: name === null ? NO_DEVICE : `${name} is not plugged in. Connect it; it is heard at once.` };
  }

  /** @param {string | null} name */
  async function kernelMidi(name) {
    set({ kind: "rtmidi", name, state: "asking", message: null, clockErrorMs: null });
    const { signal: until } = open;
    try {
      const { message } = await kernel.ask({ kind: "ports" });
      if (until.aborted) return;
      const names = message.names ?? [];
      const chosen = name ?? choose(names, device().port_pattern);
      set({ kernelNames: names, name: chosen });
      if (message.error || chosen === null) return set({ state: "refused", message: message.error ?? NO_KERNEL_PORT });
      await openKernelMidi({ kernel, device, now, heard, turned, name: chosen, signal: until, changed: (next) => { if (!until.aborted) set(next); } });
    } catch (error) {
      if (!until.aborted) set({ state: "refused", message: `MIDI through the computer does not work now: ${/** @type {Error} */ (error).message}.` });
    }
  }

  return {
    get state() { return state; },
    /** @param {InputKind} kind @param {string | null} [name] */
    async choose(kind, name = null) {
      open.abort();
      open = new AbortController();
      if (kind === "webmidi") await webMidi(name);
      else if (kind === "rtmidi") await kernelMidi(name);
      else set({ kind, name: null, state: "ready", message: null, clockErrorMs: null });
    },
    /** Take up what was used before, as far as no question has to be asked. @param {{kind: InputKind, name: string | null} | null} last */
    async begin(last) {
      if (last?.kind === "rtmidi") return this.choose("rtmidi", last.name);
      if (last?.kind === "keyboard" || last?.kind === "pointer") return;
      if (web.has() && (await web.maySilently()) && !signal.aborted && state.kind === "keyboard") {
        await this.choose("webmidi", last?.kind === "webmidi" ? last.name : null);
      }
    },
  };
}

/** @param {Error} error */
function whyRefused(error) {
  const byLearner = error.name === "NotAllowedError" || error.name === "SecurityError";
  return byLearner ? REFUSED : `MIDI cannot be opened here: ${error.message} (${error.name}). Play with the keyboard, or try another browser.`;
}
