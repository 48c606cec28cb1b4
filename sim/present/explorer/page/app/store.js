import { keyOf } from "../engine/twins.js";

/** @typedef {import("../engine/types.js").Setting} Setting */
/** @typedef {import("../engine/types.js").Policy} Policy */
/**
 * What a reader has chosen: all of it stands in the address, so that a page can be sent on. `about` is
 * the rule that a locked guess is about, `beside` is the second of two rules, `moved` tells which of them the levers move,
 * `charted` is the outcome of the lines over time, null for the one that is asked about, `watched` and `path` are pairs of
 * twins by number, null for all.
 *
 * @typedef {Policy & {
 *   view: string, outcome: string, guess: string | null, count: number, locked: boolean, about: Policy | null,
 *   month: number, beside: Policy | null, moved: string, watched: number | null, layer: string, charted: string | null,
 *   path: number | null, by: string, open: string[],
 * }} State
 */

/** Names in the address of what is there only where it is not as usual: a short address is easier to send on. */
const SELDOM = /** @type {const} */ ({ moved: "move", watched: "twin", layer: "layer", charted: "chart", path: "path", by: "by", open: "open" });

/** The state of the page and who is told of its changes. */
export class Store {
  /** @param {State} usual what holds where the address says nothing @param {(state: State) => State} checked */
  constructor(usual, checked) {
    this.usual = usual;
    this.checked = checked;
    this.state = this.read();
    /** @type {((state: State, before: State) => void)[]} */
    this.listeners = [];
    addEventListener("hashchange", () => this.written !== location.hash && this.set(this.read()));
  }

  /** @param {(state: State, before: State) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** Change some of it. @param {Partial<State>} change */
  set(change) {
    const before = this.state;
    this.state = this.checked({ ...before, ...change });
    this.write();
    this.listeners.forEach((listener) => listener(this.state, before));
  }

  /** @returns {State} */
  read() {
    const found = new URLSearchParams(location.hash.slice(1));
    const { usual } = this;
    const told = (/** @type {string} */ name, /** @type {string} */ otherwise) => found.get(name) ?? otherwise;
    const locked = found.get("locked") === "yes";
    const own = { arm: told("rule", usual.arm), settings: settings(found, "set") };
    return this.checked({
      view: told("view", usual.view),
      ...own,
      outcome: told("of", usual.outcome),
      guess: found.get("guess"),
      count: Number(told("count", String(usual.count))),
      locked,
      about: rule(found, "about") ?? (locked ? own : null),
      month: Number(told("month", String(usual.month))),
      beside: rule(found, "beside"),
      moved: told(SELDOM.moved, usual.moved),
      watched: twin(found.get(SELDOM.watched)),
      layer: told(SELDOM.layer, usual.layer),
      charted: found.get(SELDOM.charted),
      path: twin(found.get(SELDOM.path)),
      by: told(SELDOM.by, usual.by),
      open: found.get(SELDOM.open)?.split(" ") ?? usual.open,
    });
  }

  /** Put the state into the address, without a step in the history. */
  write() {
    const { view, arm, outcome, guess, count, locked, month } = this.state;
    const told = new URLSearchParams({ view, rule: arm, of: outcome, month: String(month) });
    for (const one of this.state.settings) told.append("set", settingText(one));
    if (guess) told.set("guess", guess);
    if (guess) told.set("count", String(count));
    if (locked) told.set("locked", "yes");
    for (const [name, rule] of Object.entries(rulesTold(this.state))) {
      told.set(name, rule.arm);
      for (const one of rule.settings) told.append(`${name}-set`, settingText(one));
    }
    for (const [key, name] of /** @type {[keyof typeof SELDOM, string][]} */ (Object.entries(SELDOM))) {
      const [now, usual] = [this.state, this.usual].map((state) => seldomText(state[key]));
      if (now !== usual) told.set(name, now);
    }
    this.written = `#${told}`;
    history.replaceState(null, "", this.written);
  }
}

/** Twins are counted from one where a reader sees them. @param {string | string[] | number | null} value */
function seldomText(value) {
  if (typeof value === "number") return String(value + 1);
  return Array.isArray(value) ? value.join(" ") : (value ?? "");
}

/** @param {string | null} text @returns {number | null} */
function twin(text) {
  return text === null ? null : Number(text) - 1;
}

/** The rules beside the reader's own, by their names in the address; the one of a guess only where it is another. @param {State} state @returns {Record<string, Policy>} */
function rulesTold({ arm, settings, locked, about, beside }) {
  const isOther = locked && about && keyOf(about) !== keyOf({ arm, settings });
  return { ...(isOther && { about }), ...(beside && { beside }) };
}

/** @param {URLSearchParams} found @param {string} name @returns {Policy | null} */
function rule(found, name) {
  const arm = found.get(name);
  return arm === null ? null : { arm, settings: settings(found, `${name}-set`) };
}

/** @param {URLSearchParams} found @param {string} name @returns {Setting[]} */
function settings(found, name) {
  return found.getAll(name).map(setting).filter((one) => one !== null);
}

/** Read a setting as the address has it: lever:value:from:to. @param {string} text @returns {Setting | null} */
function setting(text) {
  const [lever, ...numbers] = text.split(":");
  const [value, from, to] = numbers.map(Number);
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  return Number.isFinite(value) && isWhole ? { lever, value, from, to } : null;
}

/** @param {Setting} setting */
function settingText({ lever, value, from, to }) {
  return [lever, Number(value), from, to].join(":");
}
