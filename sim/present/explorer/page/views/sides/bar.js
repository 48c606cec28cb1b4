import { svg } from "../../app/dom.js";

/** @typedef {import("../../compare/comparison.js").Row} Row */

const STEPS = [5, 10, 20, 50, 100]; // per cent at both ends of the scale
const EDGE = 4; // both in per cent of the width
const THINNEST = 0.5;
const SHAPES = /** @type {Record<string, string>} */ ({
  better: "M-7 0 A7 7 0 1 0 7 0 A7 7 0 1 0 -7 0 Z",
  worse: "M-6 -6 H6 V6 H-6 Z",
  neither: "M0 -8 L8 0 L0 8 L-8 0 Z",
  unclear: "M-5 0 A5 5 0 1 0 5 0 A5 5 0 1 0 -5 0 Z",
  equal: "M-7 -5 H7 V-1 H-7 Z M-7 1 H7 V5 H-7 Z",
});
const ARROW = "M0 -6 L6 0 L0 6 Z";

/** The shape that stands for a side, wherever its word or its bars stand. @param {string} kind */
export function sign(kind) {
  return svg("svg", { class: `kind ${kind}`, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, svg("path", { d: SHAPES[kind] }));
}

/** The interval of a row in per cent of what there is without the rule; null where that says nothing. @param {Row} row */
function relativeInterval({ difference, lo95, hi95, baseline_mean: base }) {
  if (difference === null || lo95 === null || hi95 === null || !base || base <= 0) return null;
  return [lo95, difference, hi95].map((value) => (100 * value) / base);
}

/** The scale that holds every interval, in round per cent, at most a doubling. @param {Row[]} rows */
export function scaleOf(rows) {
  const ends = rows.flatMap((row) => relativeInterval(row) ?? []).map(Math.abs);
  return STEPS.find((far) => ends.every((end) => end <= far)) ?? STEPS[STEPS.length - 1];
}

/** An interval around zero: a bar, and where its middle is. What is off the scale ends in an arrow. */
export function makeBar() {
  const at = (/** @type {number} */ number) => ({ x1: `${number}%`, x2: `${number}%` });
  const interval = svg("rect", { y: 7, height: 12, rx: 2 });
  const path = svg("path");
  const middle = svg("svg", { y: 13, width: 1, height: 1 }, path);
  const arrows = [-1, 1].map((way) => svg("svg", { x: `${way < 0 ? EDGE : 100 - EDGE}%`, y: 13 }, svg("path", { d: ARROW, transform: `scale(${way} 1)` })));
  const base = svg("line", { x1: `${EDGE}%`, x2: `${100 - EDGE}%`, y1: 13, y2: 13, class: "base" });
  const root = svg("svg", { "aria-hidden": "true" }, base, svg("line", { ...at(50), y1: 1, y2: 25, class: "zero" }), interval, middle, ...arrows);
  /** @param {Row} row @param {{kind: string, far: number}} how */
  const show = (row, { kind, far }) => {
    const found = relativeInterval(row);
    root.setAttribute("class", `difference ${kind}`);
    const isHidden = found === null || kind === "equal";
    root.toggleAttribute("hidden", isHidden);
    if (isHidden) return;
    const [low, mean, high] = found.map((number) => placed(number, far));
    interval.setAttribute("x", `${low}%`);
    interval.setAttribute("width", `${Math.max(THINNEST, high - low)}%`);
    middle.setAttribute("x", `${mean}%`);
    path.setAttribute("d", SHAPES[kind]);
    arrows[0].toggleAttribute("hidden", found[0] >= -far);
    arrows[1].toggleAttribute("hidden", found[2] <= far);
  };
  return { root, show };
}

/** Where a number lies, in per cent of the width. @param {number} number @param {number} far */
function placed(number, far) {
  return EDGE + ((Math.max(-far, Math.min(far, number)) + far) / (2 * far)) * (100 - 2 * EDGE);
}
