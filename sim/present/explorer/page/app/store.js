/** @typedef {import("../engine/types.js").Setting} Setting */
/**
 * What a reader has chosen: all of it stands in the address, so that a page can be sent on.
 *
 * @typedef {{
 *   view: string, arm: string, settings: Setting[], outcome: string,
 *   guess: string | null, count: number, locked: boolean, month: number, beside: string | null,
 * }} State
 */

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
    return this.checked({
      view: found.get("view") ?? usual.view,
      arm: found.get("rule") ?? usual.arm,
      settings: found.getAll("set").map(setting).filter((one) => one !== null),
      outcome: found.get("of") ?? usual.outcome,
      guess: found.get("guess"),
      count: Number(found.get("count") ?? usual.count),
      locked: found.get("locked") === "yes",
      month: Number(found.get("month") ?? usual.month),
      beside: found.get("beside"),
    });
  }

  /** Put the state into the address, without a step in the history. */
  write() {
    const { view, arm, settings, outcome, guess, count, locked, month, beside } = this.state;
    const told = new URLSearchParams({ view, rule: arm, of: outcome, month: String(month) });
    for (const { lever, value, from, to } of settings) told.append("set", [lever, Number(value), from, to].join(":"));
    if (guess) told.set("guess", guess);
    if (guess) told.set("count", String(count));
    if (locked) told.set("locked", "yes");
    if (beside !== null) told.set("beside", beside);
    this.written = `#${told}`;
    history.replaceState(null, "", this.written);
  }
}

/** Read a setting as the address has it: lever:value:from:to. @param {string} text @returns {Setting | null} */
function setting(text) {
  const [lever, ...numbers] = text.split(":");
  const [value, from, to] = numbers.map(Number);
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  return Number.isFinite(value) && isWhole ? { lever, value, from, to } : null;
}
