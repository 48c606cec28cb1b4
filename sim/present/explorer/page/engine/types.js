/**
 * What a page is told of a world: see sim/present/explorer/world.py, which writes it.
 *
 * @typedef {{size: number, item: number, bytes?: string}} Area
 * @typedef {{area?: number, shape?: number[], name?: string, window?: boolean, given?: string, number?: number}} Slot
 * @typedef {[number, string, number | boolean, number[]?]} Change month, field, value, cities unless all
 * @typedef {Record<string, [string, number]>} Fields type and offset of each field of a record
 * @typedef {{changes: Change[], adaptiveFrom: number | null, entries: Record<string, {item: number, shape: number[], bytes?: string}>}} PolicyData
 * @typedef {{name: string, residents: number, latitude: number | null, longitude: number | null}} City
 * @typedef {{
 *   model: string, baseline: string, startMonth: number, nMonths: number, peoplePerAgent: number, cities: City[],
 *   leverFields: Fields, leverItem: number, leverStart: (number | boolean)[],
 *   factorFields: Fields, factorItem: number, factorChanges: Change[],
 *   recorded: string[], marks: Record<string, number>, policies: Record<string, PolicyData>,
 *   areas: Area[], named: Record<string, number>, calls: Record<string, Slot[]>,
 * }} World
 *
 * A rule as a reader sets it: an arm of the scenario, and settings that come after it.
 * @typedef {{lever: string, value: number | boolean, from: number, to: number}} Setting months by number, both included
 * `parts` leaves out the others of what it changes: levers by name, and ADAPTIVE of rows.js.
 * @typedef {{arm: string, settings: Setting[], parts?: string[]}} Policy
 *
 * @typedef {{
 *   seed: number, country: Float64Array, cities: Float64Array, marks?: Uint8Array, wanted?: Uint8Array,
 * }} Run months x outcomes; months x cities x recorded; months x residents
 */
