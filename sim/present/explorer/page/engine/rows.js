import { fieldWriter } from "./bytes.js";

/** @typedef {import("./types.js").Fields} Fields */
/** @typedef {import("./types.js").Change} Change */
/** @typedef {import("./types.js").Setting} Setting */

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
 * @param {import("./types.js").Policy} policy
 * @param {Uint8Array} [bytes] where to write them
 */
export function leverRows(world, policy, bytes) {
  const { leverFields: fields, leverItem: item, leverStart: usual, nMonths } = world;
  const nCities = world.cities.length;
  const rows = bytes ?? new Uint8Array(nMonths * nCities * item);
  writeRows(rows, { fields, item, usual, nMonths, nCities }, world.policies[policy.arm].changes);
  laySettings(rows, { fields, item, nMonths, nCities }, policy.settings);
  return rows;
}

/**
 * Return the first month in which a policy's levers, or what adapts them, differ from the baseline's; null if never.
 *
 * @param {import("./types.js").World} world
 * @param {import("./types.js").Policy} policy
 * @param {string} baseline
 */
export function firstDifference(world, policy, baseline) {
  const ours = leverRows(world, policy);
  const theirs = leverRows(world, { arm: baseline, settings: [] });
  const byte = ours.findIndex((value, k) => value !== theirs[k]);
  const months = [world.policies[policy.arm].adaptiveFrom, byte < 0 ? null : monthOf(world, byte)];
  const found = months.filter((month) => month !== null);
  return found.length ? Math.min(...found) : null;
}

/** @param {import("./types.js").World} world @param {number} byte */
function monthOf(world, byte) {
  return Math.floor(byte / (world.leverItem * world.cities.length));
}
