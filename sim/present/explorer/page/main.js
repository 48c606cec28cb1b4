import { App } from "./app/app.js";
import { VIEWS, makeShell } from "./app/shell.js";
import { Store } from "./app/store.js";
import { Comparing } from "./app/comparing.js";
import { decoded } from "./engine/bytes.js";
import { startPool } from "./engine/pool.js";
import { Statistics } from "./engine/statistics.js";
import { Twins } from "./engine/twins.js";
import { Words } from "./words/language.js";

/**
 * Everything that the page is told: see sim/present/explorer/page.py, which writes it.
 *
 * @typedef {import("./words/language.js").Outcome} Outcome
 * @typedef {{
 *   name: string, unit: string, kind: string, meaning: string, cost: string, choices: string[],
 *   steps: number[], usual: number | boolean,
 * }} Lever
 * @typedef {{
 *   size: [number, number], circles: [number, number, number][], isWithoutFlagged: boolean,
 *   conic: {south: number, north: number, middle: number},
 * }} Picture circles of cities: x, y, radius
 * @typedef {{
 *   world: import("./engine/types.js").World, tables: import("./words/language.js").Tables,
 *   title: string, lookFor?: string, baseline: string, start: import("./words/chosen.js").Start,
 *   arms: {name: string, entries: import("./words/chosen.js").Entry[]}[], labels: Record<string, string>, quantiles: number[], nPairs: number,
 *   levers: Lever[], inSight: string[], question: {outcome: string, policy: string},
 *   yours: {name: string, head: string, commands: string[], folder: string, beside: string | null},
 *   map: Picture | null,
 * }} Data
 */

start();

async function start() {
  const text = (/** @type {string} */ id) => document.getElementById(id)?.textContent ?? "";
  /** @type {Data} */
  const data = JSON.parse(text("data"));
  const store = new Store(atFirst(data), (state) => checked(state, data));
  const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));
  const app = new App(data, store, new Words(data.tables), spoken);
  makeShell(app, /** @type {HTMLElement} */ (document.getElementById("app")));
  try {
    const module = await WebAssembly.compile(decoded(text("model")));
    app.comparing = new Comparing(app, new Statistics(module, data.quantiles));
    app.twins = new Twins(await startPool(module, data.world, text("worker")), data.baseline);
  } catch (error) {
    app.fail(/** @type {Error} */ (error));
    return;
  }
  await app.race();
}

/** What holds before the reader chooses. @param {Data} data @returns {import("./app/store.js").State} */
function atFirst(data) {
  const { outcome, policy } = data.question;
  return {
    view: "predict", arm: policy, settings: [], outcome, guess: null, count: data.nPairs / 2, locked: false,
    month: data.world.nMonths - 1, beside: null,
  }; // prettier-ignore
}

/** Keep what the page knows of what an address says. @param {import("./app/store.js").State} state @param {Data} data */
function checked(state, data) {
  const usual = atFirst(data);
  const { nMonths } = data.world;
  const within = (/** @type {number} */ month) => month >= 0 && month < nMonths;
  const known = (/** @type {{name: string}[]} */ all, /** @type {string} */ name) => all.some((one) => one.name === name);
  const others = data.arms.filter(({ name }) => name !== state.arm || state.settings.length > 0);
  return {
    view: Object.hasOwn(VIEWS, state.view) ? state.view : usual.view,
    arm: known(data.arms, state.arm) ? state.arm : usual.arm,
    settings: state.settings.filter((one) => isWithin(one, data)),
    outcome: known(data.tables.outcomes, state.outcome) ? state.outcome : usual.outcome,
    guess: ["less", "same", "more"].includes(state.guess ?? "") ? state.guess : null,
    count: Math.min(data.nPairs, Math.max(0, Math.round(state.count) || 0)),
    locked: state.locked && state.guess !== null,
    month: within(state.month) ? Math.round(state.month) : usual.month,
    beside: others.find(({ name }) => name === state.beside)?.name ?? null,
  };
}

/** Whether a setting is one that a lever can have, within the world's months. @param {import("./engine/types.js").Setting} setting @param {Data} data */
function isWithin({ lever: name, value, from, to }, { levers, world }) {
  const lever = levers.find((one) => one.name === name);
  if (!lever) return false;
  const [low, high] = [lever.steps[0], lever.steps[lever.steps.length - 1]];
  const isValue = Number(value) >= low && Number(value) <= high && (lever.kind === "number" || Number.isInteger(Number(value)));
  return isValue && from >= 0 && from <= to && to < world.nMonths;
}
