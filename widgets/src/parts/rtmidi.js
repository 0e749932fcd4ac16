/**
 * Pads heard by the kernel through RtMidi, for browsers without Web MIDI. The kernel stamps with its own clock; pings
 * map that onto page time, with an error that is measured and shown.
 */
import { createClockSync } from "./clocksync.js";
import { padEventOf, turnOf } from "./midi.js";

const PINGS = 8;
const AGAIN_MS = 5000;

/**
 * @param {{kernel: import("../types").Kernel, device: () => import("../types").Device, now: () => number,
 *   heard: (event: import("../types").PadEvent) => void, turned?: (event: import("../types").TurnEvent) => void,
 *   changed: (state: {state: "ready" | "lost" | "refused", message: string | null, clockErrorMs: number | null}) => void,
 *   name: string, signal: AbortSignal}} given
 */
export async function openKernelMidi({ kernel, device, now, heard, turned, changed, name, signal }) {
  const sync = createClockSync();
  let isOpen = false;
  async function ping() {
    const sentMs = now();
    const { message } = await kernel.ask({ kind: "ping", page_ms: sentMs });
    sync.pong({ sentMs, kernelMs: message.kernel_ms, receivedMs: now() });
  }
  for (let n = 0; n < PINGS; n++) await ping();
  if (signal.aborted) return;
  kernel.onPush("hits", ({ message }) => {
    for (const [kernelMs, ...data] of message.hits) {
      const event = padEventOf(data, sync.toPage(kernelMs), device(), "rtmidi");
      const turn = event ? null : turnOf(data, sync.toPage(kernelMs), device());
      if (event) heard(event);
      else if (turn) turned?.(turn);
    }
  }, signal);
  kernel.onPush("port", ({ message }) => {
    isOpen = message.state === "open";
    const state = isOpen ? "ready" : message.state === "lost" ? "lost" : "refused";
    changed({ state, message: message.message ?? null, clockErrorMs: sync.errorMs });
  }, signal);
  const again = setInterval(() => {
    ping().then(
      () => { if (isOpen && !signal.aborted) changed({ state: "ready", message: null, clockErrorMs: sync.errorMs }); },
      () => {}, // the heartbeat says that the kernel is silent; the old mapping serves until it answers
    );
  }, AGAIN_MS);
  signal.addEventListener("abort", () => {
    clearInterval(again);
    kernel.tell({ kind: "close_port" });
  });
  await kernel.ask({ kind: "open_port", name });
}
