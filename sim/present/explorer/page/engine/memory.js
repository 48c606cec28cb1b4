import { decoded } from "./bytes.js";
import { aligned, makeRoom } from "./room.js";

/** @typedef {import("./types.js").World} World */
/** @typedef {import("./types.js").Slot} Slot */

const FRAME_BYTES = 4096;

/** One instance of the module and what lies in its memory: as sim/engines/web/memory.py lays it out. */
export class Memory {
  /**
   * @param {WebAssembly.Module} module
   * @param {Pick<World, "areas" | "named" | "calls">} about
   */
  constructor(module, about) {
    const { exports } = new WebAssembly.Instance(module, {});
    this.exports = /** @type {Record<string, any>} */ (exports);
    this.about = about;
    this.frame = aligned(this.exports.free_from.value);
    let free = aligned(this.frame + FRAME_BYTES);
    this.start = free;
    /** @type {number[]} */
    this.addresses = about.areas.map((area) => {
      const address = free;
      free = aligned(free + area.size);
      return address;
    });
    this.free = free;
    makeRoom(this.exports.memory, free);
    about.areas.forEach((area, k) => area.bytes && this.bytes(k).set(decoded(area.bytes)));
  }

  /** Bytes of an area, valid until the next call. @param {number} area @param {number} [size] */
  bytes(area, size = this.about.areas[area].size) {
    return new Uint8Array(this.exports.memory.buffer, this.addresses[area], size);
  }

  /** Bytes of an area that has a name. @param {string} name @param {number} [size] */
  named(name, size) {
    return this.bytes(this.about.named[name], size);
  }

  /** All areas as one piece, to be put back later. */
  image() {
    return new Uint8Array(this.exports.memory.buffer, this.start, this.free - this.start).slice();
  }

  /** @param {Uint8Array} image */
  restore(image) {
    new Uint8Array(this.exports.memory.buffer, this.start, image.length).set(image);
  }

  /**
   * Call a function of the module.
   *
   * @param {string} name
   * @param {Record<string, number>} given what the page fills in; `first` and `end` choose the rows of windows
   * @param {Record<string, number[]>} [shapes] of areas whose lengths change
   */
  call(name, given, shapes = {}) {
    const slots = this.about.calls[name].flatMap((slot) => this.numbers(slot, given, shapes));
    new BigInt64Array(this.exports.memory.buffer, this.frame, slots.length).set(slots.map(BigInt));
    this.exports.keep_below(this.free);
    this.exports[name](this.frame);
  }

  /**
   * What a frame holds of one argument: a number, or an address and lengths.
   *
   * @param {Slot} slot
   * @param {Record<string, number>} given
   * @param {Record<string, number[]>} shapes
   */
  numbers(slot, given, shapes) {
    if (slot.given !== undefined) return [given[slot.given]];
    if (slot.area === undefined || !slot.shape) return [slot.number ?? 0];
    const shape = (slot.name && shapes[slot.name]) || slot.shape;
    const address = this.addresses[slot.area];
    if (!slot.window) return [address, ...shape];
    const row = this.about.areas[slot.area].size / shape[0];
    return [address + given.first * row, given.end - given.first, ...shape.slice(1)];
  }
}
