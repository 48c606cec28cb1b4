import { App } from "./app/app.js";
import { atFirst, checked } from "./app/choices.js";
import { Comparing } from "./app/comparing.js";
import { makeShell } from "./app/shell.js";
import { Store } from "./app/store.js";
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
 *   title: string, lookFor?: string, asked: string | null, drivers: import("./words/drivers.js").Since, baseline: string, start: import("./words/chosen.js").Start,
 *   arms: {name: string, entries: import("./words/chosen.js").Entry[]}[], labels: Record<string, string>, quantiles: number[], nPairs: number,
 *   levers: Lever[], inSight: string[], question: {outcome: string, policy: string},
 *   yours: {name: string, second: string, labels: Record<string, string>, head: string, commands: string[], folder: string, beside: string | null},
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
