import { el, fill, isStill } from "../app/dom.js";
import { total } from "../app/figures.js";
import { keyOf } from "../engine/twins.js";
import { kindOf } from "../words/changes.js";
import { dotChart, NARROW, WIDE } from "./dotchart.js";

/** @typedef {import("../app/app.js").App} App */

const SIDES = /** @type {const} */ (["less", "same", "more"]);
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
  const root = el("div", {}, picture, verdict, el("details", { "data-part": "twins" }, el("summary", {}, app.say("page.dots.table")), table));
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

/** @typedef {{seed: number, without: number, withIt: number, change: number, side: typeof SIDES[number]}} Dot */

/** @param {App} app @param {number} n @returns {Dot[]} */
function dotsOf(app, n) {
  const of = (/** @type {import("../engine/types.js").Run} */ run) => total(run, app.state.outcome, app.window());
  const dots = app.pairs.slice(0, n).map((pair) => {
    const [without, withIt] = [of(pair.baseline), of(pair.policy)];
    return { seed: pair.seed, without, withIt, change: withIt - without, side: sideOf(withIt - without) };
  });
  return dots.filter(({ change }) => !Number.isNaN(change));
}

/** @param {number} difference @returns {Dot["side"]} */
function sideOf(difference) {
  if (difference === 0) return "same";
  return difference < 0 ? "less" : "more";
}

/** @param {App} app @param {{picture: Element, verdict: Element, table: Element}} parts @param {number} n */
function draw(app, parts, n) {
  const dots = dotsOf(app, n);
  fill(parts.picture, dotChart(app, chartOf(app, dots, parts.picture.clientWidth)));
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
  const { say, policy, state } = app;
  const { guess, about, count } = state;
  const key = `${kindOf(app.outcome(state.outcome).unit)}_${guess}`;
  const tally = Object.fromEntries(SIDES.map((side) => [side, dots.filter((dot) => dot.side === side).length]));
  const n = dots.length;
  const parts = [
    say(`page.dots.said.${key}`, guess === "same" ? {} : { count, n: app.nPairs }),
    about && keyOf(about) !== keyOf(policy) ? say("page.dots.other_rule", { rule: app.ruleName(about) }) : "",
    say(`page.dots.model.${key}`, { n, ...tally }),
  ];
  return parts.filter(Boolean).join(" ");
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

/** What the picture shows; its scale holds those that drop later, too. @param {App} app @param {Dot[]} dots @param {number} room */
function chartOf(app, dots, room) {
  const changes = dotsOf(app, app.pairs.length).map(({ change }) => change);
  const marks = dots.map((dot) => ({ ...dot, title: app.say("page.dots.pair", { k: dot.seed + 1, ...numbers(app, dot) }) }));
  const isNew = dots.length < SLOW + 1;
  return { marks, changes, isNew, width: room < 560 ? NARROW : WIDE };
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
