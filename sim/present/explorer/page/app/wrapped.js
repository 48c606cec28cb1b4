/** @type {CanvasRenderingContext2D | null} */
let pen = null;

/**
 * Text as lines that are no wider than a picture, broken between words.
 *
 * @param {string} text
 * @param {number} width in pixels
 * @param {number} size of the letters, in pixels
 * @returns {string[]}
 */
export function wrapped(text, width, size) {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return [text];
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = [...lines.slice(-1), word].join(" ");
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
