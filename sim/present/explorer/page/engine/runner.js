import { decoded } from "./bytes.js";
import { Memory } from "./memory.js";
import { adaptiveArm, leverRows, writeRows } from "./rows.js";

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
    this.seed = -1; // of the image after set-up
  }

  /**
   * Live through all months under a policy.
   *
   * @param {Policy} policy
   * @param {number} seed
   * @param {boolean} [withMarks] what happened to each resident, where one agent is one resident
   * @returns {Run}
   */
  run(policy, seed, withMarks = false) {
    const { memory, world } = this;
    const marks = [world.nMonths, memory.named("marks").length / world.nMonths];
    const shapes = { ...this.setUp(policy, seed), ...(withMarks ? { marks } : {}) };
    const wanted = withMarks ? new Uint8Array(marks[0] * marks[1]) : undefined;
    const step = withMarks ? 1 : world.nMonths;
    memory.call("survey", { seed }, shapes);
    for (let first = 0; first < world.nMonths; first += step) {
      memory.call("live", { seed, first, end: first + step }, shapes);
      if (wanted) this.noteWanted(wanted.subarray(first * marks[1], (first + 1) * marks[1]));
    }
    return {
      seed,
      country: doubles(memory.named("country")),
      cities: doubles(memory.named("cities")),
      ...(wanted ? { marks: memory.named("marks").slice(), wanted } : {}),
    };
  }

  /** Put the world back to before its first month; the shapes of what a policy brings. @param {Policy} policy @param {number} seed */
  setUp(policy, seed) {
    if (this.seed !== seed) {
      this.memory.restore(this.atFirst);
      this.memory.call("set_up", { seed });
      this.settled = this.memory.image();
      this.seed = seed;
    } else if (this.settled) this.memory.restore(this.settled);
    return this.lay(policy);
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
