import { svg } from "../../app/dom.js";
import { ticksOf } from "../../app/ticks.js";
import { wrapped } from "../../app/wrapped.js";

/** @typedef {import("./series.js").Span} Span */
/** @typedef {{side: "without" | "with", thin: number[][], thick: number[], name: string}} Bundle lines of the same rule */
/** @typedef {{width: number, spans: Span[], bundles: Bundle[], since: number, head: string[], label: string, tick: (value: number) => string}} Chart */
/** @typedef {{x: (k: number) => number, y: (value: number) => number, top: number, base: number}} Scales */

const HEIGHT = 340;
const LINE = 20; // of text
const LEFT = 58;
const RIGHT = 12;
const MOST_TICKS = 4;
const FONTS = [15, 14]; // as the style sheet has them, of what is shown and of what is said about it

/**
 * Lines over time: thin ones for twin cities, a thick one for each rule; what they are is said in the picture.
 *
 * @param {Chart} chart
 */
export function lines(chart) {
  const { width, bundles, label } = chart;
  const head = chart.head.flatMap((text, k) => wrapped(text, width, FONTS[Math.min(k, 1)]).map((line) => ({ line, isAside: k > 0 })));
  const values = bundles.flatMap(({ thin, thick }) => [...thin, thick].flat()).filter((value) => !Number.isNaN(value));
  const ticks = ticksOf(Math.min(0, ...values), Math.max(0, ...values), MOST_TICKS);
  const scales = scalesOf(chart, head.length, ticks);
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": label },
    ...head.map(({ line, isAside }, k) => svg("text", { x: 0, y: (k + 1) * LINE - 5, class: isAside ? "aside" : null }, line)),
    ...bundles.map((bundle, k) => key(bundle, k * (width / 2), scales.top - 18)),
    ...ticks.flatMap((value) => grid(chart, scales, value)),
    ...years(chart, scales),
    begins(chart, scales),
    ...bundles.flatMap(({ side, thin }) => thin.map((line) => path(line, scales, `thin ${side}`))),
    ...bundles.map(({ side, thick }) => path(thick, scales, `thick ${side}`)),
  );
}

/** @param {Chart} chart @param {number} nLines of text above @param {number[]} ticks @returns {Scales} */
function scalesOf({ width, spans }, nLines, ticks) {
  const [top, base] = [nLines * LINE + 36, HEIGHT - 26];
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  return {
    top,
    base,
    x: (k) => LEFT + ((k + 0.5) * (width - LEFT - RIGHT)) / spans.length,
    y: (value) => base - ((value - low) / (high - low)) * (base - top),
  };
}

/** @param {Chart} chart @param {Scales} scales @param {number} value */
function grid({ width, tick }, { y }, value) {
  return [
    svg("line", { x1: LEFT, x2: width - RIGHT, y1: y(value), y2: y(value), class: value === 0 ? "axis" : "grid" }),
    svg("text", { x: LEFT - 8, y: y(value) + 5, "text-anchor": "end", class: "aside" }, tick(value)),
  ];
}

/** Years under the lines, as many as there is room for. @param {Chart} chart @param {Scales} scales */
function years({ width, spans }, { x, base }) {
  const starts = spans.map(({ text }, k) => ({ year: text.slice(0, 4), k })).filter(({ year }, k, all) => all[k - 1]?.year !== year);
  const every = Math.ceil((starts.length * 44) / (width - LEFT - RIGHT));
  return starts
    .filter((_, k) => k % every === 0)
    .map(({ year, k }) => svg("text", { x: x(k), y: base + 20, "text-anchor": "middle", class: "aside" }, year));
}

/** Where the rule begins to count. @param {Chart} chart @param {Scales} scales */
function begins({ spans, since }, { x, top, base }) {
  const k = spans.findIndex(({ end }) => end > since);
  const left = x(k) - (x(1) - x(0)) / 2;
  return svg("g", { class: "begins" },
    svg("line", { x1: left, x2: left, y1: top - 8, y2: base, class: "zero" }),
    svg("path", { d: `M${left} ${top - 8} l12 6 l-12 6 Z` })); // prettier-ignore
}

/** A line and the name of its rule. @param {Bundle} bundle @param {number} x @param {number} y */
function key({ side, name }, x, y) {
  return svg("g", {},
    svg("path", { d: `M${x} ${y - 5} h28`, class: `thick ${side}` }),
    svg("text", { x: x + 34, y }, name)); // prettier-ignore
}

/** A line, with gaps where there is no value. @param {number[]} values @param {Scales} scales @param {string} kind */
function path(values, { x, y }, kind) {
  let isOn = false;
  const steps = values.map((value, k) => {
    const isKnown = !Number.isNaN(value);
    const step = isKnown ? `${isOn ? "L" : "M"}${x(k).toFixed(1)} ${y(value).toFixed(1)}` : "";
    isOn = isKnown;
    return step;
  });
  return svg("path", { d: steps.join(""), class: kind });
}
