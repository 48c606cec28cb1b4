/** Parts that a reader unfolds and the address remembers, by the `data-part` of each. */
export const UNFOLDED = ["sentences", "paths", "both", "shares", "yours", "table", "check", "levers"];

/**
 * Remember what the reader unfolds.
 *
 * @param {import("./app.js").App} app
 * @param {HTMLElement} root
 * @returns {() => void} unfolds what the address says, where that is new
 */
export function keepUnfolded({ store }, root) {
  let shown = "";
  const parts = () => /** @type {HTMLDetailsElement[]} */ ([...root.querySelectorAll("details[data-part]")]);
  const isOpen = (/** @type {string} */ name) => parts().some((part) => part.open && part.dataset.part === name);
  const remember = () => {
    const open = UNFOLDED.filter(isOpen);
    if (String(open) === String(store.state.open)) return;
    shown = String(open); // what is open already stays as it is
    store.set({ open });
  };
  root.addEventListener("toggle", remember, true); // this event does not bubble
  return () => {
    const { open } = store.state;
    if (String(open) === shown) return;
    shown = String(open);
    for (const part of parts()) part.open = open.includes(part.dataset.part ?? "");
  };
}
