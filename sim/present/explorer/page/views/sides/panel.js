import { el, fill } from "../../app/dom.js";
import { rowsWith } from "../../words/effects.js";
import { sign } from "./bar.js";
import { makeItem } from "./item.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../app/comparing.js").Compared} Compared */
/** @typedef {import("../../words/effects.js").Rows} Rows */
/** What compares it, the names of the rule there and for the reader, its pairs, and the scale. @typedef {{found: Compared | null, name: string | undefined, title: string, n: number, far: number}} Shown */
/** @typedef {Map<string, ReturnType<typeof makeItem>>} Items by the name of the outcome */

/** One rule: its finding, its two sides, its sentences. @param {App} app @param {string} which first or second */
export function makePanel(app, which) {
  const { say, data } = app;
  const [rule, counted, finding, sets] = ["rule", "soft", "finding", "soft sets"].map((name) => el("p", { class: name }));
  const groups = el("div", { class: "groups" });
  const lines = el("dl", { class: "lines" });
  const all = el("details", { "data-part": "sentences" }, el("summary", {}, say("page.sides.all")), lines);
  const change = el("button", { type: "button", class: "change", onclick: () => goToLevers(app, which) }, say("page.sides.change"));
  const root = el("article", {}, rule, change, counted, finding, sets, groups, all);
  const headlines = data.tables.outcomes.filter((outcome) => outcome.headline);
  const items = new Map(headlines.map((outcome) => [outcome.name, makeItem(app, outcome)]));
  let arranged = "";
  /** @param {Rows} rows @param {{far: number, isWhole: boolean}} about */
  const arrange = (rows, { far, isWhole }) => {
    const sides = sorted(rows);
    for (const [kind, own] of Object.entries(sides)) own.forEach(([outcome, row]) => items.get(outcome.name)?.show(row, { kind, far }));
    const now = JSON.stringify([isWhole, ...Object.values(sides).map((own) => own.map(([{ name }]) => name))]);
    if (now === arranged) return; // an element that stays where it is can move its bar
    arranged = now;
    const none = say(`page.sides.none${isWhole ? "" : "_yet"}`);
    fill(groups, ...Object.entries(sides).map(([kind, own]) => side(app, kind, own, { items, none })));
  };
  const show = (/** @type {Shown} */ { found, name, title, n, far }) => {
    const answer = found?.answers.find((one) => one.policy === name);
    const isEnough = n >= data.tables.min_pairs;
    root.dataset.pairs = String(n);
    rule.textContent = title;
    sets.textContent = answer?.sets ?? "";
    counted.textContent = n ? countedSaid(app, n) : "";
    groups.hidden = !n;
    finding.textContent = said(app, { finding: answer?.finding, isEnough });
    arrange(rowsOf(headlines, found, name), { far, isWhole: n === app.nPairs });
    all.hidden = !answer || !isEnough;
    fill(lines, ...(answer?.lines ?? []).flatMap(([heading, text]) => [el("dt", {}, heading), el("dd", {}, text)]));
  };
  return { root, show };
}

/** How many pairs there are, and that more will narrow the bars. @param {App} app @param {number} k */
function countedSaid({ say, nPairs }, k) {
  return k === nPairs ? say("page.sides.whole", { n: k }) : say("page.sides.counted", { k, n: nPairs });
}

/** Let the levers move this rule, and go there. @param {App} app @param {string} moved */
function goToLevers({ store }, moved) {
  store.set({ moved });
  /** @type {HTMLElement | null} */ (document.querySelector(".rules input:checked"))?.focus();
}

/** What comes first: the finding, or why there is none yet. @param {App} app @param {{finding: string | undefined, isEnough: boolean}} about */
function said({ say, data }, { finding, isEnough }) {
  if (finding === undefined) return say("page.sides.waiting");
  return isEnough ? finding : say("page.sides.few", { least: data.tables.min_pairs });
}

/** The rows of one rule, less those that are zero in every world. @param {Rows[number][0][]} outcomes @param {Compared | null} found @param {string} [name] @returns {Rows} */
function rowsOf(outcomes, found, name) {
  return outcomes.flatMap((outcome) => {
    const row = found?.rows.find((one) => one.outcome === outcome.name && one.policy === name);
    const isZero = row?.reading === "equal" && !row.baseline_mean;
    return row && !isZero ? [/** @type {Rows[number]} */ ([outcome, row])] : [];
  });
}

/** What is clearly better, worse, otherwise different; what is not clear; what no pair changes. @param {Rows} rows @returns {Record<string, Rows>} */
function sorted(rows) {
  const [better, worse, neither] = /** @type {const} */ (["gain", "harm", "neither"]).map((effect) => rowsWith(rows, effect));
  const equal = rows.filter(([, row]) => row.reading !== "undefined" && row.differing_pairs === 0);
  const isTold = new Set([...better, ...worse, ...neither, ...equal].map(([, row]) => row));
  return { better, worse, neither, unclear: rows.filter(([, row]) => !isTold.has(row)), equal };
}

/** One side: for whom, and what. @param {App} app @param {string} kind @param {Rows} rows @param {{items: Items, none: string}} about */
function side({ say }, kind, rows, { items, none }) {
  const heading = el("h3", {}, sign(kind), say(`page.sides.${kind}`));
  if (!rows.length && kind === "equal") return null;
  if (!rows.length) return el("section", { class: `side ${kind}` }, heading, el("p", { class: "soft" }, none));
  const names = [...new Set(rows.map(([outcome]) => outcome.stakeholder))];
  const whom = names.flatMap((name) => {
    const own = rows.filter(([outcome]) => outcome.stakeholder === name).map(([outcome]) => items.get(outcome.name)?.root);
    return [el("h4", {}, say("page.sides.whom", { whom: say(`stakeholder.${name}`) })), el("ul", {}, ...own)];
  });
  return el("section", { class: `side ${kind}` }, heading, ...whom);
}
