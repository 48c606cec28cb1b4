import { el } from "../../app/dom.js";

/**
 * A part that is folded until the reader opens it, with a sentence of what it is.
 *
 * @param {string} name
 * @param {{title: string, what: string}} words
 * @param {HTMLElement} body
 * @param {() => void} show brings the body up to date; called while it is open
 * @returns {import("../../app/shell.js").Part}
 */
export function folded(name, { title, what }, body, show) {
  const root = /** @type {HTMLDetailsElement} */ (
    el("details", { class: "folded", "data-part": name }, el("summary", {}, title, el("small", {}, what)), body)
  );
  const update = () => {
    if (root.open) show();
  };
  root.addEventListener("toggle", update);
  return { root, update };
}
