import { el, fill, progress } from "../../app/dom.js";
import { hasMarks, tally } from "../../engine/marks.js";
import { keyOf } from "../../engine/twins.js";
import { Forgotten } from "../../engine/pool.js";
import { folded } from "./folded.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../engine/marks.js").Tally} Tally */

/** How many are stopped by mistake in both of two twin worlds, or in only one. @param {App} app */
export function makeBoth(app) {
  const body = el("div");
  /** @type {Tally[]} */
  let found = [];
  let foundOf = "";
  const show = () => {
    const key = keyOf(app.policy);
    if (!hasMarks(app.world)) fill(body, el("p", {}, app.say("page.more.both.none")));
    else if (app.twins && key !== foundOf) {
      /** @type {Tally[]} */
      const own = [];
      [found, foundOf] = [own, key];
      count(app, own, () => own === found && draw(app, body, own)).catch((error) => {
        if (key === foundOf) foundOf = "";
        if (!(error instanceof Forgotten)) app.fail(error);
      });
    }
  };
  return folded("both", { title: app.say("page.more.both.title"), what: app.say("page.more.both.what") }, body, show);
}

/** Run pairs with what happened to each resident, as long as somebody wants to be told. @param {App} app @param {Tally[]} found @param {() => unknown} tell */
async function count(app, found, tell) {
  const { policy, first, world, twins, nPairs } = app;
  if (!twins) return;
  tell();
  for (let seed = 0; seed < nPairs; seed++) {
    const runs = [twins.baseline, policy].map((one) => twins.pool.run(one, seed, { withMarks: true }));
    const [without, withIt] = await Promise.all(runs);
    found.push(tally(without, withIt, world.marks.stopped, { first, nMonths: world.nMonths }));
    if (tell() === false) return;
  }
}

/** @param {App} app @param {Element} body @param {Tally[]} found */
function draw(app, body, found) {
  const { say, data, nPairs } = app;
  const n = found.length;
  const bar = progress(nPairs);
  bar.show(n);
  const working = n < nPairs && el("p", { class: "working" }, bar.root, say("page.more.both.counted", { n, all: nPairs }));
  if (!n) return fill(body, working);
  const written = (/** @type {number} */ value) => value.toLocaleString(data.tables.language);
  const sum = (/** @type {keyof Tally} */ key) => written(found.reduce((all, one) => all + one[key], 0));
  const told = { both: sum("both"), without: sum("without"), with: sum("withIt") };
  const heads = ["page.dots.city", "page.more.both.in_both", "page.more.both.only_without", "page.more.both.only_with"];
  const rows = found.map((one, k) => [k + 1, one.both, one.without, one.withIt].map((value) => el("td", {}, written(value))));
  return fill(
    body,
    working,
    el("p", { class: "verdict" }, say("page.more.both.sum", { n, years: app.years(), ...told })),
    el("table", {}, el("thead", {}, el("tr", {}, ...heads.map((key) => el("th", { scope: "col" }, say(key))))),
      el("tbody", {}, ...rows.map((cells) => el("tr", {}, ...cells)))),
  ); // prettier-ignore
}
