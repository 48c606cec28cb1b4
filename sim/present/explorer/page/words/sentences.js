/** The answer in plain sentences: which are said, and in what order; as sim/present/sentences.py has it. */

import { adopters } from "../compare/adopters.js";
import { actingSentence, claimsNothing, firstLasting, lastingSentence } from "./acted.js";
import { change } from "./changes.js";
import { policySentence } from "./chosen.js";
import { hanging } from "./drivers.js";
import { rowsWith } from "./effects.js";
import { finding } from "./finding.js";
import { citiesLine, joined, listLines } from "./lists.js";
import { isMoney } from "./numbers.js";
import { marginalCost, marketLines, solved } from "./solving.js";
import { called, Telling } from "./telling.js";

/** @typedef {import("./language.js").Words} Words */
/** @typedef {import("./language.js").Outcome} Outcome */
/** @typedef {import("./effects.js").Rows} Rows */
/** @typedef {import("./lists.js").Line} Line */
/** @typedef {import("../compare/comparison.js").Row} Row */
/** @typedef {import("../compare/acting.js").Acting} Acting */
/**
 * What sentences are made from: the comparison of some policies with the baseline, what readers know them by, the
 * outcome that the scenario asks about, and what is said of what outcomes hang on.
 *
 * @typedef {{
 *   words: Words, asked: string | null, drivers: import("./drivers.js").Since, baseline: string, policies: string[], labels: Record<string, string>,
 *   entries: Record<string, import("./chosen.js").Entry[]>,
 *   start: import("./chosen.js").Start, lastMonth: string, window: [string, string], rows: Row[],
 *   acting: Record<string, Acting>, recognising: import("../compare/adopters.js").Recognising,
 * }} Results
 *
 * What one policy does: a heading and a sentence for each thing that is said, what comes first, what the policy sets.
 * @typedef {{policy: string, lines: Line[], finding: string, sets: string}} Answer
 */

/** One answer for each policy that is compared with the baseline. @param {Results} results @returns {Answer[]} */
export function answers(results) {
  return results.policies.map((policy) => {
    const sets = policySentence(results.words, results.entries[policy] ?? [], results.start, results.lastMonth);
    return { policy, ...answer(results, policy), sets };
  });
}

/**
 * Say first whether a policy acted, then what holds of the headline outcomes.
 *
 * @param {Results} results
 * @param {string} policy
 * @returns {{lines: Line[], finding: string}}
 */
function answer(results, policy) {
  const { words, baseline, labels } = results;
  const { min_pairs: least, market, outcomes, cost_of_solving: costOfSolving } = words.tables;
  const tell = new Telling(words, called(labels, policy), called(labels, baseline), results.window);
  const headlines = outcomes.filter((outcome) => outcome.headline).map((outcome) => outcome.name);
  const rows = rowsOf(results, policy, headlines);
  const acting = results.acting[policy];
  if (acting && claimsNothing(least, acting))
    return alone(words, "acting", actingSentence(tell, acting), actingSentence(tell, acting, "first"));
  const n = Math.max(0, ...rows.map(([, row]) => row.n_pairs));
  if (n < least)
    return alone(words, "no_claim", tell.say("no_claim.too_few", { n, least }), tell.say("no_claim.first", { n }));
  const before = acting ? beforeAll(tell, results, policy) : { lines: [], first: "" };
  const sold = rowsOf(results, policy, Object.keys(market));
  const lines = [
    ...before.lines,
    ...law(tell, results, policy),
    ...sides(tell, rows),
    ...hanging(
      words,
      results.drivers,
      results.window[0],
      [...rows, ...sold].map(([outcome]) => outcome),
    ),
    ...solved(words, rows),
    ...marketLines(tell, sold, n),
    ...marginalCost(tell, rowsOf(results, policy, costOfSolving)),
    ...listLines(tell, rows, sold),
    ...citiesLine(tell, adopters(results.recognising, policy, baseline)),
  ];
  const asked = [...rows, ...sold].find(([outcome]) => outcome.name === results.asked);
  return { lines, finding: [before.first, finding(tell, rows, n, asked)].filter(Boolean).join(" ") };
}

/** @param {Words} words @param {string} name @param {string} said @param {string} finding @returns {{lines: Line[], finding: string}} */
function alone(words, name, said, finding) {
  return { lines: [[words.say(`heading.${name}`), said]], finding };
}

/**
 * Say whether a policy acted in all pairs and lasted: at length, and in short for the first sentence.
 *
 * @param {Telling} tell
 * @param {Results} results
 * @param {string} policy
 * @returns {{lines: Line[], first: string}}
 */
