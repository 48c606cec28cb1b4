import { el, fill } from "../../app/dom.js";
import { kindsOf, WANTED } from "../../engine/life.js";
import { sentence } from "./happened.js";
import { monthName } from "./months.js";
import { sign } from "./signs.js";

/** @typedef {import("../../app/app.js").App} App */
/** @typedef {import("./watched.js").Watched} Watched */

/** What the signs mean, and to how many people it happens: this month, and since the rule began. */
export class Legend {
  /** @param {App} app */
  constructor(app) {
    const { say } = app;
    this.app = app;
    this.kinds = kindsOf(app.world);
    this.now = el("th", { scope: "colgroup", colspan: 2 });
    this.since = el("th", { scope: "colgroup", colspan: 2 });
    this.cells = this.kinds.map(() => Array.from({ length: 4 }, () => el("td")));
    const sides = ["without", "with", "without", "with"].map((side) => el("th", { scope: "col" }, say(`page.places.short.${side}`)));
    const rows = this.kinds.map((kind, k) =>
      el("tr", {}, el("th", { scope: "row" }, sign(kind), say(`page.places.kind.${kind}`)), ...this.cells[k]),
    );
    this.root = el("table", { class: "legend" },
      el("thead", {}, el("tr", {}, el("td"), this.now, this.since), el("tr", {}, el("td"), ...sides)),
      el("tbody", {}, ...rows)); // prettier-ignore
  }

  /** @param {Watched} found @param {number} month */
  write(found, month) {
    const { app } = this;
    fill(this.now, monthName(app, month));
    fill(this.since, app.say("page.places.since", { month: monthName(app, app.first) }));
    this.kinds.forEach((kind, k) => {
      const [without, withIt] = [found.without.kinds[kind], found.with.kinds[kind]];
      const numbers = [without.people, withIt.people, without.ever, withIt.ever].map((by) => by[month]);
      numbers.forEach((number, column) => (this.cells[k][column].textContent = number.toLocaleString(app.data.tables.language)));
    });
  }

  /** What happens in a month, in sentences. @param {Watched} found @param {number} month */
  sentences(found, month) {
    return this.kinds.filter((kind) => kind !== WANTED).map((kind) => sentence(this.app, found, kind, month)).filter(Boolean);
  }

  /** The colours that the page has now. @param {Element} canvas @returns {import("./disc.js").Colors} */
  colors(canvas) {
    const of = (/** @type {string} */ kind) => getComputedStyle(/** @type {Element} */ (this.root.querySelector(`.sign.${kind}`))).color;
    const { color, backgroundColor } = getComputedStyle(canvas);
    return { quiet: color, edge: backgroundColor, of };
  }
}
