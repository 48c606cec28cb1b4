const APART_MS = 100;

/**
 * A function that works at most every tenth of a second; the last time that it is asked for is never left out.
 *
 * @param {() => unknown} work
 */
export function spaced(work) {
  let last = -Infinity;
  /** @type {number | undefined} */
  let timer;
  const run = () => {
    timer = undefined;
    work();
    last = performance.now();
  };
  return () => {
    if (timer !== undefined) return;
    const wait = last + APART_MS - performance.now();
    if (wait <= 0) run();
    else timer = window.setTimeout(run, wait);
  };
}
