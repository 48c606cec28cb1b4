import { makeMore } from "../views/more.js";
import { makePlaces } from "../views/places.js";
import { makePredict } from "../views/predict.js";
import { makeSides } from "../views/sides.js";
import { el, progress } from "./dom.js";
import { makeRules } from "./rules.js";
import { keepUnfolded } from "./unfolded.js";

/** @typedef {import("./app.js").App} App */
/** A part of the page: what it shows, and what is called when a pair has come or a choice has changed. @typedef {{root: HTMLElement, update: () => void}} Part */

/** @type {Record<string, (app: App) => Part>} */
export const VIEWS = { predict: makePredict, places: makePlaces, sides: makeSides, more: makeMore };

/**
 * Make the page: title, the ways through it, the view that is open, the rules.
 *
 * @param {App} app
 * @param {HTMLElement} root
 */
export function makeShell(app, root) {
  const { say } = app;
  const parts = Object.fromEntries(Object.entries(VIEWS).map(([name, make]) => [name, make(app)]));
  const rules = makeRules(app);
  const tabs = Object.keys(VIEWS).map((name) =>
    el("button", { type: "button", "data-view": name, onclick: () => app.store.set({ view: name }) }, say(`page.view.${name === "places" && app.data.map ? "cities" : name}`)),
  );
  const nav = el("nav", { "aria-label": say("page.views") }, ...tabs);
  const working = makeProgress(app);
  root.append(
    el("header", {}, el("h1", {}, app.data.title), nav, working.root),
    el("main", {}, ...Object.values(parts).map((part) => part.root)),
    rules.root,
    el("footer", {}, el("p", {}, say("page.simulated", { model: app.world.model }))),
  );
  const unfold = keepUnfolded(app, root);
  const update = () => {
    const { view } = app.state;
    tabs.forEach((tab) => (tab.dataset.view === view ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current")));
    for (const [name, part] of Object.entries(parts)) part.root.hidden = name !== view;
    rules.root.hidden = nav.hidden = working.root.hidden = !app.seen;
    working.update();
    parts[view].update();
    rules.update();
    unfold(); // what has just come, too
  };
  app.listen(update);
  app.store.listen(update);
  update();
}

/** How many pairs of twins have been run. @param {App} app @returns {Part} */
function makeProgress(app) {
  const { say, nPairs } = app;
  const bar = progress(nPairs);
  const told = el("span");
  const update = () => {
    const k = app.pairs.length;
    bar.show(k);
    told.textContent = say("page.progress", { k, n: nPairs });
  };
  return { root: el("p", { class: "working" }, bar.root, told), update };
}
