/** @typedef {import("./types.js").World} World */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {{both: number, without: number, withIt: number}} Tally residents: in both worlds, in only one */

/** Whether what happened to each resident can be told. @param {World} world */
export function hasMarks(world) {
  return world.areas[world.named.marks].size > 0;
}

/**
 * Count residents who are marked at least once, in both worlds of a pair or in only one.
 *
 * @param {Run} without
 * @param {Run} withIt
 * @param {number} bit what the mark says
 * @param {{first: number, nMonths: number}} window months by number
 * @returns {Tally}
 */
export function tally(without, withIt, bit, window) {
  const [before, after] = [without, withIt].map((run) => markedOf(run.marks ?? new Uint8Array(), bit, window));
  const found = { both: 0, without: 0, withIt: 0 };
  before.forEach((was, q) => {
    if (was && after[q]) found.both += 1;
    else if (was) found.without += 1;
    else if (after[q]) found.withIt += 1;
  });
  return found;
}

/** Who is marked, resident by resident. @param {Uint8Array} marks @param {number} bit @param {{first: number, nMonths: number}} window */
function markedOf(marks, bit, { first, nMonths }) {
  const n = marks.length / nMonths;
  const found = new Uint8Array(n);
  for (let k = first * n; k < marks.length; k++) if (marks[k] & bit) found[k % n] = 1;
  return found;
}
