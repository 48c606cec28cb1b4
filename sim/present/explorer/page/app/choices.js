import { layersOf } from "../views/places/layers.js";
import { askable } from "./figures.js";
import { VIEWS } from "./shell.js";
import { UNFOLDED } from "./unfolded.js";

/** @typedef {import("../main.js").Data} Data */
/** @typedef {import("./store.js").State} State */
/** @typedef {import("../engine/types.js").Policy} Policy */
/** @typedef {import("../engine/types.js").Setting} Setting */

/** What holds before the reader chooses. @param {Data} data @returns {State} */
export function atFirst(data) {
  const { outcome, policy } = data.question;
  return {
    view: "predict", arm: policy, settings: [], outcome, guess: null, count: data.nPairs / 2, locked: false,
    about: null, month: data.world.nMonths - 1, beside: null, moved: "first", watched: null, layer: "with", charted: null,
    path: null, by: "year", open: ["look", "paths"],
  }; // prettier-ignore
}

/** Keep what the page knows of what an address says; the rest is as before the reader chooses. @param {State} state @param {Data} data @returns {State} */
export function checked(state, data) {
  const usual = atFirst(data);
  return {
    view: Object.hasOwn(VIEWS, state.view) ? state.view : usual.view,
    ...checkedRule(state, data, usual.arm),
    outcome: isNamed(askable(data), state.outcome) ? state.outcome : usual.outcome,
    guess: oneOf(["less", "same", "more", null], state.guess, null),
    count: Math.min(data.nPairs, Math.max(0, Math.round(state.count) || 0)),
    locked: state.locked && state.guess !== null,
    about: known(state.about, data, usual.arm),
    month: isCounted(Math.round(state.month), data.world.nMonths) ? Math.round(state.month) : usual.month,
    beside: known(state.beside, data, usual.arm),
    moved: oneOf(["first", "second"], state.moved, usual.moved),
    watched: twin(state.watched, data),
    layer: oneOf(layersOf(data), state.layer, usual.layer),
    charted: state.charted !== null && isNamed(askable(data), state.charted) ? state.charted : null,
    path: twin(state.path, data),
    by: oneOf(["year", "month"], state.by, usual.by),
    open: UNFOLDED.filter((name) => state.open.includes(name)),
  };
}

/** A rule beside the reader's, where there is one of an arm that the page knows. @param {Policy | null} rule @param {Data} data @param {string} usual */
function known(rule, data, usual) {
  return rule && isNamed(data.arms, rule.arm) ? checkedRule(rule, data, usual) : null;
}

/** A rule of which the page knows all; of a lever that is set twice the later setting wins. @param {Policy} rule @param {Data} data @param {string} usual */
function checkedRule({ arm, settings }, data, usual) {
  const known = settings.filter((one) => isWithin(one, data));
  return {
    arm: isNamed(data.arms, arm) ? arm : usual,
    settings: [...new Map(known.map((one) => [one.lever, one])).values()],
  };
}

/** Whether a setting is one that a lever can have, within the world's months. @param {Setting} setting @param {Data} data */
function isWithin({ lever: name, value, from, to }, { levers, world }) {
  const lever = levers.find((one) => one.name === name);
  if (!lever) return false;
  const [low, high] = [lever.steps[0], lever.steps[lever.steps.length - 1]];
  const isValue = Number(value) >= low && Number(value) <= high && (lever.kind === "number" || Number.isInteger(Number(value)));
  return isValue && from >= 0 && from <= to && to < world.nMonths;
}

/** The number of a pair of twins, where there is one. @param {number | null} k @param {Data} data */
function twin(k, { nPairs }) {
  return k !== null && isCounted(k, nPairs) ? k : null;
}

/** @param {number} k @param {number} n */
function isCounted(k, n) {
  return Number.isInteger(k) && k >= 0 && k < n;
}

/** @param {{name: string}[]} all @param {string} name */
function isNamed(all, name) {
  return all.some((one) => one.name === name);
}

/** @template T @param {readonly T[]} known @param {T} value @param {T} usual @returns {T} */
function oneOf(known, value, usual) {
  return known.includes(value) ? value : usual;
}
