import { Runner } from "./runner.js";

/**
 * A worker of the page: told a module and a world once, then runs what it is asked for.
 *
 * @typedef {{module: WebAssembly.Module, world: import("./types.js").World}} Load
 * @typedef {{policy: import("./types.js").Policy, seed: number, withMarks: boolean}} Ask
 */

/** @type {Runner | undefined} */
let runner;

self.onmessage = ({ data }) => {
  try {
    if (data.module) {
      runner = new Runner(data.module, data.world);
      self.postMessage({ loaded: true });
    } else if (runner) answer(runner.run(data.policy, data.seed, data.withMarks));
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};

/** @param {import("./types.js").Run} run */
function answer(run) {
  const arrays = [run.country, run.cities, run.marks, run.wanted].filter((array) => array !== undefined);
  /** @type {any} */ (self).postMessage({ run }, arrays.map((array) => array.buffer));
}
