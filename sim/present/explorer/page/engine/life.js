/** @typedef {import("./types.js").World} World */
/**
 * What happened to the residents of one world. `people` in each month; `ever`: people to whom it happened at least
 * once by then, since the rule began; `since`: for each resident the first such month.
 *
 * @typedef {{people: Uint32Array, ever: Uint32Array, since: Uint16Array, bytes: Uint8Array, bit: number}} Kind
 * @typedef {{n: number, first: number, kinds: Record<string, Kind>}} Life
 */

export const WANTED = "wanted"; // is no mark: it lasts
const NEVER = 0xffff;

/** What can be told of a resident. @param {World} world */
export function kindsOf(world) {
  return [WANTED, ...Object.keys(world.marks)];
}

/**
 * Count what happened to whom.
 *
 * @param {import("./types.js").Run} run with marks
 * @param {World} world
 * @param {number} first the month in which the rule begins
 * @returns {Life}
 */
export function lifeOf({ marks = new Uint8Array(), wanted = new Uint8Array() }, { marks: bits, nMonths }, first) {
  const n = marks.length / nMonths;
  const kind = (/** @type {Uint8Array} */ bytes, /** @type {number} */ bit) => ({
    people: new Uint32Array(nMonths), ever: new Uint32Array(nMonths), since: new Uint16Array(n).fill(NEVER), bytes, bit,
  }); // prettier-ignore
  const marked = Object.fromEntries(Object.entries(bits).map(([name, bit]) => [name, kind(marks, bit)]));
  const lasting = kind(wanted, 1);
  count(marks, Object.values(marked), n, first);
  count(wanted, [lasting], n, first);
  return { n, first, kinds: { [WANTED]: lasting, ...marked } };
}

/** @param {Uint8Array} bytes @param {Kind[]} kinds that they tell of @param {number} n @param {number} first */
function count(bytes, kinds, n, first) {
  for (let k = 0; k < bytes.length; k++) {
    if (bytes[k]) for (const kind of kinds) if (bytes[k] & kind.bit) note(kind, Math.floor(k / n), k % n, first);
  }
  for (const { ever } of kinds) for (let month = 1; month < ever.length; month++) ever[month] += ever[month - 1];
}

/** @param {Kind} kind @param {number} month @param {number} resident @param {number} first */
function note(kind, month, resident, first) {
  kind.people[month] += 1;
  if (month < first || kind.since[resident] !== NEVER) return;
  kind.since[resident] = month;
  kind.ever[month] += 1;
}
