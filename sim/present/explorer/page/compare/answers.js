/** From runs to sentences: the one entry of the comparison. */

import { Words } from "../words/language.js";
import { answers } from "../words/sentences.js";
import { actingOf } from "./acting.js";
import { recognisingCities } from "./adopters.js";
import { compareTotals } from "./comparison.js";
import { windowTotals } from "./window.js";

/** @typedef {import("./window.js").Run} Run */
/**
 * What was run: the baseline, and policies with as many runs as there are yet. `entries` are those of the scenario's
 * arm, a reader's own after them; `labels` are what readers know arms by, where it is not the name; `window` are the
 * first and last month that count; `start` are levers in force from the start; `compared` are outcomes, all unless
 * given; `asked` is the outcome that the scenario asks about; `drivers` is what outcomes hang on. Months are YYYY-MM.
 *
 * @typedef {{name: string, entries: import("../words/chosen.js").Entry[], runs: Run[]}} Policy
 * @typedef {import("./acting.js").Layout & {
 *   tables: import("../words/language.js").Tables, asked?: string | null, drivers: import("../words/drivers.js").Since, baseline: string, baselineRuns: Run[], policies: Policy[],
 *   labels: Record<string, string>,
 *   start: import("../words/chosen.js").Start, window: [string, string], compared?: string[],
 * }} Experiment
 */

/**
 * Compare policies with the baseline, seed by seed, and say what came out.
 *
 * @param {Experiment} experiment
 * @param {import("./comparison.js").Statistics} statistics
 */
export function compareRuns(experiment, statistics) {
  const { tables, baseline, baselineRuns, policies, months, window, compared } = experiment;
  const [first, last] = window.map((month) => months.indexOf(month));
  const totals = (/** @type {Run[]} */ runs) => windowTotals(runs, tables.outcomes, { first, end: last + 1, compared });
  const acting = actingByPolicy(experiment);
  const of = (/** @type {(policy: Policy) => any} */ value) =>
    Object.fromEntries(policies.map((one) => [one.name, value(one)]));
  const rows = compareTotals(
    tables,
    of((one) => totals(one.runs)),
    totals(baselineRuns),
    statistics,
  ).map((row) => {
    return { ...row, acted_pairs: acting[row.policy]?.first_months.length ?? 0 };
  });
  const recognising = {
    [baseline]: recognisingCities(experiment, baselineRuns),
    ...of((one) => recognisingCities(experiment, one.runs)),
  };
  const told = {
    words: new Words(tables),
    asked: experiment.asked ?? null,
    drivers: experiment.drivers,
    baseline,
    policies: policies.map((one) => one.name),
    labels: experiment.labels,
    entries: of((one) => one.entries),
    start: experiment.start,
    lastMonth: months[months.length - 1],
    window,
    rows,
    acting,
    recognising,
  };
  return { rows, acting, answers: answers(told) };
}

/** What the pairs of each policy show; policies without a pair are left out. @param {Experiment} experiment */
function actingByPolicy(experiment) {
  const usual = new Map(experiment.baselineRuns.map((run) => [run.seed, run]));
  /** @type {Record<string, import("./acting.js").Acting>} */
  const found = {};
  for (const { name, runs } of experiment.policies) {
    const pairs = runs.flatMap((policy) => {
      const baseline = usual.get(policy.seed);
      return baseline ? [{ policy, baseline }] : [];
    });
    const acting = actingOf(experiment.tables, experiment, pairs);
    if (acting) found[name] = acting;
  }
  return found;
}
