/**
 * Messages of a Jupyter kernel on a websocket, as the subprotocol v1.kernel.websocket.jupyter.org frames them: a count and a
 * table of offsets (64 bit, little endian), then channel, header, parent header, metadata, content, buffers.
 */

export const SUBPROTOCOL = "v1.kernel.websocket.jupyter.org";

/**
 * @typedef {{channel: string, header: any, parent_header: any, metadata: any, content: any, buffers: DataView[]}} Message
 */

/** @param {Message} message @returns {ArrayBuffer} */
export function encode(message) {
  const text = new TextEncoder();
  const parts = [
    text.encode(message.channel),
    ...[message.header, message.parent_header, message.metadata, message.content].map((part) => text.encode(JSON.stringify(part))),
    ...message.buffers.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)),
  ];
  const head = 8 * (parts.length + 2);
  const offsets = [head];
  for (const part of parts) offsets.push(offsets[offsets.length - 1] + part.byteLength);
  const frame = new Uint8Array(offsets[offsets.length - 1]);
  const table = new DataView(frame.buffer);
  table.setBigUint64(0, BigInt(offsets.length), true);
  offsets.forEach((offset, n) => table.setBigUint64(8 * (n + 1), BigInt(offset), true));
  parts.forEach((part, n) => frame.set(part, offsets[n]));
  return frame.buffer;
}

/** @param {ArrayBuffer} frame @returns {Message} */
export function decode(frame) {
  const table = new DataView(frame);
  const count = Number(table.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, n) => Number(table.getBigUint64(8 * (n + 1), true)));
  const text = new TextDecoder();
  const part = (/** @type {number} */ n) => new Uint8Array(frame, offsets[n], offsets[n + 1] - offsets[n]);
  const json = (/** @type {number} */ n) => JSON.parse(text.decode(part(n)));
  return {
    channel: text.decode(part(0)),
    header: json(1), parent_header: json(2), metadata: json(3), content: json(4),
    buffers: offsets.slice(5, -1).map((offset, n) => new DataView(frame, offset, offsets[n + 6] - offset)),
  };
}

/** Put buffers where their paths say in a state. @param {any} state @param {(string | number)[][]} paths @param {DataView[]} buffers */
export function putBuffers(state, paths, buffers) {
  paths.forEach((path, n) => {
    let at = state;
    for (const key of path.slice(0, -1)) at = at[key];
    at[path[path.length - 1]] = buffers[n];
  });
  return state;
}

/** Take the binary values out of a state. @param {any} state @returns {{state: any, paths: (string | number)[][], buffers: DataView[]}} */
export function takeBuffers(state) {
  /** @type {(string | number)[][]} */
  const paths = [];
  /** @type {DataView[]} */
  const buffers = [];
  /** @param {any} value @param {(string | number)[]} path @returns {any} */
  function walk(value, path) {
    const view = viewOf(value);
    if (view) {
      paths.push(path);
      buffers.push(view);
      return undefined;
    }
    if (typeof value?.toJSON === "function") return value.toJSON();
    if (Array.isArray(value)) return value.map((each, n) => { const kept = walk(each, [...path, n]); return kept === undefined ? null : kept; });
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, [...path, key])]).filter(([, each]) => each !== undefined));
    }
    return value;
  }
  return { state: walk(state, []), paths, buffers };
}

/** A binary value as a DataView, null when it is none. @param {any} value */
export function viewOf(value) {
  if (value instanceof ArrayBuffer) return new DataView(value);
  if (ArrayBuffer.isView(value)) return new DataView(/** @type {ArrayBuffer} */ (value.buffer), value.byteOffset, value.byteLength);
  return null;
}
