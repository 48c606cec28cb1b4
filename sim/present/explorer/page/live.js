import { App } from "./app/app.js";
import { Comparing } from "./app/comparing.js";
import { el } from "./app/dom.js";
import { startPool } from "./engine/pool.js";
import { Statistics } from "./engine/statistics.js";
import { Twins } from "./engine/twins.js";
import { scaleOf } from "./views/sides/bar.js";
import { makePanel } from "./views/sides/panel.js";
import { Words } from "./words/language.js";

/** @typedef {import("./engine/types.js").Policy} Policy */
/** @typedef {import("./app/store.js").State} State */
/** What a page gives that shows a difference beside something else. @typedef {{data: import("./main.js").Data, module: WebAssembly.Module, worker: string}} Given */

/** The rule that somebody else's form sets, told as the choices of the page are. */
class Chosen {
  /** @param {Policy} policy */
  constructor(policy) {
    /** @type {any} */
    this.state = { view: "sides", locked: false, beside: null, moved: "first", charted: null, ...policy };
    /** @type {((state: State, before: State) => void)[]} */
    this.listeners = [];
  }

  /** @param {(state: State, before: State) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Partial<State>} change */
  set(change) {
    const before = this.state;
    this.state = { ...before, ...change };
    this.listeners.forEach((listener) => listener(this.state, before));
  }
}

/**
 * The paired difference of a small world, without the rest of the page.
 *
 * @param {Given} given
 * @param {Policy} policy
 */
export async function makeLive({ data, module, worker }, policy) {
  const chosen = new Chosen(policy);
  const spoken = el("p", { role: "status", class: "heard" });
  const app = new App(data, /** @type {any} */ (chosen), new Words(data.tables), spoken);
  const panel = makePanel(app, "first");
  app.comparing = new Comparing(app, new Statistics(module, data.quantiles));
  app.twins = new Twins(await startPool(module, data.world, worker), data.baseline);
  app.listen(() => {
    const found = app.comparing?.now() ?? null;
    const far = scaleOf((found?.rows ?? []).filter((row) => app.outcome(row.outcome).headline));
    panel.show({ found, name: app.namesOf([app.policy])[0], title: app.ruleTitle(), n: app.pairs.length, far });
    if (found && app.pairs.length === app.nPairs) app.announce(found.answers.map((answer) => answer.finding).join(" "));
  });
  app.race();
  const { startMonth, nMonths } = data.world;
  const choose = (/** @type {Policy} */ rule) => chosen.set(rule);
  return { root: el("div", {}, panel.root, spoken), choose, startMonth, nMonths };
}

Object.assign(globalThis, { makeLive });
