import { el, fill } from "../../app/dom.js";
import { rowsWith } from "../../words/effects.js";
import { makeBar, percent, sign } from "./bar.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../app/comparing.js").Compared} Compared */
/** @typedef {import("../../words/effects.js").Rows} Rows */
/** @typedef {{found: Compared | null, name: string, title: string, n: number, far: number}} Shown */

const STEPS = [5, 10, 20, 50, 100]; // per cent at the ends of the scale

/** One rule: its finding, its rows side by side, its sentences. @param {App} app */
export function makePanel(app) {
  const [rule, progress, finding] = ["rule", "told", "verdict"].map((name) => el("p", { class: name }));
  const groups = el("div", { class: "groups" });
  const said = el("div", { class: "said" });
  const root = el("article", {}, rule, finding, progress, groups, said);
  const headlines = app.data.tables.outcomes.filter((outcome) => outcome.headline);
  const bars = new Map(headlines.map((outcome) => [outcome.name, makeBar(app, outcome)]));
  let layout = "";
  const show = (/** @type {Shown} */ { found, name, title, n, far }) => {
    rule.textContent = title;
    root.dataset.pairs = String(n);
    progress.textContent = app.say("page.sides.pairs", { n, all: app.nPairs });
    const answer = found?.answers.find((one) => one.policy === name);
    finding.textContent = answer?.finding ?? app.say("page.more.waiting");
    const rows = rowsOf(app, found, name);
    const own = sorted(rows);
    for (const [effect, inside] of Object.entries(own)) {
      inside.forEach(([outcome, row]) => bars.get(outcome.name)?.show(row, { effect, far }));
    }
    const now = JSON.stringify([far, ...Object.values(own).map((inside) => inside.map(([{ name: one }]) => one))]);
    if (now !== layout) fill(groups, ...Object.entries(own).map(([effect, inside]) => group(app, effect, inside, { bars, far })));
    layout = now;
    fill(said, ...(answer?.lines ?? []).flatMap(([heading, text]) => [el("h3", {}, heading), el("p", {}, text)]));
    if (n === app.nPairs && answer) app.announce(answer.finding);
  };
  return { root, show };
}

/** The per cent at the ends of the scale: all means lie between them, as far as a hundred goes. @param {App} app @param {Compared | null} found */
export function farOf(app, found) {
  const rows = (found?.rows ?? []).filter(({ outcome }) => app.outcome(outcome).headline);
  const most = Math.max(0, ...rows.map((row) => Math.abs(percent(row, row.difference) ?? 0)));
  return STEPS.find((step) => step >= most) ?? STEPS[STEPS.length - 1];
}

/** The headline outcomes of one rule. @param {App} app @param {Compared | null} found @param {string} name @returns {Rows} */
function rowsOf(app, found, name) {
  const own = (found?.rows ?? []).filter((row) => row.policy === name);
  return own.map((row) => /** @type {Rows[0]} */ ([app.outcome(row.outcome), row])).filter(([outcome]) => outcome.headline);
}

/** What is clearly better, worse, otherwise different; what is not clear. @param {Rows} rows @returns {Record<string, Rows>} */
function sorted(rows) {
  const [gain, harm, neither] = /** @type {const} */ (["gain", "harm", "neither"]).map((effect) => rowsWith(rows, effect));
  const clear = new Set([...gain, ...harm, ...neither].map(([, row]) => row));
  return { gain, harm, neither, unclear: rows.filter(([, row]) => !clear.has(row)) };
}

/** @param {App} app @param {string} effect @param {Rows} rows @param {{bars: Map<string, ReturnType<typeof makeBar>>, far: number}} parts */
function group({ say }, effect, rows, { bars, far }) {
  const heading = el("h3", {}, sign(effect), say(`page.sides.group.${effect}`));
  if (!rows.length) return el("section", { class: effect }, heading, el("p", { class: "told" }, say(`page.sides.none.${effect}`)));
  const names = [...new Set(rows.map(([outcome]) => outcome.stakeholder))];
  const whom = names.map((name) => {
    const own = rows.filter(([outcome]) => outcome.stakeholder === name).map(([outcome]) => bars.get(outcome.name)?.root);
    return [el("h4", {}, say("page.sides.for", { whom: say(`stakeholder.${name}`) })), el("ul", {}, ...own)];
  });
  const ends = [say("page.sides.less", { far }), say("page.sides.same"), say("page.sides.more", { far })];
  const scale = el("p", { class: "scale", "aria-hidden": "true" }, ...ends.map((text) => el("span", {}, text)));
  return el("section", { class: effect }, heading, scale, ...whom.flat());
}
