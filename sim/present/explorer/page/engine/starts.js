/** @typedef {{month: number, image: Uint8Array}} Start a history up to a month, which rules that begin later share */

const MOST_BYTES = 64e6; // of images in one worker: some twenty of a city, a few of a country
const NEAR = 12; // months: an image that is older than that is made anew

/** Where the history of each seed can be taken up: rules are the same as without them until they first change anything. */
export class Starts {
  constructor() {
    /** @type {Map<number, Start>} */
    this.kept = new Map();
    this.bytes = 0;
  }

  /** The latest start of a seed that is not after a month. @param {number} seed @param {number} month */
  before(seed, month) {
    const start = this.kept.get(seed);
    return start && start.month <= month ? start : null;
  }

  /** Whether a history that has come to this month should be kept. @param {number} seed @param {number} month */
  wants(seed, month) {
    const start = this.kept.get(seed);
    return month > 0 && (!start || start.month > month || start.month + NEAR <= month);
  }

  /** @param {number} seed @param {number} month @param {Uint8Array} image */
  keep(seed, month, image) {
    const before = this.kept.get(seed)?.image.length ?? 0;
    if (this.bytes - before + image.length > MOST_BYTES) return;
    this.bytes += image.length - before;
    this.kept.set(seed, { month, image });
  }
}
