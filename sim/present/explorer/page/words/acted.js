/** What comes before any claim: whether a policy took effect in the runs, and whether it lasted; as sim/present/acted.py has it. */

import { rounded } from "./rounding.js";

/** @typedef {import("./telling.js").Telling} Telling */
/** @typedef {import("./chosen.js").Entry} Entry */
/** @typedef {import("../compare/acting.js").Acting} Acting */
/** @typedef {"line" | "first"} Length at length in a line of its own, or in short before the first sentence */

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
 * @param {Length} [length]
 */
export function actingSentence(tell, acting, length = "line") {
  const { n_pairs: pairs, first_months: months } = acting;
  const n = months.length;
  const idle = pairs - n;
  if (!idle) return "";
  const isFew = claimsNothing(tell.words.tables.min_pairs, acting);
  const key = `acting.${length}.${n === 0 ? "never" : isFew ? "few" : "some"}`;
  const known = { idle, pairs, n, since: n ? between(tell, months) : "" };
  const wanted = tell.words.slots(key);
  return tell.say(key, Object.fromEntries(Object.entries(known).filter(([name]) => wanted.has(name))));
}

/** @param {Telling} tell @param {string[]} months */
function between({ words }, months) {
  const [first, last] = [months[0], months[months.length - 1]];
  if (first === last) return words.say("acting.since", { first: words.month(first) });
  return words.say("acting.between", { first: words.month(first), last: words.month(last) });
}

/**
 * Say in how many pairs what a policy changed was undone, since when, by how many cities, and why; or nothing.
 *
 * @param {Telling} tell
 * @param {Acting} acting
 * @param {Entry[]} entries
 * @param {string} lastMonth
 */
export function lastingSentence(tell, acting, entries, lastMonth) {
  const parts = [lasting(tell, acting, entries, lastMonth, "line")];
  if (acting.undone_months.length) {
    parts.push(since(tell, acting.undone_months));
    const n = rounded(middle(acting.again), 0);
    if (n) parts.push(tell.say("lasting.again", { n }));
  }
  if (parts[0] && bansToTheEnd(tell, entries, lastMonth)) parts.push(tell.words.say("lasting.why"));
  return parts.join(" ");
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
  const seen = acting.undone_months.length || cameBack(acting);
  return seen >= tell.words.tables.min_pairs ? lasting(tell, acting, entries, lastMonth, "first") : "";
}

/**
 * Say in how many pairs it did not last; a policy that was set to end says so first.
 *
 * @param {Telling} tell
 * @param {Acting} acting
 * @param {Entry[]} entries
 * @param {string} lastMonth
 * @param {Length} length
 */
function lasting(tell, acting, entries, lastMonth, length) {
  const { n_pairs: n, undone_months: undone } = acting;
  if (!undone.length) {
    const k = cameBack(acting);
    return k ? tell.say(`lasting.${length}.some_again`, { k, n }) : "";
  }
  const [month, k] = [setToEnd(entries), undone.length];
  if (month === null || month >= lastMonth) return tell.say(`lasting.${length}.undone`, { k, n });
  return tell.say(`lasting.${length}.ended`, { month: tell.words.month(month), k, n });
}

/** Pairs in which a city recognises again after it stopped. @param {Acting} acting */
function cameBack({ again }) {
  return again.filter((count) => count > 0).length;
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

/**
 * Whether a policy forbids running recognition until the end, so that only cities can undo it.
 *
 * @param {{words: import("./language.js").Words}} tell
 * @param {Entry[]} entries
 * @param {string} lastMonth
 */
export function bansToTheEnd({ words }, entries, lastMonth) {
  const bans = entries.filter(({ lever, value }) => lever === words.tables.ban && !value);
  return bans.some(({ to }) => (to || lastMonth) >= lastMonth);
}

/** The middle one of some counts, 0 where there are none. @param {number[]} counts */
function middle(counts) {
  const ordered = [...counts].sort((a, b) => a - b);
  const half = ordered.length / 2;
  return ordered.length ? (ordered[Math.ceil(half) - 1] + ordered[Math.floor(half)]) / 2 : 0;
}
