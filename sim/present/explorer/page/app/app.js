import { monthText } from "../engine/months.js";
import { Forgotten } from "../engine/pool.js";
import { firstDifference } from "../engine/rows.js";
import { keyOf } from "../engine/twins.js";
import { amount } from "../words/changes.js";
import { driverOf } from "../words/drivers.js";
import { isMoney, level } from "../words/numbers.js";
import { called, Telling } from "../words/telling.js";
import { Beside } from "./beside.js";

/** @typedef {import("../engine/types.js").World} World */
/** @typedef {import("../engine/types.js").Policy} Policy */
/** @typedef {import("../engine/twins.js").Pair} Pair */

/** What every part of the page shares: the world, the words, the reader's choices and the pairs run so far. */
export class App {
  /**
   * @param {import("../main.js").Data} data
   * @param {import("./store.js").Store} store
   * @param {import("../words/language.js").Words} words
   * @param {HTMLElement} spoken where findings are put for those who hear the page
   */
  constructor(data, store, words, spoken) {
    this.data = data;
    this.world = data.world;
    this.store = store;
    this.words = words;
    this.spoken = spoken;
    this.nPairs = data.nPairs;
    this.seen = store.state.locked || store.state.view !== "predict"; // whether the first question is behind the reader
    /** @type {import("./comparing.js").Comparing | null} */
    this.comparing = null;
    /** @type {import("../engine/twins.js").Twins | null} */
    this.twins = null;
    /** @type {Pair[]} */
    this.pairs = [];
    /** @type {(() => void)[]} */
    this.listeners = [];
    this.beside = new Beside(this);
    this.first = 0;
    this.settle();
    store.listen((now, before) => {
      this.seen ||= now.locked || now.view !== "predict";
      if (keyOf(now) !== keyOf(before)) this.race();
    });
  }

  /** Fill a template of the language. @type {(key: string, slots?: import("../words/language.js").Slots) => string} */
  say = (key, slots) => this.words.say(key, slots);

  get state() {
    return this.store.state;
  }

  /** The rule that the reader looks at. @returns {Policy} */
  get policy() {
    return { arm: this.state.arm, settings: this.state.settings };
  }

  /** The outcome that "More" shows: the one that is asked about, unless the reader chose another there. */
  get charted() {
    return this.state.charted ?? this.state.outcome;
  }

  /** Tell somebody whenever a pair has come or another rule was chosen. @param {() => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** Say something to those who hear the page. @param {string} text */
  announce(text) {
    this.spoken.textContent = text;
  }

  /** Work out the first month that a comparison counts. */
  settle() {
    this.first = firstDifference(this.world, this.policy) ?? 0;
  }

  /** The months that a comparison counts. */
  window() {
    return { outcomes: this.data.tables.outcomes, first: this.first, end: this.world.nMonths };
  }

  /** The years of these months, in words; months where they are parts of a year. */
  years() {
    return this.telling().years;
  }

  /** When an outcome is counted, in words: over the years, or in the last month. @param {string} outcome */
  when(outcome) {
    return this.outcome(outcome).over_time === "last" ? this.telling().say("when.last") : this.years();
  }

  telling() {
    const [first, last] = [this.first, this.world.nMonths - 1].map((month) => monthText(this.world, month));
    return new Telling(this.words, this.ruleName(), this.called(this.data.baseline), [first, last]);
  }

  /** An outcome in plain words. @param {string} outcome */
  named(outcome) {
    const key = `page.outcome.${outcome}`;
    return this.words.has(key) ? this.say(key) : this.outcome(outcome).label;
  }

  /** What an outcome is, where its name needs that, and what it hangs on. @param {string} outcome */
  about(outcome) {
    const key = `page.about.${outcome}`;
    const driver = driverOf(this.words, this.outcome(outcome));
    const said = [this.words.has(key) && this.say(key), driver && this.say("page.hangs_on", { driver })];
    return said.filter(Boolean).join(" ");
  }

  /** What readers know an arm by. @param {string} arm */
  called(arm) {
    return called(this.data.labels, arm);
  }

  /** A rule in words; the one that the reader looks at unless another is given. @param {Policy} [policy] */
  ruleName({ arm, settings } = this.policy) {
    const rule = this.called(arm);
    return settings.length ? this.say("page.rules.changed", { rule }) : rule;
  }

  /** The rule that the reader looks at, as a heading says it. */
  ruleTitle() {
    return this.say("page.the_rule", { rule: this.ruleName() });
  }

  /** What files and comparisons name rules by: an unchanged one by its arm. @param {Policy[]} policies */
  namesOf(policies) {
    const { yours } = this.data;
    return policies.map(({ arm, settings }, k) => (settings.length ? [yours.name, yours.second][k] : arm));
  }

  /** The rule that the reader looks at, and the one beside it where there is one; each once. */
  rules() {
    const { beside } = this.state;
    const policies = beside ? [this.policy, beside] : [this.policy];
    const named = this.namesOf(policies).map((name, k) => ({ name, policy: policies[k] }));
    return named.filter(({ name }, k) => named.findIndex((one) => one.name === name) === k);
  }

  /** Both rules in words, where there are two. */
  twoNames() {
    const { beside } = this.state;
    if (!beside) return [];
    return [this.say("page.rules.first", { rule: this.ruleName() }), this.say("page.rules.second", { rule: this.ruleName(beside) })];
  }

  /** A mean of an outcome in words, in two digits. @param {string} outcome @param {number} value */
  amount(outcome, value) {
    return Number.isNaN(value) ? this.say("page.undefined") : amount(this.words, this.outcome(outcome).unit, value);
  }

  /** What one world says of an outcome. @param {string} outcome @param {number} value */
  level(outcome, value) {
    const { unit } = this.outcome(outcome);
    const number = level(unit, Number.isNaN(value) ? null : value);
    return isMoney(unit) ? this.say("unit.roubles", { number }) : number;
  }

  /** @param {string} name @returns {import("../main.js").Outcome} */
  outcome(name) {
    const found = this.data.tables.outcomes.find((one) => one.name === name);
    if (!found) throw new Error(`there is no outcome ${name}`);
    return found;
  }

  /** Run the pairs of the rule that was chosen; another choice ends this. */
  async race() {
    const { policy, twins } = this;
    this.settle();
    /** @type {Pair[]} */
    const pairs = (this.pairs = []); // of this race: one that was left and came back to is another
    this.tell("running");
    if (!twins) return;
    this.forgetOthers();
    try {
      for await (const pair of twins.pairs(policy, this.nPairs)) {
        if (pairs !== this.pairs) return;
        pairs.push(pair);
        this.tell(pairs.length < this.nPairs ? "running" : "ready");
      }
    } catch (error) {
      if (!(error instanceof Forgotten)) this.fail(/** @type {Error} */ (error));
    }
  }

  /** Ask no longer for runs of rules that were left. */
  forgetOthers() {
    const { policy, state, twins } = this;
    twins?.keepOnly(state.beside ? [policy, state.beside] : [policy]);
  }

  /** @param {string} state of the page */
  tell(state) {
    const page = document.documentElement.dataset;
    if (page.state === "failed") return; // there is no way on
    page.state = state;
    page.pairs = String(this.pairs.length);
    this.listeners.forEach((listener) => listener());
  }

  /** @param {Error} error */
  fail(error) {
    document.documentElement.dataset.state = "failed";
    this.announce(this.say("page.failed", { why: error.message })); // which is then seen, too
  }
}
