import { el } from "../../app/dom.js";
import { amount, change } from "../../words/changes.js";
import { withDriver } from "../../words/drivers.js";
import { makeBar } from "./bar.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../words/language.js").Outcome} Outcome */
/** @typedef {import("../../compare/comparison.js").Row} Row */

const UNCLAIMED = ["unclear", "equal"];

/** One outcome: its name, its interval as a picture and in words. @param {App} app @param {Outcome} outcome */
export function makeItem(app, outcome) {
  const bar = makeBar();
  const said = el("span", { class: "said" });
  const root = el("li", { "data-outcome": outcome.name }, el("strong", {}, app.named(outcome.name)), bar.root, said);
  /** @param {Row} row @param {{kind: string, far: number}} how */
  const show = (row, how) => {
    bar.show(row, how);
    said.textContent = UNCLAIMED.includes(how.kind) ? unclearSaid(app, outcome, row) : change(app.words, outcome, row);
  };
  return { root, show };
}

/** What is known of a difference that is not claimed. @param {App} app @param {Outcome} outcome @param {Row} row */
function unclearSaid({ say, words }, outcome, { reading, baseline_mean, n_pairs: n, differing_pairs: differing }) {
  if (reading === "undefined" || baseline_mean === null) return say("page.sides.undefined");
  const base = amount(words, outcome.unit, baseline_mean);
  const said = differing ? say("page.sides.differs", { base, k: differing, n }) : say("page.sides.alike", { base });
  return withDriver(words, "title", outcome, said);
}
