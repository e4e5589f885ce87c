// Where stations lie in the drawing of a map.
import { narrow, phone } from "../layout/width.js";
import { scaleOf } from "./map_marks.js";
import { plan } from "./outline.js";
/** @import { Context, Point } from "../types.js" */

/**
 * A station on its map. With outlines: its place on the grid and its rings there.
 * @typedef {{ name: string, value: [lon: number, lat: number, style: string], at: Point, rings: number[][] }} StationDatum
 *
 * The same in the drawing, px; with outlines, the transform from the grid.
 * @typedef {{ name: string, x: number, y: number, rings?: number[][], to?: (at: number[]) => Point }} StationPoint
 */

/**
 * project gives the plane: longitudes shortened by the cosine of the latitude, fitted into the drawing with room for names.
 * @param {Context} context
 * @returns {StationPoint[]}
 */
export function project(context) {
  const { option, width, height: tall } = context;
  const data = /** @type {StationDatum[]} */ (option.series[0].data);
  const to = plan(context);
  if (to) return data.map((d) => ({ name: d.name, x: to(d.at)[0], y: to(d.at)[1], rings: d.rings, to }));
  const rad = Math.PI / 180;
  const lats = data.map((d) => d.value[1]);
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
  const flat = data.map((d) => ({ name: d.name, x: d.value[0] * Math.cos(middle * rad), y: -d.value[1] }));
  const xs = flat.map((p) => p.x);
  const ys = flat.map((p) => p.y);
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [left0, right0] = phone(width) ? [30, 30] : [60, 110];
  const room = { left: left0, right: right0, top: narrow(width) ? 64 : 48, bottom: 24 };
  const across = (width - room.left - room.right) / (x1 - x0 || 1);
  const down = (tall - room.top - room.bottom) / (y1 - y0 || 1);
  const scale = Math.min(across, down);
  const high = Math.min(down, scale * scaleOf(width).stretch);
  const left = room.left + (width - room.left - room.right - scale * (x1 - x0)) / 2;
  const top = room.top + (tall - room.top - room.bottom - high * (y1 - y0)) / 2;
  return flat.map((p) => ({ name: p.name, x: left + scale * (p.x - x0), y: top + high * (p.y - y0) }));
}
