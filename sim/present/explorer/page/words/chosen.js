/** What each policy sets, in words; as sim/present/chosen.py has it. */

import { some } from "./lists.js";
import { isShare, roundedTo } from "./numbers.js";

/** @typedef {import("./language.js").Words} Words */
/** @typedef {import("./language.js").Lever} Lever */
/**
 * One entry of a policy, as a scenario has it.
 *
 * @typedef {{
 *   lever?: string, adaptive?: string, use?: string, value?: unknown, options?: Record<string, unknown>,
 *   from?: string, to?: string, ramp_months?: number, where?: Record<string, any>,
 * }} Entry
 * @typedef {Record<string, unknown>} Start values of levers in force from the start
 */

/**
 * Say what a policy sets, in plain words, with the value that holds otherwise.
 *
 * @param {Words} words
 * @param {Entry[]} entries
 * @param {Start} start
 * @param {string} lastMonth
 */
export function policySentence(words, entries, start, lastMonth) {
  const told = entries.map((entry) => entrySaid(words, entry, start, lastMonth));
  return words.say("sets.policy", { settings: told.join("; ") || words.say("sets.nothing") });
}

/**
 * What, since when and until when, where.
 *
 * @param {Words} words
 * @param {Entry} entry
 * @param {Start} start
 * @param {string} lastMonth
 */
function entrySaid(words, entry, start, lastMonth) {
  const ramp = entry.ramp_months ? words.say("sets.ramp", { n: entry.ramp_months }) : "";
  const parts = [monthsSaid(words, entry, lastMonth), ramp, ...whereSaid(words, entry.where ?? {})];
  return [whatSaid(words, entry, start), parts.filter(Boolean).join(" ")].filter(Boolean).join(", ");
}

/**
 * Since when an entry holds, and until when where that is before the end.
 *
 * @param {Words} words
 * @param {Entry} entry
 * @param {string} lastMonth
 */
function monthsSaid(words, { from, to }, lastMonth) {
  if (!from) return "";
  const start = words.month(from);
  const end = to || lastMonth;
  return end === lastMonth
    ? words.say("sets.from", { start })
    : words.say("sets.span", { start, end: words.month(end) });
}

/** @param {Words} words @param {Entry} entry @param {Start} start */
function whatSaid(words, entry, start) {
  const lever = words.tables.levers.find((one) => one.name === entry.lever);
  if (!lever) return adaptiveSaid(words, entry);
  const { meaning } = lever;
  const value = valueSaid(words, lever, entry.value);
  const usual = valueSaid(words, lever, start[lever.name] ?? lever.usual);
  if (value.join() === usual.join()) return words.say("sets.same", { meaning, value: joined(words, value) });
  const told = value[1] === usual[1] ? value[0] : joined(words, value);
  return words.say("sets.lever", { meaning, value: told, usual: joined(words, usual) });
}

/** @param {Words} words @param {Entry} entry */
function adaptiveSaid(words, { lever, adaptive, use, options }) {
  const key = `adaptive.${adaptive}`;
  const usual = words.tables.adaptive[adaptive ?? ""];
  const own = Object.entries({ ...usual, ...options });
  if (!words.has(key) || Object.keys(options ?? {}).some((name) => !words.slots(key).has(name))) {
    return adaptive ?? lever ?? use ?? "";
  }
  const alone = `adaptive_usual.${adaptive}`;
  if (words.has(alone) && own.every(([name, value]) => value === usual[name])) return words.say(alone);
  return words.say(key, Object.fromEntries(own.map(([name, value]) => [name, optionSaid(words, name, value)])));
}

/** An option of an adaptive policy in words. @param {Words} words @param {string} name @param {unknown} value */
function optionSaid(words, name, value) {
  return words.tables.share_options.includes(name) ? percent(words, Number(value)) : plain(words, value);
}

/** The places in words; a city's code goes. @param {Words} words @param {Record<string, any>} where */
function whereSaid(words, { cities = [], ...others }) {
  const named = some(words, cities.map((/** @type {string} */ city) => city.slice(city.lastIndexOf("/") + 1)));
  const told = Object.entries(others).map(([what, value]) => words.say("sets.where", { what, value: plain(words, value) }));
  return named ? [words.say("sets.cities", { named }), ...told] : told;
}

/**
 * A lever's value in words, and its unit; of a choice the world keeps the number.
 *
 * @param {Words} words
 * @param {Lever} lever
 * @param {unknown} value
 * @returns {[string, string]}
 */
function valueSaid(words, { kind, unit, usual, high, choices }, value) {
  if (typeof value === "string" && !choices.includes(value)) return [value, ""]; // a scenario may hold anything
  if (kind === "switch") return [plain(words, Boolean(value)), ""];
  if (kind === "choice") return [words.say(`choice.${typeof value === "number" ? choices[value] : value}`), ""];
  const number = Number(value);
  if (isShare(unit)) return [percent(words, number), ""];
  if (number === usual && number === high) return [words.say("value.no_limit"), ""];
  if (!unit.startsWith("probability")) return [exact(words, number), unit];
  const often = exact(words, roundedTo(1 / number, 2));
  return [words.say("value.one_in", { number: often }).replaceAll(" ", words.tables.kept), words.say("value.searches")];
}

/** A figure and what it counts: they never stand on two lines. @param {Words} words @param {[string, string]} parts */
function joined(words, parts) {
  return parts.filter(Boolean).join(words.tables.kept);
}

/** @param {Words} words @param {number} share */
function percent(words, share) {
  return words.say("value.percent", { number: general(100 * share) });
}

/**
 * A number that was chosen: all its digits, in millions from a million on.
 *
 * @param {Words} words
 * @param {number} number
 */
function exact(words, number) {
  const [factor, suffix] = number >= 1e9 ? [1e9, "bn"] : number >= 1e6 ? [1e6, "M"] : [1, ""];
  const [whole, ...decimals] = general(number / factor).split(".");
  return joined(words, [[whole.replace(/\B(?=(\d{3})+$)/g, ","), ...decimals].join("."), suffix]);
}

/** A value as people read it. @param {Words} words @param {unknown} value @returns {string} */
function plain(words, value) {
  if (typeof value === "boolean") return words.say(`value.${value ? "yes" : "no"}`);
  if (Array.isArray(value)) return value.map((one) => plain(words, one)).join(", ");
  return typeof value === "number" ? general(value) : String(value);
}

/** A number with 15 digits that count, as Python's format g has it. @param {number} value */
function general(value) {
  const near = roundedTo(value, 15);
  const [digits, power] = near.toExponential().split("e");
  if (near === 0 || (Number(power) >= -4 && Number(power) < 15)) return String(near);
  return `${digits}e${power[0]}${power.slice(1).padStart(2, "0")}`;
}
