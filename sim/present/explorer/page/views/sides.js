import { el } from "../app/dom.js";

/** @param {import("../app/app.js").App} app @returns {import("../app/shell.js").Part} */
export function makeSides(app) {
  const root = el("section", { class: "sides" }, app.say("page.view.sides"));
  return { root, update: () => undefined };
}
