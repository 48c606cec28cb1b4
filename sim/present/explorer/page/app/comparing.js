import { compareRuns } from "../compare/answers.js";
import { monthText } from "../engine/months.js";
import { firstDifference } from "../engine/rows.js";
import { keyOf } from "../engine/twins.js";
import { chosenValue } from "./values.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../engine/types.js").Policy} Policy */
/** A rule and the pairs of it that have come. @typedef {{policy: Policy, pairs: import("../engine/twins.js").Pair[]}} Raced */
/** @typedef {ReturnType<typeof compareRuns>} Compared rows of the comparison, whether the rules acted, the answers */

/** Compares the pairs that have come with what Python compares stored runs with; each state of them once. */
export class Comparing {
  /** @param {App} app @param {import("../engine/statistics.js").Statistics} statistics */
  constructor(app, statistics) {
    this.app = app;
    this.statistics = statistics;
    this.key = "";
    /** @type {Compared | null} */
    this.found = null;
    /** @type {Map<string, number | null>} */
    this.firsts = new Map();
  }

  /**
   * The comparison of the pairs so far; null before the first.
   *
   * @param {Raced[]} [raced] the rules that are compared, those beside the reader's own after it
   * @returns {Compared | null}
   */
  now(raced = [this.app]) {
    const key = JSON.stringify(raced.map(({ policy, pairs }) => [keyOf(policy), pairs.length]));
    if (key !== this.key) {
      const names = this.app.namesOf(raced.map(({ policy }) => policy));
      const begun = raced.map(({ policy, pairs }, k) => ({ name: names[k], policy, pairs })).filter(({ pairs }) => pairs.length);
      this.found = begun.length ? compareRuns(this.experiment(begun), this.statistics) : null;
      this.key = key;
    }
    return this.found;
  }

  /** @param {(Raced & {name: string})[]} raced @returns {import("../compare/answers.js").Experiment} */
  experiment(raced) {
    const { data, world } = this.app;
    const months = Array.from({ length: world.nMonths }, (_, k) => monthText(world, k));
    const longest = raced.reduce((most, one) => (one.pairs.length > most.pairs.length ? one : most));
    return {
      tables: data.tables, asked: data.asked, drivers: data.drivers, baseline: data.baseline, labels: { ...data.labels, ...data.yours.labels }, months, cities: world.cities.map((city) => city.name),
      recorded: world.recorded, baselineRuns: longest.pairs.map((pair) => pair.baseline),
      policies: raced.map(({ name, policy, pairs }) => {
        return { name, entries: this.entries(policy, months), runs: pairs.map((pair) => pair.policy) };
      }),
      start: data.start, compared: [...data.tables.told, data.tables.law],
      window: [months[this.first(raced)], months[world.nMonths - 1]],
    }; // prettier-ignore
  }

  /** What a rule sets, as a scenario has it. @param {Policy} policy @param {string[]} months */
  entries({ arm, settings }, months) {
    const { data } = this.app;
    const own = settings.map(({ lever, value, from, to }) => {
      return { lever, value: chosenValue(data.levers, lever, value), from: months[from], to: months[to] };
    });
    return [...(data.arms.find(({ name }) => name === arm)?.entries ?? []), ...own];
  }

  /** The first month in which one of the rules sets anything. @param {Raced[]} raced */
  first(raced) {
    const found = raced.map(({ policy }) => {
      const key = keyOf(policy);
      if (!this.firsts.has(key)) this.firsts.set(key, firstDifference(this.app.world, policy));
      return this.firsts.get(key) ?? null;
    });
    const known = found.filter((month) => month !== null);
    return known.length ? Math.min(...known) : 0;
  }
}
