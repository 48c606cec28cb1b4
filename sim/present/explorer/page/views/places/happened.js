import { el } from "../../app/dom.js";
import { monthName } from "./months.js";
import { isBan } from "./undone.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("./watched.js").Watched} Watched */

/**
 * The months in which something happened since the rule began, each with what happened; a month leads there.
 *
 * @param {App} app
 * @param {Watched} found
 * @param {(month: number) => void} visit
 */
export function happened(app, found, visit) {
  const months = Array.from({ length: app.world.nMonths - app.first }, (_, k) => app.first + k);
  return months.flatMap((month) => {
    const told = [turnSaid(app, found, month), ...Object.keys(app.world.marks).map((kind) => sentence(app, found, kind, month))].filter(Boolean);
    if (!told.length) return [];
    const button = el("button", { type: "button", onclick: () => visit(month) }, monthName(app, month));
    return [el("li", {}, button, el("span", {}, told.join(" ")))];
  });
}

/** That recognition stops in a month with the rule, or goes on again, and who did that. @param {App} app @param {Watched} found @param {number} month */
function turnSaid(app, { turns }, month) {
  const turn = turns.find((one) => one.month === month);
  if (!turn) return "";
  if (!turn.isOn) return app.say("page.places.undone.off");
  return app.say(`page.places.undone.${isBan(app) ? "on_ban" : "on"}`);
}

/** What happened to how many in a month, without the rule and with it; empty where it happened to nobody. @param {App} app @param {Watched} found @param {string} kind @param {number} month */
export function sentence({ say, data }, found, kind, month) {
  const [n, withIt] = [found.without, found.with].map((life) => life.kinds[kind].people[month]);
  if (!n && !withIt) return "";
  const written = (/** @type {number} */ number) => number.toLocaleString(data.tables.language);
  if (!n) return say(`page.places.nobody.${kind}`, { with: written(withIt) });
  if (n === withIt) return say(`page.places.same.${kind}`, { n, without: written(n) });
  return say(`page.places.some.${kind}`, { n, without: written(n), with: withIt ? written(withIt) : say("page.places.none") });
}
