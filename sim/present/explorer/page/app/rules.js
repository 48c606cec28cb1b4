import { choice, el, fill, refill } from "./dom.js";
import { makeLever } from "./lever.js";
import { Moving } from "./moving.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../main.js").Lever} Lever */

/**
 * The rules: those of the scenario to choose from, and its levers to move; of two rules, one at a time.
 *
 * @param {App} app
 * @returns {import("./shell.js").Part}
 */
export function makeRules(app) {
  const { data, say, store } = app;
  const moving = new Moving(app);
  const [which, presets] = [el("div"), el("div")];
  const inSight = el("div", { class: "levers" });
  const others = el("div", { class: "levers" });
  const undo = () => moving.become({ ...moving.policy, settings: [] });
  const reset = el("button", { type: "button", onclick: undo }, say("page.rules.reset"));
  const root = el(
    "aside",
    { class: "rules", "aria-label": say("page.rules.title") },
    el("h2", {}, say("page.rules.title")),
    which,
    presets,
    inSight,
    el("details", { "data-part": "levers" }, el("summary", {}, say("page.rules.more")), others),
    reset,
  );
  const named = (/** @type {boolean} */ wanted) => data.levers.filter((lever) => data.inSight.includes(lever.name) === wanted);
  const controls = data.levers.map((lever) => makeLever(app, moving, lever));
  const of = (/** @type {Lever[]} */ levers) => levers.map((lever) => controls[data.levers.indexOf(lever)].root);
  inSight.append(...of(named(true)));
  others.append(...of(named(false)));
  const choosers = [
    drawnAnew(which, () => moving.isOneOfTwo() && [app.twoNames(), store.state.moved], () => chooseWhich(app)),
    drawnAnew(presets, () => [moving.second() !== null, moving.policy], () => choosePreset(app, moving)),
  ]; // prettier-ignore
  const update = () => {
    moving.settle();
    choosers.forEach((draw) => draw());
    reset.hidden = !moving.policy.settings.length;
    controls.forEach((control) => control.update());
  };
  return { root, update };
}

/**
 * Fill a place where what it depends on has changed; where that is false, with nothing.
 *
 * @param {Element} place
 * @param {() => unknown} about
 * @param {() => HTMLElement} make
 */
function drawnAnew(place, about, make) {
  let drawn = "";
  return () => {
    const found = about();
    const key = JSON.stringify(found);
    if (key === drawn) return;
    drawn = key;
    if (found) refill(place, make());
    else fill(place);
  };
}

/** Which of two rules is moved. @param {App} app */
function chooseWhich(app) {
  const { say, state, store } = app;
  const rules = app.twoNames().map((text, k) => ({ value: ["first", "second"][k], text }));
  return choice(say("page.rules.which"), rules, state.moved, (moved) => store.set({ moved }));
}

/** The rules of the scenario, one of them chosen unless a lever was moved. @param {App} app @param {Moving} moving */
function choosePreset(app, moving) {
  const { data, say } = app;
  const { arm, settings } = moving.policy;
  const arms = data.arms.map(({ name }) => ({ value: name, text: app.called(name) }));
  const pick = (/** @type {string} */ name) => {
    const isAskedAnew = app.state.view === "predict"; // elsewhere a guess stays what it is
    moving.become({ arm: name, settings: [] }, isAskedAnew ? { guess: null, locked: false } : {});
  };
  return choice(say("page.rules.presets"), arms, settings.length ? null : arm, pick);
}
