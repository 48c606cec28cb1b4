/** @typedef {import("../../engine/types.js").World} World */
/** @typedef {import("../../engine/types.js").Run} Run */
/** @typedef {{without: Uint32Array, with: Uint32Array}} Counts worlds in which each city recognises faces */

/** @param {World} world @param {import("../../engine/twins.js").Pair[]} pairs @param {number} month @returns {Counts} */
export function recognising(world, pairs, month) {
  const of = (/** @type {Run[]} */ runs) => countOf(world, runs, month);
  return { without: of(pairs.map((pair) => pair.baseline)), with: of(pairs.map((pair) => pair.policy)) };
}

/** @param {World} world @param {Run[]} runs @param {number} month */
function countOf({ cities, recorded }, runs, month) {
  const column = recorded.indexOf("cameras_recognising");
  return Uint32Array.from(cities, (_, city) => {
    const place = (month * cities.length + city) * recorded.length + column;
    return runs.filter((run) => run.cities[place] > 0).length;
  });
}
