/** Outcomes of a run over a window of months, added up as the dictionary says. */

/** @typedef {import("../words/language.js").Outcome} Outcome */
/**
 * A run: months x outcomes, NaN where undefined, and months x cities x recorded.
 *
 * @typedef {{seed: number, country: Float64Array, cities: Float64Array}} Run
 * @typedef {Map<number, number>} BySeed what is undefined is absent
 * @typedef {Record<string, BySeed>} Totals by outcome
 */

/**
 * Some outcomes of each run over the months from `first` on, up to but without `end`; all unless they are named.
 *
 * @param {Run[]} runs
 * @param {Outcome[]} outcomes in the order of the runs' columns
 * @param {{first: number, end: number, compared?: string[]}} window
 * @returns {Totals}
 */
export function windowTotals(runs, outcomes, { first, end, compared }) {
  const months = Array.from({ length: end - first }, (_, k) => first + k);
  const names = outcomes.map((outcome) => outcome.name);
  /** @type {Totals} */
  const totals = Object.fromEntries((compared ?? names).map((name) => [name, new Map()]));
  const wanted = outcomes.filter((outcome) => outcome.name in totals);
  for (const { seed, country } of runs) {
    const values = (/** @type {string} */ name) => {
      const column = names.indexOf(name);
      return months.map((month) => country[month * names.length + column]);
    };
    for (const outcome of wanted) {
      const value = addUp(outcome, values);
      if (value !== null) totals[outcome.name].set(seed, value);
    }
  }
  return totals;
}

/**
 * An outcome over the window; null where it is undefined. A mean is taken over the months in which it is defined.
 *
 * @param {Outcome} outcome
 * @param {(name: string) => number[]} values of an outcome by month
 * @returns {number | null}
 */
export function addUp(outcome, values) {
  const known = (/** @type {string} */ name) => values(name).filter((value) => !Number.isNaN(value));
  const total = (/** @type {number[]} */ numbers) => numbers.reduce((sum, value) => sum + value, 0);
  const over = (/** @type {string[]} */ names) => total(names.map((name) => total(known(name))));
  if (outcome.over_time === "ratio") {
    const below = over(outcome.denominator);
    return below ? over(outcome.numerator) / below : null;
  }
  const own = known(outcome.name);
  if (!own.length) return null;
  if (outcome.over_time === "sum") return own.length === values(outcome.name).length ? total(own) : null;
  return outcome.over_time === "mean" ? total(own) / own.length : own[own.length - 1];
}
