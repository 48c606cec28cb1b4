import { Forgotten } from "../../engine/pool.js";

/** @typedef {import("../../app/app.js").App} App */

/** The pairs of a second rule, run where the reader puts one beside the first. */
export class Beside {
  /** @param {App} app @param {() => void} tell called when a pair has come */
  constructor(app, tell) {
    this.app = app;
    this.tell = tell;
    /** @type {string | null} */
    this.arm = null;
    /** @type {import("../../engine/twins.js").Pair[]} */
    this.pairs = [];
  }

  /** The second rule and its pairs, where there is one. @returns {import("../../app/comparing.js").Raced[]} */
  raced() {
    return this.arm === null ? [] : [{ policy: { arm: this.arm, settings: [] }, pairs: this.pairs }];
  }

  /** Begin with the rule that was chosen, unless that is done; another choice ends this. */
  async run() {
    const { app } = this;
    const arm = app.state.beside;
    if (!app.twins || arm === this.arm) return;
    [this.arm, this.pairs] = [arm, []];
    const { pairs } = this;
    if (arm === null) return;
    try {
      for await (const pair of app.twins.pairs({ arm, settings: [] }, app.nPairs)) {
        if (pairs !== this.pairs) return;
        pairs.push(pair);
        this.tell();
      }
    } catch (error) {
      if (!(error instanceof Forgotten)) app.fail(/** @type {Error} */ (error));
      else if (pairs === this.pairs) this.arm = null; // the next time that it is asked for begins anew
    }
  }
}
