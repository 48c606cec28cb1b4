import { Runner } from "./runner.js";

/** @typedef {import("./types.js").World} World */
/** @typedef {import("./types.js").Policy} Policy */
/** @typedef {import("./types.js").Run} Run */
/** @typedef {{policy: Policy, seed: number, withMarks: boolean, done: (run: Run) => void, failed: (error: Error) => void}} Job */
/** @typedef {{run: (job: Job) => Promise<Run>}} Hand does one job at a time */

const MOST_WORKERS = 4;

/** A run that nobody wants any more. */
export class Forgotten extends Error {}

/**
 * Runs, at most one at a time on each hand, in the order in which they are asked for; among those of one policy, each
 * hand begins with the seeds whose history it knows.
 */
export class Pool {
  /** @param {Hand[]} hands */
  constructor(hands) {
    this.hands = hands;
    this.idle = [...hands];
    /** @type {Job[]} */
    this.waiting = [];
  }

  /**
   * Ask for a run.
   *
   * @param {Policy} policy
   * @param {number} seed
   * @param {{withMarks?: boolean, first?: boolean}} [options] `first`: before all that waits
   * @returns {Promise<Run>}
   */
  run(policy, seed, { withMarks = false, first = false } = {}) {
    return new Promise((done, failed) => {
      const job = { policy, seed, withMarks, done, failed };
      if (first) this.waiting.unshift(job);
      else this.waiting.push(job);
      this.next();
    });
  }

  /** Forget what waits, of some policies: who waits for it is told. @param {(policy: Policy) => boolean} unwanted */
  forget(unwanted) {
    const forgotten = this.waiting.filter((job) => unwanted(job.policy));
    this.waiting = this.waiting.filter((job) => !forgotten.includes(job));
    forgotten.forEach((job) => job.failed(new Forgotten()));
  }

  async next() {
    const hand = this.idle.pop();
    const job = hand && this.take(hand);
    if (!hand) return;
    if (!job) {
      this.idle.push(hand);
      return;
    }
    try {
      job.done(await hand.run(job));
    } catch (error) {
      job.failed(/** @type {Error} */ (error));
    }
    this.idle.push(hand);
    this.next();
  }

  /** The job that a hand should do next. @param {Hand} hand @returns {Job | undefined} */
  take(hand) {
    const [front] = this.waiting;
    const number = this.hands.indexOf(hand);
    const own = this.waiting.findIndex(({ policy, seed, withMarks }) => {
      return policy === front.policy && withMarks === front.withMarks && seed % this.hands.length === number;
    });
    return this.waiting.splice(Math.max(own, 0), 1)[0];
  }
}

/**
 * Return a pool of workers, or one that works in the page where no worker starts.
 *
 * @param {WebAssembly.Module} module
 * @param {World} world
 * @param {string} script text of the worker
 * @returns {Promise<Pool>}
 */
export async function startPool(module, world, script) {
  const n = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1));
  try {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const hands = Array.from({ length: n }, () => workerHand(new Worker(url)));
    await Promise.all(hands.map((hand) => hand.load(module, world)));
    return new Pool(hands);
  } catch {
    return new Pool([localHand(module, world)]); // a browser may forbid workers to a file from a disk
  }
}

/** @param {Worker} worker */
function workerHand(worker) {
  /** @param {unknown} message @returns {Promise<any>} */
  const ask = (message) =>
    new Promise((done, failed) => {
      worker.onmessage = ({ data }) => (data.failed ? failed(new Error(data.failed)) : done(data));
      worker.onerror = (event) => failed(new Error(event.message || "worker"));
      worker.postMessage(message);
    });
  return {
    /** @param {WebAssembly.Module} module @param {World} world */
    load: (module, world) => ask({ module, world }),
    /** @param {Job} job */
    run: async ({ policy, seed, withMarks }) => (await ask({ policy, seed, withMarks })).run,
  };
}

/** @param {WebAssembly.Module} module @param {World} world @returns {Hand} */
function localHand(module, world) {
  const runner = new Runner(module, world);
  return {
    run: ({ policy, seed, withMarks }) =>
      new Promise((done) => setTimeout(done)).then(() => runner.run(policy, seed, withMarks)),
  };
}
