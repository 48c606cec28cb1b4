import { el, fill } from "../../app/dom.js";
import { Months, monthName } from "./months.js";
import { undoneSaid } from "./undone.js";

/** @typedef {import("../../app/app.js").App} App */

/**
 * Numbers by month, where no agent is a single resident or there are too many to draw.
 *
 * @param {App} app
 * @returns {import("../../app/shell.js").Part}
 */
export function makeCounted(app) {
  const { say, world } = app;
  const table = el("table", { class: "counted" });
  const undone = el("p", { class: "undone" });
  const rule = el("p", { class: "rule" });
  const months = new Months(app, (month) => show(month), () => monthName(app, months.month));
  const why = world.peoplePerAgent > 1 ? say("page.places.stands_for", { n: world.peoplePerAgent }) : say("page.places.too_many");
  const root = el("section", { class: "places" }, el("p", { class: "twins" }, why), rule, months.root, table, undone);
  const show = (/** @type {number} */ month) => {
    draw(app, table, month);
    undone.textContent = undoneSaid(app, app.pairs, month);
  };
  const update = () => {
    rule.textContent = app.ruleTitle();
    months.update();
    show(months.month);
  };
  return { root, update };
}

/** The mean of each number in a month, without the rule and with it. @param {App} app @param {Element} table @param {number} month */
function draw(app, table, month) {
  const { say, pairs, data } = app;
  const { outcomes } = data.tables;
  if (!pairs.length) return fill(table, el("caption", {}, say("page.more.waiting")));
  const mean = (/** @type {"baseline" | "policy"} */ side, /** @type {number} */ column) =>
    pairs.reduce((sum, pair) => sum + pair[side].country[month * outcomes.length + column], 0) / pairs.length;
  const rows = outcomes.flatMap(({ name, headline }, column) => {
    if (!headline) return [];
    const cells = [mean("baseline", column), mean("policy", column)].map((value) => el("td", {}, app.amount(name, value)));
    return [el("tr", {}, el("th", { scope: "row" }, app.named(name)), ...cells)];
  });
  const heads = ["page.dots.without", "page.dots.with"].map((key) => el("th", { scope: "col" }, say(key)));
  return fill(
    table,
    el("caption", {}, say("page.places.means", { month: monthName(app, month), n: pairs.length })),
    el("thead", {}, el("tr", {}, el("td"), ...heads)),
    el("tbody", {}, ...rows),
  );
}
