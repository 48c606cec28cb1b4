import { makeDates } from "./dates.js";
import { el } from "./dom.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../main.js").Lever} Lever */

const MILLION = 1e6;

/** @typedef {{root: HTMLElement, value: () => number, show: (value: number) => void}} Control */

/**
 * One lever: its words, unit and cost, its value, and the months in which it holds.
 *
 * @param {App} app
 * @param {import("./moving.js").Moving} moving the rule that it belongs to
 * @param {Lever} lever
 * @returns {import("./shell.js").Part}
 */
export function makeLever(app, moving, lever) {
  const { say, world } = app;
  const id = `lever-${lever.name}`;
  const set = () => {
    const { arm, settings } = moving.policy;
    const others = settings.filter((one) => one.lever !== lever.name);
    moving.become({ arm, settings: [...others, { lever: lever.name, value: control.value(), ...dates.span() }] });
  };
  const control = (lever.kind === "number" ? makeSlider : makeSelect)(app, lever, id, set);
  const dates = makeDates(app, `${id}-name`, set);
  const root = el(
    "div",
    { class: "lever" },
    el("label", { for: id, id: `${id}-name` }, say(`page.lever.${lever.name}`)),
    control.root,
    dates.root,
    el("small", { id: `${id}-cost` }, say("page.rules.cost", { cost: lever.cost })),
  );
  const update = () => {
    const setting = moving.policy.settings.find((one) => one.lever === lever.name);
    control.show(setting ? Number(setting.value) : moving.inForce(lever.name));
    dates.show(setting ?? { from: moving.first, to: world.nMonths - 1 });
    root.classList.toggle("moved", Boolean(setting));
  };
  return { root, update };
}

/**
 * A slider over the values that a lever stops at.
 *
 * @param {App} app @param {Lever} lever @param {string} id @param {() => void} set
 * @returns {Control}
 */
function makeSlider(app, lever, id, set) {
  const output = el("output", { for: id });
  const slider = /** @type {HTMLInputElement} */ (
    el("input", { type: "range", id, min: 0, max: lever.steps.length - 1, step: 1, "aria-describedby": `${id}-cost` })
  );
  const value = () => lever.steps[Number(slider.value)];
  const tell = (/** @type {number} */ now) => {
    output.textContent = written(app, lever, now);
    slider.setAttribute("aria-valuetext", output.textContent);
  };
  let isDragged = false;
  slider.addEventListener("input", () => {
    isDragged = true;
    tell(value());
  });
  slider.addEventListener("change", () => {
    isDragged = false;
    set();
  });
  const show = (/** @type {number} */ now) => {
    if (isDragged) return; // pairs that come leave alone what a reader moves
    slider.value = String(nearest(lever.steps, now));
    tell(now);
  };
  return { root: el("span", { class: "slider" }, slider, output), value, show };
}

/**
 * A list of the few values that a switch or a choice has.
 *
 * @param {App} app @param {Lever} lever @param {string} id @param {() => void} set
 * @returns {Control}
 */
function makeSelect(app, lever, id, set) {
  const options = lever.steps.map((step) => el("option", { value: step }, written(app, lever, step)));
  const select = /** @type {HTMLSelectElement} */ (el("select", { id, "aria-describedby": `${id}-cost` }, ...options));
  const value = () => Number(select.value);
  select.addEventListener("change", set);
  return { root: select, value, show: (now) => (select.value = String(now)) };
}

/** @param {number[]} steps @param {number} value */
function nearest(steps, value) {
  const far = steps.map((step) => Math.abs(step - value));
  return far.indexOf(Math.min(...far));
}

/** A lever's value in words, with its unit. @param {App} app @param {Lever} lever @param {number} value */
function written({ say, data, words }, lever, value) {
  if (lever.kind === "switch") return say(`value.${value ? "yes" : "no"}`);
  if (lever.kind === "choice") {
    const short = `page.choice.${lever.choices[value]}`;
    return say(words.has(short) ? short : `choice.${lever.choices[value]}`);
  }
  if (lever.unit === "share") return say("page.percent", { number: Math.round(100 * value) });
  if (value === lever.usual && value === lever.steps[lever.steps.length - 1]) return say("value.no_limit");
  const n = lever.unit.startsWith("probability") ? 1 / value : value; // one in so many
  return say(`page.unit.${lever.unit}`, { n, number: plainNumber(n, data.tables.language) });
}

/** A number of a few digits, from a million on with its word. @param {number} n @param {string} language */
function plainNumber(n, language) {
  const style = n >= MILLION ? { notation: "compact", compactDisplay: "long" } : {};
  return n.toLocaleString(language, /** @type {Intl.NumberFormatOptions} */ ({ ...style, maximumSignificantDigits: 3 }));
}
