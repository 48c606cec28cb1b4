/**
 * The paired comparison: each policy minus the baseline, seed by seed; as sim/analysis/compare/comparison.py has it.
 */

/** @typedef {import("../words/language.js").Tables} Tables */
/** @typedef {import("../words/language.js").Outcome} Outcome */
/** @typedef {import("./window.js").Totals} Totals */
/** @typedef {import("./window.js").BySeed} BySeed */
/** @typedef {[number | null, number | null, number | null]} Interval middle, lower and upper end; null is undefined */
/**
 * A row of comparison.csv, its columns named as there.
 *
 * @typedef {{
 *   outcome: string, policy: string, difference: number | null, lo95: number | null, hi95: number | null,
 *   baseline_mean: number | null, n_pairs: number, p_better: number | null, unit: string, label: string,
 *   reading: string, median_difference: number | null, median_lo95: number | null, median_hi95: number | null,
 *   adjusted_p: number | null, differing_pairs: number, same_sign_pairs: number, acted_pairs: number,
 * }} Row
 *
 * The statistics of the module: mean and median with their intervals, and p values corrected for all questions.
 * @typedef {{
 *   student: (values: Float64Array) => Interval, median: (values: Float64Array) => Interval,
 *   adjusted: (differences: Float64Array[], nPairs: number) => Float64Array,
 * }} Statistics
 */

/**
 * A row for each outcome that was added up, and policy, with readings that hold for all told outcomes, and all policies, together.
 *
 * @param {Tables} tables
 * @param {Record<string, Totals>} policies by name
 * @param {Totals} baseline
 * @param {Statistics} statistics
 * @returns {Row[]}
 */
export function compareTotals(tables, policies, baseline, statistics) {
  const compared = tables.outcomes.filter((outcome) => outcome.name in baseline);
  const rows = compared.flatMap((outcome) =>
    Object.entries(policies).map(([policy, totals]) => {
      return comparePaired(outcome, policy, pairs(totals[outcome.name], baseline[outcome.name]), statistics);
    }),
  );
  const asked = rows.filter((row) => tables.told.includes(row.outcome));
  const seeds = seedsOf([...Object.values(policies), baseline]);
  const differences = asked.map(({ policy, outcome }) =>
    differencesOf(policies[policy][outcome], baseline[outcome], seeds),
  );
  const adjusted = statistics.adjusted(differences, seeds.length);
  const pOf = new Map(asked.map((row, k) => [row, adjusted[k]]));
  return rows.map((row) => corrected(tables, row, pOf.get(row) ?? null));
}

/**
 * Compare values of a policy with those of the baseline, paired by position.
 *
 * @param {Outcome} outcome
 * @param {string} policy
 * @param {{treated: Float64Array, reference: Float64Array}} pairs
 * @param {Statistics} statistics
 * @returns {Row}
 */
function comparePaired(outcome, policy, { treated, reference }, statistics) {
  const differences = treated.map((value, k) => value - reference[k]);
  const [difference, lo95, hi95] = statistics.student(differences);
  const [median_difference, median_lo95, median_hi95] = statistics.median(differences);
  const differing = differences.filter((one) => one !== 0).length;
  const along = differences.filter((one) => Math.sign(one) === Math.sign(difference ?? 0)).length;
  return {
    outcome: outcome.name,
    policy,
    difference,
    lo95,
    hi95,
    baseline_mean: statistics.student(reference)[0],
    n_pairs: differences.length,
    p_better: shareBetter(outcome, differences),
    unit: outcome.unit,
    label: outcome.label,
    reading: "",
    median_difference,
    median_lo95,
    median_hi95,
    adjusted_p: null,
    differing_pairs: differing,
    same_sign_pairs: differing ? along : 0,
    acted_pairs: 0,
  };
}

/**
 * The share of pairs in which the policy does better; ties count half.
 *
 * @param {Outcome} outcome
 * @param {Float64Array} differences
 */
function shareBetter({ better }, differences) {
  if (better === null || !differences.length) return null;
  const gains = differences.filter((one) => (better === "more" ? one > 0 : one < 0)).length;
  const ties = differences.filter((one) => one === 0).length;
  return (gains + 0.5 * ties) / differences.length;
}

/** @param {Tables} tables @param {Row} row @param {number | null} p @returns {Row} */
function corrected(tables, row, p) {
  const isKnown = row.difference !== null && row.lo95 !== null && row.hi95 !== null;
  const known = { ...row, adjusted_p: isKnown ? p : null };
  return { ...known, reading: readingOf(tables, known) };
}

/**
 * What may be said of a difference: a direction only where enough pairs, the interval and the correction do.
 *
 * @param {Tables} tables
 * @param {Row} row
 */
export function readingOf(tables, { difference, lo95, hi95, adjusted_p: p, differing_pairs: differing }) {
  if (difference === null) return "undefined";
  if (lo95 === null || hi95 === null) return "no interval";
  if ([difference, lo95, hi95].every((number) => number === 0)) return "equal";
  if (differing < tables.min_pairs) return "too few";
  const stands = p === null || p <= tables.level;
  if (!stands || (lo95 <= 0 && hi95 >= 0)) return "unclear";
  return difference > 0 ? "more" : "less";
}

/** @param {BySeed} treated @param {BySeed} reference */
function pairs(treated, reference) {
  const seeds = [...treated.keys()].filter((seed) => reference.has(seed)).sort((a, b) => a - b);
  return { treated: valuesOf(treated, seeds), reference: valuesOf(reference, seeds) };
}

/**
 * Differences by seed, 0 where one of the two is undefined.
 *
 * @param {BySeed} treated
 * @param {BySeed} reference
 * @param {number[]} seeds
 */
function differencesOf(treated, reference, seeds) {
  const isDefined = (/** @type {number} */ seed) => treated.has(seed) && reference.has(seed);
  const [ours, theirs] = [valuesOf(treated, seeds), valuesOf(reference, seeds)];
  return ours.map((value, k) => (isDefined(seeds[k]) ? value - theirs[k] : 0));
}

/** @param {BySeed} bySeed @param {number[]} seeds */
function valuesOf(bySeed, seeds) {
  return Float64Array.from(seeds, (seed) => bySeed.get(seed) ?? NaN);
}

/** @param {Totals[]} all */
function seedsOf(all) {
  const found = all.flatMap((totals) => Object.values(totals).flatMap((bySeed) => [...bySeed.keys()]));
  return [...new Set(found)].sort((a, b) => a - b);
}
