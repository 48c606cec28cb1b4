import { el, fill, isStill, svg } from "../app/dom.js";
import { total } from "../app/figures.js";
import { kindOf } from "../words/changes.js";

/** @typedef {import("../app/app.js").App} App */

const HEIGHT = 250;
const BASE = HEIGHT - 46;
const WIDE = 720;
const NARROW = 360; // on a telephone a dot is as large, and there are fewer columns
const SLOW = 5; // dots that drop slowly
const SLOW_MS = 700;
const QUICK_MS = 90;

/**
 * Twin cities as dots, one after the other, from fewer over the same to more.
 *
 * @param {App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makeDots(app) {
  const picture = el("div", { class: "picture" });
  const verdict = el("p", { class: "verdict" });
  const table = el("table");
  const root = el("div", {}, picture, verdict, el("details", {}, el("summary", {}, app.say("page.dots.table")), table));
  let shown = 0;
  let shownOf = "";
  /** @type {number | undefined} */
  let timer;
  const step = () => {
    timer = undefined;
    const { pairs } = app;
    if (shown >= pairs.length) return;
    shown += 1;
    draw(app, { picture, verdict, table }, shown);
    if (shown < app.nPairs) timer = window.setTimeout(step, pause(shown));
  };
  const update = () => {
    const { outcome, guess, count } = app.state;
    const key = JSON.stringify([app.policy, outcome, guess, count]);
    if (key !== shownOf) {
      [shown, shownOf] = [0, key];
      draw(app, { picture, verdict, table }, 0);
    }
    if (shown > app.pairs.length) shown = app.pairs.length;
    if (timer === undefined) timer = window.setTimeout(step, shown ? QUICK_MS : SLOW_MS);
  };
  return { root, update };
}

/** How long a dot waits for the one before it: the first few drop slowly. @param {number} k */
function pause(k) {
  if (isStill()) return 0;
  return k < SLOW ? SLOW_MS : QUICK_MS;
}

/** @typedef {{seed: number, without: number, withIt: number, side: "less" | "same" | "more"}} Dot */

/** @param {App} app @param {number} n @returns {Dot[]} */
function dotsOf(app, n) {
  const of = (/** @type {import("../engine/types.js").Run} */ run) => total(run, app.state.outcome, app.window());
  const dots = app.pairs.slice(0, n).map((pair) => {
    const [without, withIt] = [of(pair.baseline), of(pair.policy)];
    return { seed: pair.seed, without, withIt, side: sideOf(withIt - without) };
  });
  return dots.filter((dot) => !Number.isNaN(dot.withIt - dot.without));
}

/** @param {number} difference @returns {Dot["side"]} */
function sideOf(difference) {
  if (difference === 0) return "same";
  return difference < 0 ? "less" : "more";
}

/** @param {App} app @param {{picture: Element, verdict: Element, table: Element}} parts @param {number} n */
function draw(app, parts, n) {
  const dots = dotsOf(app, n);
  fill(parts.picture, chart(app, dots, parts.picture.clientWidth < 560 ? NARROW : WIDE));
  fill(parts.table, ...rows(app, dots));
  if (n < app.nPairs) {
    fill(parts.verdict, n ? last(app, dots) : "");
    return;
  }
  const text = verdict(app, dots);
  fill(parts.verdict, text);
  app.announce(text);
}

/** What the reader said beside what the model says. @param {App} app @param {Dot[]} dots */
function verdict(app, dots) {
  const { say, state } = app;
  const count = (/** @type {string} */ side) => dots.filter((dot) => dot.side === side).length;
  const [less, same, more] = [count("less"), count("same"), count("more")];
  const all = say(`page.dots.all.${kindOf(app.outcome(state.outcome).unit)}`, { less, same, more, n: dots.length });
  const k = state.guess === "more" ? more : less;
  const said = state.guess === "same" ? say("page.dots.said_same") : say("page.dots.said", { count: state.count, k });
  return `${said} ${all}`;
}

/** The newest pair in a sentence. @param {App} app @param {Dot[]} dots */
function last(app, dots) {
  const dot = dots[dots.length - 1];
  return app.say("page.dots.pair", { k: dot.seed + 1, ...numbers(app, dot) });
}

/** @param {App} app @param {Dot} dot */
function numbers(app, dot) {
  const { outcome } = app.state;
  return { without: app.level(outcome, dot.without), with: app.level(outcome, dot.withIt) };
}

/** @param {App} app @param {Dot[]} dots @param {number} width */
function chart(app, dots, width) {
  const { say } = app;
  const kind = kindOf(app.outcome(app.state.outcome).unit);
  const bins = width === WIDE ? 27 : 17; // odd: one of them is "the same"
  const far = Math.max(1e-12, ...dotsOf(app, app.pairs.length).map((dot) => Math.abs(dot.withIt - dot.without)));
  const middle = (bins - 1) / 2;
  /** @type {number[]} */
  const heights = new Array(bins).fill(0);
  const cell = width / bins;
  const marks = dots.map((dot, k) => {
    const away = ((dot.withIt - dot.without) / far) * middle;
    const bin = middle + Math.sign(away) * Math.ceil(Math.abs(away) - 1e-9);
    const x = (bin + 0.5) * cell;
    const y = BASE - (heights[bin]++ + 0.5) * Math.min(cell, (BASE - 10) / app.nPairs + 6);
    return svg("g", { class: `dot ${dot.side}${k === dots.length - 1 && k < SLOW ? " new" : ""}`, transform: `translate(${x} ${y})` }, shape(dot.side),
      svg("title", {}, say("page.dots.pair", { k: dot.seed + 1, ...numbers(app, dot) }))); // prettier-ignore
  });
  const label = (/** @type {string} */ side, /** @type {number} */ x, /** @type {string} */ anchor) =>
    svg("text", { x, y: HEIGHT - 14, "text-anchor": anchor, class: side }, `${say(`page.mark.${side}`)} ${say(`page.side.${kind}_${side}`)}`);
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": say("page.dots.picture", { n: dots.length }) },
    svg("line", { x1: 0, x2: width, y1: BASE, y2: BASE, class: "axis" }),
    svg("line", { x1: width / 2, x2: width / 2, y1: 8, y2: BASE + 8, class: "zero" }),
    label("less", 0, "start"),
    label("same", width / 2, "middle"),
    label("more", width, "end"),
    ...marks,
  );
}

/** Each side has a shape of its own. @param {string} side */
function shape(side) {
  if (side === "less") return svg("path", { d: "M-8 -6 L8 -6 L0 8 Z" });
  if (side === "more") return svg("path", { d: "M-8 6 L8 6 L0 -8 Z" });
  return svg("circle", { r: 7 });
}

/** @param {App} app @param {Dot[]} dots */
function rows(app, dots) {
  const heads = ["page.dots.city", "page.dots.without", "page.dots.with"].map((key) => el("th", { scope: "col" }, app.say(key)));
  const body = dots.map((dot) => {
    const told = numbers(app, dot);
    return el("tr", {}, ...[String(dot.seed + 1), told.without, told.with].map((text) => el("td", {}, text)));
  });
  return [el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...body)];
}
