/** @typedef {import("./types.js").Run} Run */

const QUIET_NAN = 0x7ff8000000000000n;

/**
 * Return the SHA-256 of what runs say, as Python's `digest` prints it; null where the browser does not offer it.
 *
 * Over the runs, over months, over outcomes: the country's value as a little-endian double, undefined as one NaN,
 * zero without a sign.
 *
 * @param {Run[]} runs by ascending seed
 * @returns {Promise<string | null>}
 */
export async function digestOf(runs) {
  if (!globalThis.crypto?.subtle) return null;
  const told = new Uint8Array(await crypto.subtle.digest("SHA-256", saidBy(runs)));
  return Array.from(told, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {Run[]} runs */
function saidBy(runs) {
  const values = runs.flatMap((run) => Array.from(run.country));
  const view = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, k) => {
    if (Number.isNaN(value)) view.setBigUint64(k * 8, QUIET_NAN, true);
    else view.setFloat64(k * 8, value + 0, true); // -0 + 0 is 0
  });
  return view.buffer;
}
