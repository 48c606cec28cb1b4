/** Parts that a reader unfolds and the address remembers, by the `data-part` of each. */
export const UNFOLDED = ["look", "how", "sentences", "twins", "cities", "paths", "both", "shares", "yours", "table", "check", "levers"];

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
  const isOpen = (/** @type {string} */ name) => {
    const own = parts().filter((part) => part.dataset.part === name);
    return own.length ? own.some((part) => part.open) : store.state.open.includes(name); // what is not there now can come back
  };
  const remember = () => {
    const open = UNFOLDED.filter(isOpen);
    if (String(open) === String(store.state.open)) return;
    shown = key(open); // what is open already stays as it is
    store.set({ open });
  };
  const key = (/** @type {string[]} */ open) => `${open} ${parts().map((part) => part.dataset.part)}`;
  root.addEventListener("toggle", remember, true); // this event does not bubble
  return () => {
    const { open } = store.state;
    if (key(open) === shown) return;
    shown = key(open);
    for (const part of parts()) part.open = open.includes(part.dataset.part ?? "");
  };
}
