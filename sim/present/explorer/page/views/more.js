import { el } from "../app/dom.js";

/** @param {import("../app/app.js").App} app @returns {import("../app/shell.js").Part} */
export function makeMore(app) {
  const root = el("section", { class: "more" }, app.say("page.view.more"));
  return { root, update: () => undefined };
}
