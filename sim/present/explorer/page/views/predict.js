import { choice, el, progress, refill } from "../app/dom.js";
import { askable, total } from "../app/figures.js";
import { kindOf } from "../words/changes.js";
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
  const number = el("p", { class: "without", "aria-live": "polite" });
  const bar = progress(app.nPairs);
  const dots = makeDots(app);
  let drawn = "";
  const update = () => {
    const { locked, guess, arm, outcome, settings } = app.state;
    const key = JSON.stringify([locked, guess, arm, outcome, settings]);
    if (key !== drawn) refill(root, ...(locked ? revealed(app, dots) : asked(app, number, bar.root)));
    drawn = key;
    if (locked) dots.update();
    else {
      number.textContent = withoutRule(app);
      bar.show(app.pairs.length);
      bar.root.hidden = app.pairs.length === app.nPairs;
    }
  };
  return { root, update };
}

/** The rule, the number without it, the question, the guess and the button. @param {App} app @param {Element} number @param {Element} bar */
function asked(app, number, bar) {
  const { say, state, store } = app;
  const kind = kindOf(app.outcome(state.outcome).unit);
  const question = say(`page.predict.question.${kind}`, { what: app.named(state.outcome) });
  const guesses = ["less", "same", "more"].map((value) => ({
    value,
    text: say(`page.guess.${kind}_${value}`),
    mark: say(`page.mark.${value}`),
  }));
  const lock = () => store.set({ locked: true, about: app.policy });
  return [
    el("p", { class: "rule" }, app.ruleTitle()),
    el("p", { class: "twins" }, say("page.twins")),
    number,
    bar,
    meaning(app),
    el("h2", { tabindex: -1 }, question),
    choice(question, guesses, state.guess, (guess) => store.set({ guess }), { hidden: true }),
    state.guess && state.guess !== "same" && howMany(app, kind),
    el("button", { type: "button", class: "main", disabled: !state.guess, onclick: lock }, say("page.predict.lock")),
  ];
}

/** In how many twin cities: a row of cities to drag along, and a slider for the keyboard. @param {App} app @param {string} kind */
function howMany({ say, state, store, nPairs }, kind) {
  const told = el("output", { for: "count" });
  const cities = Array.from({ length: nPairs }, () => el("span"));
  const slider = /** @type {HTMLInputElement} */ (
    el("input", { type: "range", id: "count", min: 0, max: nPairs, step: 1, value: state.count })
  );
  const show = () => {
    const n = Number(slider.value);
    told.textContent = say("page.predict.of", { k: n, n: nPairs });
    slider.setAttribute("aria-valuetext", told.textContent);
    cities.forEach((city, k) => city.classList.toggle("in", k < n));
  };
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => store.set({ count: Number(slider.value) }));
  show();
  const row = el("span", { class: `cities ${state.guess}`, "aria-hidden": "true" }, ...cities);
  const label = el("label", { for: "count" }, say(`page.predict.count.${kind}_${state.guess}`, { n: nPairs }));
  return el("div", { class: "count" }, label, row, slider, told);
}

/** What the model says, dot by dot, and what to ask next. @param {App} app @param {{root: Element}} dots */
function revealed(app, dots) {
  const { say, state, store, data } = app;
  const ask = /** @type {HTMLSelectElement} */ (
    el(
      "select",
      { id: "ask", onchange: () => store.set({ outcome: ask.value, locked: false, guess: null }) },
      ...askable(data).map(({ name }) => el("option", { value: name, selected: name === state.outcome }, app.named(name))),
    )
  );
  const again = () => store.set({ locked: false, guess: null });
  return [
    el("p", { class: "rule" }, app.ruleTitle()),
    el("h2", { tabindex: -1 }, say("page.predict.revealed", { what: app.named(state.outcome), when: app.when(state.outcome) })),
    meaning(app),
    dots.root,
    el(
      "p",
      { class: "next" },
      el("button", { type: "button", onclick: again }, say("page.predict.again")),
      el("label", { for: "ask" }, say("page.predict.ask"), " "),
      ask,
    ),
  ];
}

/** What is counted, where its name needs that. @param {App} app */
function meaning(app) {
  const text = app.about(app.state.outcome);
  return text ? el("p", { class: "soft" }, text) : null;
}

/** What is counted without the rule, in a sentence; how far counting is until it is known. @param {App} app */
function withoutRule(app) {
  const { pairs, nPairs, say, state } = app;
  if (pairs.length < nPairs) return say("page.predict.counting", { k: pairs.length, n: nPairs });
  const values = pairs.map((pair) => total(pair.baseline, state.outcome, app.window()));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const number = app.amount(state.outcome, mean);
  const kind = kindOf(app.outcome(state.outcome).unit);
  return say(`page.predict.without.${kind}`, { number, what: app.named(state.outcome), when: app.when(state.outcome), n: nPairs });
}
