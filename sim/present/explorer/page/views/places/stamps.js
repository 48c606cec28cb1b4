import { SIGNS } from "./signs.js";

/** A sign as pixels: their places from the middle, and red, green, blue and opacity of each. @typedef {{places: Int32Array, colors: Uint8ClampedArray}} Stamp */

/**
 * Draw a sign once, to be put into a picture many times.
 *
 * @param {string} kind
 * @param {number} radius [pixels of the picture]
 * @param {{fill: string, edge: string}} colors
 * @param {number} width of the picture [pixels]
 * @returns {Stamp}
 */
export function stampOf(kind, radius, { fill, edge }, width) {
  const half = Math.ceil(radius * 1.3 + 1);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * half + 1;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  pen.translate(half + 0.5, half + 0.5);
  pen.scale(radius, radius);
  const shape = new Path2D(SIGNS[kind]);
  pen.lineWidth = 0.3;
  pen.strokeStyle = edge;
  pen.stroke(shape);
  pen.fillStyle = fill;
  pen.fill(shape);
  return seen(pen.getImageData(0, 0, canvas.width, canvas.height), half, width);
}

/** Only the pixels that can be seen. @param {ImageData} image @param {number} half of its width @param {number} width of the picture */
function seen({ data, width: own }, half, width) {
  const all = Array.from({ length: own * own }, (_, k) => k).filter((k) => data[4 * k + 3]);
  const places = Int32Array.from(all, (k) => (Math.floor(k / own) - half) * width + (k % own) - half);
  const colors = Uint8ClampedArray.from(all.flatMap((k) => [...data.subarray(4 * k, 4 * k + 4)]));
  return { places, colors };
}

/** Put a stamp into a picture without gaps. @param {Uint8ClampedArray} pixels @param {Stamp} stamp @param {number} middle the pixel below its middle */
export function put(pixels, { places, colors }, middle) {
  for (let k = 0; k < places.length; k++) {
    const at = 4 * (middle + places[k]);
    const opacity = colors[4 * k + 3] / 255;
    for (let part = 0; part < 3; part++) pixels[at + part] += (colors[4 * k + part] - pixels[at + part]) * opacity;
  }
}
