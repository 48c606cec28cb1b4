import { choice, choose, el, fill } from "../../app/dom.js";
import { Disc } from "./disc.js";
import { happened } from "./happened.js";
import { SIDES } from "./layers.js";
import { Legend } from "./legend.js";
import { Months, monthName } from "./months.js";
import { isBan } from "./undone.js";
import { Watching } from "./watched.js";

/** @typedef {import("../../app/app.js").App} App */

/**
 * The residents of one city as dots, without the rule and with it: a month to drag, what happened, and to how many.
 *
 * @param {App} app
 * @returns {import("../../app/shell.js").Part}
 */
export function makeCity(app) {
  return new City(app);
}

/** The view of one city. */
class City {
  /** @param {App} app */
  constructor(app) {
    const { say } = app;
    this.app = app;
    this.watching = new Watching(app, () => this.arrived());
    this.months = new Months(app, (month) => this.draw(month), () => this.told());
    this.legend = new Legend(app);
    this.discs = SIDES.map((side) => this.makeDisc(side));
    this.rule = el("p", { class: "rule" });
    this.month = el("p", { class: "told" });
    this.undone = el("p", { class: "undone" });
    this.both = el("p", { class: "verdict" });
    this.list = el("ol");
    const list = el("div", { class: "happened", tabindex: 0, role: "region", "aria-label": say("page.places.happened") }, this.list);
    this.pictures = el("div", { class: "twin-cities" }, ...this.discs.map(({ figure }) => figure));
    const sides = SIDES.map((value) => ({ value, text: say(`page.places.side.${value}`) }));
    this.layer = choice(say("page.places.which"), sides, null, (layer) => app.store.set({ layer }), { hidden: true });
    this.watch = this.makeChooser();
    this.root = el("section", { class: "places city" },
      el("p", { class: "twins" }, say("page.twins")), this.rule,
      el("div", { class: "top" }, this.months.root, el("label", { class: "watch" }, say("page.places.watch"), " ", this.watch)),
      el("div", { class: "switch" }, this.layer),
      el("div", { class: "seen" }, this.pictures, el("div", {}, this.legend.root, this.month)), this.undone, el("p", { class: "told" }, say("page.places.dots")), this.both,
      el("h2", {}, say("page.places.happened")), list); // prettier-ignore
    new ResizeObserver(() => this.draw(this.months.month)).observe(this.pictures);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.discs.forEach(({ disc }) => disc.fit());
      this.draw(this.months.month);
    });
  }

  /** A disc of dots and its name. @param {"without" | "with"} side */
  makeDisc(side) {
    const canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { role: "img" }));
    const figure = el("figure", { class: `side-${side}` }, el("figcaption", {}, this.app.say(`page.places.side.${side}`)), canvas);
    const disc = new Disc(canvas, this.residents(), () => this.legend.colors(canvas));
    return { side, canvas, figure, disc };
  }

  residents() {
    const { areas, named, nMonths } = this.app.world;
    return areas[named.marks].size / nMonths;
  }

  /** Which of the twin cities is watched. */
  makeChooser() {
    const { app } = this;
    const cities = Array.from({ length: app.nPairs }, (_, seed) => el("option", { value: seed }, app.say("page.more.paths.one", { k: seed + 1 })));
    const select = /** @type {HTMLSelectElement} */ (el("select", { onchange: () => app.store.set({ watched: Number(select.value) }) }, ...cities));
    return select;
  }

  update() {
    const { watched, layer } = this.app.state;
    this.rule.textContent = this.app.ruleTitle();
    this.pictures.dataset.side = layer;
    choose(this.layer, layer);
    this.watching.update();
    this.watch.value = String(watched ?? 0);
    this.months.update();
    if (!this.watching.found) fill(this.both, this.app.say("page.more.waiting"));
    this.root.toggleAttribute("aria-busy", !this.watching.found);
    this.draw(this.months.month);
  }

  /** A pair has come: what does not change from month to month. */
  arrived() {
    const { app, watching } = this;
    const { found } = watching;
    if (!found) return;
    const { both, without, withIt } = found.stopped;
    fill(this.both, app.say("page.more.both.sum", { n: 1, years: app.years(), both, without, with: withIt }));
    fill(this.list, ...happened(app, found, (month) => this.months.visit(month)));
    this.root.removeAttribute("aria-busy");
    this.draw(this.months.month);
  }

  /** @param {number} month */
  draw(month) {
    const { found } = this.watching;
    if (!found) return;
    for (const { disc, side, canvas } of this.discs) {
      disc.draw(found[side], month);
      const slots = { month: monthName(this.app, month), side: this.app.say(`page.places.side.${side}`) };
      canvas.setAttribute("aria-label", this.app.say("page.places.picture", slots));
    }
    this.legend.write(found, month);
    this.month.textContent = month < this.app.first ? this.notYet() : "";
    this.undone.textContent = this.undoneBy(month);
  }

  /** Since when a ban is undone, and why that can happen; empty where it holds. @param {number} month */
  undoneBy(month) {
    const { app, watching } = this;
    const back = (watching.found?.turns ?? []).filter((turn) => turn.month <= month).at(-1);
    if (!back?.isOn || !isBan(app)) return "";
    return [app.say("page.places.undone.since", { month: monthName(app, back.month) }), app.say("lasting.why")].join(" ");
  }

  notYet() {
    return this.app.say("page.places.not_yet", { month: monthName(this.app, this.app.first) });
  }

  /** What those who hear the page are told of a month. */
  told() {
    const { found } = this.watching;
    const { month } = this.months;
    return [`${monthName(this.app, month)}.`, ...(found ? this.legend.sentences(found, month) : [])].join(" ");
  }
}
