/** One difference in words: who or what changes, by how much, from where to where, and how sure that is. */

import { withDriver } from "./drivers.js";
import { digitsBetween, isMoney, isShare, rough, twoDigits } from "./numbers.js";

/** @typedef {import("./language.js").Words} Words */
/** @typedef {import("./language.js").Outcome} Outcome */
/** @typedef {import("../compare/comparison.js").Row} Row */
/** A row with a difference and an interval. @typedef {Row & {difference: number, lo95: number, hi95: number}} Told */

/** The short name of an outcome that sentences and tables use. @param {Words} words @param {Outcome} outcome */
export function label(words, outcome) {
  return words.say(`outcome.${outcome.name}.label`);
}

/** The name of an outcome for a sentence on its difference: with what it hangs on. @param {Words} words @param {Outcome} outcome */
export function named(words, outcome) {
  return withDriver(words, "label", outcome, label(words, outcome));
}

/** A clear difference as a clause with a verb. @param {Words} words @param {Outcome} outcome @param {Row} clear */
export function change(words, outcome, clear) {
  const row = /** @type {Told} */ (clear);
  const by = carriedByFew(row) ? toldWithMiddle(words, outcome, row) : byHowMuch(words, outcome, row);
  const slightly = isSmall(words, row) ? words.say("slightly") : "";
  const side = row.difference > 0 ? "more" : "less";
  return withDriver(words, "clause", outcome, words.say(`outcome.${outcome.name}.${side}`, { by, slightly }));
}

/** Whether a difference is small beside the level without the policy; beside none, none is. @param {Words} words @param {Row} row */
export function isSmall(words, row) {
  const share = relative(row);
  return share !== null && Math.abs(share) < words.tables.small_percent;
}

/**
 * Tell whether a few pairs carry the mean: the middle pair shows less than half of it, or the other sign.
 *
 * @param {Row} row
 */
export function carriedByFew({ difference, median_difference: median, same_sign_pairs: along }) {
  if (difference === null || median === null || along === null) return false;
  return median * difference < 0.5 * difference ** 2;
}

/** The difference in per cent of the baseline; null where there is nothing to compare it with. @param {Row} row */
export function relative({ difference, baseline_mean: base }) {
  return difference === null || !base || base <= 0 ? null : (100 * difference) / base;
}

/** The size of a difference in per cent of the baseline. @param {Row} row */
export function ratio(row) {
  return `${twoDigits(relative(row) ?? 0)}%`;
}

/**
 * An amount with its unit: they never stand on two lines.
 *
 * @param {Words} words
 * @param {string} unit
 * @param {number} number
 * @param {number} [digits]
 */
export function amount(words, unit, number, digits = 2) {
  const written = figure(words, unit, number, digits);
  if (!isMoney(unit)) return written;
  return words.say("unit.roubles", { number: written }).replaceAll(" ", words.tables.kept);
}

/**
 * An amount without the name of its currency.
 *
 * @param {Words} words
 * @param {string} unit
 * @param {number} number
 * @param {number} [digits]
 */
function figure(words, unit, number, digits = 2) {
  return rough(unit, number, digits).filter(Boolean).join(words.tables.kept);
}

/**
 * By how much: the ratio first where the baseline allows one.
 *
 * @param {Words} words
 * @param {Outcome} outcome
 * @param {Told} row
 */
function byHowMuch(words, outcome, row) {
  const { unit } = outcome;
  const base = row.baseline_mean ?? 0;
  const now = base + row.difference;
  const percent = relative(row);
  const span = spanOf(words, outcome, row);
  if (percent === null) return words.say("by.from_zero", { now: amount(words, unit, now), span });
  const digits = digitsBetween(base, now, [row.lo95, row.hi95]);
  const levels = { base: amount(words, unit, base, digits), now: figure(words, unit, now, digits), span };
  if (isShare(unit) || unit.startsWith("index")) return ofShare(words, unit, row.difference, levels);
  if (Math.abs(percent) < words.tables.large_percent) {
    const side = sideOf(words, outcome, row.difference);
    const slots = { percent: ratio(row), amount: figure(words, unit, row.difference), side };
    return words.say("by.small", { ...slots, base: amount(words, unit, base), span });
  }
  if (percent >= 100) return words.say(`by.times.${kindOf(unit)}`, { times: twoDigits(1 + percent / 100), ...levels });
  if (now <= 0) return words.say("by.to_zero", { base: amount(words, unit, base), span });
  return words.say("by.part", { part: partOf(words, percent), ...levels });
}

/**
 * A difference of shares in percentage points; levels that read alike are told once.
 *
 * @param {Words} words
 * @param {string} unit
 * @param {number} difference
 * @param {{base: string, now: string, span: string}} levels
 */
