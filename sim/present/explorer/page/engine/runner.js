import { decoded } from "./bytes.js";
import { Memory } from "./memory.js";
import { adaptiveArm, firstDifference, leverRows, writeRows } from "./rows.js";
import { Starts } from "./starts.js";
import { keyOf } from "./twins.js";

/** @typedef {import("./types.js").World} World */
/** @typedef {import("./types.js").Policy} Policy */
/** @typedef {import("./types.js").Run} Run */

/** Runs policies in one world, one run after the other. */
export class Runner {
  /**
   * @param {WebAssembly.Module} module
   * @param {World} world
   */
  constructor(module, world) {
    this.world = world;
    this.memory = new Memory(module, world);
    const { nMonths, factorFields: fields, factorItem: item } = world;
    const usual = Object.keys(fields).map(() => 1);
    const about = { fields, item, usual, nMonths, nCities: world.cities.length };
    writeRows(this.memory.named("factors"), about, world.factorChanges);
    this.atFirst = this.memory.image();
    this.starts = new Starts();
    /** @type {Map<string, number>} */
    this.firsts = new Map();
  }

  /**
   * Live through all months under a policy; those that are as without it are lived once for each seed.
   *
   * @param {Policy} policy
   * @param {number} seed
   * @param {boolean} [withMarks] what happened to each resident, where one agent is one resident
   * @returns {Run}
   */
  run(policy, seed, withMarks = false) {
    const marked = withMarks ? this.liveMarked(policy, seed) : {};
    if (!withMarks) this.live(policy, seed);
    const [country, cities] = ["country", "cities"].map((name) => doubles(this.memory.named(name)));
    return { seed, country, cities, ...marked };
  }

  /** @param {Policy} policy @param {number} seed */
  live(policy, seed) {
    const { memory, world, starts } = this;
    const first = this.firstOf(policy);
    const start = starts.before(seed, first);
    if (start) memory.restore(start.image);
    else this.setUp(seed);
    const shapes = this.lay(policy);
    if (!start) memory.call("survey", { seed }, shapes);
    this.months(seed, start?.month ?? 0, first, shapes);
    if (starts.wants(seed, first)) starts.keep(seed, first, memory.image());
    this.months(seed, first, world.nMonths, shapes);
  }

  /** @param {number} seed @param {number} first @param {number} end @param {Record<string, number[]>} shapes */
  months(seed, first, end, shapes) {
    if (first < end) this.memory.call("live", { seed, first, end }, shapes);
  }

  /** Live month by month and note what happened to each resident. @param {Policy} policy @param {number} seed */
  liveMarked(policy, seed) {
    const { memory, world } = this;
    this.setUp(seed);
    const nResidents = memory.named("marks").length / world.nMonths;
    const shapes = { ...this.lay(policy), marks: [world.nMonths, nResidents] };
    const wanted = new Uint8Array(world.nMonths * nResidents);
    memory.call("survey", { seed }, shapes);
    for (let month = 0; month < world.nMonths; month++) {
      this.months(seed, month, month + 1, shapes);
      this.noteWanted(wanted.subarray(month * nResidents, (month + 1) * nResidents));
    }
    return { marks: memory.named("marks").slice(), wanted };
  }

  /** Put the world back to before its first month. @param {number} seed */
  setUp(seed) {
    this.memory.restore(this.atFirst);
    this.memory.call("set_up", { seed });
  }

  /**
   * The month until which a policy is as the baseline. The baseline itself stops where the first arm begins, so that
   * arms find its history.
   *
   * @param {Policy} policy
   */
  firstOf(policy) {
    const key = keyOf(policy);
    if (!this.firsts.has(key)) this.firsts.set(key, firstDifference(this.world, policy) ?? this.firstOfArms());
    return this.firsts.get(key) ?? 0;
  }

  firstOfArms() {
    const arms = Object.keys(this.world.policies).map((arm) => firstDifference(this.world, { arm, settings: [] }));
    const known = arms.filter((month) => month !== null);
    return known.length ? Math.min(...known) : this.world.nMonths;
  }

  /** Write a policy's levers and adaptive entries; the shapes of the latter. @param {Policy} policy */
  lay(policy) {
    const { memory, world } = this;
    leverRows(world, policy, memory.named("levers"));
    /** @type {Record<string, number[]>} */
    const shapes = {};
    for (const [name, entry] of Object.entries(world.policies[adaptiveArm(world, policy)].entries)) {
      memory.named(name).fill(0);
      if (entry.bytes) memory.named(name).set(decoded(entry.bytes));
      shapes[name] = entry.shape;
    }
    return shapes;
  }

  /** Note who is wanted this month. @param {Uint8Array} wanted */
  noteWanted(wanted) {
    const { buffer, byteOffset } = this.memory.named("findable");
    const hidden = this.memory.named("hidden").byteOffset;
    const found = new Int32Array(buffer, byteOffset, wanted.length);
    const others = new Int32Array(buffer, hidden, wanted.length);
    for (let q = 0; q < wanted.length; q++) wanted[q] = Number(found[q] + others[q] > 0);
  }
}

/** A copy of numbers of eight bytes. @param {Uint8Array} bytes */
function doubles(bytes) {
  return new Float64Array(bytes.slice().buffer);
}
