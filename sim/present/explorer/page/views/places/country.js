import { choice, choose, el, fill } from "../../app/dom.js";
import { Circles } from "./circles.js";
import { layersOf } from "./layers.js";
import { Months, monthName } from "./months.js";
import { recognising } from "./recognising.js";
import { meanText, undoneSaid } from "./undone.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("../../main.js").Picture} Picture */

/**
 * The cities of a country as circles: in how many of the simulated worlds each recognises faces, month by month.
 *
 * @param {App} app
 * @param {Picture} map
 * @returns {import("../../app/shell.js").Part}
 */
export function makeCountry(app, map) {
  return new Country(app, map);
}

/** The view of a country. */
class Country {
  /** @param {App} app @param {Picture} map */
  constructor(app, map) {
    const { say } = app;
    this.app = app;
    this.circles = new Circles(app, map);
    this.months = new Months(app, () => this.draw(), () => this.caption.textContent ?? "");
    this.rule = el("p", { class: "rule" });
    this.caption = el("p", { class: "verdict" });
    this.undone = el("p", { class: "undone" });
    this.table = el("table");
    this.details = el("details", { "data-part": "cities", ontoggle: () => this.draw() }, el("summary", {}, say("page.places.table")), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": say("page.places.table") }, this.table));
    const layers = layersOf({ map }).map((value) => ({ value, text: say(`page.places.side.${value}`) }));
    this.layer = choice(say("page.places.which"), layers, null, (layer) => app.store.set({ layer }), { hidden: true });
    this.watch = this.makeChooser();
    const notes = [say("page.places.map"), say("map.note.conic", { ...map.conic }), say("page.places.borders"), map.isWithoutFlagged && say("page.places.flagged")];
    this.root = el("section", { class: "places country" },
      this.rule, el("div", { class: "top" }, this.months.root, el("label", { class: "watch" }, say("page.places.look"), " ", this.watch)), this.layer,
      this.caption, this.undone, el("div", { class: "picture" }, this.circles.root), this.circles.key,
      el("p", { class: "told" }, notes.filter(Boolean).join(" ")), this.details); // prettier-ignore
  }

  /** All worlds, or a single one, which is one possible history. */
  makeChooser() {
    const { app } = this;
    const options = Array.from({ length: app.nPairs }, (_, seed) => el("option", { value: seed }, app.say("page.places.history", { k: seed + 1 })));
    const watch = () => app.store.set({ watched: select.value === "" ? null : Number(select.value) });
    const select = /** @type {HTMLSelectElement} */ (el("select", { onchange: watch }, el("option", { value: "" }, app.say("page.places.all")), ...options));
    return select;
  }

  update() {
    const { watched, layer } = this.app.state;
    this.rule.textContent = this.app.ruleTitle();
    this.watch.value = watched === null ? "" : String(watched);
    choose(this.layer, layer);
    this.months.update();
    this.draw();
  }

  draw() {
    const { app, months } = this;
    const { say, state } = app;
    const { watched: seed, layer } = state;
    const pairs = seed === null ? app.pairs : app.pairs.slice(seed, seed + 1);
    if (!pairs.length) return fill(this.caption, say("page.more.waiting"));
    const counts = recognising(app.world, pairs, months.month);
    this.circles.draw(counts, layer, pairs.length);
    const mean = (/** @type {Uint32Array} */ by) => meanText(by.reduce((sum, one) => sum + one, 0), pairs.length);
    const told = { month: monthName(app, months.month), without: mean(counts.without), with: mean(counts.with), cities: app.world.cities.length };
    fill(this.caption, seed === null ? say("page.places.recognise", { ...told, n: pairs.length }) : say("page.places.possible", { ...told, k: seed + 1 }));
    this.undone.textContent = undoneSaid(app, pairs, months.month);
    if (this.details.hasAttribute("open")) this.circles.list(this.table, counts, pairs.length);
  }
}
