/** Round numbers beside a picture. */

/** Round values from below the lowest to above the highest. @param {number} low @param {number} high @param {number} most steps, about */
export function ticksOf(low, high, most) {
  const rough = (high - low || 1) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const n = Math.max(1, Math.ceil(high / step) - first);
  return Array.from({ length: n + 1 }, (_, k) => (first + k) * step);
}

/**
 * A number beside a picture, short.
 *
 * @param {number} value
 * @param {string} unit
 * @param {string} language
 * @param {boolean} [isChange] a change has its sign
 */
export function tickText(value, unit, language, isChange = false) {
  const style = unit.startsWith("share") ? { style: "percent" } : { notation: "compact" };
  const sign = isChange ? { signDisplay: "exceptZero" } : {};
  const options = { ...style, ...sign, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, /** @type {Intl.NumberFormatOptions} */ (options)).format(value);
}
