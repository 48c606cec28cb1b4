import { el } from "../../app/dom.js";

/** @typedef {import("../../app/app.js").App} App */

/** A button that saves text as a file. @param {App} app @param {string} label @param {() => {name: string, text: string}} make */
export function saveButton(app, label, make) {
  const save = () => {
    const { name, text } = make();
    const link = /** @type {HTMLAnchorElement} */ (el("a", { download: name }));
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a browser may read it late
    app.announce(app.say("page.more.saved", { file: name }));
  };
  return el("button", { type: "button", class: "save", onclick: save }, label);
}

/**
 * Text in a box with a button that copies it; where a browser lets no page copy, the text is selected.
 *
 * @param {App} app
 * @param {string} label of the box
 * @param {...HTMLElement} beside more buttons
 * @returns {{root: HTMLElement, show: (text: string) => void}}
 */
export function copyBox(app, label, ...beside) {
  const box = /** @type {HTMLTextAreaElement} */ (
    el("textarea", { readonly: true, "aria-label": label, spellcheck: "false", rows: 3 })
  );
  const told = el("span", { class: "told" });
  const copy = async () => {
    box.select();
    const key = await navigator.clipboard?.writeText(box.value).then(() => "page.more.copied", () => "page.more.selected");
    told.textContent = app.say(key ?? "page.more.selected");
    app.announce(told.textContent);
  };
  const show = (/** @type {string} */ text) => {
    if (box.value === text) return;
    [box.value, told.textContent] = [text, ""];
    fit();
  };
  let width = 0;
  const fit = () => {
    width = box.clientWidth;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`; // all its lines, however they break
  };
  const button = el("button", { type: "button", onclick: copy }, app.say("page.more.copy"));
  new ResizeObserver(() => box.clientWidth !== width && fit()).observe(box);
  return { root: el("div", { class: "copy" }, box, button, ...beside, told), show };
}
