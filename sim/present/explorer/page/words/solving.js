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
 * Say what solving an offence costs and how concentrated supply is, and in how many pairs neither can be said.
 *
 * @param {Telling} tell
 * @param {Rows} rows
 * @param {number} nPairs
 * @returns {Line[]}
 */
export function marketLines(tell, rows, nPairs) {
  const { words } = tell;
  return clearRows(rows).map(([outcome, row]) => {
    return [
      words.say(`heading.${words.tables.market[outcome.name]}`),
      tell.led(outcome, [change(words, outcome, row)]) + leftOut(words, nPairs - row.n_pairs, nPairs),
    ];
  });
}

/** @param {Words} words @param {number} without @param {number} all @returns {string} */
function leftOut(words, without, all) {
  return without ? ` ${words.say("left_out", { n: without, all })}` : "";
}

/**
 * Say what a further offence solved by cameras costs or saves, where all three are clear.
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
  const city = pays(words, "city", paid[0] / more);
  const federal = pays(words, "federal", paid[1] / more);
  return [[words.say("heading.marginal"), tell.say("marginal.lead", { city, federal })]];
}

/** What one more solved offence costs a purse, or saves it. @param {Words} words @param {string} name @param {number} rub */
function pays(words, name, rub) {
  const purse = words.say(`purse.${name}`);
  if (!rub) return words.say("marginal.same", { purse });
  return words.say(`marginal.${rub > 0 ? "more" : "less"}`, { purse, amount: amount(words, "roubles", rub) });
}
