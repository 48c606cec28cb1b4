/** @typedef {Node | string | null | undefined | false} Child */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `onclick` and the like are listeners; false and null leave one out
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  return /** @type {HTMLElement} */ (filled(document.createElement(tag), attributes, children));
}

/**
 * Make an element of a picture.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  return /** @type {SVGElement} */ (filled(document.createElementNS(SVG, tag), attributes, children));
}

/** @param {Element} element @param {Record<string, any>} attributes @param {Child[]} children */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Put other children in place of those of an element. @param {Element} parent @param {...Child} children */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== false));
}

/** Put other children in place, and the focus where it was: on the control that has the same name or value. @param {Element} parent @param {...Child} children */
export function refill(parent, ...children) {
  const active = parent.contains(document.activeElement) ? document.activeElement : null;
  fill(parent, ...children);
  const inputs = [...parent.querySelectorAll("input, select, button")];
  const same = inputs.find((one) => active && nameOf(one) === nameOf(active));
  const target = same ?? (active && parent.querySelector("h2"));
  /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: same !== undefined });
}

/** @param {Element} control */
function nameOf(control) {
  return control.id || (control instanceof HTMLInputElement ? control.value : control.textContent);
}

/**
 * A choice of one among a few, as native radio buttons.
 *
 * @param {string} legend
 * @param {{value: string, text: string, mark?: string, note?: string}[]} choices
 * @param {string | null} chosen
 * @param {(value: string) => void} onChoose
 * @param {{hidden?: boolean}} [options] `hidden`: the legend is for those who hear the page
 */
export function choice(legend, choices, chosen, onChoose, { hidden = false } = {}) {
  const name = `choice-${++choice.made}`;
  return el(
    "fieldset",
    { class: "choice" },
    el("legend", { class: hidden ? "heard" : null }, legend),
    ...choices.map(({ value, text, mark, note }) =>
      el(
        "label",
        {},
        el("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onChoose(value) }),
        el("span", { class: "card" }, mark && el("span", { class: "mark", "aria-hidden": "true" }, mark), text, note && el("small", {}, note)),
      ),
    ),
  );
}
choice.made = 0;

/** Choose one of a `choice`, as if the reader had. @param {HTMLElement} fieldset @param {string} value */
export function choose(fieldset, value) {
  for (const input of fieldset.querySelectorAll("input")) input.checked = input.value === value;
}

/** A bar that shows how far a work is; the number stands in words beside it. @param {number} most */
export function progress(most) {
  const root = el("progress", { max: most, "aria-hidden": "true" });
  /** @param {number} k done; before the first the bar only moves */
  const show = (k) => (k ? root.setAttribute("value", String(k)) : root.removeAttribute("value"));
  return { root, show };
}

/** Whether the reader wants no movement. */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
