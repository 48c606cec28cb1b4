import { el, fill } from "../app/dom.js";
import { amount, change } from "../words/changes.js";
import { rowsWith } from "../words/effects.js";
import { bar, scaleOf } from "./sides/bar.js";

/** @typedef {import("../app/app.js").App} App */
/** @typedef {import("../words/effects.js").Rows} Rows */
/** @typedef {import("../app/comparing.js").Compared} Compared */

const PAUSE_MS = 100; // between two pictures while pairs come

/**
 * Two sides: what got better and what got worse with the rule, for whom, and how sure that is with the pairs so far.
 *
 * @param {App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makeSides(app) {
  const { say, data } = app;
  const head = el("div");
  const finding = el("p", { class: "finding" });
  const picture = el("div", { class: "two" });
  const lines = el("dl", { class: "lines" });
  const keys = ["pair", "luck", "pointwise"].map((name) => el("p", {}, keySaid(app, name)));
  const all = el("details", {}, el("summary", {}, say("page.sides.all")), lines);
  const key = el("details", {}, el("summary", {}, say("page.sides.key")), ...keys);
  const lookFor = data.lookFor ? el("p", { class: "look" }, say("page.sides.look_for", { text: data.lookFor })) : null;
  const root = el("section", { class: "sides" }, head, ...(lookFor ? [lookFor] : []), finding, picture, all, key);
  /** @type {number | undefined} */
  let waiting;
  const draw = () => {
    waiting = undefined;
    const compared = app.comparing?.now();
    fill(head, el("p", { class: "rule" }, app.ruleName()), el("p", { class: "soft" }, counted(app)));
    if (!compared) return fill(finding, say("page.sides.waiting"));
    return show(app, compared, { finding, picture, lines });
  };
  const update = () => {
    const isLast = app.pairs.length === app.nPairs;
    if (isLast) draw();
    else waiting ??= window.setTimeout(draw, PAUSE_MS);
  };
  return { root, update };
}

/** How many twin cities this is from. @param {App} app */
function counted({ say, pairs, nPairs }) {
  return say("page.sides.counted", { k: pairs.length, n: nPairs });
}

/** What a pair and an interval are, as the terminal and the report say it. @param {App} app @param {string} name */
function keySaid({ say, data }, name) {
  return name === "pair" ? say("uncertainty.pair", { baseline: data.baseline }) : say(`uncertainty.${name}`);
}

/** @param {App} app @param {Compared} compared @param {{finding: Element, picture: Element, lines: Element}} parts */
function show(app, { rows, answers }, parts) {
  const isEnough = app.pairs.length >= app.data.tables.min_pairs;
  const [answer] = answers;
  fill(parts.finding, isEnough ? answer.finding : app.say("page.sides.few", { least: app.data.tables.min_pairs }));
  fill(parts.picture, ...sides(app, rowsOf(app, rows)));
  fill(parts.lines, ...(isEnough ? answer.lines.flatMap(([heading, said]) => [el("dt", {}, heading), el("dd", {}, said)]) : []));
  if (app.pairs.length === app.nPairs) app.announce(answer.finding);
}

/** The rows of outcomes that are asked about, with their outcomes. @param {App} app @param {import("../compare/comparison.js").Row[]} all @returns {Rows} */
function rowsOf({ data }, all) {
  return data.tables.outcomes.flatMap((outcome) => {
    const row = all.find((one) => one.outcome === outcome.name);
    const isTold = outcome.headline && outcome.better !== null && !(row?.reading === "equal" && !row.baseline_mean);
    return row && isTold ? [/** @type {Rows[number]} */ ([outcome, row])] : [];
  });
}

/** Better beside worse, and below them what is not clear. @param {App} app @param {Rows} rows */
function sides(app, rows) {
  const [better, worse] = [rowsWith(rows, "gain"), rowsWith(rows, "harm")];
  const unclear = rows.filter((row) => !better.includes(row) && !worse.includes(row));
  const far = scaleOf(rows.map(([, row]) => row));
  return [
    side(app, "better", better, far),
    side(app, "worse", worse, far),
    side(app, "unclear", unclear, far),
    el("p", { class: "soft scale" }, app.say("page.sides.scale", { far })),
  ];
}

/** @param {App} app @param {string} kind @param {Rows} rows @param {number} far */
function side(app, kind, rows, far) {
  const { say } = app;
  const heading = el("h2", {}, el("span", { class: "mark", "aria-hidden": "true" }, say(`page.sides.mark.${kind}`)), say(`page.sides.${kind}`));
  const items = rows.map((row) => item(app, kind, row, far));
  return el("section", { class: `side ${kind}` }, heading, items.length ? el("ul", {}, ...items) : el("p", {}, say(`page.sides.none.${kind}`)));
}

/** One outcome: what and for whom, its interval as a picture and in words. @param {App} app @param {string} kind @param {Rows[number]} row @param {number} far */
function item(app, kind, [outcome, row], far) {
  const { say, words } = app;
  const clear = kind !== "unclear";
  const said = clear ? change(words, outcome, row) : unclearSaid(app, [outcome, row]);
  const whom = say("page.sides.whom", { whom: say(`stakeholder.${outcome.stakeholder}`) });
  const label = say("page.sides.bar", { what: app.named(outcome.name), said });
  return el(
    "li",
    {},
    el("strong", {}, app.named(outcome.name)),
    " ",
    el("span", { class: "soft" }, whom),
    bar(row, { far, kind, label }),
    el("span", { class: "said" }, said),
  );
}

/** What is known of a difference that is not claimed. @param {App} app @param {Rows[number]} row */
function unclearSaid({ say, words }, [outcome, row]) {
  const { reading, baseline_mean: base, n_pairs: n, differing_pairs: differing } = row;
  if (reading === "undefined" || base === null) return say("page.sides.undefined");
  const told = { base: amount(words, outcome.unit, base), k: differing, n };
  return say(differing ? "page.sides.differs" : "page.sides.equal", differing ? told : { base: told.base });
}
