import { choice, el, fill } from "../app/dom.js";
import { total } from "../app/figures.js";
import { makeDots } from "./dots.js";

/** @typedef {import("../app/app.js").App} App */

/**
 * Predict and reveal: the reader says what a rule changes, then sees it in one pair of worlds after the other.
 *
 * @param {App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makePredict(app) {
  const root = el("section", { class: "predict" });
  const dots = makeDots(app);
  let drawn = "";
  const update = () => {
    const { locked, guess, count, arm, outcome, settings } = app.state;
    const key = JSON.stringify([locked, guess, count, arm, outcome, settings, without(app) === null]);
    if (key !== drawn) fill(root, ...(locked ? reveal(app, dots) : ask(app)));
    drawn = key;
    if (locked) dots.update();
  };
  return { root, update };
}

/** The number without the rule, the question, the guess and the button. @param {App} app */
function ask(app) {
  const { say, state, store } = app;
  const what = say(`page.outcome.${state.outcome}`);
  const number = without(app);
  const known = number === null ? say("page.predict.counting") : say("page.predict.without", { number, what, years: years(app) });
  const guesses = ["less", "same", "more"].map((value) => ({
    value, text: say(`page.guess.${value}`, { what }), mark: say(`page.mark.${value}`),
  })); // prettier-ignore
  return [
    el("p", { class: "twins" }, say("page.twins")),
    el("p", { class: "rule" }, say("page.predict.rule", { rule: ruleOf(app) })),
    el("p", { class: "without" }, known),
    el("h2", {}, say("page.predict.question", { what })),
    choice(say("page.predict.question", { what }), guesses, state.guess, (guess) => store.set({ guess }), { hidden: true }),
    state.guess && howMany(app),
    el("button", { type: "button", class: "main", disabled: !state.guess, onclick: () => store.set({ locked: true }) }, say("page.predict.lock")),
  ];
}

/** In how many twin cities: a row of cities to drag along. @param {App} app */
function howMany({ say, state, store, nPairs }) {
  const told = el("output", { for: "count" }, String(state.count));
  const slider = /** @type {HTMLInputElement} */ (
    el("input", { type: "range", id: "count", min: 0, max: nPairs, step: 1, value: state.count })
  );
  slider.addEventListener("input", () => (told.textContent = slider.value));
  slider.addEventListener("change", () => store.set({ count: Number(slider.value) }));
  return el("p", { class: "count" }, el("label", { for: "count" }, say("page.predict.count", { n: nPairs })), slider, told);
}

/** What the model says, dot by dot. @param {App} app @param {{root: Element}} dots */
function reveal(app, dots) {
  const { say, state, store } = app;
  const what = say(`page.outcome.${state.outcome}`);
  return [
    el("p", { class: "rule" }, say("page.predict.rule", { rule: ruleOf(app) })),
    el("h2", {}, say("page.predict.revealed", { what, years: years(app) })),
    dots.root,
    el("button", { type: "button", onclick: () => store.set({ locked: false, guess: null }) }, say("page.predict.again")),
  ];
}

/** Mean of the question's outcome without the rule, as text; null until it is known. @param {App} app */
function without(app) {
  const { pairs, data, first, world, state } = app;
  if (pairs.length < app.nPairs) return null;
  const window = { outcomes: data.outcomes, first, end: world.nMonths };
  const values = pairs.map((pair) => total(pair.baseline, state.outcome, window));
  return app.amount(state.outcome, values.reduce((sum, value) => sum + value, 0) / values.length);
}

/** The rule that the reader looks at, in words. @param {App} app */
export function ruleOf({ data, state, say }) {
  const label = data.arms.find((arm) => arm.name === state.arm)?.label ?? state.arm;
  return state.settings.length ? say("page.rules.changed", { rule: label }) : label;
}

/** @param {App} app */
function years({ world, first, say }) {
  const year = (/** @type {number} */ month) => Math.floor((world.startMonth + month) / 12);
  const [start, end] = [year(first), year(world.nMonths - 1)];
  return say(start === end ? "years.one" : "years.more", { first: start, last: end });
}
