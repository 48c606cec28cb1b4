/** What an answer says first: what is asked about, the largest gain, the largest harm; as sim/present/finding.py. */

import { carriedByFew, change, isSmall, named, relative } from "./changes.js";
import { clearRows, rowsWith } from "./effects.js";
import { joined } from "./lists.js";
import { isMoney } from "./numbers.js";

/** @typedef {import("./language.js").Words} Words */
/** @typedef {import("./language.js").Outcome} Outcome */
/** @typedef {import("./telling.js").Telling} Telling */
/** @typedef {import("./effects.js").Rows} Rows */
/** @typedef {import("../compare/comparison.js").Row} Row */
/** @typedef {Rows[number]} One */
/** What is told of a side. @typedef {{side: "gain" | "harm" | "neither", own: Rows}} Told */

/**
 * The largest gain and the largest harm, by their ratio, in one sentence that begins with what is asked about. Where
 * that is neither, a sentence before it tells it.
 *
 * @param {Telling} tell
 * @param {Rows} rows
 * @param {number} n
 * @param {One} [asked]
 */
export function finding(tell, rows, n, asked) {
  const { words } = tell;
  const [told, clear] = [toldSides(words, rows, asked), clearRows(asked ? [...rows, asked] : rows)];
  if (!told.length) return tell.say("finding.none", { n });
  const isTold = told.some(({ own }) => own.some((one) => one === asked));
  const before = asked && !isTold ? aboutAsked(tell, asked, n) : "";
  if (told[1]?.own[0] === asked) told.reverse();
  const isSlight = clear.every(([, row]) => isSmall(words, row));
  const clauses = clausesOf(words, told);
  const said = isSlight ? words.say("finding.small", { clauses }) : clauses;
  return [before, led(tell, told[0].own[0][0], n, said)].filter(Boolean).join(" ");
}

/**
 * What is told of each side that there is, or of what is neither gain nor harm where there is none.
 *
 * @param {Words} words
 * @param {Rows} rows
 * @param {One} [asked]
 * @returns {Told[]}
 */
function toldSides(words, rows, asked) {
  /** @type {Told[]} */
  const sides = [
    { side: "gain", own: rowsWith(rows, "gain") },
    { side: "harm", own: rowsWith(rows, "harm") },
  ];
  const found = sides.some(({ own }) => own.length) ? sides : [{ ...sides[0], side: "neither", own: clearRows(rows) }];
  return /** @type {Told[]} */ (found)
    .filter(({ own }) => own.length)
    .map(({ side, own }) => ({ side, own: toldOf(words, own, asked) }));
}

/**
 * What is asked about where a side has it, before its largest difference: that is never left out.
 *
 * @param {Words} words
 * @param {Rows} side
 * @param {One} [asked]
 * @returns {Rows}
 */
function toldOf(words, side, asked) {
  const largest = largestOf(words, side);
  return asked && side.includes(asked) ? [asked, ...largest.filter((one) => one !== asked)] : largest;
}

/**
 * Both sides in one sentence; a lone one says that there is no other, and is the price of nothing.
 *
 * @param {Words} words
 * @param {Told[]} told
 */
function clausesOf(words, told) {
  const said = told.map(({ own }) =>
    joined(
      words,
      own.map(([outcome, row]) => change(words, outcome, row)),
    ),
  );
  const [first, second] = told.map(({ side }) => side);
  if (second) return words.say(`finding.${first === "gain" ? "both" : "asked_harm"}`, { [first]: said[0], [second]: said[1] });
  return first === "neither" ? said[0] : words.say(`finding.${first}`, { clause: said[0] });
}

/** @param {Telling} tell @param {Outcome} outcome @param {number} n @param {string} clauses */
function led(tell, outcome, n, clauses) {
  const lead = tell.say("finding.lead", { when: tell.when(outcome), n });
  return tell.words.say("finding.first", { lead, clauses });
}

/**
 * The outcome that is asked about where it is unclear, or neither better nor worse; nothing without pairs.
 *
 * @param {Telling} tell
 * @param {One} asked
 * @param {number} n
 */
function aboutAsked(tell, [outcome, row], n) {
  if (row.reading === "more" || row.reading === "less") return led(tell, outcome, n, change(tell.words, outcome, row));
  if (row.reading === "undefined") return "";
  const kind = row.reading === "equal" ? "equal" : "unclear";
  return tell.say(`asked.${kind}`, { when: tell.when(outcome), label: named(tell.words, outcome), n });
}

/**
 * The largest difference, and money where that is small or smaller.
 *
 * @param {Words} words
 * @param {Rows} side
 * @returns {Rows}
 */
function largestOf(words, side) {
  const money = side.filter(([outcome]) => isMoney(outcome.unit));
  const others = side.filter(([outcome]) => !isMoney(outcome.unit));
  if (!others.length) return money;
  const largest = others.reduce((most, one) => (isLarger(one, most) ? one : most));
  const least = Math.max(words.tables.small_percent, ...money.map(([, row]) => size(row)));
  return carriedByFew(largest[1]) || size(largest[1]) < least ? [largest, ...money] : [largest];
}

/**
 * Order differences: what a few pairs carry comes last, then by ratio.
 *
 * @param {One} one
 * @param {One} other
 */
function isLarger([, one], [, other]) {
  const [few, otherFew] = [carriedByFew(one), carriedByFew(other)];
  return few === otherFew ? size(one) > size(other) : otherFew;
}

/** The size of a difference in per cent; more than none is beyond every ratio. @param {Row} row */
function size(row) {
  return Math.abs(relative(row) ?? Infinity);
}
