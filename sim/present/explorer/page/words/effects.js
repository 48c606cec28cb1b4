/** Whom a clear difference helps or hurts, and where it says neither; as sim/present/effects.py has it. */

import { relative } from "./changes.js";

/** @typedef {import("./language.js").Outcome} Outcome */
/** @typedef {import("../compare/comparison.js").Row} Row */
/** @typedef {[Outcome, Row][]} Rows of one policy */
/** @typedef {"gain" | "harm" | "neither"} Effect */

const SOLVED = "clearances_total";

/** The rows of which a direction is claimed. @param {Rows} rows */
export function clearRows(rows) {
  return rows.filter(([, row]) => row.reading === "more" || row.reading === "less");
}

/** The clear rows that have an effect. @param {Rows} rows @param {Effect} effect */
export function rowsWith(rows, effect) {
  const isHollow = hollowSolving(rows);
  return clearRows(rows).filter(
    ([outcome, row]) => (isHollow && outcome.name === SOLVED ? "neither" : effectOf(outcome, row)) === effect,
  );
}

/**
 * Tell whether a clear difference is a gain or a harm to whom the outcome concerns, or neither.
 *
 * @param {Outcome} outcome
 * @param {Row} row
 * @returns {Effect}
 */
export function effectOf(outcome, row) {
  if (outcome.better === null) return "neither";
  return outcome.better === row.reading ? "gain" : "harm";
}

/** Tell whether solved offences and offences clearly change in the same direction. @param {Rows} rows */
export function solvingBesideOffences(rows) {
  const { solved, offences } = solvedAndOffences(rows);
  return solved !== undefined && offences !== undefined && solved.reading === offences.reading;
}

/** Tell whether solved offences change as offences do, and no more than these in per cent. @param {Rows} rows */
export function hollowSolving(rows) {
  const { solved, offences } = solvedAndOffences(rows);
  if (!solved || !offences || solved.reading !== offences.reading) return false;
  return Math.abs(relative(solved) ?? 0) <= Math.abs(relative(offences) ?? 0);
}

/** @param {Rows} rows */
function solvedAndOffences(rows) {
  const found = Object.fromEntries(clearRows(rows).map(([outcome, row]) => [outcome.name, row]));
  return {
    solved: /** @type {Row | undefined} */ (found[SOLVED]),
    offences: /** @type {Row | undefined} */ (found.offences),
  };
}
