/** @typedef {import("../main.js").Outcome} Outcome */

/**
 * An outcome of one run over the months that count; NaN where it is undefined.
 *
 * @param {import("../engine/types.js").Run} run
 * @param {string} name
 * @param {{outcomes: Outcome[], first: number, end: number}} window months by number, `end` not included
 * @returns {number}
 */
export function total(run, name, { outcomes, first, end }) {
  const at = outcomes.findIndex((one) => one.name === name);
  const outcome = outcomes[at];
  if (outcome.over_time === "ratio") {
    const sum = (/** @type {string[]} */ names) =>
      names.reduce((all, one) => all + total(run, one, { outcomes, first, end }), 0);
    return sum(outcome.numerator) / sum(outcome.denominator);
  }
  const values = [];
  for (let month = first; month < end; month++) values.push(run.country[month * outcomes.length + at]);
  const known = values.filter((value) => !Number.isNaN(value));
  if (outcome.over_time === "last") return known.at(-1) ?? NaN;
  const sum = known.reduce((all, value) => all + value, 0);
  if (outcome.over_time === "mean") return sum / known.length;
  return known.length === values.length ? sum : NaN;
}
