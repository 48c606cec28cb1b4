import { el } from "../app/dom.js";

/** @param {import("../app/app.js").App} app @returns {import("../app/shell.js").Part} */
export function makePlaces(app) {
  const root = el("section", { class: "places" }, app.say("page.view.places"));
  return { root, update: () => undefined };
}
