/**
 * The share of each part of a whole (Shapley value): what a part adds, on average over all orders of adding the parts.
 * Source: Shapley (1953), A value for n-person games. The shares add up to the whole difference.
 *
 * @param {number[]} values the outcome with each set of parts; bit k of the index tells that part k is in
 * @returns {number[]} by part
 */
export function sharesOf(values) {
  const n = Math.log2(values.length);
  return Array.from({ length: n }, (_, part) => {
    let share = 0;
    values.forEach((value, set) => {
      if (!(set & (1 << part))) share += weight(size(set), n) * (values[set | (1 << part)] - value);
    });
    return share;
  });
}

/** Share of orders in which exactly `before` certain parts come before a part. @param {number} before @param {number} n */
function weight(before, n) {
  return (factorial(before) * factorial(n - before - 1)) / factorial(n);
}

/** @param {number} n @returns {number} */
function factorial(n) {
  return n < 2 ? 1 : n * factorial(n - 1);
}

/** @param {number} set */
function size(set) {
  return set.toString(2).replaceAll("0", "").length;
}
