import { el, isStill } from "../../app/dom.js";
import { monthText } from "../../engine/months.js";

/** @typedef {import("../../app/app.js").App} App */

const TICK_MS = 160;
const STILL_MS = 1200; // for those who want no movement: one picture after the other
const LEAD_IN = 3; // months before the rule begins

/** A month in words. @param {App} app @param {number} month */
export function monthName({ words, world }, month) {
  return words.month(monthText(world, month));
}

/** A month to drag along, and a button that lets time pass. */
export class Months {
  /**
   * @param {App} app
   * @param {(month: number) => void} show called for each month that is passed
   * @param {() => string} told what those who hear the page are told where it stops
   */
  constructor(app, show, told) {
    this.app = app;
    this.show = show;
    this.told = told;
    this.month = app.state.month;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.slider = /** @type {HTMLInputElement} */ (
      el("input", { type: "range", id: "month", min: 0, max: app.world.nMonths - 1, step: 1, value: this.month })
    );
    this.name = el("output", { for: "month" });
    this.button = el("button", { type: "button", class: "play", onclick: () => (this.timer ? this.stop() : this.play()) });
    this.isDragged = false;
    this.slider.addEventListener("input", () => this.drag());
    this.slider.addEventListener("change", () => this.stop());
    const label = el("label", { for: "month", class: "heard" }, app.say("page.places.month"));
    this.root = el("div", { class: "months" }, this.button, label, this.slider, this.name);
    this.write();
  }

  /** Go where the address says, unless time passes. */
  update() {
    if (this.timer === undefined && !this.isDragged) this.month = this.app.state.month;
    this.write();
  }

  drag() {
    this.isDragged = true;
    this.go(Number(this.slider.value));
  }

  /** @param {number} month */
  go(month) {
    this.month = month;
    this.write();
    this.show(month);
  }

  /** Go to a month and stay there. @param {number} month */
  visit(month) {
    this.go(month);
    this.stop();
  }

  play() {
    const { app } = this;
    if (this.month >= app.world.nMonths - 1) this.go(Math.max(0, app.first - LEAD_IN));
    this.timer = window.setInterval(() => this.tick(), isStill() ? STILL_MS : TICK_MS);
    this.write();
  }

  tick() {
    const isSeen = this.root.offsetParent !== null;
    if (isSeen && this.month < this.app.world.nMonths - 1) this.go(this.month + 1);
    else this.stop();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.isDragged = false;
    this.app.store.set({ month: this.month });
    this.app.announce(this.told());
  }

  write() {
    const { app, month, slider } = this;
    const name = monthName(app, month);
    slider.value = String(month);
    slider.setAttribute("aria-valuetext", name);
    this.name.textContent = name;
    this.button.textContent = app.say(this.timer === undefined ? "page.places.play" : "page.places.pause");
  }
}
