/** Whether a policy acted: in how many pairs anything differs, since when, and whether it lasted. */

/** @typedef {import("./window.js").Run} Run */
/** @typedef {import("../words/language.js").Tables} Tables */
/** @typedef {{policy: Run, baseline: Run}} Pair */
/**
 * How the numbers of a run lie: months as YYYY-MM, cities by name, outcomes that cities record.
 *
 * @typedef {{months: string[], cities: string[], recorded: string[]}} Layout
 *
 * What the pairs of one policy with the baseline show of it, named as in sim/analysis/compare/acting.py.
 * @typedef {{
 *   n_pairs: number, first_months: string[], undone_months: string[], stopped: number[], again: number[],
 * }} Acting
 */

const CAMERAS = "cameras_recognising";

/**
 * What the pairs of a policy show; null without a pair.
 *
 * @param {Tables} tables
 * @param {Layout} layout
 * @param {Pair[]} pairs
 * @returns {Acting | null}
 */
export function actingOf(tables, layout, pairs) {
  if (!pairs.length) return null;
  const gone = cityMonths(layout).length ? pairs.map((pair) => citiesAgain(layout, pair)) : [];
  return {
    n_pairs: pairs.length,
    first_months: sorted(pairs.map((pair) => firstDifference(tables, layout, pair))),
    undone_months: sorted(pairs.map((pair) => undoneSince(tables, layout, pair))),
    stopped: gone.map((cities) => cities.stopped),
    again: gone.map((cities) => cities.again),
  };
}

/** The numbers of the months in which cities count, as stored results have them. @param {Layout} layout */
export function cityMonths({ months }) {
  return months.flatMap((month, k) => (month.endsWith("-12") ? [k] : []));
}

/**
 * A city's recognising cameras in some months.
 *
 * @param {Layout} layout
 * @param {Run} run
 * @param {number} city
 * @param {number[]} months
 */
export function camerasOf({ cities, recorded }, run, city, months) {
  const column = recorded.indexOf(CAMERAS);
  return months.map((month) => run.cities[(month * cities.length + city) * recorded.length + column]);
}

/** @param {Tables} tables @param {Layout} layout @param {Pair} pair */
function firstDifference(tables, { months }, { policy, baseline }) {
  const at = policy.country.findIndex((value, k) => !isSame(value, baseline.country[k]));
  return at < 0 ? null : months[Math.floor(at / tables.outcomes.length)];
}

/** Both the same, or both undefined. @param {number} value @param {number} other */
function isSame(value, other) {
  return value === other || (Number.isNaN(value) && Number.isNaN(other));
}

/**
 * The first month in which less than the kept part of the largest change of recognising cameras was left, where that
 * change was once large against the baseline and is mostly gone at the end; null otherwise.
 *
 * @param {Tables} tables
 * @param {Layout} layout
 * @param {Pair} pair
 */
function undoneSince({ outcomes, large_share: large, kept_share: kept }, { months }, { policy, baseline }) {
  const column = outcomes.findIndex((outcome) => outcome.name === CAMERAS);
  const usual = months.map((_, k) => baseline.country[k * outcomes.length + column]);
  const gap = usual.map((value, k) => policy.country[k * outcomes.length + column] - value);
  const at = gap.reduce((most, size, k) => (Math.abs(size) > Math.abs(gap[most]) ? k : most), 0);
  const peak = gap[at];
  if (peak === 0 || !(usual[at] > 0) || Math.abs(peak) / usual[at] < large) return null;
  if (gap[gap.length - 1] / peak >= kept) return null;
  return months[gap.findIndex((size, k) => k > at && size / peak < kept)];
}

/**
 * Cities that recognised, then did not where the baseline did, and those of them that recognise at the end.
 *
 * @param {Layout} layout
 * @param {Pair} pair
 */
function citiesAgain(layout, { policy, baseline }) {
  const months = cityMonths(layout);
  let [stopped, again] = [0, 0];
  layout.cities.forEach((_, city) => {
    const [ours, usual] = [policy, baseline].map((run) => camerasOf(layout, run, city, months));
    const began = ours.findIndex((value) => value > 0);
    const ended = ours.reduce((last, value, k) => (value === 0 && usual[k] > 0 ? k : last), -1);
    if (began < 0 || began >= ended) return;
    stopped += 1;
    if (ours[ours.length - 1] > 0) again += 1;
  });
  return { stopped, again };
}

/** @param {(string | null)[]} months */
function sorted(months) {
  return months.filter((month) => month !== null).sort();
}
