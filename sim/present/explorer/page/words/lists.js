/** What is listed rather than told: outcomes without a clear difference, and cities that differ. */

import { label } from "./changes.js";
import { withDriver } from "./drivers.js";

/** @typedef {import("./language.js").Outcome} Outcome */
/** @typedef {import("./telling.js").Telling} Telling */
/** @typedef {import("./effects.js").Rows} Rows */
/** @typedef {[string, string]} Line a heading and a sentence */

const KINDS = ["unclear", "too_few", "equal", "zero", "undefined"];

/**
 * Put clauses into one, with a word before the last.
 *
 * @param {import("./language.js").Words} words
 * @param {string[]} clauses
 */
export function joined(words, clauses) {
  const second = clauses[clauses.length - 1];
  return clauses.length > 1 ? words.say("and", { first: clauses.slice(0, -1).join(", "), second }) : second;
}

/**
 * Name the outcomes that cannot be told apart, the market's among them, and those that are the same.
 *
 * @param {Telling} tell
 * @param {Rows} rows
 * @param {Rows} market
 * @returns {Line[]}
 */
export function listLines(tell, rows, market) {
  /** @type {Record<string, string[]>} */
  const names = {};
  const untold = market.filter(([, row]) => row.reading !== "more" && row.reading !== "less");
  for (const [outcome, row] of [...rows, ...untold]) (names[kindOf(row)] ??= []).push(named(tell, outcome));
  const least = tell.words.tables.min_pairs;
  return KINDS.filter((kind) => kind in names).map((kind) => {
    const slots = { labels: names[kind].join(", "), ...(kind === "too_few" ? { least } : {}) };
    return [tell.words.say(`heading.${kind}`), tell.say(`list.${kind}`, slots)];
  });
}

/** The name of an outcome and what it hangs on; that of the last month says so. @param {Telling} tell @param {Outcome} outcome */
function named({ words }, outcome) {
  const name = label(words, outcome);
  const told = outcome.over_time === "last" ? words.say("list.last", { label: name }) : name;
  return withDriver(words, "label", outcome, told);
}

/** @param {import("../compare/comparison.js").Row} row */
function kindOf(row) {
  return row.reading === "equal" && !row.baseline_mean ? "zero" : row.reading.replaceAll(" ", "_");
}

/**
 * Say which cities recognise in most runs of one of the two arms alone, and that this is another count.
 *
 * @param {Telling} tell
 * @param {{only_policy: string[], only_baseline: string[]}} found
 * @returns {Line[]}
 */
export function citiesLine(tell, found) {
  const { words, policy, baseline } = tell;
  const sides = [
    { cities: found.only_policy, here: policy, there: baseline },
    { cities: found.only_baseline, here: baseline, there: policy },
  ].filter((side) => side.cities.length);
  const said = sides.map(({ cities, here, there }) =>
    words.say("cities.only", { n: cities.length, here, there, named: some(words, cities) }),
  );
  return said.length ? [[words.say("heading.cities"), [...said, words.say("cities.majority")].join(" ")]] : [];
}

/**
 * Name cities; of many only the first ones, and how many more there are.
 *
 * @param {import("./language.js").Words} words
 * @param {string[]} cities
 */
export function some(words, cities) {
  const most = words.tables.named_cities;
  const named = cities.slice(0, most).join(", ");
  return cities.length > most ? words.say("cities.more", { named, n: cities.length - most }) : named;
}
