import { el, fill } from "../app/dom.js";
import { Beside } from "./sides/beside.js";
import { makeKey } from "./sides/key.js";
import { makePanel, farOf } from "./sides/panel.js";
import { spaced } from "./sides/spaced.js";

/** @typedef {import("../app/app.js").App} App */

/**
 * Two sides of a rule, or of two beside one another: what got better, what got worse, and for whom.
 *
 * @param {App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makeSides(app) {
  const { say } = app;
  const panels = [makePanel(app), makePanel(app)];
  const beside = new Beside(app, () => update());
  const other = el("p", { class: "next" });
  const root = el(
    "section",
    { class: "sides" },
    el("h2", {}, say("page.sides.title")),
    el("p", { class: "twins" }, say("page.twins")),
    lookFor(app),
    other,
    el("div", { class: "panels" }, ...panels.map((panel) => panel.root)),
    makeKey(app),
  );
  const draw = spaced(() => !root.hidden && show(app, { root, panels, beside }));
  const update = () => {
    chooseOther(app, other);
    beside.run();
    draw();
  };
  return { root, update };
}

/** @param {App} app @param {{root: HTMLElement, panels: ReturnType<typeof makePanel>[], beside: Beside}} parts */
function show(app, { root, panels, beside }) {
  const raced = [app, ...beside.raced()];
  const found = app.comparing?.now(raced) ?? null;
  root.classList.toggle("two", raced.length > 1);
  panels[1].root.hidden = raced.length < 2;
  const names = raced.map(({ policy }) => app.comparing?.nameOf(policy) ?? policy.arm);
  const far = farOf(app, found);
  raced.forEach((one, k) => panels[k].show({ found, name: names[k], title: app.ruleName(one.policy), n: one.pairs.length, far }));
}

/** Let the reader put another rule of the scenario beside the first. @param {App} app @param {Element} place */
function chooseOther({ data, say, state, store }, place) {
  const arms = data.arms.filter(({ name }) => name !== state.arm || state.settings.length);
  const shown = JSON.stringify([arms.map(({ name }) => name), state.beside]);
  if (place.getAttribute("data-shown") === shown || !arms.length) return;
  place.setAttribute("data-shown", shown);
  const select = /** @type {HTMLSelectElement} */ (
    el(
      "select",
      { id: "beside", onchange: () => store.set({ beside: select.value || null }) },
      el("option", { value: "", selected: state.beside === null }, say("page.sides.alone")),
      ...arms.map(({ name, label }) => el("option", { value: name, selected: name === state.beside }, label)),
    )
  );
  const isHere = place.contains(document.activeElement);
  fill(place, el("label", { for: "beside" }, say("page.sides.beside")), select);
  if (isHere) select.focus();
}

/** What the scenario says to look for, if it does. @param {App} app */
function lookFor({ data, say }) {
  if (!data.lookFor) return null;
  const said = data.lookFor.split(/\n\s*\n/).map((text) => el("p", {}, text));
  return el("details", { class: "look", open: true }, el("summary", {}, say("page.sides.look")), ...said);
}
