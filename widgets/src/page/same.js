/** Whether two values of a trait are equal, however deep; bytes are equal when their kind and content are. @param {any} one @param {any} other @returns {boolean} */
export function same(one, other) {
  if (Object.is(one, other) || one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object" || one.constructor !== other.constructor) return false;
  const bytes = bytesOf(one);
  if (bytes) {
    const others = /** @type {Uint8Array} */ (bytesOf(other));
    return bytes.length === others.length && bytes.every((byte, n) => byte === others[n]);
  }
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}

/** @param {any} value */
function bytesOf(value) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null;
}
