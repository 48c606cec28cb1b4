/** Which cities recognise under one policy and not under another. */

import { camerasOf, cityMonths } from "./acting.js";

/** @typedef {Record<string, string[]>} Recognising by policy, the cities in which cameras recognise at the end */

/**
 * The cities that recognise in the last month kept of cities in at least half of the runs.
 *
 * @param {import("./acting.js").Layout} layout
 * @param {import("./window.js").Run[]} runs of one policy
 */
export function recognisingCities(layout, runs) {
  const last = cityMonths(layout).slice(-1);
  const isOn = (/** @type {import("./window.js").Run} */ run, /** @type {number} */ city) =>
    camerasOf(layout, run, city, last)[0] > 0;
  return layout.cities.filter(
    (_, city) => 2 * runs.filter((run) => isOn(run, city)).length >= runs.length && last.length,
  );
}

/**
 * The cities that recognise under the policy only, and under the baseline only.
 *
 * @param {Recognising} recognising
 * @param {string} policy
 * @param {string} baseline
 */
export function adopters(recognising, policy, baseline) {
  const [ours, theirs] = [recognising[policy] ?? [], recognising[baseline] ?? []];
  return {
    only_policy: ours.filter((city) => !theirs.includes(city)).sort(),
    only_baseline: theirs.filter((city) => !ours.includes(city)).sort(),
  };
}
