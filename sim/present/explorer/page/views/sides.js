import { el, fill } from "../app/dom.js";
import { scaleOf } from "./sides/bar.js";
import { Beside } from "./sides/beside.js";
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
  const panels = [makePanel(app), makePanel(app)];
  const beside = new Beside(app, () => update());
  const other = el("p", { class: "next" });
  const scale = el("p", { class: "soft" });
  const root = el(
    "section",
    { class: "sides" },
    el("h2", {}, say("page.sides.title")),
    lookFor(app),
    other,
    el("div", { class: "panels" }, ...panels.map((panel) => panel.root)),
    scale,
    makeKey(app),
  );
  const draw = spaced(() => !root.hidden && show(app, { root, panels, scale, beside }));
  const update = () => {
    chooseOther(app, other);
    beside.run();
    draw();
  };
  return { root, update };
}

/** @param {App} app @param {{root: Element, panels: ReturnType<typeof makePanel>[], scale: Element, beside: Beside}} parts */
function show(app, { root, panels, scale, beside }) {
  const { comparing, say, nPairs } = app;
  const raced = [app, ...beside.raced()];
  const found = comparing?.now(raced) ?? null;
  const far = scaleOf((found?.rows ?? []).filter((row) => app.outcome(row.outcome).headline));
  root.classList.toggle("beside-another", raced.length > 1);
  panels[1].root.hidden = raced.length < 2;
  raced.forEach(({ policy, pairs }, k) => panels[k].show({ found, policy, n: pairs.length, far }));
  fill(scale, say("page.sides.scale", { far }));
  const isWhole = raced.every(({ pairs }) => pairs.length === nPairs);
  if (found && isWhole) app.announce(found.answers.map((answer) => answer.finding).join(" "));
}

/** Let the reader put another rule of the scenario beside the first. @param {App} app @param {Element} place */
function chooseOther(app, place) {
  const { data, say, state, store } = app;
  const arms = data.arms.filter(({ name }) => name !== state.arm || state.settings.length);
  const shown = JSON.stringify([arms.map(({ name }) => name), state.beside]);
  if (place.getAttribute("data-shown") === shown) return;
  place.setAttribute("data-shown", shown);
  const select = /** @type {HTMLSelectElement} */ (
    el(
      "select",
      { id: "beside", onchange: () => store.set({ beside: select.value || null }) },
      el("option", { value: "", selected: state.beside === null }, say("page.sides.alone")),
      ...arms.map(({ name }) => el("option", { value: name, selected: name === state.beside }, app.called(name))),
    )
  );
  const isHere = place.contains(document.activeElement);
  if (arms.length) fill(place, el("label", { for: "beside" }, say("page.sides.beside")), select);
  else fill(place);
  if (isHere) select.focus();
}

/** What the scenario says to look for, if it does. @param {App} app */
function lookFor({ data, say }) {
  if (!data.lookFor) return null;
  return el("details", { class: "look", open: true }, el("summary", {}, say("page.sides.look_for")), el("p", {}, data.lookFor));
}

/** What a reader needs to know to read this, folded. @param {App} app */
function makeKey({ data, say, nPairs }) {
  const slots = /** @type {Record<string, Record<string, number>>} */ ({
    interval: { n: nPairs },
    clear: { least: data.tables.min_pairs },
  });
  const told = KEY.map((part) => el("p", {}, say(`page.sides.key.${part}`, slots[part])));
  return el("details", {}, el("summary", {}, say("page.sides.how")), ...told);
}
