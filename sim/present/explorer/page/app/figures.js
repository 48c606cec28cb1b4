import { addUp } from "../compare/window.js";

/** @typedef {import("../main.js").Outcome} Outcome */

/**
 * An outcome of one run over the months that count; NaN where it is undefined.
 *
 * @param {import("../engine/types.js").Run} run
 * @param {string} name
 * @param {{outcomes: Outcome[], first: number, end: number}} window months by number, `end` not included
 * @returns {number}
 */
export function total({ country }, name, { outcomes, first, end }) {
  const at = (/** @type {string} */ one) => outcomes.findIndex((outcome) => outcome.name === one);
  const values = (/** @type {string} */ one) =>
    Array.from({ length: end - first }, (_, k) => country[(first + k) * outcomes.length + at(one)]);
  return addUp(outcomes[at(name)], values) ?? NaN;
}

/** Outcomes that a reader can ask about: headlines, and what the scenario asks. @param {import("../main.js").Data} data */
export function askable({ tables, question }) {
  return tables.outcomes.filter(({ headline, name }) => headline || name === question.outcome);
}
