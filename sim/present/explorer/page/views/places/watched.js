import { tally } from "../../engine/marks.js";
import { lifeOf } from "../../engine/life.js";
import { Forgotten } from "../../engine/pool.js";
import { keyOf } from "../../engine/twins.js";
import { turnsOf } from "./undone.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../engine/types.js").Run} Run */
/** @typedef {import("../../engine/life.js").Life} Life */
/** @typedef {{seed: number, without: Life, with: Life, stopped: import("../../engine/marks.js").Tally, turns: import("./undone.js").Turn[]}} Watched */

const KEPT = 4; // runs with what happened to each resident: they are large

/** The pair of twin cities that is watched, resident by resident. */
export class Watching {
  /** @param {App} app @param {() => void} tell called when a pair has come */
  constructor(app, tell) {
    this.app = app;
    this.tell = tell;
    this.key = "";
    /** @type {Watched | null} */
    this.found = null;
    /** @type {Map<string, Promise<Run>>} */
    this.known = new Map();
  }

  /** The first, unless the reader chose another. */
  get seed() {
    return this.app.state.watched ?? 0;
  }

  /** Ask for the pair of the rule that was chosen, unless it is there or on its way. */
  update() {
    const { app, seed } = this;
    const key = `${seed} ${keyOf(app.policy)}`;
    if (!app.twins || key === this.key) return;
    this.key = key;
    this.found = null;
    this.fetch(key).catch((error) => {
      this.known.clear();
      if (this.key === key) this.key = "";
      if (!(error instanceof Forgotten)) app.fail(error);
    });
  }

  /** @param {string} key of what is asked for */
  async fetch(key) {
    const { app, seed } = this;
    const { world, first, policy } = app;
    const [withIt, without] = await Promise.all([policy, { arm: world.baseline, settings: [] }].map((one) => this.run(one, seed)));
    if (key !== this.key) return;
    this.found = {
      seed,
      without: lifeOf(without, world, first),
      with: lifeOf(withIt, world, first),
      turns: turnsOf(world, without, withIt).flat(),
      stopped: tally(without, withIt, world.marks.stopped, { first, nMonths: world.nMonths }),
    };
    this.tell();
  }

  /** @param {import("../../engine/types.js").Policy} policy @param {number} seed @returns {Promise<Run>} */
  run(policy, seed) {
    const { twins } = this.app;
    const key = `${seed} ${keyOf(policy)}`;
    const run = this.known.get(key) ?? /** @type {import("../../engine/twins.js").Twins} */ (twins).pool.run(policy, seed, { withMarks: true, first: true });
    this.known.delete(key);
    this.known.set(key, run); // the last one asked for is kept longest
    for (const old of [...this.known.keys()].slice(0, -KEPT)) this.known.delete(old);
    return run;
  }
}
