import { el, fill, svg } from "../../app/dom.js";
import { total } from "../../app/figures.js";
import { Forgotten } from "../../engine/pool.js";
import { ADAPTIVE, partsOf } from "../../engine/rows.js";
import { sharesOf } from "../../engine/shares.js";
import { keyOf } from "../../engine/twins.js";
import { withDriver } from "../../words/drivers.js";
import { folded } from "./folded.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {{parts: string[], cities: number[][], n: number}} Found shares by twin city and part; how many cities there will be */

const MOST_PARTS = 4;
const MOST_CITIES = 20;
const MOST_RUNS = 160;
const FEW = 10; // below it a digit after the point tells more
const BAR = { width: 320, height: 18 };

/** What each part of a rule adds to the whole difference. @param {App} app */
export function makeShares(app) {
  const body = el("div");
  let shownOf = "";
  const show = () => {
    const key = JSON.stringify([keyOf(app.policy), app.charted]);
    if (!app.twins || key === shownOf) return;
    shownOf = key;
    const parts = partsOf(app.world, app.policy);
    if (parts.length < 2) return fill(body, el("p", {}, app.say("page.more.shares.single")));
    if (parts.length > MOST_PARTS) return fill(body, el("p", {}, app.say("page.more.shares.many", { n: parts.length, most: MOST_PARTS })));
    const n = Math.min(MOST_CITIES, Math.floor(MOST_RUNS / 2 ** parts.length));
    workOut(app, { parts, cities: [], n }, (found) => shownOf === key && draw(app, body, found)).catch((error) => {
      if (shownOf === key) shownOf = "";
      if (!(error instanceof Forgotten)) app.fail(error);
    });
  };
  return folded("shares", { title: app.say("page.more.shares.title"), what: app.say("page.more.shares.what") }, body, show);
}

/** Run every set of parts, one twin city after the other. @param {App} app @param {Found} found @param {(found: Found) => void} tell */
async function workOut(app, found, tell) {
  const { policy, charted, twins } = app;
  if (!twins) return;
  tell(found);
  const policies = setsOf(found.parts).map((parts) => {
    if (!parts.length) return twins.baseline;
    return parts.length === found.parts.length ? policy : { ...policy, parts };
  });
  for (let seed = 0; seed < found.n; seed++) {
    const runs = await Promise.all(policies.map((one) => twins.run(one, seed)));
    if (keyOf(policy) !== keyOf(app.policy) || charted !== app.charted) return;
    found.cities.push(sharesOf(runs.map((run) => total(run, charted, app.window()))));
    tell(found);
  }
}

/** All sets of parts; bit k of a set's number tells that part k is in. @param {string[]} parts */
function setsOf(parts) {
  return Array.from({ length: 2 ** parts.length }, (_, set) => parts.filter((_part, k) => set & (1 << k)));
}

/** @param {App} app @param {Element} body @param {Found} found */
function draw(app, body, { parts, cities, n }) {
  const { say, charted } = app;
  if (!cities.length) return fill(body, say("page.more.waiting"));
  const means = parts.map((_, k) => cities.reduce((sum, city) => sum + city[k], 0) / cities.length);
  const whole = means.reduce((sum, mean) => sum + mean, 0);
  if (Number.isNaN(whole)) return fill(body, say("page.more.shares.undefined"));
  const far = Math.max(1e-300, ...[...means, whole].map(Math.abs));
  const row = (/** @type {string} */ name, /** @type {number} */ value, /** @type {string | null} */ kind) =>
    el("tr", { class: kind }, el("th", { scope: "row" }, name), el("td", {}, el("data", { value }, signed(app, value))), el("td", { class: "bar", "aria-hidden": "true" }, bar(value / far)));
  return fill(
    body,
    el("p", {}, say("page.more.shares.told", { what: withDriver(app.words, "label", app.outcome(charted), app.named(charted)), years: app.years(), n: cities.length, all: n })),
    el("table", {}, el("tbody", {}, ...parts.map((part, k) => row(nameOf(app, part), means[k], null)),
      row(say("page.more.shares.whole"), whole, "whole"))),
    ...parts.map((part, k) => turning(app, part, cities.map((city) => city[k]))),
  ); // prettier-ignore
}

/** A sentence where a part adds in some twin cities and takes away in others. @param {App} app @param {string} part @param {number[]} shares */
function turning(app, part, shares) {
  const [up, down] = [shares.filter((share) => share > 0).length, shares.filter((share) => share < 0).length];
  return up > 0 && down > 0 && el("p", { class: "turns" }, app.say("page.more.shares.turns", { part: nameOf(app, part), up, down, n: shares.length }));
}

/** @param {App} app @param {string} part */
function nameOf({ say }, part) {
  return part === ADAPTIVE ? say("page.more.shares.adaptive") : say(`page.lever.${part}`);
}

/** @param {App} app */
function unitOf({ data, charted }) {
  return data.tables.outcomes.find((one) => one.name === charted)?.unit ?? "";
}

/** A difference with its sign. @param {App} app @param {number} value */
function signed(app, value) {
  const isFew = Math.abs(value) < FEW && !unitOf(app).startsWith("share");
  const text = isFew ? Math.abs(value).toLocaleString(app.data.tables.language, { maximumFractionDigits: 1 }) : app.amount(app.charted, Math.abs(value));
  return value === 0 ? text : app.say(value > 0 ? "page.more.shares.plus" : "page.more.shares.minus", { amount: text });
}

/** A bar from the middle, to the left for less, to the right for more. @param {number} part of the longest, -1 to 1 */
function bar(part) {
  const { width, height } = BAR;
  const long = (Math.abs(part) * width) / 2;
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, class: part < 0 ? "less" : "more" },
    svg("rect", { x: part < 0 ? width / 2 - long : width / 2, y: 2, width: long, height: height - 4 }),
    svg("line", { x1: width / 2, x2: width / 2, y1: 0, y2: height, class: "axis" })); // prettier-ignore
}
