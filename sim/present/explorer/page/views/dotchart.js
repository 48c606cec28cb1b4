import { svg } from "../app/dom.js";
import { changeText, ticksOf } from "../app/ticks.js";
import { kindOf } from "../words/changes.js";
import { isMoney, isShare } from "../words/numbers.js";

/** @typedef {import("../app/app.js").App} App */
/** A twin city: what the rule changes there. @typedef {{change: number, side: "less" | "same" | "more", title: string}} Mark */
/** @typedef {{marks: Mark[], changes: number[], isNew: boolean, width: number}} Chart `changes` are those of marks that drop later, too; `isNew` drops the last mark */
/** Columns on both sides of no change, how wide they are, how far apart marks lie in one, the largest change. @typedef {{bins: number, cell: number, high: number, far: number}} Scale */

export const WIDE = 720;
export const NARROW = 360; // on a telephone a dot is as large, and there are fewer columns
const HEIGHT = 280;
const BASE = HEIGHT - 76;
const EDGE = 24; // for the numbers at both ends
const TOP = 10; // above the highest column
const MARK = 16; // the size of a mark

/** Twin cities as dots above how much the rule changes in each. @param {App} app @param {Chart} chart */
export function dotChart(app, { marks, changes, isNew, width }) {
  const scale = scaleOf(width, changes);
  const { cell, high } = scale;
  const size = Math.min(1, high / MARK);
  const columns = marks.map(({ change }) => binOf(change, scale));
  const dots = marks.map(({ side, title }, k) => {
    const below = columns.slice(0, k).filter((column) => column === columns[k]).length;
    const at = `translate(${width / 2 + columns[k] * cell} ${BASE - (below + 0.5) * high}) scale(${size})`;
    return svg("g", { class: `dot ${side}${isNew && k === marks.length - 1 ? " new" : ""}`, transform: at }, shape(side), svg("title", {}, title));
  });
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": app.say("page.dots.picture", { n: marks.length }) },
    svg("line", { x1: 0, x2: width, y1: BASE, y2: BASE, class: "axis" }),
    svg("line", { x1: width / 2, x2: width / 2, y1: 8, y2: BASE + 8, class: "zero" }),
    ...axis(app, scale, width / 2),
    ...labels(app, width),
    ...dots,
  );
}

/** A scale that holds every change and the highest column. @param {number} width @param {number[]} changes @returns {Scale} */
function scaleOf(width, changes) {
  const bins = width === WIDE ? 13 : 8;
  const cell = (width / 2 - EDGE) / bins;
  const far = Math.max(0, ...changes.map(Math.abs));
  const columns = changes.map((change) => binOf(change, { bins, far }));
  const highest = Math.max(1, ...columns.map((one) => columns.filter((other) => other === one).length));
  return { bins, cell, far, high: Math.min(cell, MARK, (BASE - TOP) / highest) };
}

/** The column of a change: never the middle one, but for none. @param {number} change @param {{bins: number, far: number}} scale */
function binOf(change, { bins, far }) {
  return change ? Math.sign(change) * Math.max(1, Math.round((Math.abs(change) / far) * bins)) : 0;
}

/** Round numbers under the line. @param {App} app @param {Scale} scale @param {number} middle */
function axis(app, { bins, cell, far }, middle) {
  const { unit } = app.outcome(app.state.outcome);
  const ticks = far ? ticksOf(-far, far, 2 * Math.floor(bins / 3)).filter((value) => Math.abs(value) <= far * (1 + 1e-9)) : [0];
  return ticks.flatMap((value) => {
    const x = middle + (far && (value / far) * bins * cell);
    return [
      svg("line", { x1: x, x2: x, y1: BASE, y2: BASE + 6, class: "axis" }),
      svg("text", { x, y: BASE + 22, "text-anchor": "middle", class: "tick" }, changeText(value, unit, app.data.tables.language)),
    ];
  });
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
  const what = say(`page.dots.axis.${isShare(unit) ? "points" : isMoney(unit) ? "roubles" : kind}`);
  return [...sides, svg("text", { x: width / 2, y: BASE + 68, "text-anchor": "middle", class: "tick" }, what)];
}

/** Each side has a shape of its own. @param {string} side */
function shape(side) {
  if (side === "less") return svg("path", { d: "M-8 -6 L8 -6 L0 8 Z" });
  if (side === "more") return svg("path", { d: "M-8 6 L8 6 L0 -8 Z" });
  return svg("circle", { r: 7 });
}
