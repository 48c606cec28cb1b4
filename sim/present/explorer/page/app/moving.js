import { firstDifference, leverRows } from "../engine/rows.js";
import { keyOf } from "../engine/twins.js";

/** @typedef {import("../engine/types.js").Policy} Policy */

/** The rule that the levers move: the first, or the second where both are in sight and the reader chose that. */
export class Moving {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.key = "";
    /** @type {Uint8Array} */
    this.rows = new Uint8Array();
    this.first = 0;
  }

  /** Whether there are two rules to choose from. */
  isOneOfTwo() {
    return this.app.state.view === "sides" && this.app.state.beside !== null;
  }

  /** The second rule, where that is moved. @returns {Policy | null} */
  second() {
    return this.isOneOfTwo() && this.app.state.moved === "second" ? this.app.state.beside : null;
  }

  /** The rule as it is now. @returns {Policy} */
  get policy() {
    return this.second() ?? this.app.policy;
  }

  /** Make another of it. @param {Policy} policy @param {Partial<import("./store.js").State>} [change] what else changes with the first */
  become(policy, change = {}) {
    this.app.store.set(this.second() ? { beside: policy } : { ...policy, ...change });
  }

  /** Work out what the rule sets, and the first month in which it does; once. */
  settle() {
    const { app, policy } = this;
    const key = keyOf(policy);
    if (key === this.key) return;
    this.key = key;
    this.rows = leverRows(app.world, policy);
    this.first = this.second() ? (firstDifference(app.world, policy) ?? 0) : app.first;
  }

  /** Value of a lever in the last month, in the first city. @param {string} name */
  inForce(name) {
    const { world } = this.app;
    const [type, offset] = world.leverFields[name];
    const at = (world.nMonths - 1) * world.cities.length * world.leverItem + offset;
    const view = new DataView(this.rows.buffer, this.rows.byteOffset);
    if (type === "b1") return view.getUint8(at);
    return type === "i8" ? Number(view.getBigInt64(at, true)) : view.getFloat64(at, true);
  }
}
