// The places of the names on a map, chosen so that they do not lie on each other or on points; a name that finds no free
// place near its point is led there by a thin line.
import { measure, narrow } from "../layout/width.js";
import { scaleOf } from "./map_marks.js";
/** @import { StationPoint } from "./map_plane.js" */
/** @import { Box } from "../types.js" */

/**
 * A point with the place of its name, px: tx is its left end, ty its middle; with lead, a line leads to lx, ly.
 * @typedef {StationPoint & { tx: number, ty: number, lead: boolean, lx: number, ly: number }} NamedPoint
 *
 * @typedef {{ x: number, y: number, cost: number, lead: boolean }} Place
 */

/**
 * placeNames gives each point the place of its name.
 * @param {StationPoint[]} points
 * @param {{ width: number, height: number }} drawing px
 * @returns {NamedPoint[]}
 */
export function placeNames(points, drawing) {
  const { radius, size, height } = scaleOf(drawing.width);
  const apart = radius + 1;
  // A commune's own place is free for any name: its outline is its mark.
  /** @type {Box[]} */
  const boxes = points.map((p) => (p.rings ? { x: p.x, y: p.y, w: 0, h: 0 } : { x: p.x - apart, y: p.y - apart, w: 2 * apart, h: 2 * apart }));
  const crowds = points.map((p) => crowd(points, p));
  const order = points.map((_, i) => i).sort((a, b) => crowds[b] - crowds[a]);
  const named = /** @type {NamedPoint[]} */ ([]);
  for (const i of order) {
    const p = points[i];
    const w = measure(p.name, size) + 6;
    const best = place(p, w, near(p, w, boxes, boxes[i], drawing.width), drawing);
    boxes.push({ x: best.x, y: best.y, w, h: height });
    named[i] = {
      ...p, tx: best.x + 3, ty: best.y + height / 2, lead: best.lead,
      lx: Math.max(best.x, Math.min(p.x, best.x + w)),
      ly: p.y < best.y ? best.y : p.y > best.y + height ? best.y + height : p.y,
    };
  }
  return named;
}

/**
 * crowd counts the points about one: where most are, names choose first.
 * @param {StationPoint[]} points
 * @param {StationPoint} p
 */
function crowd(points, p) {
  let n = 0;
  for (const q of points) if (Math.abs(q.x - p.x) < 90 && Math.abs(q.y - p.y) < 40) n++;
  return n;
}

/**
 * near gives the boxes that a name of width w could lie on, wherever around its point it is put.
 * @param {StationPoint} p
 * @param {number} w px
 * @param {Box[]} boxes
 * @param {Box} own of the point itself
 * @param {number} width px, of the drawing
 */
function near(p, w, boxes, own, width) {
  const { radius, height, rings } = scaleOf(width);
  const reach = radius + 1 + rings * 14;
  const list = [];
  for (const b of boxes) {
    if (b !== own && b.x < p.x + reach + w && b.x + b.w > p.x - reach - w && b.y < p.y + reach + height && b.y + b.h > p.y - reach - height) list.push(b);
  }
  return list;
}

/**
 * place finds the cheapest place for a name. Farther places cost more to begin with, so the search ends where no other can win.
 * @param {StationPoint} p
 * @param {number} w px, of the name
 * @param {Box[]} boxes
 * @param {{ width: number, height: number }} drawing px
 */
function place(p, w, boxes, { width: wide, height: tall }) {
  const { radius, height, rings } = scaleOf(wide);
  const gap = radius + 1;
  /** @type {Place} */
  let best = { x: 0, y: 0, cost: Infinity, lead: false };
  /** @type {(x: number, y: number, base: number, lead?: boolean) => void} */
  const consider = (x, y, base, lead = false) => {
    let cost = base;
    if (x < 2 || x + w > wide - 2 || y < (narrow(wide) ? 44 : 26) || y + height > tall - 2) cost += 4000;
    for (let j = 0; j < boxes.length; j++) {
      if (cost >= best.cost) return;
      const b = boxes[j];
      const across = (x + w < b.x + b.w ? x + w : b.x + b.w) - (x > b.x ? x : b.x);
      if (across <= 0) continue;
      const down = (y + height < b.y + b.h ? y + height : b.y + b.h) - (y > b.y ? y : b.y);
      if (down > 0) cost += 6 * across * down;
    }
    if (cost < best.cost) best = { x, y, cost, lead };
  };
  // Right, left, above and below first, then rings farther away, joined by a line.
  if (p.rings) consider(p.x - w / 2, p.y - height / 2, 0); // a name within its outline
  if (best.cost > 0) consider(p.x + gap, p.y - height / 2, 0);
  if (best.cost > 0.5) consider(p.x - gap - w, p.y - height / 2, 0.5);
  if (best.cost > 0.6) consider(p.x - w / 2, p.y - gap - height + 2, 0.6);
  if (best.cost > 0.6) consider(p.x - w / 2, p.y + gap - 2, 0.6);
  for (let ring = 1; ring <= rings && best.cost > 30 * ring; ring++) {
    const r = gap + ring * 14;
    for (let k = 0; k < 16; k++) {
      const [cos, sin] = turns[k];
      const cx = p.x + r * cos;
      consider(cos > 0.3 ? cx : cos < -0.3 ? cx - w : cx - w / 2, p.y + r * sin - height / 2, 30 * ring, true);
    }
  }
  return best;
}

const turns = Array.from({ length: 16 }, (_, k) => [Math.cos((k * Math.PI) / 8), Math.sin((k * Math.PI) / 8)]);
