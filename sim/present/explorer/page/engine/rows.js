import { fieldWriter } from "./bytes.js";

/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Setting} Setting */
/** @typedef {import("./types.js").Policy} Policy */

export const ADAPTIVE = "adaptive"; // the part of a rule that decides month by month

/**
 * Write the rows of every month and city from what holds at first and dated changes.
 *
 * @param {Uint8Array} bytes (n_months, n_cities) rows
 * @param {{fields: Fields, item: number, usual: (number | boolean)[], nMonths: number, nCities: number}} about
 * @param {Change[]} changes by month, ascending
 */
export function writeRows(bytes, about, changes) {
  const { fields, item, usual, nMonths, nCities } = about;
  const size = nCities * item;
  const month = bytes.subarray(0, size);
  const write = fieldWriter(month, fields, item);
  const everywhere = Array.from({ length: nCities }, (_, city) => city);
  Object.keys(fields).forEach((field, k) => everywhere.forEach((city) => write(city, field, usual[k])));
  const now = month.slice();
  const change = fieldWriter(now, fields, item);
  let next = 0;
  for (let index = 0; index < nMonths; index++) {
    for (; next < changes.length && changes[next][0] === index; next++) {
      const [, field, value, cities] = changes[next];
      (cities ?? everywhere).forEach((city) => change(city, field, value));
    }
    bytes.set(now, index * size);
  }
}

/**
 * Lay a reader's settings over rows, the later ones over the earlier.
 *
 * @param {Uint8Array} bytes (n_months, n_cities) rows
 * @param {{fields: Fields, item: number, nMonths: number, nCities: number}} about
 * @param {Setting[]} settings
 */
export function laySettings(bytes, { fields, item, nMonths, nCities }, settings) {
  const write = fieldWriter(bytes, fields, item);
  for (const { lever, value, from, to } of settings) {
    for (let row = from * nCities; row < Math.min(to + 1, nMonths) * nCities; row++) write(row, lever, value);
  }
}

/**
 * Return the rows of a policy, all months and cities.
 *
 * @param {import("./types.js").World} world
 * @param {Policy} policy
 * @param {Uint8Array} [bytes] where to write them
 */
export function leverRows(world, policy, bytes) {
  const { leverFields: fields, leverItem: item, leverStart: usual, nMonths } = world;
  const nCities = world.cities.length;
  const rows = bytes ?? new Uint8Array(nMonths * nCities * item);
  writeRows(rows, { fields, item, usual, nMonths, nCities }, world.policies[policy.arm].changes);
  laySettings(rows, { fields, item, nMonths, nCities }, policy.settings);
  if (policy.parts) leaveOut(world, rows, policy.parts);
  return rows;
}

/** Return the rows of the rule that others are compared with. @param {import("./types.js").World} world */
function baselineRows(world) {
  return leverRows(world, { arm: world.baseline, settings: [] });
}

/**
 * Put back what holds without the rule, for every lever that is not among the parts that are kept.
 *
 * @param {import("./types.js").World} world
 * @param {Uint8Array} rows
 * @param {string[]} parts
 */
function leaveOut(world, rows, parts) {
  const usual = baselineRows(world);
  const isKept = bytesOf(world, parts);
  for (let k = 0; k < rows.length; k++) if (!isKept[k % world.leverItem]) rows[k] = usual[k];
}

/** Which bytes of a row belong to some levers. @param {import("./types.js").World} world @param {string[]} levers */
function bytesOf({ leverFields, leverItem }, levers) {
  const belongs = new Uint8Array(leverItem);
  for (const [name, [type, offset]] of Object.entries(leverFields)) {
    if (levers.includes(name)) belongs.fill(1, offset, offset + Number(type.slice(1)));
  }
  return belongs;
}

/**
 * Return the parts of a rule: the levers that it sets otherwise than the baseline, and what adapts levers as one.
 *
 * @param {import("./types.js").World} world
 * @param {Policy} policy
 */
export function partsOf(world, policy) {
  const [ours, theirs] = [leverRows(world, policy), baselineRows(world)];
  const differs = new Uint8Array(world.leverItem);
  for (let k = 0; k < ours.length; k++) if (ours[k] !== theirs[k]) differs[k % world.leverItem] = 1;
  const levers = Object.keys(world.leverFields).filter((name) =>
    bytesOf(world, [name]).some((belongs, k) => belongs && differs[k]),
  );
  return world.policies[policy.arm].adaptiveFrom === null ? levers : [...levers, ADAPTIVE];
}

/** The arm whose adaptive entries a policy lives under. @param {import("./types.js").World} world @param {Policy} policy */
export function adaptiveArm(world, { arm, parts }) {
  return !parts || parts.includes(ADAPTIVE) ? arm : world.baseline;
}

/**
 * Return the first month in which a policy's levers, or what adapts them, differ from the baseline's; null if never.
 *
 * @param {import("./types.js").World} world
 * @param {Policy} policy
 */
export function firstDifference(world, policy) {
  const ours = leverRows(world, policy);
  const theirs = baselineRows(world);
  const byte = ours.findIndex((value, k) => value !== theirs[k]);
  const months = [world.policies[policy.arm].adaptiveFrom, byte < 0 ? null : monthOf(world, byte)];
  const found = months.filter((month) => month !== null);
  return found.length ? Math.min(...found) : null;
}

/** @param {import("./types.js").World} world @param {number} byte */
function monthOf(world, byte) {
  return Math.floor(byte / (world.leverItem * world.cities.length));
}
