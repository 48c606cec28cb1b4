/** Bytes written as base64. @param {string} text */
export function decoded(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @type {Record<string, (view: DataView, at: number, value: number) => void>} */
const WRITERS = {
  f8: (view, at, value) => view.setFloat64(at, value, true),
  i8: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  b1: (view, at, value) => view.setUint8(at, value),
};

/**
 * A writer of fields in rows that follow one another.
 *
 * @param {Uint8Array} bytes
 * @param {import("./types.js").Fields} fields
 * @param {number} item bytes of a row
 * @returns {(row: number, field: string, value: number | boolean) => void}
 */
export function fieldWriter(bytes, fields, item) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (row, field, value) => {
    const [type, offset] = fields[field];
    WRITERS[type](view, row * item + offset, Number(value));
  };
}
