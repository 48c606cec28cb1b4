import { makeMore } from "../views/more.js";
import { makePlaces } from "../views/places.js";
import { makePredict } from "../views/predict.js";
import { makeSides } from "../views/sides.js";
import { el } from "./dom.js";
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
  const progress = el("p", { class: "progress" });
  root.append(
    el("header", {}, el("h1", {}, app.data.title), nav),
    el("main", {}, ...Object.values(parts).map((part) => part.root)),
    rules.root,
    el("footer", {}, progress, el("p", {}, say("page.simulated", { model: app.world.model }))),
  );
  const unfold = keepUnfolded(app, root);
  const update = () => {
    const { view } = app.state;
    unfold();
    tabs.forEach((tab) => (tab.dataset.view === view ? tab.setAttribute("aria-current", "page") : tab.removeAttribute("aria-current")));
    for (const [name, part] of Object.entries(parts)) part.root.hidden = name !== view;
    rules.root.hidden = nav.hidden = !app.seen;
    progress.textContent = say("page.progress", { k: app.pairs.length, n: app.nPairs });
    parts[view].update();
    rules.update();
  };
  app.listen(update);
  app.store.listen(update);
  update();
}
