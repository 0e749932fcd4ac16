/**
 * Web MIDI: one access for the whole page, whatever its number of stages; ports by name, so that a cable pulled out and
 * put back in the middle of a take goes on. Times are the events' own.
 */

import { pageWide } from "./pagewide.js";

/** @typedef {import("../types").PadEvent} PadEvent @typedef {import("../types").Device} Device */

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

/** The page's one MIDI access; a refusal may be asked again. @returns {Promise<MIDIAccess>} */
export function sharedAccess() {
  const shared = pageWide("midi", () => ({ access: /** @type {Promise<MIDIAccess> | null} */ (null) }));
  shared.access ??= navigator.requestMIDIAccess().catch((error) => {
    shared.access = null;
    throw error;
  });
  return shared.access;
}

/**
 * One whole MIDI message as a pad event; null for clocks, controls and other talk. A note-on of velocity 0 is a release.
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
 * One whole MIDI message as a control of an effect; null when it is none. Which ones are, the device says.
 * @param {ArrayLike<number>} data @param {number} pageMs @param {Device} device
 * @returns {import("../types").TurnEvent | null}
 */
export function turnOf(data, pageMs, device) {
  const channel = (data[0] & 0x0f) + 1;
  if (data.length < 3 || (data[0] & 0xf0) !== 0xb0) return null;
  if (!device.control_channels?.includes(channel) || !(String(data[1]) in (device.controls ?? {}))) return null;
  return { pageMs, channel, control: data[1], value: data[2] };
}

/**
 * The port to listen to when none was chosen: the unit, else the first real device.
 * @param {string[]} names @param {string} pattern
 */
export function choose(names, pattern) {
  const unit = new RegExp(pattern, "i");
  const real = names.filter((name) => !/\bthrough\b/i.test(name));
  return names.find((name) => unit.test(name)) ?? real[0] ?? names[0] ?? null;
}

/**
 * Listen to one port by name; the name matters, the port object changes with every plug. A port that was taken for want
 * of a better one makes room when the unit appears; one chosen by hand does not.
 * @param {{device: () => Device, heard: (event: PadEvent) => void, turned?: (event: import("../types").TurnEvent) => void, now: () => number, name: string | null,
 *   changed: (state: {names: string[], name: string | null, state: "ready" | "missing" | "busy"}) => void,
 *   access?: () => Promise<Pick<MIDIAccess, "inputs" | "addEventListener">>, signal: AbortSignal}} given
 *   state: missing while no such port is plugged in, busy when another program holds it
 */
export async function openWebMidi({ device, heard, turned, now, name, changed, access = sharedAccess, signal }) {
  const midi = await access();
  if (signal.aborted) return;
  let wanted = name;
  /** @type {MIDIInput | null} */
  let port = null;
  let busy = false;
  let listening = new AbortController();

  function attach() {
    const ports = [...midi.inputs.values()].filter((candidate) => candidate.state === "connected");
    const names = ports.map((candidate) => candidate.name ?? "");
    if (name === null) wanted = better(names);
    const found = ports.find((candidate) => candidate.name === wanted) ?? null;
    if (found !== port) listen(found);
    tell(names);
  }

  /** The unit when it is there, else what was heard before, else the best there is. @param {string[]} names */
  function better(names) {
    const best = choose(names, device().port_pattern);
    const isUnit = best !== null && new RegExp(device().port_pattern, "i").test(best);
    return isUnit || wanted === null ? best : wanted;
  }

  /** @param {string[]} names */
  function tell(names) { changed({ names, name: wanted, state: !port ? "missing" : busy ? "busy" : "ready" }); }

  /** @param {MIDIInput | null} next */
  function listen(next) {
    listening.abort();
    listening = new AbortController();
    port = next;
    busy = false;
    if (!next) return;
    next.addEventListener("midimessage", (event) => {
      const { data, timeStamp } = /** @type {MIDIMessageEvent} */ (event);
      if (!data) return;
      const said = padEventOf(data, timeStamp || now(), device(), "webmidi");
      if (said) return heard(said);
      const turn = turnOf(data, timeStamp || now(), device());
      if (turn) turned?.(turn);
    }, { signal: listening.signal });
    next.open?.().catch(() => { // on Windows a port belongs to one program at a time
      if (port !== next || signal.aborted) return;
      busy = true;
      attach();
    });
  }
  midi.addEventListener("statechange", attach, { signal });
  signal.addEventListener("abort", () => listening.abort());
  attach();
}
