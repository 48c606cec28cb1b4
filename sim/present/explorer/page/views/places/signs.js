import { svg } from "../../app/dom.js";

/** Each kind of thing that happens has a shape of its own, of radius 1; later ones are drawn over earlier ones. @type {Record<string, string>} */
export const SIGNS = {
  leaked: "M0 -1.15 L1.15 0 L0 1.15 L-1.15 0 Z",
  protested: "M-.85 -.85 H.85 V.85 H-.85 Z",
  wanted: "M1 0 A1 1 0 1 0 -1 0 A1 1 0 1 0 1 0 Z M.5 0 A.5 .5 0 1 1 -.5 0 A.5 .5 0 1 1 .5 0 Z",
  found: "M-.4 -1.1 H.4 V-.4 H1.1 V.4 H.4 V1.1 H-.4 V.4 H-1.1 V-.4 H-.4 Z",
  stopped: "M0 -1.2 L1.15 .9 L-1.15 .9 Z",
};

/** A sign in the text; its colour is that of the text. @param {string} kind */
export function sign(kind) {
  return svg("svg", { viewBox: "-1.3 -1.3 2.6 2.6", class: `sign ${kind}`, "aria-hidden": "true" }, svg("path", { d: SIGNS[kind] }));
}

/**
 * A sign as a picture to be drawn many times.
 *
 * @param {string} kind
 * @param {number} radius in the canvas's own pixels
 * @param {string} color
 * @param {string} edge colour around it
 */
export function stamp(kind, radius, color, edge) {
  const half = Math.ceil(radius * 1.3 + 1);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * half;
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.translate(half, half);
  pen.scale(radius, radius);
  const shape = new Path2D(SIGNS[kind]);
  pen.lineWidth = 0.3;
  pen.strokeStyle = edge;
  pen.stroke(shape);
  pen.fillStyle = color;
  pen.fill(shape);
  return { canvas, half };
}
