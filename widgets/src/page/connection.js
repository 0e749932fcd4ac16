/** One kernel's websocket: opened, opened again after a break, and given up when the kernel is gone. */
import { SUBPROTOCOL, decode, encode } from "./protocol.js";

const RETRY_MS = [250, 500, 1000, 2000, 4000];

/**
 * @param {{baseUrl: string, kernelId: string, receive: (message: import("./protocol.js").Message) => void,
 *   opened: () => void, closed: () => void, gone: () => void, signal: AbortSignal}} given
 */
export function connect({ baseUrl, kernelId, receive, opened, closed, gone, signal }) {
  const session = crypto.randomUUID();
  /** @type {WebSocket | null} */
  let socket = null;
  let tries = 0;

  function open() {
    if (signal.aborted) return;
    const url = new URL(`${baseUrl}api/kernels/${kernelId}/channels?session_id=${session}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const fresh = new WebSocket(url, SUBPROTOCOL);
    socket = fresh;
    fresh.binaryType = "arraybuffer";
    fresh.onopen = () => { tries = 0; opened(); };
    fresh.onmessage = (event) => receive(decode(event.data));
    fresh.onclose = () => { if (!signal.aborted) { closed(); again(); } };
  }

  async function again() {
    if (tries >= 1 && (await isGone(baseUrl, kernelId))) return signal.aborted ? undefined : gone();
    setTimeout(open, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
  }
  signal.addEventListener("abort", () => socket?.close());
  open();

  return {
    /** Whether a message can be sent now. */
    live: () => socket?.readyState === WebSocket.OPEN,
    /** Send a message; throws while there is no connection. @param {string} channel @param {string} type @param {any} content @param {DataView[]} [buffers] @param {any} [metadata] */
    send(channel, type, content, buffers = [], metadata = {}) {
      if (socket?.readyState !== WebSocket.OPEN) throw new Error("the lesson's kernel is not connected");
      const header = { msg_id: crypto.randomUUID(), msg_type: type, username: "", session, date: new Date().toISOString(), version: "5.4" };
      socket.send(encode({ channel, header, parent_header: {}, metadata, content, buffers }));
      return header.msg_id;
    },
  };
}

/** Whether the server says that this kernel does not exist any more. @param {string} baseUrl @param {string} kernelId */
async function isGone(baseUrl, kernelId) {
  try {
    const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, { cache: "no-store" });
    return answer.status === 404;
  } catch { // no network is no answer: keep trying
    return false;
  }
}
