import { compareRuns } from "../compare/answers.js";
import { monthText } from "../engine/months.js";
import { keyOf } from "../engine/twins.js";
import { chosenValue } from "./values.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {ReturnType<typeof compareRuns>} Compared rows of the comparison, whether the rule acted, the answer */

/** Compares the pairs that have come with what Python compares stored runs with; each state of them once. */
export class Comparing {
  /** @param {App} app @param {import("../engine/statistics.js").Statistics} statistics */
  constructor(app, statistics) {
    this.app = app;
    this.statistics = statistics;
    this.key = "";
    /** @type {Compared | null} */
    this.found = null;
  }

  /** The comparison of the pairs so far; null before the first. @returns {Compared | null} */
  now() {
    const { pairs, policy } = this.app;
    const key = `${pairs.length} ${keyOf(policy)}`;
    if (key !== this.key) {
      this.found = pairs.length ? compareRuns(this.experiment(), this.statistics) : null;
      this.key = key;
    }
    return this.found;
  }

  /** @returns {import("../compare/answers.js").Experiment} */
  experiment() {
    const { data, world, pairs, first, state } = this.app;
    const months = Array.from({ length: world.nMonths }, (_, k) => monthText(world, k));
    const settings = state.settings.map(({ lever, value, from, to }) => {
      return { lever, value: chosenValue(data.levers, lever, value), from: months[from], to: months[to] };
    });
    const entries = data.arms.find((arm) => arm.name === state.arm)?.entries ?? [];
    const name = settings.length ? data.yours.name : state.arm;
    return {
      tables: data.tables, baseline: data.baseline, months, cities: world.cities.map((city) => city.name),
      recorded: world.recorded, baselineRuns: pairs.map((pair) => pair.baseline),
      policies: [{ name, entries: [...entries, ...settings], runs: pairs.map((pair) => pair.policy) }],
      start: data.start, window: [months[first], months[world.nMonths - 1]],
    }; // prettier-ignore
  }
}
