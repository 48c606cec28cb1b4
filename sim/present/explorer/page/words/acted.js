/** What comes before any claim: whether a policy took effect in the runs, and whether it lasted. */

import { rounded } from "./rounding.js";

/** @typedef {import("./telling.js").Telling} Telling */
/** @typedef {import("./chosen.js").Entry} Entry */
/** @typedef {import("../compare/acting.js").Acting} Acting */

/**
 * Tell whether a policy acted in so few pairs that anything else said of it would hide that.
 *
 * @param {number} least
 * @param {Acting} acting
 */
export function claimsNothing(least, { n_pairs: nPairs, first_months: { length: nActed } }) {
  return nActed < Math.min(least, nPairs) || nActed === 0;
}

/**
 * Say in how many pairs a policy took effect; nothing where it did in all.
 *
 * @param {Telling} tell
 * @param {Acting} acting
 */
export function actingSentence(tell, acting) {
  const { n_pairs: pairs, first_months: months } = acting;
  const acted = months.length;
  const idle = pairs - acted;
  if (!idle) return "";
  if (!acted) return tell.say("acting.never", { pairs });
  const since = between(tell, months);
  if (claimsNothing(tell.words.tables.min_pairs, acting))
    return tell.say("acting.few", { idle, pairs, n: acted, since });
  return tell.say("acting.some", { idle, pairs, acted, since });
}

/** @param {Telling} tell @param {string[]} months */
function between({ words }, months) {
  const [first, last] = [months[0], months[months.length - 1]];
  if (first === last) return words.say("acting.since", { first: words.month(first) });
  return words.say("acting.between", { first: words.month(first), last: words.month(last) });
}

/**
 * Say in how many pairs what a policy changed was undone, since when, and by how many cities; or nothing.
 *
 * @param {Telling} tell
 * @param {Acting} acting
 * @param {Entry[]} entries
 * @param {string} lastMonth
 */
export function lastingSentence(tell, acting, entries, lastMonth) {
  const parts = [shortLasting(tell, acting, entries, lastMonth)];
  if (acting.undone_months.length) {
    parts.push(since(tell, acting.undone_months));
    const cities = middle(acting.again);
    if (cities) parts.push(tell.say("lasting.again", { n: rounded(cities, 0) }));
  }
  return parts.join(" ");
}

/**
 * Say the first part of it alone; a policy that was set to end says so first.
 *
 * @param {Telling} tell
 * @param {Acting} acting
 * @param {Entry[]} entries
 * @param {string} lastMonth
 */
function shortLasting(tell, acting, entries, lastMonth) {
  const { n_pairs: n, undone_months: undone } = acting;
  if (!undone.length) {
    const k = acting.again.filter((count) => count > 0).length;
    return k ? tell.say("lasting.some_again", { k, n }) : "";
  }
  const month = setToEnd(entries);
  if (month === null || month >= lastMonth) return tell.say("lasting.undone", { k: undone.length, n });
  return tell.say("lasting.ended", { month: tell.words.month(month), k: undone.length, n });
}

/**
 * Say it before anything else where more than a few pairs show it: one of twenty would read as the rule.
 *
 * @param {Telling} tell
 * @param {Acting} acting
 * @param {Entry[]} entries
 * @param {string} lastMonth
 */
export function firstLasting(tell, acting, entries, lastMonth) {
  const seen = acting.undone_months.length || acting.again.filter((count) => count > 0).length;
  return seen >= tell.words.tables.min_pairs ? shortLasting(tell, acting, entries, lastMonth) : "";
}

/** @param {Telling} tell @param {string[]} months */
function since({ words }, months) {
  const k = months.length;
  const [first, middle, last] = [months[0], months[Math.floor(k / 2)], months[k - 1]].map((month) =>
    words.month(month),
  );
  return first === last
    ? words.say("lasting.since_one", { n: k, first })
    : words.say("lasting.since_many", { k, first, middle, last });
}

/** The last month of a policy of which every setting has one. @param {Entry[]} entries */
function setToEnd(entries) {
  const ends = entries.map((entry) => entry.to).filter((end) => end !== undefined && end !== null);
  if (!entries.length || ends.length < entries.length) return null;
  return ends.reduce((last, end) => (end > last ? end : last));
}

/** The middle one of some counts, 0 where there are none. @param {number[]} counts */
function middle(counts) {
  const ordered = [...counts].sort((a, b) => a - b);
  const half = ordered.length / 2;
  return ordered.length ? (ordered[Math.ceil(half) - 1] + ordered[Math.floor(half)]) / 2 : 0;
}
