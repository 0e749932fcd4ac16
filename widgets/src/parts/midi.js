/**
 * Web MIDI: one access for the whole page, whatever its number of stages; ports by name, so that a cable pulled out and
 * put back in the middle of a take goes on. Times are the events' own.
 */

/** @typedef {import("../types").PadEvent} PadEvent @typedef {import("../types").Device} Device */

/** @type {Promise<MIDIAccess> | null} */
let shared = null;

/** Whether this browser knows Web MIDI at all (Safari does not, nor does a page without https or localhost). */
export const hasWebMidi = () => typeof navigator !== "undefined" && "requestMIDIAccess" in navigator;

/** Whether the learner allowed MIDI before, so that no question would be asked. */
export async function mayAskSilently() {
  if (!hasWebMidi()) return false;
  try {
    const { state } = await navigator.permissions.query(/** @type {any} */ ({ name: "midi" }));
    return state === "granted";
  } catch { // a browser that cannot say is asked after a click
    return false;
  }
}

function access() {
  shared ??= navigator.requestMIDIAccess().catch((error) => {
    shared = null;
    throw error;
  });
  return shared;
}

/**
 * One whole MIDI message as a pad event; null for clocks, controls and other talk.
 * @param {ArrayLike<number>} data @param {number} pageMs @param {Device} device
 * @param {import("../types").InputKind} source
 * @returns {PadEvent | null}
 */
export function padEventOf(data, pageMs, device, source) {
  const kind = data[0] & 0xf0;
  if (data.length < 3 || (kind !== 0x90 && kind !== 0x80)) return null;
  const channel = (data[0] & 0x0f) + 1;
  const note = data[1];
  const down = kind === 0x90 && data[2] > 0;
  const extSource = device.ext_source.some(([ch, n]) => ch === channel && n === note);
  const pad = device.table[`${channel}:${note}`] ?? null;
  return { down, pageMs, pad, velocity: data[2], note, channel, source, ...(extSource ? { extSource } : {}) };
}

/**
 * Listen to one port by name; the name matters, the port object changes with every plug.
 * @param {{device: () => Device, heard: (event: PadEvent) => void, changed: (state: {names: string[], connected: boolean}) => void,
 *   name: string | null, signal: AbortSignal}} given  name: null takes the first that looks like the unit, else the first
 * @returns {Promise<string | null>} the name listened to, null while there is no port
 */
export async function openWebMidi({ device, heard, changed, name, signal }) {
  const midi = await access();
  let wanted = name;
  /** @type {AbortController | null} */
  let listening = null;

  function attach() {
    listening?.abort();
    listening = null;
    const ports = [...midi.inputs.values()].filter((port) => port.state === "connected");
    wanted ??= choose(ports.map((port) => port.name ?? ""), device().port_pattern);
    const port = ports.find((candidate) => candidate.name === wanted);
    if (port) {
      listening = new AbortController();
      port.addEventListener("midimessage", (event) => {
        const message = /** @type {MIDIMessageEvent} */ (event);
        const heardPad = message.data && padEventOf(message.data, message.timeStamp, device(), "webmidi");
        if (heardPad) heard(heardPad);
      }, { signal: listening.signal });
    }
    changed({ names: ports.map((candidate) => candidate.name ?? ""), connected: Boolean(port) });
  }
  midi.addEventListener("statechange", attach, { signal });
  signal.addEventListener("abort", () => listening?.abort());
  attach();
  return wanted;
}

/**
 * The port to listen to when none was chosen: the unit, else the only or first one.
 * @param {string[]} names @param {string} pattern
 */
export function choose(names, pattern) {
  const unit = new RegExp(pattern, "i");
  return names.find((candidate) => unit.test(candidate)) ?? names[0] ?? null;
}
