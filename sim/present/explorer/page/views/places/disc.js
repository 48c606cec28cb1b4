import { WANTED } from "../../engine/life.js";
import { SIGNS } from "./signs.js";
import { put, stampOf } from "./stamps.js";

/** @typedef {import("../../engine/life.js").Life} Life */
/** @typedef {{quiet: string, paper: string, of: (kind: string) => string}} Colors */
/** @typedef {{kind: string, large: import("./stamps.js").Stamp, small: import("./stamps.js").Stamp}} Stamps of what happens now, and has happened */

const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // the angle by which a sunflower turns from seed to seed
const QUIET = 0.32; // radius of a dot where nothing happens, in distances between dots
const SMALL = 0.85; // of what happened before
const SMALLEST = { leaked: 0.42 }; // of what happens to so many that it would hide the rest
const LARGE = 1.5; // of what happens this month, within these [px]
const [LEAST, MOST] = [4.5, 8];
const MARGIN = 14; // [px]

/** The residents of a city as dots of a filled disc, in the order of their numbers. */
export class Disc {
  /** @param {HTMLCanvasElement} canvas @param {number} n residents @param {() => Colors} colors */
  constructor(canvas, n, colors) {
    this.canvas = canvas;
    this.n = n;
    this.colors = colors;
    this.width = 0; // that the dots were laid out for
    this.pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    this.middles = new Int32Array(n); // the pixel of each resident
    /** @type {Stamps[]} */
    this.stamps = [];
    this.quiet = new Uint8ClampedArray(); // the picture where nothing happens
  }

  /** Take the size and the colours that the page has now. */
  fit() {
    this.width = this.canvas.clientWidth;
    const side = Math.round(this.width * devicePixelRatio);
    this.canvas.width = this.canvas.height = side;
    const radius = side / 2 - MARGIN * devicePixelRatio;
    const gap = radius * Math.sqrt(Math.PI / this.n);
    const { quiet, paper, of } = this.colors();
    this.rest(radius, QUIET * gap, { quiet, paper });
    const size = Math.min(Math.max(LARGE * gap, LEAST * devicePixelRatio), MOST * devicePixelRatio);
    this.stamps = Object.keys(SIGNS).map((kind) => ({
      kind,
      large: stampOf(kind, size, { fill: of(kind), edge: paper }, side),
      small: stampOf(kind, Math.min((SMALLEST[/** @type {"leaked"} */ (kind)] ?? SMALL) * gap, size), { fill: of(kind), edge: "transparent" }, side),
    }));
  }

  /** Draw what does not change from month to month. @param {number} radius of the disc @param {number} dot radius of a dot @param {{quiet: string, paper: string}} colors */
  rest(radius, dot, { quiet, paper }) {
    const { pen, canvas, n } = this;
    const side = canvas.width;
    pen.fillStyle = paper;
    pen.fillRect(0, 0, side, side);
    pen.fillStyle = quiet;
    pen.beginPath();
    for (let q = 0; q < n; q++) {
      const [away, turn] = [radius * Math.sqrt((q + 0.5) / n), q * GOLDEN];
      const [x, y] = [side / 2 + away * Math.cos(turn), side / 2 + away * Math.sin(turn)];
      this.middles[q] = Math.floor(y) * side + Math.floor(x);
      pen.moveTo(x, y);
      pen.arc(x, y, dot, 0, 2 * Math.PI);
    }
    pen.fill();
    this.quiet = pen.getImageData(0, 0, side, side).data;
  }

  /** Draw a month, where the disc is seen. @param {Life} life @param {number} month */
  draw(life, month) {
    if (!this.canvas.clientWidth) return;
    if (this.canvas.clientWidth !== this.width) this.fit();
    const image = new ImageData(this.quiet.slice(), this.canvas.width);
    const { n, kinds } = life;
    for (const { kind, small } of this.stamps) {
      const { since } = kinds[kind];
      if (kind !== WANTED) this.mark(image.data, small, (q) => since[q] <= month); // wanted is seen while it lasts
    }
    for (const { kind, large } of this.stamps) {
      const { bytes, bit } = kinds[kind];
      this.mark(image.data, large, (q) => (bytes[month * n + q] & bit) !== 0);
    }
    this.pen.putImageData(image, 0, 0);
  }

  /** @param {Uint8ClampedArray} pixels @param {import("./stamps.js").Stamp} stamp @param {(q: number) => boolean} isMeant */
  mark(pixels, stamp, isMeant) {
    for (let q = 0; q < this.n; q++) if (isMeant(q)) put(pixels, stamp, this.middles[q]);
  }
}
