// Communes by their outlines, on the grid that the server laid them on: filled by their style, missing ones hatched.
import { narrow } from "../layout/width.js";
/** @import { Context, Mark, Point, ShapeMark, Tokens } from "../types.js" */

/**
 * plan gives the transform of a map that has outlines from the grid to the drawing, or null.
 * @param {Context} context
 * @returns {((at: number[]) => Point) | null}
 */
export function plan({ meta, width, height }) {
  const grid = meta.plane;
  if (!grid) return null;
  const room = { side: 12, top: narrow(width) ? 54 : 36, bottom: 12 };
  const scale = Math.min((width - 2 * room.side) / grid.width, (height - room.top - room.bottom) / grid.height);
  const left = (width - scale * grid.width) / 2;
  const top = room.top + (height - room.top - room.bottom - scale * grid.height) / 2;
  return ([x, y]) => [round(left + scale * x), round(top + scale * y)];
}

/** @param {number} v */
function round(v) {
  return Math.round(v * 10) / 10;
}

/**
 * outline gives the shapes of one commune; hatched says that its number is missing.
 * @param {number[][]} rings
 * @param {(at: number[]) => Point} at
 * @param {{ fill: string, edge?: string }} look edge is the colour of its border, else that of the card
 * @param {Tokens} t
 * @param {boolean} hatched
 */
export function outline(rings, at, look, t, hatched) {
  const lines = rings.map((ring) => unfold(ring).map(at));
  const pathData = lines.map((line) => `M${line.map((p) => p.join(" ")).join("L")}Z`).join("");
  /** @type {ShapeMark[]} */
  const shapes = [{ type: "path", z2: 1, shape: { pathData }, style: { fill: look.fill, stroke: look.edge || t.card, lineWidth: 1.2, fillRule: "evenodd" } }];
  if (hatched) for (const [x1, x2, y] of hatch(lines)) shapes.push({ type: "line", silent: true, z2: 2, shape: { x1, y1: y, x2, y2: y }, style: { stroke: t.muted, lineWidth: 0.6 } });
  return shapes;
}

/**
 * others are outlines that belong to no station.
 * @param {number[][][] | undefined} list
 * @param {(at: number[]) => Point} at
 * @param {Tokens} t
 * @returns {Mark[]}
 */
export function others(list, at, t) {
  return (list || []).flatMap((rings) => outline(rings, at, { fill: t.page, edge: t.line }, t, false).map((s) => ({ ...s, silent: true, z2: 0 })));
}

/**
 * unfold gives the points of a ring, of which each is told by the steps from the one before.
 * @param {number[]} flat x, y, x, y …
 */
export function unfold(flat) {
  /** @type {Point[]} */
  const points = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    points.push([x, y]);
  }
  return points;
}

/**
 * hatch gives lines across the inside of an area, 6 px apart.
 * @param {Point[][]} lines its rings
 */
export function hatch(lines) {
  const ys = lines.flat().map((p) => p[1]);
  /** @type {[x1: number, x2: number, y: number][]} */
  const list = [];
  for (let y = Math.ceil(Math.min(...ys) / 6) * 6 + 0.05; y < Math.max(...ys); y += 6) {
    /** @type {number[]} */
    const cuts = [];
    for (const line of lines) {
      line.forEach(([ax, ay], i) => {
        const [bx, by] = line[(i + 1) % line.length];
        if (ay > y !== by > y) cuts.push(ax + ((bx - ax) * (y - ay)) / (by - ay));
      });
    }
    cuts.sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 2) list.push([round(cuts[i]), round(cuts[i + 1]), y]);
  }
  return list;
}
