/** @typedef {import("./language.js").Outcome} Outcome */
/** @typedef {import("./language.js").Slots} Slots */

/** One policy as sentences tell it; both arms as readers know them. */
export class Telling {
  /**
   * @param {import("./language.js").Words} words
   * @param {string} policy
   * @param {string} baseline
   * @param {[string, string]} window first and last month that count
   */
  constructor(words, policy, baseline, window) {
    this.words = words;
    this.policy = policy;
    this.baseline = baseline;
    this.years = yearsOf(words, window);
    this.end = words.month(window[1]);
  }

  /**
   * Fill a template; the slots that all sentences share are filled where it has them.
   *
   * @param {string} key
   * @param {Slots} [slots]
   */
  say(key, slots = {}) {
    const wanted = this.words.slots(key);
    const { policy, baseline, years, end } = this;
    const shared = Object.entries({ policy, baseline, years, end }).filter(([name]) => wanted.has(name));
    return this.words.say(key, { ...Object.fromEntries(shared), ...slots });
  }

  /**
   * Say over which months an outcome is counted: a sum must not read as a change over time.
   *
   * @param {Outcome} outcome
   */
  when(outcome) {
    return this.say(`when.${outcome.over_time}`);
  }

  /**
   * Put the model, the months of an outcome and the baseline before clauses about such outcomes.
   *
   * @param {Outcome} outcome
   * @param {string[]} clauses
   */
  led(outcome, clauses) {
    return this.say("lead", { when: this.when(outcome), clauses: clauses.join("; ") });
  }
}

/**
 * What readers know an arm by: its label, or its name without one.
 *
 * @param {Record<string, string>} labels
 * @param {string} arm
 */
export function called(labels, arm) {
  return Object.hasOwn(labels, arm) ? labels[arm] : arm;
}

/** @param {import("./language.js").Words} words @param {[string, string]} window */
function yearsOf(words, [first, last]) {
  let [start, end] = [first.replace(/-01$/, ""), last.replace(/-12$/, "")];
  // a part of a year: say months on both ends
  if (start.includes("-") || end.includes("-")) [start, end] = [words.month(first), words.month(last)];
  return start === end
    ? words.say("years.one", { first: start })
    : words.say("years.more", { first: start, last: end });
}
