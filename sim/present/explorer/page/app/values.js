/** @typedef {import("../main.js").Lever} Lever */

/**
 * A lever's value as a scenario has it: a switch is true or false, a choice a word.
 *
 * @param {Lever[]} levers
 * @param {string} name
 * @param {number | boolean} value
 */
export function chosenValue(levers, name, value) {
  const lever = levers.find((one) => one.name === name);
  if (lever?.kind === "switch") return Boolean(value);
  return lever?.kind === "choice" ? lever.choices[Number(value)] : Number(value);
}