function ofShare(words, unit, difference, { base, now, span }) {
  const size = distance(words, unit, difference);
  if (base === now) return words.say("by.points_alone", { amount: size, base, span });
  return words.say("by.points", { amount: size, base, now, span });
}

/**
 * The mean as everywhere, then that a few pairs make up most of it.
 *
 * @param {Words} words
 * @param {Outcome} outcome
 * @param {Told} row
 */
function toldWithMiddle(words, outcome, row) {
  const interval = ends(words, outcome, row.difference, [row.median_lo95 ?? 0, row.median_hi95 ?? 0]);
  const told = { mean: byHowMuch(words, outcome, row), tally: tally(words, outcome, row), interval };
  const middle = row.median_difference;
  if (!middle) return words.say("by.middle_none", told);
  const median = `${distance(words, outcome.unit, middle)} ${sideOf(words, outcome, middle)}`;
  const few = words.say(`few.${outcome.name === "people_leaked" ? "leaks" : "pairs"}`);
  return words.say("by.few", { few, median, ...told });
}

/**
 * Count the pairs that differ as the mean does, in the other direction, and not at all.
 *
 * @param {Words} words
 * @param {Outcome} outcome
 * @param {Told} row
 */
function tally(words, outcome, row) {
  const along = row.same_sign_pairs ?? 0;
  const differing = row.differing_pairs ?? along;
  const counts = {
    [sideOf(words, outcome, row.difference)]: along,
    [sideOf(words, outcome, -row.difference)]: differing - along,
    [words.say("side.same")]: row.differing_pairs === null ? 0 : row.n_pairs - differing,
  };
  const counted = Object.entries(counts).filter(([, k]) => k > 0);
  if (counted.length === 1) return words.say("tally.all", { what: counted[0][0], n: row.n_pairs });
  const parts = counted.map(([what, k]) => words.say("tally.one", { what, k })).join(", ");
  return words.say("tally.some", { parts, n: row.n_pairs });
}

/** A share of the baseline in words where there is a short one. @param {Words} words @param {number} percent */
function partOf(words, percent) {
  const found = words.tables.parts.find(([low, high]) => low <= -percent && -percent < high);
  return found ? words.say(`part.${found[2]}`) : `${twoDigits(percent)}%`;
}

/** Tell what is counted from what is measured: fewer stops, but less money. @param {string} unit */
export function kindOf(unit) {
  return isShare(unit) || isMoney(unit) || unit.startsWith("index") ? "amount" : "count";
}

/** @param {Words} words @param {Outcome} outcome @param {number} difference */
function sideOf(words, outcome, difference) {
  return words.say(`side.${kindOf(outcome.unit)}_${difference > 0 ? "more" : "less"}`);
}

/**
 * The size of a difference; that of shares is in percentage points.
 *
 * @param {Words} words
 * @param {string} unit
 * @param {number} difference
 */
function distance(words, unit, difference) {
  if (!isShare(unit)) return amount(words, unit, difference);
  return words.say("unit.points", { number: twoDigits(100 * difference) }).replace(" ", words.tables.kept);
}

/** The interval of this outcome alone. @param {Words} words @param {Outcome} outcome @param {Told} row */
function spanOf(words, outcome, row) {
  if (row.lo95 === row.hi95) return words.say("span.same");
  const both = ends(words, outcome, row.difference, [row.lo95, row.hi95]);
  return words.say(isBeyond(row) ? "span.beyond" : "span.interval", { ends: both });
}

/** Whether an interval holds decreases larger than the baseline's mean, which is as uncertain. @param {Told} row */
function isBeyond({ baseline_mean: base, lo95 }) {
  return base !== null && base > 0 && -lo95 > base;
}

/**
 * The ends of an interval, nearer end first, each with its direction where they have two.
 *
 * @param {Words} words
 * @param {Outcome} outcome
 * @param {number} difference
 * @param {[number, number]} between
 */
function ends(words, outcome, difference, between) {
  const [near, far] = [...between].sort((a, b) => (difference < 0 ? b - a : a - b));
  const [low, high] = range(words, outcome.unit, near, far);
  if (near * far >= 0) return words.say("span.one_way", { low, high, side: sideOf(words, outcome, difference) });
  const [other, side] = [near, far].map((end) => sideOf(words, outcome, end));
  return words.say("span.both_ways", { low, other, high, side });
}

/**
 * Two ends; the word that belongs to both is said once.
 *
 * @param {Words} words
 * @param {string} unit
 * @param {number} near
 * @param {number} far
 */
function range(words, unit, near, far) {
  const both = [distance(words, unit, near), distance(words, unit, far)];
  const [[low, ...word], [, ...same]] = both.map((end) => end.split(words.tables.kept));
  return word.join() === same.join() && near * far >= 0 ? [low, both[1]] : both;
}
