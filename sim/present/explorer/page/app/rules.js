import { choice, el, refill } from "./dom.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../main.js").Lever} Lever */

/**
 * The rules: those of the scenario to choose from, and its levers to move.
 *
 * @param {App} app
 * @returns {import("./shell.js").Part}
 */
export function makeRules(app) {
  const { data, say } = app;
  const presets = el("div");
  const inSight = el("div", { class: "levers" });
  const others = el("div", { class: "levers" });
  const reset = el("button", { type: "button", onclick: () => app.store.set({ settings: [] }) }, say("page.rules.reset"));
  const root = el(
    "aside",
    { class: "rules", "aria-label": say("page.rules.title") },
    el("h2", {}, say("page.rules.title")),
    presets,
    inSight,
    el("details", {}, el("summary", {}, say("page.rules.more")), others),
    reset,
  );
  const named = (/** @type {boolean} */ wanted) => data.levers.filter((lever) => data.inSight.includes(lever.name) === wanted);
  const controls = data.levers.map((lever) => makeLever(app, lever));
  const of = (/** @type {Lever[]} */ levers) => levers.map((lever) => controls[data.levers.indexOf(lever)].root);
  inSight.append(...of(named(true)));
  others.append(...of(named(false)));
  const update = () => {
    const chosen = app.state.settings.length ? null : app.state.arm;
    const arms = data.arms.map(({ name }) => ({ value: name, text: app.called(name) }));
    if (presets.dataset.chosen !== String(chosen)) {
      const pick = (/** @type {string} */ arm) => app.store.set({ arm, settings: [], guess: null, locked: app.state.view !== "predict" && app.state.locked });
      refill(presets, choice(say("page.rules.presets"), arms, chosen, pick));
      presets.dataset.chosen = String(chosen);
    }
    reset.hidden = !app.state.settings.length;
    controls.forEach((control) => control.update());
  };
  return { root, update };
}

/**
 * One lever: its words, unit and cost, its value, and the year from which it holds.
 *
 * @param {App} app
 * @param {Lever} lever
 * @returns {import("./shell.js").Part}
 */
function makeLever(app, lever) {
  const { say, world } = app;
  const id = `lever-${lever.name}`;
  const years = yearsOf(world);
  const year = /** @type {HTMLSelectElement} */ (
    el("select", { "aria-label": say("page.rules.from") }, ...years.map(({ text, month }) => el("option", { value: month }, text)))
  );
  const set = (/** @type {number} */ value) => {
    const others = app.state.settings.filter((one) => one.lever !== lever.name);
    const setting = { lever: lever.name, value, from: Number(year.value), to: world.nMonths - 1 };
    app.store.set({ settings: [...others, setting] });
  };
  const control = (lever.kind === "number" ? makeSlider : makeSelect)(app, lever, id, set);
  year.addEventListener("change", () => set(control.value()));
  const root = el(
    "div",
    { class: "lever" },
    el("label", { for: id }, say(`page.lever.${lever.name}`)),
    control.root,
    el("span", { class: "from" }, say("page.rules.from"), " ", year),
    el("small", { id: `${id}-cost` }, say("page.rules.cost", { cost: lever.cost })),
  );
  const update = () => {
    const setting = app.state.settings.find((one) => one.lever === lever.name);
    control.show(setting ? Number(setting.value) : inForce(app, lever.name));
    const from = setting?.from ?? app.first;
    year.value = String(years.reduce((best, one) => (one.month <= from ? one.month : best), years[0].month));
    root.classList.toggle("moved", Boolean(setting));
  };
  return { root, update };
}

/** @typedef {{root: HTMLElement, value: () => number, show: (value: number) => void}} Control */

/**
 * A slider over the values that a lever stops at.
 *
 * @param {App} app @param {Lever} lever @param {string} id @param {(value: number) => void} set
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
    set(value());
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
 * @param {App} app @param {Lever} lever @param {string} id @param {(value: number) => void} set
 * @returns {Control}
 */
function makeSelect(app, lever, id, set) {
  const options = lever.steps.map((step) => el("option", { value: step }, written(app, lever, step)));
  const select = /** @type {HTMLSelectElement} */ (el("select", { id, "aria-describedby": `${id}-cost` }, ...options));
  const value = () => Number(select.value);
  select.addEventListener("change", () => set(value()));
  return { root: select, value, show: (now) => (select.value = String(now)) };
}

/** Value of a lever in the last month under the rule that was chosen, in the first city. @param {App} app @param {string} name */
function inForce({ world, rows }, name) {
  const [type, offset] = world.leverFields[name];
  const at = (world.nMonths - 1) * world.cities.length * world.leverItem + offset;
  const view = new DataView(rows.buffer, rows.byteOffset);
  if (type === "b1") return view.getUint8(at);
  return type === "i8" ? Number(view.getBigInt64(at, true)) : view.getFloat64(at, true);
}

/** @param {number[]} steps @param {number} value */
function nearest(steps, value) {
  const far = steps.map((step) => Math.abs(step - value));
  return far.indexOf(Math.min(...far));
}

/** A lever's value in words. @param {App} app @param {Lever} lever @param {number} value */
function written({ say }, lever, value) {
  if (lever.kind === "switch") return say(`value.${value ? "yes" : "no"}`);
  if (lever.kind === "choice") return say(`choice.${lever.choices[value]}`);
  if (lever.unit === "share") return say("page.percent", { number: Math.round(100 * value) });
  return say("page.amount", { number: value.toLocaleString("en", { maximumSignificantDigits: 3 }), unit: lever.unit });
}

/** Each January of the world, and its first month. @param {import("../engine/types.js").World} world */
function yearsOf({ startMonth, nMonths }) {
  const years = [];
  for (let month = 0; month < nMonths; month++) {
    const all = startMonth + month;
    if (month === 0 || all % 12 === 0) years.push({ text: String(Math.floor(all / 12)), month });
  }
  return years;
}
