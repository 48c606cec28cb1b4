import { el } from "../../app/dom.js";
import { total } from "../../app/figures.js";
import { folded } from "./folded.js";
import { saveButton } from "./save.js";
import { monthText } from "../../engine/months.js";

/** @typedef {import("../../app/app.js").App} App */

const COLUMNS = ["twin_city", "outcome", "without", "with", "unit", "first_month", "last_month"];

/** All numbers as a file. @param {App} app */
export function makeTable(app) {
  const { say, data } = app;
  const told = el("p");
  const save = saveButton(app, say("page.more.table.save"), () => ({ name: `${data.yours.name}.csv`, text: csv(app) }));
  const show = () => {
    told.textContent = say("page.more.table.rows", { n: app.pairs.length, outcomes: data.tables.outcomes.length });
    save.toggleAttribute("disabled", !app.pairs.length);
  };
  return folded("table", { title: say("page.more.table.title"), what: say("page.more.table.what") }, el("div", {}, told, save), show);
}

/** One row a twin city and outcome, over the months that a comparison counts. @param {App} app */
function csv(app) {
  const { pairs, data, first, world } = app;
  const months = [monthText(world, first), monthText(world, world.nMonths - 1)];
  const window = app.window();
  const rows = pairs.flatMap((pair) =>
    data.tables.outcomes.map(({ name, unit }) => {
      const values = [pair.baseline, pair.policy].map((run) => number(total(run, name, window)));
      return [String(pair.seed + 1), name, ...values, quoted(unit), ...months].join(",");
    }),
  );
  return `${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

/** All digits; nothing where a value is undefined. @param {number} value */
function number(value) {
  return Number.isNaN(value) ? "" : String(value);
}

/** @param {string} text */
function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
