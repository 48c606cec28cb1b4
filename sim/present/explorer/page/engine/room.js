const ALIGNMENT = 64;
const PAGE_BYTES = 65536;

/** The next address at which an array may begin. @param {number} address */
export function aligned(address) {
  return Math.ceil(address / ALIGNMENT) * ALIGNMENT;
}

/** Let a module's memory reach an address. @param {WebAssembly.Memory} memory @param {number} end */
export function makeRoom(memory, end) {
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}
