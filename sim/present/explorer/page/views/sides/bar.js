import { el, svg } from "../../app/dom.js";
import { differenceScale, levelScale, percentOf } from "../../words/numbers.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../words/language.js").Outcome} Outcome */
/** @typedef {import("../../compare/comparison.js").Row} Row */

const SHAPES = /** @type {Record<string, string>} */ ({
  gain: "M-7 0 A7 7 0 1 0 7 0 A7 7 0 1 0 -7 0 Z",
  harm: "M-6 -6 H6 V6 H-6 Z",
  neither: "M0 -8 L8 0 L0 8 L-8 0 Z",
  unclear: "M-6 0 A6 6 0 1 0 6 0 A6 6 0 1 0 -6 0 Z",
});
const THINNEST = 0.4;

/** The shape that stands for an effect, beside its word. @param {string} effect */
export function sign(effect) {
  return svg("svg", { class: `sign ${effect}`, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, svg("path", { d: SHAPES[effect] }));
}

/** A number in per cent of the level without the rule; null where there is none. @param {Row} row @param {number | null} number */
export function percent({ baseline_mean: base }, number) {
  return number === null || !base || base <= 0 ? null : (100 * number) / base;
}

/** One outcome: its name, what becomes of it, and its difference as a bar around zero. @param {App} app @param {Outcome} outcome */
export function makeBar(app, outcome) {
  const word = el("strong");
  const numbers = el("small");
  const interval = svg("rect", { class: "interval", y: 6, height: 16 });
  const mark = svg("path");
  const mean = svg("svg", { class: "mean", y: 14, width: 1, height: 1 }, mark);
  const zero = svg("line", { x1: "50%", x2: "50%", y1: 0, y2: 28, class: "axis" });
  const picture = svg("svg", { class: "difference", "aria-hidden": "true" }, interval, zero, mean);
  const root = el("li", { "data-outcome": outcome.name }, el("span", {}, app.named(outcome.name)), " ", word, picture, numbers);
  /** @param {Row} row @param {{effect: string, far: number}} how */
  const show = (row, { effect, far }) => {
    root.className = effect;
    word.textContent = app.say(`page.sides.word.${effect === "unclear" ? row.reading.replaceAll(" ", "_") : effect}`);
    numbers.textContent = told(app, outcome, row);
    const [middle, low, high] = [row.difference, row.lo95, row.hi95].map((one) => placed(percent(row, one), far));
    place(interval, low, high);
    place(mean, middle, middle);
    mark.setAttribute("d", SHAPES[effect]);
  };
  return { root, show };
}

/** Where a number lies on the scale, in per cent of its width. @param {number | null} number @param {number} far */
function placed(number, far) {
  return number === null ? null : 50 + (47 * Math.max(-far, Math.min(far, number))) / far;
}

/** @param {Element} shape @param {number | null} from @param {number | null} to */
function place(shape, from, to) {
  shape.toggleAttribute("hidden", from === null || to === null);
  if (from === null || to === null) return;
  shape.setAttribute("x", `${from}%`);
  if (shape.localName === "rect") shape.setAttribute("width", `${Math.max(THINNEST, to - from)}%`);
}

/** The levels without and with the rule, and how far they are apart, as the report's table writes them. @param {App} app @param {Outcome} outcome @param {Row} row */
function told({ say }, { unit }, row) {
  const { difference, lo95, hi95, baseline_mean: base } = row;
  if (difference === null || base === null) return say("page.undefined");
  const levels = levelScale(unit, base, base + difference);
  const scale = differenceScale(unit, difference, lo95, hi95);
  return say("page.sides.numbers", {
    without: levels.plain(base), with: levels.plain(base + difference), difference: scale.signed(difference),
    span: scale.span(lo95 === null || hi95 === null ? null : [lo95, hi95]), percent: percentOf(difference, base),
  }); // prettier-ignore
}
