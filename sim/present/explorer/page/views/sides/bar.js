import { svg } from "../../app/dom.js";

/** @typedef {import("../../compare/comparison.js").Row} Row */

const WIDTH = 300;
const HEIGHT = 26;
const EDGE = 8;

/** The interval of a row in per cent of what there is without the rule; null where that says nothing. @param {Row} row */
export function relativeInterval({ difference, lo95, hi95, baseline_mean: base }) {
  if (difference === null || lo95 === null || hi95 === null || !base || base <= 0) return null;
  return [lo95, difference, hi95].map((value) => (100 * value) / base);
}

/**
 * An interval around zero: a bar, and where its middle is. What is off the scale ends in an arrow.
 *
 * @param {Row} row
 * @param {{far: number, kind: string, label: string}} about `far`: per cent at both ends of the scale
 */
export function bar(row, { far, kind, label }) {
  const found = relativeInterval(row);
  if (!found) return null;
  const [low, middle, high] = found;
  const x = (/** @type {number} */ value) => EDGE + ((Math.max(-far, Math.min(far, value)) + far) / (2 * far)) * (WIDTH - 2 * EDGE);
  const y = HEIGHT / 2;
  const arrow = (/** @type {number} */ at, /** @type {number} */ way) =>
    svg("path", { d: `M${x(at)} ${y - 6} l${6 * way} 6 l${-6 * way} 6 Z` });
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: `bar ${kind}`, role: "img", "aria-label": label },
    svg("line", { x1: EDGE, x2: WIDTH - EDGE, y1: y, y2: y, class: "scale" }),
    svg("line", { x1: x(0), x2: x(0), y1: 2, y2: HEIGHT - 2, class: "zero" }),
    svg("rect", { x: x(low), width: Math.max(2, x(high) - x(low)), y: y - 5, height: 10, rx: 2 }),
    svg("circle", { cx: x(middle), cy: y, r: 4.5 }),
    low < -far && arrow(-far, -1),
    high > far && arrow(far, 1),
  );
}

/** The scale that holds every interval, in round per cent, at most a doubling. @param {Row[]} rows */
export function scaleOf(rows) {
  const ends = rows.flatMap((row) => relativeInterval(row) ?? []).map(Math.abs);
  return [5, 10, 20, 50, 100].find((far) => ends.every((end) => end <= far)) ?? 100;
}
