/** What is said of solved offences: how their two counts relate, and what one costs. */

import { amount, change, ratio } from "./changes.js";
import { clearRows, hollowSolving, solvingBesideOffences } from "./effects.js";

/** @typedef {import("./language.js").Words} Words */
/** @typedef {import("./telling.js").Telling} Telling */
/** @typedef {import("./effects.js").Rows} Rows */
/** @typedef {import("./lists.js").Line} Line */

/**
 * Say how the two counts of solved offences relate, and when a change of the larger one is not a gain or loss.
 *
 * @param {Words} words
 * @param {Rows} rows
 * @returns {Line[]}
 */
export function solved(words, rows) {
  const found = Object.fromEntries(clearRows(rows).map(([outcome, row]) => [outcome.name, row]));
  const said = "clearances_incremental" in found ? [words.say("solved.relate")] : [];
  if (solvingBesideOffences(rows)) {
    const { clearances_total: all, offences } = found;
    const shares = { offences: ratio(offences), solved: ratio(all) };
    if (hollowSolving(rows)) said.push(words.say(`solved.hollow.${all.reading}`, shares));
    else if (all.reading === "more") said.push(words.say("solved.beside", { offences: shares.offences }));
  }
  return said.length ? [[words.say("heading.solved"), said.join(" ")]] : [];
}

/**
 * Say what solving an offence costs and how concentrated supply is.
 *
 * @param {Telling} tell
 * @param {Rows} rows
 * @returns {Line[]}
 */
export function marketLines(tell, rows) {
  const { words } = tell;
  return clearRows(rows).map(([outcome, row]) => {
    return [
      words.say(`heading.${words.tables.market[outcome.name]}`),
      tell.led(outcome, [change(words, outcome, row)]),
    ];
  });
}

/**
 * Say what the solved offences that a policy adds cost, where both clearly rise.
 *
 * @param {Telling} tell
 * @param {Rows} rows
 * @returns {Line[]}
 */
export function marginalCost(tell, rows) {
  const { words } = tell;
  const clear = rows.filter(([, row]) => ["more", "less", "equal"].includes(row.reading));
  const [more, ...paid] = clear.flatMap(([, row]) => (row.difference === null ? [] : [row.difference]));
  if (paid.length < 2 || more <= 0) return [];
  const [city, federal] = paid.map((rub) => amount(words, "roubles", rub / more));
  return [[words.say("heading.marginal"), tell.say("marginal", { city, federal })]];
}
