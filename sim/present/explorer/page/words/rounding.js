/**
 * Rounding as Python does it: by what a double stands for exactly, halves to the even neighbour. `toFixed` rounds
 * halves up, and writes from 1e21 on another form.
 */

/**
 * Round to decimals; where these are negative, to tens, hundreds, and so on.
 *
 * @param {number} value
 * @param {number} decimals
 */
export function rounded(value, decimals) {
  return (value < 0 ? -1 : 1) * Number(`${steps(Math.abs(value), decimals)}e${-decimals}`);
}

/**
 * Write a number with decimals and a comma between thousands.
 *
 * @param {number} value
 * @param {number} decimals
 */
export function fixed(value, decimals) {
  const digits = String(steps(Math.abs(value), decimals)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  return (value < 0 ? "-" : "") + whole + (decimals ? `.${digits.slice(-decimals)}` : "");
}

/**
 * Return how many steps of 10 ** -decimals are nearest to a size.
 *
 * @param {number} size
 * @param {number} decimals
 * @returns {bigint}
 */
function steps(size, decimals) {
  let whole = size;
  let halvings = 0;
  for (; whole % 1; halvings++) whole *= 2; // exact; what is not finite ends here, and BigInt says so
  const above = BigInt(whole) * 10n ** BigInt(Math.max(decimals, 0));
  const below = 2n ** BigInt(halvings) * 10n ** BigInt(Math.max(-decimals, 0));
  const [floor, twice] = [above / below, 2n * (above % below)];
  const isUp = twice > below || (twice === below && floor % 2n === 1n);
  return isUp ? floor + 1n : floor;
}
