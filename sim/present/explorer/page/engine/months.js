/** @typedef {import("./types.js").World} World */

/** A month as scenarios write it, YYYY-MM. @param {World} world @param {number} index months since the world's first */
export function monthText(world, index) {
  return `${yearOf(world, index)}-${String(((world.startMonth + index) % 12) + 1).padStart(2, "0")}`;
}

/** @param {World} world @param {number} index months since the world's first */
export function yearOf({ startMonth }, index) {
  return Math.floor((startMonth + index) / 12);
}
