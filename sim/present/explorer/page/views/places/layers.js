export const SIDES = /** @type {const} */ (["without", "with"]);
const LAYERS = [...SIDES, "change"];

/** What a picture of places can show: either twin, and on a map what the rule changes. @param {{map: unknown}} data @returns {readonly string[]} */
export function layersOf({ map }) {
  return map ? LAYERS : SIDES;
}
