/** @typedef {import("./types.js").Policy} Policy */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {{seed: number, policy: Run, baseline: Run}} Pair two worlds with the same luck */

/** Pairs of worlds with the same luck: one without the rule, one with it. What was run is kept. */
export class Twins {
  /**
   * @param {import("./pool.js").Pool} pool
   * @param {string} baseline
   */
  constructor(pool, baseline) {
    this.pool = pool;
    /** @type {Policy} */
    this.baseline = { arm: baseline, settings: [] };
    /** @type {Map<string, Map<number, Promise<Run>>>} */
    this.known = new Map();
  }

  /**
   * Return a run, which is made once.
   *
   * @param {Policy} policy
   * @param {number} seed
   * @returns {Promise<Run>}
   */
  run(policy, seed) {
    const key = keyOf(policy);
    const runs = this.known.get(key) ?? new Map();
    this.known.set(key, runs);
    const run = runs.get(seed) ?? this.pool.run(policy, seed);
    runs.set(seed, run);
    return run;
  }

  /**
   * Yield pairs in the order of their numbers, from 0; all are asked for at once.
   *
   * @param {Policy} policy
   * @param {number} n
   * @returns {AsyncGenerator<Pair>}
   */
  async *pairs(policy, n) {
    const asked = Array.from({ length: n }, (_, seed) =>
      Promise.all([this.run(this.baseline, seed), this.run(policy, seed)]),
    );
    for (const pair of asked) pair.catch(() => undefined); // told when it is its turn
    for (const [seed, pair] of asked.entries()) {
      const [without, withIt] = await pair;
      yield { seed, policy: withIt, baseline: without };
    }
  }

  /** Stop what is asked for but not begun, other than these policies. @param {Policy[]} kept */
  keepOnly(kept) {
    const keys = new Set([this.baseline, ...kept].map(keyOf));
    this.pool.forget((policy) => !keys.has(keyOf(policy)));
    for (const key of this.known.keys()) if (!keys.has(key)) this.known.delete(key);
  }
}

/** @param {Policy} policy */
export function keyOf(policy) {
  return JSON.stringify([policy.arm, policy.settings, policy.parts]);
}
