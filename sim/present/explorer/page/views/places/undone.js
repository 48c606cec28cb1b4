import { camerasOf } from "../../compare/acting.js";
import { monthText } from "../../engine/months.js";
import { bansToTheEnd } from "../../words/acted.js";
import { fixed } from "../../words/rounding.js";
import { monthName } from "./months.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../engine/types.js").Run} Run */
/** @typedef {import("../../engine/types.js").World} World */
/** A month in which a city's cameras stop recognising under a rule, or recognise again. @typedef {{month: number, isOn: boolean}} Turn */

/** @type {WeakMap<Run, Turn[][]>} */
const known = new WeakMap();

/**
 * When each city's cameras stop recognising with the rule while they go on without it, and when they recognise again.
 *
 * @param {World} world
 * @param {Run} without
 * @param {Run} withIt
 * @returns {Turn[][]} by city
 */
export function turnsOf(world, without, withIt) {
  const kept = known.get(withIt) ?? cityTurns(world, without, withIt);
  known.set(withIt, kept);
  return kept;
}

/** @param {World} world @param {Run} without @param {Run} withIt */
function cityTurns({ cities, recorded, nMonths }, without, withIt) {
  const layout = { cities: cities.map(({ name }) => name), recorded, months: [] };
  const months = Array.from({ length: nMonths }, (_, k) => k);
  return cities.map((_, city) => {
    const [usual, ours] = [without, withIt].map((run) => camerasOf(layout, run, city, months));
    return turns(usual, ours);
  });
}

/** @param {number[]} usual cameras by month without the rule @param {number[]} ours with it @returns {Turn[]} */
function turns(usual, ours) {
  /** @type {Turn[]} */
  const found = [];
  ours.forEach((cameras, month) => {
    const isOff = found.length % 2 === 1;
    if (isOff && cameras > 0) found.push({ month, isOn: true });
    if (!isOff && cameras === 0 && usual[month] > 0 && ours[month - 1] > 0) found.push({ month, isOn: false });
  });
  return found;
}

/** Whether the reader's rule forbids recognition to the end, so that only cities can undo it. @param {App} app */
export function isBan(app) {
  const months = Array.from({ length: app.world.nMonths }, (_, k) => monthText(app.world, k));
  const entries = app.comparing?.entries(app.policy, months) ?? [];
  return bansToTheEnd(app, entries, months[months.length - 1]);
}

/**
 * In how many cities recognition that the rule had switched off is on again by a month, since when, and why; empty where
 * none was switched off.
 *
 * @param {App} app
 * @param {import("../../engine/twins.js").Pair[]} pairs
 * @param {number} month
 */
export function undoneSaid(app, pairs, month) {
  const { say, world } = app;
  const cities = pairs.flatMap((pair) => turnsOf(world, pair.baseline, pair.policy));
  const past = cities.map((own) => own.filter((turn) => turn.month <= month)).filter((own) => own.length);
  const back = past.flatMap((own) => own.filter(({ isOn }) => isOn).slice(0, 1));
  if (!past.length) return "";
  const [off, on] = [past, back].map((some) => meanText(some.length, pairs.length));
  const told = { month: monthName(app, month) };
  if (!back.length) return say("page.places.undone.cities.none", told);
  const first = monthName(app, Math.min(...back.map((turn) => turn.month)));
  const some = { ...told, off, on, first };
  const counted = pairs.length > 1 ? say("page.places.undone.cities.some", { ...some, n: pairs.length }) : say("page.places.undone.cities.history", some);
  return [counted, isBan(app) ? say("lasting.why") : ""].filter(Boolean).join(" ");
}

/** A mean number of cities: whole where it is one, else with one decimal. @param {number} sum @param {number} n */
export function meanText(sum, n) {
  return sum % n ? fixed(sum / n, 1) : String(sum / n);
}
