import { el } from "../../app/dom.js";

const PARTS = ["twin", "interval", "clear", "percent"];

/** What a reader needs to know to read the picture, folded. @param {import("../../app/app.js").App} app */
export function makeKey({ data, say, nPairs }) {
  const slots = /** @type {Record<string, Record<string, number>>} */ ({
    interval: { n: nPairs },
    clear: { least: data.tables.min_pairs },
  });
  return el(
    "details",
    { class: "key" },
    el("summary", {}, say("page.sides.key.title")),
    ...PARTS.map((part) => el("p", {}, say(`page.sides.key.${part}`, slots[part]))),
  );
}
