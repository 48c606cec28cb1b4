import { hasMarks } from "../engine/marks.js";
import { makeCity } from "./places/city.js";
import { makeCountry } from "./places/country.js";
import { makeCounted } from "./places/counted.js";

/**
 * Where it happens: the residents of a city as dots, the cities of a country as circles, or numbers by month.
 *
 * @param {import("../app/app.js").App} app
 * @returns {import("../app/shell.js").Part}
 */
export function makePlaces(app) {
  if (app.data.map) return makeCountry(app, app.data.map);
  return hasMarks(app.world) ? makeCity(app) : makeCounted(app);
}
