/** What an outcome hangs on that few have published; as sim/present/drivers.py has it. */

/** @typedef {import("./language.js").Words} Words */
/** @typedef {import("./language.js").Outcome} Outcome */
/** By what outcomes hang on, a text of what decides it and whether that was published. @typedef {Record<string, string>} Texts */
/** The first month from which on each of the texts holds, in order; Python writes them. @typedef {[string, Texts][]} Since */

/**
 * Add to what is told of an outcome what it hangs on, where it hangs on anything.
 *
 * @param {Words} words
 * @param {"clause" | "label" | "title"} form
 * @param {Outcome} outcome
 * @param {string} told
 */
export function withDriver(words, form, outcome, told) {
  const driver = driverOf(words, outcome);
  return driver ? words.say(`driver.form.${form}`, { told, driver }) : told;
}

/** What an outcome hangs on, in words; nothing where it hangs on nothing of the kind. @param {Words} words @param {Outcome} outcome */
export function driverOf(words, { name }) {
  const driver = words.tables.hangs_on[name];
  return driver ? words.say(`driver.name.${driver}`) : "";
}

/**
 * What outcomes hang on, and whether that was published, for a comparison that begins in some month.
 *
 * @param {Words} words
 * @param {Since} since
 * @param {string} first
 * @param {Outcome[]} outcomes
 * @returns {import("./lists.js").Line[]}
 */
export function hanging(words, since, first, outcomes) {
  const texts = since.filter(([month]) => month <= first).at(-1)?.[1] ?? {};
  const drivers = new Set(outcomes.map(({ name }) => words.tables.hangs_on[name]).filter(Boolean));
  return [...drivers].map((driver) => [words.say("heading.hangs_on"), texts[driver]]);
}
