/** Round numbers beside a picture. */

import { isShare } from "../words/numbers.js";

/** Round values from below the lowest to above the highest. @param {number} low @param {number} high @param {number} most steps, about */
export function ticksOf(low, high, most) {
  const rough = (high - low || 1) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const n = Math.max(1, Math.ceil(high / step) - first);
  return Array.from({ length: n + 1 }, (_, k) => (first + k) * step);
}

/** A number beside a picture, short. @param {number} value @param {string} unit @param {string} language */
export function tickText(value, unit, language) {
  return written(value, language, isShare(unit) ? { style: "percent" } : { notation: "compact" });
}

/** A change beside a picture, with its sign; a share changes by percentage points. @param {number} value @param {string} unit @param {string} language */
export function changeText(value, unit, language) {
  return written(isShare(unit) ? 100 * value : value, language, { notation: "compact", signDisplay: "exceptZero" });
}

/** @param {number} value @param {string} language @param {Intl.NumberFormatOptions} options */
function written(value, language, options) {
  return new Intl.NumberFormat(language, { ...options, maximumFractionDigits: 1 }).format(value);
}