function beforeAll(tell, { acting: byPolicy, entries, lastMonth }, policy) {
  const acting = byPolicy[policy];
  /** @type {[Telling, Acting, import("./chosen.js").Entry[], string]} */
  const about = [tell, acting, entries[policy] ?? [], lastMonth];
  const said = { acting: actingSentence(tell, acting), lasting: lastingSentence(...about) };
  const kept = Object.entries(said).filter(([, sentence]) => sentence);
  const lines = kept.map(([name, sentence]) => /** @type {Line} */ ([tell.words.say(`heading.${name}`), sentence]));
  return { lines, first: actingSentence(tell, acting, "first") || firstLasting(...about) };
}

/**
 * Say in how many pairs a law does some of what a policy sets, under the baseline too.
 *
 * @param {Telling} tell
 * @param {Results} results
 * @param {string} policy
 * @returns {Line[]}
 */
function law(tell, results, policy) {
  const { words, entries } = results;
  const isAlike = (entries[policy] ?? []).some(({ lever }) => lever && words.tables.set_by_law.includes(lever));
  return rowsOf(results, policy, isAlike ? [words.tables.law] : [])
    .filter(([, row]) => row.baseline_mean)
    .map(([, { baseline_mean: mean, n_pairs: n }]) => [
      words.say("heading.law"),
      tell.say("law", { k: Math.round((mean ?? 0) * n), n }),
    ]);
}

/**
 * The rows of a policy, with their outcomes.
 *
 * @param {Results} results
 * @param {string} policy
 * @param {string[]} names
 * @returns {Rows}
 */
function rowsOf({ words, rows }, policy, names) {
  const found = new Map(rows.filter((row) => row.policy === policy).map((row) => [row.outcome, row]));
  const byName = new Map(words.tables.outcomes.map((outcome) => [outcome.name, outcome]));
  return names.flatMap((name) => {
    const [outcome, row] = [byName.get(name), found.get(name)];
    return outcome && row ? [/** @type {[Outcome, Row]} */ ([outcome, row])] : [];
  });
}

/**
 * Say who gains, who pays, who is harmed otherwise, and what changes without being either.
 *
 * @param {Telling} tell
 * @param {Rows} rows
 * @returns {Line[]}
 */
function sides(tell, rows) {
  const worse = rowsWith(rows, "harm");
  const found = {
    gain: rowsWith(rows, "gain"),
    pay: worse.filter(([outcome]) => isMoney(outcome.unit)),
    harm: worse.filter(([outcome]) => !isMoney(outcome.unit)),
  };
  const neither = rowsWith(rows, "neither");
  const lines = Object.entries(found).map(([side, own]) => {
    const said = own.length ? byStakeholder(tell, own) : nobody(tell, side, rows);
    return /** @type {Line} */ ([tell.words.say(`heading.${side}`), said]);
  });
  return neither.length ? [...lines, [tell.words.say("heading.neither"), byMonths(tell, neither)]] : lines;
}

/**
 * Say that a side is empty; spending that is the same in every pair is told as that.
 *
 * @param {Telling} tell
 * @param {string} side
 * @param {Rows} rows
 */
function nobody(tell, side, rows) {
  const money = rows.filter(([outcome]) => isMoney(outcome.unit));
  if (side === "pay" && money.every(([, row]) => row.reading === "equal")) return tell.say("no.pay_same");
  return tell.say(`no.${side}`);
}

/** @param {Telling} tell @param {Rows} found */
function byStakeholder(tell, found) {
  const { words } = tell;
  /** @type {Record<string, string[]>} */
  const clauses = {};
  for (const [outcome, row] of found) (clauses[outcome.stakeholder] ??= []).push(change(words, outcome, row));
  const named = Object.entries(clauses).map(([name, own]) =>
    words.say("for", { stakeholder: words.say(`stakeholder.${name}`), clauses: joined(words, own) }),
  );
  return tell.led(found[0][0], named);
}

/** Tell what is counted over the same months in one sentence. @param {Telling} tell @param {Rows} found */
function byMonths(tell, found) {
  const kinds = [...new Set(found.map(([outcome]) => outcome.over_time))].sort();
  const groups = kinds.map((kind) => found.filter(([outcome]) => outcome.over_time === kind));
  return groups
    .map((group) =>
      tell.led(
        group[0][0],
        group.map(([outcome, row]) => change(tell.words, outcome, row)),
      ),
    )
    .join(" ");
}
