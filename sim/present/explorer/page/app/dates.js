import { yearOf } from "../engine/months.js";
import { el } from "./dom.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {{from: number, to: number}} Span months by number, both included */

const A_YEAR = 12;

/**
 * When a setting holds: from which month on, and until the end of which, or for good.
 *
 * @param {App} app
 * @param {string} labelledBy id of what it belongs to
 * @param {() => void} onChange
 */
export function makeDates(app, labelledBy, onChange) {
  const { say, world } = app;
  const last = world.nMonths - 1;
  const [from, to] = ["from", "until"].map((end) => makeMonth(app, end, onChange));
  const holds = select(say("page.rules.holds"), ["good", "until"].map((value) => ({ value, text: say(`page.rules.${value}`) })), () => {
    if (holds.value === "until") to.show(Math.min(last - 1, from.month() + A_YEAR - 1));
    onChange();
  });
  const root = el("span", { class: "dates", role: "group", "aria-labelledby": labelledBy },
    el("span", {}, say("page.rules.from"), " ", ...from.parts), el("span", {}, holds, " ", ...to.parts)); // prettier-ignore
  /** @returns {Span} */
  const span = () => ({ from: from.month(), to: holds.value === "good" ? last : Math.max(from.month(), to.month()) });
  const show = (/** @type {Span} */ now) => {
    from.show(now.from);
    to.show(now.to);
    holds.value = now.to < last ? "until" : "good";
    for (const part of to.parts) part.hidden = now.to >= last;
  };
  return { root, span, show };
}

/** A month to choose, by its name and its year; one beyond the world's months is its nearest. @param {App} app @param {string} end from or until @param {() => void} onChange */
function makeMonth({ say, world, data }, end, onChange) {
  const { startMonth, nMonths } = world;
  const years = Array.from({ length: yearOf(world, nMonths - 1) - yearOf(world, 0) + 1 }, (_, k) => String(yearOf(world, 0) + k));
  const names = data.tables.months.map((text, k) => ({ value: String(k), text }));
  const name = select(say(`page.rules.${end}_month`), names, onChange);
  const year = select(say(`page.rules.${end}_year`), years.map((text) => ({ value: text, text })), onChange);
  const month = () => Math.min(nMonths - 1, Math.max(0, A_YEAR * Number(year.value) + Number(name.value) - startMonth));
  const show = (/** @type {number} */ now) => {
    name.value = String((startMonth + now) % A_YEAR);
    year.value = String(yearOf(world, now));
  };
  return { parts: [name, year], month, show };
}

/** @param {string} label @param {{value: string, text: string}[]} options @param {() => void} onChange */
function select(label, options, onChange) {
  return /** @type {HTMLSelectElement} */ (
    el("select", { "aria-label": label, onchange: onChange }, ...options.map(({ value, text }) => el("option", { value }, text)))
  );
}
