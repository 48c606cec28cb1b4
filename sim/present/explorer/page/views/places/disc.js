import { WANTED } from "../../engine/life.js";
import { stamp, SIGNS } from "./signs.js";

/** @typedef {import("../../engine/life.js").Life} Life */
/** @typedef {{quiet: string, edge: string, of: (kind: string) => string}} Colors */
/** @typedef {{large: ReturnType<typeof stamp>, small: ReturnType<typeof stamp>}} Stamps of what happens now, and has happened */

const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // the angle by which a sunflower turns from seed to seed
const QUIET = 0.32; // radius of a dot where nothing happens, in distances between dots
const SMALL = 0.62;
const LARGE = 1.5;
const LEAST = 4.5; // radius of what happens this month [px]

/** The residents of a city as dots of a filled disc, in the order of their numbers. */
export class Disc {
  /** @param {HTMLCanvasElement} canvas @param {number} n residents @param {() => Colors} colors */
  constructor(canvas, n, colors) {
    this.canvas = canvas;
    this.n = n;
    this.colors = colors;
    this.rest = document.createElement("canvas");
    this.width = 0; // that the dots were laid out for
    /** @type {Map<string, Stamps>} */
    this.stamps = new Map();
    this.xs = new Float32Array(n);
    this.ys = new Float32Array(n);
  }

  /** Take the size and the colours that the page has now. */
  fit() {
    this.width = this.canvas.clientWidth;
    const side = Math.round(this.width * devicePixelRatio);
    this.canvas.width = this.canvas.height = this.rest.width = this.rest.height = side;
    const radius = side / 2 - 2 * LEAST * devicePixelRatio;
    for (let q = 0; q < this.n; q++) {
      const [away, turn] = [radius * Math.sqrt((q + 0.5) / this.n), q * GOLDEN];
      this.xs[q] = side / 2 + away * Math.cos(turn);
      this.ys[q] = side / 2 + away * Math.sin(turn);
    }
    this.prepare(radius * Math.sqrt(Math.PI / this.n));
  }

  /** Draw what does not change from month to month. @param {number} gap between dots */
  prepare(gap) {
    const { quiet, edge, of } = this.colors();
    const pen = /** @type {CanvasRenderingContext2D} */ (this.rest.getContext("2d"));
    pen.fillStyle = quiet;
    pen.beginPath();
    for (let q = 0; q < this.n; q++) {
      pen.moveTo(this.xs[q], this.ys[q]);
      pen.arc(this.xs[q], this.ys[q], QUIET * gap, 0, 2 * Math.PI);
    }
    pen.fill();
    for (const kind of Object.keys(SIGNS)) {
      const large = stamp(kind, Math.max(LARGE * gap, LEAST * devicePixelRatio), of(kind), edge);
      this.stamps.set(kind, { large, small: stamp(kind, SMALL * gap, of(kind), "transparent") });
    }
  }

  /** Draw a month, where the disc is seen. @param {Life} life @param {number} month */
  draw(life, month) {
    if (!this.canvas.clientWidth) return;
    if (this.canvas.clientWidth !== this.width) this.fit();
    const pen = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.rest, 0, 0);
    for (const [kind, { small }] of this.stamps) {
      const { since } = life.kinds[kind];
      if (kind === WANTED) continue; // it is seen while it lasts
      this.put(pen, small, (q) => since[q] <= month);
    }
    for (const [kind, { large }] of this.stamps) {
      const { bytes, bit } = life.kinds[kind];
      const start = month * life.n;
      this.put(pen, large, (q) => (bytes[start + q] & bit) !== 0);
    }
  }

  /** @param {CanvasRenderingContext2D} pen @param {ReturnType<typeof stamp>} stamp @param {(q: number) => boolean} isMeant */
  put(pen, { canvas, half }, isMeant) {
    for (let q = 0; q < this.n; q++) if (isMeant(q)) pen.drawImage(canvas, this.xs[q] - half, this.ys[q] - half);
  }
}
