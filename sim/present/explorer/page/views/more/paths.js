import { choice, choose, el, fill } from "../../app/dom.js";
import { askable } from "../../app/figures.js";
import { tickText } from "../../app/ticks.js";
import { folded } from "./folded.js";
import { lines } from "./lines.js";
import { medianOf, seriesOf, spansOf } from "./series.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("./lines.js").Bundle} Bundle */

const WIDEST = 720;

/** An outcome over time, without and with the rule. @param {App} app */
export function makePaths(app) {
  const [picture, table] = [el("div", { class: "picture" }), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": app.say("page.more.paths.table") })];
  const controls = makeControls(app);
  const body = el("div", { class: "paths" }, controls.root, el("div", { class: "beside" }, picture, table));
  const show = () => {
    controls.update();
    const { path } = app.state;
    const pairs = path === null ? app.pairs : app.pairs.slice(path, path + 1);
    if (pairs.length) draw(app, pairs, picture, table);
    else fill(picture, app.say("page.more.waiting"));
  };
  const part = folded("paths", { title: app.say("page.more.paths.title"), what: app.say("page.more.paths.what") }, body, show);
  new ResizeObserver(() => part.update()).observe(body);
  return part;
}

/** Which outcome, by what, of which twin cities. @param {App} app */
function makeControls(app) {
  const { say, data, store } = app;
  const outcome = chooser(say("page.more.paths.outcome"), askable(data).map(({ name }) => ({ value: name, text: app.named(name) })));
  const all = Array.from({ length: app.nPairs }, (_, k) => ({ value: String(k), text: say("page.more.paths.one", { k: k + 1 }) }));
  const city = chooser(say("page.more.paths.cities"), [{ value: "", text: say("page.more.paths.all") }, ...all]);
  const by = choice(say("page.more.paths.by"), ["year", "month"].map((value) => ({ value, text: say(`page.more.by.${value}`) })), null, (step) => store.set({ by: step }));
  outcome.select.addEventListener("change", () => store.set({ charted: outcome.select.value }));
  city.select.addEventListener("change", () => store.set({ path: city.select.value === "" ? null : Number(city.select.value) }));
  const update = () => {
    const { path, by: step } = store.state;
    outcome.select.value = app.charted;
    city.select.value = path === null ? "" : String(path);
    choose(by, step);
  };
  return { root: el("div", { class: "controls" }, outcome.root, city.root, by), update };
}

/** A labelled list to choose from. @param {string} label @param {{value: string, text: string}[]} options */
function chooser(label, options) {
  const select = /** @type {HTMLSelectElement} */ (
    el("select", {}, ...options.map(({ value, text }) => el("option", { value }, text)))
  );
  return { select, root: el("label", {}, label, " ", select) };
}

/** @param {App} app @param {import("../../engine/twins.js").Pair[]} pairs @param {Element} picture @param {Element} table */
function draw(app, pairs, picture, table) {
  const { say, world, state, data } = app;
  const { by, path } = state;
  const spans = spansOf(world, by);
  const bundles = /** @type {const} */ (["without", "with"]).map((side) => {
    const all = pairs.map((pair) => seriesOf(app, side === "with" ? pair.policy : pair.baseline, spans));
    return { side, name: say(`page.more.rule.${side}`), thin: all.length > 1 ? all : [], thick: medianOf(all) };
  });
  const { unit } = app.outcome(app.charted);
  const head = [
    say("page.more.paths.head", { what: app.named(app.charted), by: say(`page.more.by.${by}`) }),
    say("page.more.paths.unit", { unit, first: spans[0].text, last: spans[spans.length - 1].text }),
    path === null ? say("page.more.paths.many", { n: pairs.length }) : say("page.more.paths.single", { k: path + 1 }),
  ];
  const width = Math.min(WIDEST, picture.clientWidth || WIDEST);
  fill(picture, lines({ width, spans, bundles, since: app.first, head, label: head.join(". "), tick: (value) => tickText(value, unit, data.tables.language) }));
  fill(table, tableOf(app, spans, bundles, pairs.length));
}

/** The thick lines as numbers. @param {App} app @param {import("./series.js").Span[]} spans @param {Bundle[]} bundles @param {number} n */
function tableOf(app, spans, bundles, n) {
  const caption = n > 1 ? app.say("page.more.paths.medians", { n }) : "";
  const heads = ["", ...bundles.map(({ name }) => name)].map((text) => el("th", { scope: "col" }, text));
  const rows = spans.map(({ text }, k) =>
    el("tr", {}, el("th", { scope: "row" }, text), ...bundles.map(({ thick }) => el("td", {}, app.amount(app.charted, thick[k])))),
  );
  return el("table", {}, caption && el("caption", {}, caption), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...rows));
}
