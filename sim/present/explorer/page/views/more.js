import { el } from "../app/dom.js";
import { makeBoth } from "./more/both.js";
import { makeCheck } from "./more/check.js";
import { makePaths } from "./more/paths.js";
import { makeShares } from "./more/shares.js";
import { makeTable } from "./more/table.js";
import { makeYours } from "./more/yours.js";

const PARTS = [makePaths, makeBoth, makeShares, makeYours, makeTable, makeCheck];

/**
 * What those look for who want to know more, each folded.
 *
 * @param {import("../app/app.js").App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makeMore(app) {
  const rule = el("p", { class: "rule" });
  const parts = PARTS.map((make) => make(app));
  const root = el("section", { class: "more" }, rule, ...parts.map((part) => part.root));
  const update = () => {
    rule.textContent = app.ruleTitle();
    parts.forEach((part) => part.update());
  };
  return { root, update };
}
