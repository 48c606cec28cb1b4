import { el, fill, svg } from "../../app/dom.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("./recognising.js").Counts} Counts */

const GAP = 26; // between the circles of the key

/** A circle for each city, its area by residents; the filled part of its area is the share of worlds. */
export class Circles {
  /** @param {App} app @param {import("../../main.js").Picture} map */
  constructor(app, { circles, size }) {
    this.app = app;
    this.radii = circles.map(([, , radius]) => radius);
    this.inner = circles.map(([x, y]) => svg("circle", { cx: x, cy: y, r: 0, class: "part" }));
    this.names = circles.map(() => svg("title"));
    const groups = circles.map(([x, y, r], k) => svg("g", {}, svg("circle", { cx: x, cy: y, r, class: "whole" }), this.inner[k], this.names[k]));
    const drawn = circles.map((_, k) => k).sort((a, b) => this.radii[b] - this.radii[a]); // the small are not hidden
    this.picture = svg("svg", { viewBox: `0 0 ${size[0]} ${size[1]}`, role: "img", class: "map" }, ...drawn.map((k) => groups[k]));
    this.root = el("div", {}, this.picture);
    this.key = el("p", { class: "key" });
    this.shown = "";
    this.byName = app.world.cities.map((_, k) => k).sort(order(app));
  }

  /** @param {Counts} counts @param {string} shown without, with, or the change between them @param {number} n worlds */
  draw(counts, shown, n) {
    const { say } = this.app;
    this.inner.forEach((circle, k) => {
      const value = shown === "change" ? counts.with[k] - counts.without[k] : counts[/** @type {"with"} */ (shown)][k];
      circle.setAttribute("r", (this.radii[k] * Math.sqrt(Math.abs(value) / n)).toFixed(2));
      circle.setAttribute("class", `part ${shown !== "change" ? "share" : value < 0 ? "less" : "more"}`);
      this.names[k].textContent = say("page.places.of_city", { city: this.app.world.cities[k].name, without: counts.without[k], with: counts.with[k], n });
    });
    this.picture.setAttribute("aria-label", say(`page.places.shown.${shown}`));
    if (this.shown !== shown) fill(this.key, ...keys(this.app, shown));
    this.shown = shown;
  }

  /** The cities by name, with their numbers. @param {Element} table @param {Counts} counts @param {number} n worlds */
  list(table, counts, n) {
    const { say, world } = this.app;
    const heads = ["page.dots.without", "page.dots.with"].map((key) => el("th", { scope: "col" }, say(key)));
    const rows = this.byName.map((k) => {
      const cells = [counts.without[k], counts.with[k]].map((worlds) => el("td", {}, say("page.places.worlds", { k: worlds, n })));
      return el("tr", {}, el("th", { scope: "row" }, world.cities[k].name), ...cells);
    });
    fill(table, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("page.places.city")), ...heads)), el("tbody", {}, ...rows));
  }
}

/** By the alphabet. @param {App} app @returns {(a: number, b: number) => number} */
function order({ world, data }) {
  const { compare } = new Intl.Collator(data.tables.language);
  return (a, b) => compare(world.cities[a].name, world.cities[b].name);
}

/** What a circle means. @param {App} app @param {string} shown */
function keys({ say }, shown) {
  const examples = shown === "change" ? ["less", "more"] : ["none", "half", "all"];
  return examples.map((name) => {
    const radius = { none: 0, all: 1 }[name] ?? Math.SQRT1_2;
    const half = GAP / 2;
    const part = svg("circle", { cx: half, cy: half, r: radius * (half - 2), class: `part ${shown === "change" ? name : "share"}` });
    const whole = svg("circle", { cx: half, cy: half, r: half - 2, class: "whole" });
    return el("span", {}, svg("svg", { viewBox: `0 0 ${GAP} ${GAP}`, width: GAP, height: GAP, class: "map", "aria-hidden": "true" }, whole, part), say(`page.places.key.${name}`));
  });
}
