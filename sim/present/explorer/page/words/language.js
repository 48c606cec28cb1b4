/**
 * Everything that sentences are made from: see sim/present/explorer/tables.py, which writes it.
 *
 * @typedef {{
 *   name: string, label: string, unit: string, over_time: string, better: string | null, stakeholder: string,
 *   numerator: string[], denominator: string[], headline: boolean,
 * }} Outcome
 * @typedef {{
 *   name: string, kind: string, meaning: string, unit: string, usual: number | boolean, high: number,
 *   choices: string[],
 * }} Lever
 * @typedef {{
 *   language: string, words: Record<string, any>, hangs_on: Record<string, string>, months: string[], outcomes: Outcome[], levers: Lever[],
 *   adaptive: Record<string, Record<string, unknown>>, share_options: string[],
 *   kept: string, parts: [number, number, string][],
 *   told: string[], market: Record<string, string>, cost_of_solving: string[], law: string, set_by_law: string[],
 *   level: number, min_pairs: number,
 *   large_share: number, kept_share: number, large_percent: number, small_percent: number, named_cities: number, ban: string,
 * }} Tables
 * @typedef {Record<string, string | number>} Slots
 */

const PLURALS = new Set(["zero", "one", "two", "few", "many", "other"]);

/** The templates of one language, and what sentences speak of. */
export class Words {
  /** @param {Tables} tables */
  constructor(tables) {
    this.tables = tables;
    this.plurals = new Intl.PluralRules(tables.language);
    /** @type {Map<string, Record<string, string>>} */
    this.templates = new Map(flat(tables.words, ""));
  }

  /** Whether there is such a template. @param {string} key */
  has(key) {
    return this.templates.has(key);
  }

  /** The slots of a template; a plural has those of its forms together, and `n`. @param {string} key */
  slots(key) {
    const forms = Object.values(this.forms(key));
    const names = forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    return new Set(forms.length > 1 ? [...names, "n"] : names);
  }

  /**
   * Fill a template; where it has plural forms, slot `n` is the number that chooses.
   *
   * @param {string} key
   * @param {Slots} [slots]
   */
  say(key, slots = {}) {
    const wanted = this.slots(key);
    const given = Object.keys(slots);
    if (wanted.size !== given.length || !given.every((name) => wanted.has(name))) {
      throw new Error(`${key} has slots ${[...wanted]}, and got ${given}`);
    }
    const forms = this.forms(key);
    const form = forms[this.plurals.select(Number(slots.n))] ?? forms.other;
    return form.replace(/\{(\w+)\}/g, (_, name) => String(slots[name]));
  }

  /** Write a month given as YYYY-MM in words; anything else stays as it is. @param {string} month */
  month(month) {
    const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
    return found ? `${this.tables.months[Number(found[2]) - 1]} ${found[1]}` : month;
  }

  /** @param {string} key */
  forms(key) {
    const forms = this.templates.get(key);
    if (!forms) throw new Error(`there is no template ${key}`);
    return forms;
  }
}

/**
 * Every template by its way through the file.
 *
 * @param {Record<string, any>} templates
 * @param {string} way
 * @returns {[string, Record<string, string>][]}
 */
function flat(templates, way) {
  return Object.entries(templates).flatMap(([name, inner]) => {
    if (typeof inner === "string") return [[way + name, { other: inner }]];
    const isPlural = "other" in inner && Object.keys(inner).every((form) => PLURALS.has(form));
    return isPlural ? [[way + name, inner]] : flat(inner, `${way}${name}.`);
  });
}
