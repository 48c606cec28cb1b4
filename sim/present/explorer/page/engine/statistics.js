import { aligned, makeRoom } from "./room.js";

/** @typedef {import("../compare/comparison.js").Interval} Interval */

const FRAME_BYTES = 256;

/** What pairs are judged by, worked out by the module: see sim/numbers/paired.py. */
export class Statistics {
  /**
   * @param {WebAssembly.Module} module
   * @param {number[]} quantiles 97.5 % points of Student's t for two values, three, and so on
   */
  constructor(module, quantiles) {
    const { exports } = new WebAssembly.Instance(module, {});
    this.exports = /** @type {Record<string, any>} */ (exports);
    this.quantiles = Float64Array.from(quantiles);
  }

  /** The mean and its interval. @param {Float64Array} values @returns {Interval} */
  student(values) {
    return interval(this.call("student", [values, this.quantiles], 3));
  }

  /** The median and its interval. @param {Float64Array} values @returns {Interval} */
  median(values) {
    return interval(this.call("median_interval", [values], 3));
  }

  /** The familywise rate at which each row's difference stands. @param {Float64Array[]} differences @param {number} nPairs */
  adjusted(differences, nPairs) {
    const all = new Float64Array(differences.length * nPairs);
    differences.forEach((row, k) => all.set(row, k * nPairs));
    return this.call("adjusted", [all], differences.length, [differences.length, nPairs]);
  }

  /**
   * Call a function with arrays, and return what it writes to the last one.
   *
   * @param {string} name
   * @param {Float64Array[]} arrays
   * @param {number} n how many numbers it writes
   * @param {number[]} [shape] of the first array
   */
  call(name, arrays, n, shape) {
    const { memory, free_from: start, keep_below: keepBelow } = this.exports;
    const frame = aligned(start.value);
    let free = aligned(frame + FRAME_BYTES);
    /** @type {number[]} */
    const slots = [];
    const places = [...arrays, new Float64Array(n)].map((array, k) => {
      const address = free;
      free = aligned(free + array.byteLength);
      slots.push(address, ...((k === 0 && shape) || [array.length]));
      return address;
    });
    makeRoom(memory, free);
    arrays.forEach((array, k) => new Float64Array(memory.buffer, places[k], array.length).set(array));
    new BigInt64Array(memory.buffer, frame, slots.length).set(slots.map(BigInt));
    keepBelow(free);
    this.exports[name](frame);
    return new Float64Array(memory.buffer, places[arrays.length], n).slice();
  }
}

/** Undefined numbers are null. @param {Float64Array} found @returns {Interval} */
function interval([middle, lo95, hi95]) {
  const told = (/** @type {number} */ value) => (Number.isNaN(value) ? null : value);
  return [told(middle), told(lo95), told(hi95)];
}
