import { total } from "../../app/figures.js";
import { monthText } from "../../engine/months.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../engine/types.js").Run} Run */
/** @typedef {{text: string, first: number, end: number}} Span months by number, `end` not included */

/** @type {WeakMap<Run, Record<string, number[]>>} */
const known = new WeakMap();

/** The months or the years of a world. @param {import("../../engine/types.js").World} world @param {string} by @returns {Span[]} */
export function spansOf(world, by) {
  /** @type {Span[]} */
  const spans = [];
  for (let month = 0; month < world.nMonths; month++) {
    const text = by === "month" ? monthText(world, month) : monthText(world, month).slice(0, 4);
    const last = spans.at(-1);
    if (last?.text === text) last.end = month + 1;
    else spans.push({ text, first: month, end: month + 1 });
  }
  return spans;
}

/** An outcome of a run, span by span; worked out once. @param {App} app @param {Run} run @param {Span[]} spans @returns {number[]} */
export function seriesOf({ data, charted }, run, spans) {
  const key = `${charted} ${spans.length}`;
  const kept = known.get(run) ?? {};
  known.set(run, kept);
  kept[key] ??= spans.map(({ first, end }) => total(run, charted, { outcomes: data.tables.outcomes, first, end }));
  return kept[key];
}

/** The median of several series, span by span, over those that have a value. @param {number[][]} all @returns {number[]} */
export function medianOf(all) {
  return (all[0] ?? []).map((_, k) => median(all.map((one) => one[k]).filter((value) => !Number.isNaN(value))));
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (!sorted.length) return NaN;
  return half % 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}
