import { el, fill } from "../app/dom.js";
import { scaleOf } from "./sides/bar.js";
import { makePanel } from "./sides/panel.js";
import { spaced } from "./sides/spaced.js";

/** @typedef {import("../app/app.js").App} App */

const KEY = ["twin", "interval", "clear"];

/**
 * Two sides: what got better and what got worse with the rule, for whom, and how sure that is with the pairs so far;
 * the same of a second rule beside it, where the reader chooses one.
 *
 * @param {App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makeSides(app) {
  const { say } = app;
  const panels = ["first", "second"].map((which) => makePanel(app, which));
  const other = makeOther(app);
  const scale = el("p", { class: "soft" });
  const root = el(
    "section",
    { class: "sides" },
    el("h2", {}, say("page.sides.title")),
    lookFor(app),
    other.root,
    el("div", { class: "panels" }, ...panels.map((panel) => panel.root)),
    scale,
    makeKey(app),
  );
  const draw = spaced(() => !root.hidden && show(app, { root, panels, scale }));
  const update = () => {
    other.update();
    app.beside.run();
    draw();
  };
  return { root, update };
}

/** @param {App} app @param {{root: Element, panels: ReturnType<typeof makePanel>[], scale: Element}} parts */
function show(app, { root, panels, scale }) {
  const { comparing, say, nPairs } = app;
  const raced = [app, ...app.beside.raced()];
  const found = comparing?.now(raced) ?? null;
  const far = scaleOf((found?.rows ?? []).filter((row) => app.outcome(row.outcome).headline));
  root.classList.toggle("beside-another", raced.length > 1);
  panels[1].root.hidden = raced.length < 2;
  const names = app.namesOf(raced.map(({ policy }) => policy));
  const titles = raced.length > 1 ? app.twoNames() : [app.ruleTitle()];
  raced.forEach(({ pairs }, k) => panels[k].show({ found, name: names[k], title: titles[k], n: pairs.length, far }));
  fill(scale, say("page.sides.scale", { far }));
  const isWhole = raced.every(({ pairs }) => pairs.length === nPairs);
  if (found && isWhole) app.announce(found.answers.map((answer) => answer.finding).join(" "));
}

/** Where the reader puts a second rule beside the first: one of the scenario, to begin with. @param {App} app */
function makeOther(app) {
  const { data, say, store } = app;
  const choose = (/** @type {string} */ arm) => store.set(arm ? { beside: { arm, settings: [] }, moved: "second" } : { beside: null, moved: "first" });
  const select = /** @type {HTMLSelectElement} */ (
    el(
      "select",
      { id: "beside", onchange: () => choose(select.value) },
      el("option", { value: "" }, say("page.sides.alone")),
      ...data.arms.map(({ name }) => el("option", { value: name }, app.called(name))),
    )
  );
  const update = () => {
    select.value = store.state.beside?.arm ?? "";
  };
  return { root: el("p", { class: "next" }, el("label", { for: "beside" }, say("page.sides.beside")), select), update };
}

/** What the scenario says to look for, if it does. @param {App} app */
function lookFor({ data, say }) {
  if (!data.lookFor) return null;
  return el("details", { class: "look", "data-part": "look" }, el("summary", {}, say("page.sides.look_for")), el("p", {}, data.lookFor));
}

/** What a reader needs to know to read this, folded. @param {App} app */
function makeKey({ data, say, nPairs }) {
  const slots = /** @type {Record<string, Record<string, number>>} */ ({
    interval: { n: nPairs },
    clear: { least: data.tables.min_pairs },
  });
  const told = KEY.map((part) => el("p", {}, say(`page.sides.key.${part}`, slots[part])));
  return el("details", { "data-part": "how" }, el("summary", {}, say("page.sides.how")), ...told);
}
