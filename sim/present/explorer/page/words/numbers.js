/**
 * Numbers as people read them: thousands separators, millions, percentage points; as sim/present/numbers.py has them.
 */

import { fixed, rounded } from "./rounding.js";

/** How the numbers of one row are written: `value * factor`, rounded, with a suffix. */
export class Scale {
  /** @param {number} factor @param {number} decimals @param {string} suffix */
  constructor(factor, decimals, suffix) {
    this.factor = factor;
    this.decimals = decimals;
    this.suffix = suffix;
  }

  /** Write a number without a plus sign. @param {number} value */
  plain(value) {
    return fixed(this.rounded(value), this.decimals) + this.suffix;
  }

  /** Write a difference: a plus or a minus, and neither for what rounds to zero. @param {number} value */
  signed(value) {
    return (this.rounded(value) > 0 ? "+" : "") + this.plain(value);
  }

  /** Write an interval with its suffix once; a dash where there is none. @param {[number, number] | null} interval */
  span(interval) {
    if (interval === null) return "-";
    return `${new Scale(this.factor, this.decimals, "").signed(interval[0])} to ${this.signed(interval[1])}`;
  }

  /** @param {number} value */
  rounded(value) {
    return rounded(value * this.factor, this.decimals) + 0; // + 0 turns -0 into 0
  }
}

/** Whether a unit is a share of 1, which people read in per cent. @param {string} unit */
export function isShare(unit) {
  return unit.split(" ")[0] === "share";
}

/** Whether a unit is roubles, whatever follows. @param {string} unit */
export function isMoney(unit) {
  return unit.split(" ")[0] === "roubles";
}

/** Scale for amounts such as a mean: 60.1%, 12.3 bn, 1,235. @param {string} unit @param {(number | null)[]} values */
export function levelScale(unit, ...values) {
  return scaleOf(unit, "%", values);
}

/** Scale for differences; shares become percentage points. @param {string} unit @param {(number | null)[]} values */
export function differenceScale(unit, ...values) {
  return scaleOf(unit, " pp", values);
}

/** One amount on its own scale; a dash where it is undefined. @param {string} unit @param {number | null} value */
export function level(unit, value) {
  return value === null ? "-" : levelScale(unit, value).plain(value);
}

/**
 * A difference relative to its baseline, or a dash where that says nothing.
 *
 * @param {number | null} difference
 * @param {number | null} baseline
 */
export function percentOf(difference, baseline) {
  if (difference === null || baseline === null || baseline <= 0) return "-";
  const relative = (100 * difference) / baseline;
  const size = Math.abs(relative);
  if (size > 0 && size < 0.01) return new Scale(1, 1 - magnitude(size), "%").signed(relative);
  return new Scale(1, size >= 100 ? 0 : size >= 1 ? 1 : 2, "%").signed(relative);
}

/** Write a number with the two digits that a sentence can carry, and no minus sign. @param {number} number */
export function twoDigits(number) {
  return inDigits(number, 2);
}

/** Write a number with some digits that count, and no minus sign. @param {number} number @param {number} digits */
export function inDigits(number, digits) {
  const near = roundedTo(Math.abs(number), digits);
  if (near === 0) return "0";
  const text = fixed(near, Math.max(digits - 1 - magnitude(near), 0));
  return near < 1 ? text.replace(/\.?0+$/, "") : text;
}

/** Round to some digits that count. @param {number} number @param {number} digits */
export function roundedTo(number, digits) {
  return number ? rounded(number, digits - 1 - magnitude(number)) : 0;
}

/** The power of ten of a number's first digit that counts. @param {number} number other than 0 */
export function magnitude(number) {
  return Number(number.toExponential().split("e")[1]);
}

/**
 * Return how many digits two levels need: three where two hide or distort the difference between them.
 *
 * @param {number} base
 * @param {number} now
 * @param {[number, number]} span
 */
export function digitsBetween(base, now, span) {
  const [near, far] = span.map(Math.abs).sort((a, b) => a - b);
  const shown = Math.abs(roundedTo(now, 2) - roundedTo(base, 2));
  const real = Math.abs(now - base);
  const isNear = Math.abs(shown - real) <= 0.05 * real && near <= shown && shown <= far;
  return isNear || (near === far && shown === real) ? 2 : 3;
}

/**
 * Write an amount for a sentence: the number, and the word that belongs to it. A whole one below a million stays whole.
 *
 * @param {string} unit
 * @param {number} number
 * @param {number} [digits]
 * @returns {[string, string]}
 */
export function rough(unit, number, digits = 2) {
  if (isShare(unit)) return [`${inDigits(100 * number, digits)}%`, ""];
  const size = roundedTo(Math.abs(number), digits);
  const [factor, suffix] = size >= 1e9 ? [1e-9, "bn"] : size >= 1e6 ? [1e-6, "M"] : [1, ""];
  if (factor === 1 && Number.isInteger(number)) return [fixed(size, 0), ""];
  return [inDigits(number * factor, digits), suffix];
}

/** @param {string} unit @param {string} shareSuffix @param {(number | null)[]} values */
function scaleOf(unit, shareSuffix, values) {
  const known = values.flatMap((value) => (value !== null && Number.isFinite(value) ? [value] : []));
  const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [factor, suffix] = stepOf(unit, shareSuffix, largest);
  const isWhole = factor === 1 && known.every(Number.isInteger);
  const decimals = isWhole ? 0 : decimalsOf(largest * factor);
  return new Scale(factor, isShare(unit) ? Math.max(decimals, 1) : decimals, suffix);
}

/** @param {string} unit @param {string} shareSuffix @param {number} largest @returns {[number, string]} */
function stepOf(unit, shareSuffix, largest) {
  if (isShare(unit)) return [100, shareSuffix];
  if (largest >= 1e9) return [1e-9, " bn"];
  return largest >= (isMoney(unit) ? 1e6 : 1e7) ? [1e-6, " M"] : [1, ""];
}

/** Three figures that count; no decimals from 100 on, at most four. @param {number} largest */
function decimalsOf(largest) {
  return largest === 0 ? 0 : Math.min(Math.max(2 - magnitude(largest), 0), 4);
}
