import { svg } from "../app/dom.js";
import { tickText, ticksOf } from "../app/ticks.js";
import { kindOf } from "../words/changes.js";

/** @typedef {import("../app/app.js").App} App */
/** A twin city: what the rule changes there. @typedef {{change: number, side: "less" | "same" | "more", title: string}} Mark */
/** @typedef {{marks: Mark[], far: number, isNew: boolean, width: number}} Chart `far` is the largest change, `isNew` drops the last mark */
/** @typedef {{bins: number, cell: number, at: (change: number) => number}} Scale */

export const WIDE = 720;
export const NARROW = 360; // on a telephone a dot is as large, and there are fewer columns
const HEIGHT = 280;
const BASE = HEIGHT - 76;
const EDGE = 24; // for the numbers at both ends

/** Twin cities as dots above how much the rule changes in each. @param {App} app @param {Chart} chart */
export function dotChart(app, { marks, far, isNew, width }) {
  const { say, nPairs } = app;
  const scale = scaleOf(width, far);
  const high = Math.min(scale.cell, (BASE - 10) / nPairs + 6);
  /** @type {Map<number, number>} */
  const heights = new Map();
  const dots = marks.map(({ change, side, title }, k) => {
    const bin = binOf(change, far, scale.bins);
    const below = heights.get(bin) ?? 0;
    heights.set(bin, below + 1);
    const at = `translate(${width / 2 + bin * scale.cell} ${BASE - (below + 0.5) * high})`;
    return svg("g", { class: `dot ${side}${isNew && k === marks.length - 1 ? " new" : ""}`, transform: at }, shape(side), svg("title", {}, title));
  });
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": say("page.dots.picture", { n: marks.length }) },
    svg("line", { x1: 0, x2: width, y1: BASE, y2: BASE, class: "axis" }),
    svg("line", { x1: width / 2, x2: width / 2, y1: 8, y2: BASE + 8, class: "zero" }),
    ...axis(app, scale, far),
    ...labels(app, width),
    ...dots,
  );
}

/** Columns on both sides of no change, and where a change lies. @param {number} width @param {number} far @returns {Scale} */
function scaleOf(width, far) {
  const bins = width === WIDE ? 13 : 8;
  const cell = (width / 2 - EDGE) / bins;
  return { bins, cell, at: (change) => width / 2 + (change / far) * bins * cell };
}

/** The column of a change: never the middle one, but for none. @param {number} change @param {number} far @param {number} bins */
function binOf(change, far, bins) {
  return Math.sign(change) * Math.max(1, Math.round((Math.abs(change) / far) * bins));
}

/** Round numbers under the line. @param {App} app @param {Scale} scale @param {number} far */
function axis(app, { at, bins }, far) {
  const { unit } = app.outcome(app.state.outcome);
  const ticks = ticksOf(-far, far, 2 * Math.floor(bins / 3)).filter((value) => Math.abs(value) <= far * (1 + 1e-9));
  return ticks.flatMap((value) => [
    svg("line", { x1: at(value), x2: at(value), y1: BASE, y2: BASE + 6, class: "axis" }),
    svg("text", { x: at(value), y: BASE + 22, "text-anchor": "middle", class: "tick" }, tickText(value, unit, app.data.tables.language, true)),
  ]);
}

/** What the sides mean, and what the numbers count. @param {App} app @param {number} width */
function labels(app, width) {
  const { say, state } = app;
  const { unit } = app.outcome(state.outcome);
  const kind = kindOf(unit);
  const places = /** @type {const} */ ([["less", 0, "start"], ["same", width / 2, "middle"], ["more", width, "end"]]);
  const sides = places.map(([side, x, anchor]) =>
    svg("text", { x, y: BASE + 46, "text-anchor": anchor, class: side }, `${say(`page.mark.${side}`)} ${say(`page.side.${kind}_${side}`)}`),
  );
  const what = say(`page.dots.axis.${unit.startsWith("share") ? "points" : kind}`);
  return [...sides, svg("text", { x: width / 2, y: BASE + 68, "text-anchor": "middle", class: "tick" }, what)];
}

/** Each side has a shape of its own. @param {string} side */
function shape(side) {
  if (side === "less") return svg("path", { d: "M-8 -6 L8 -6 L0 8 Z" });
  if (side === "more") return svg("path", { d: "M-8 6 L8 6 L0 -8 Z" });
  return svg("circle", { r: 7 });
}
