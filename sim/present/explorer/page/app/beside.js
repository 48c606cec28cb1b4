import { Forgotten } from "../engine/pool.js";

/** The pairs of the second rule, run where a reader is told of two. */
export class Beside {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {import("../engine/types.js").Policy | null} */
    this.policy = null;
    /** @type {import("../engine/twins.js").Pair[]} */
    this.pairs = [];
  }

  /** The second rule and its pairs, where there is one. @returns {import("./comparing.js").Raced[]} */
  raced() {
    return this.policy === null || !this.isNow() ? [] : [{ policy: this.policy, pairs: this.pairs }];
  }

  /** Whether these are the pairs of what the reader chose. */
  isNow() {
    return JSON.stringify(this.app.state.beside) === JSON.stringify(this.policy);
  }

  /** Begin with the rule that was chosen, unless that is done; another choice ends this. */
  async run() {
    const { app } = this;
    const policy = app.state.beside;
    if (!app.twins || this.isNow()) return;
    [this.policy, this.pairs] = [policy, []];
    const { pairs } = this;
    app.forgetOthers();
    if (policy === null) return;
    try {
      for await (const pair of app.twins.pairs(policy, app.nPairs)) {
        if (pairs !== this.pairs) return;
        pairs.push(pair);
        app.listeners.forEach((listener) => listener());
      }
    } catch (error) {
      if (!(error instanceof Forgotten)) app.fail(/** @type {Error} */ (error));
      else if (pairs === this.pairs) this.policy = null; // the next time that it is asked for begins anew
    }
  }
}
