// Shapes as SVG text, which a still picture writes by itself because the chart library's way is slow: each of its marks is an
// element with states, transitions and some forty properties. The places are the library's own; a test compares each mark
// with the page's.
import { round as n } from "./svg.js";
/** @import { ECharts } from "echarts/core" */
/** @import { Mark, Option, Point, RenderItem, SeriesParams, ShapeMark, Style } from "../figures/types.js" */

/**
 * A grid of cells that the program took out of the option: its series, and the values of one cell of each look.
 * @typedef {{ series: number, looks: unknown[][] }} CellGrid
 *
 * A path in two parts, between which the program writes its y.
 * @typedef {{ before: string, y: number, after: string }} Piece
 */

/**
 * looks draws the cells of grids once for each look (column and style) at y = 0; the program puts them into the rows.
 * @param {CellGrid[]} grids
 * @param {Option} option
 * @param {ECharts} chart
 */
export function looks(grids, option, chart) {
  return grids.map(({ series, looks }) => {
    /** @type {(x: number, y: number) => number[]} */
    const at = (x, y) => chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]);
    const [x0, y0] = at(0, 0);
    const [x1, y1] = at(1, 1);
    const [dx, dy] = [x1 - x0, y1 - y0]; // the bands of a category axis are all of one width
    const size = [Math.abs(dx), Math.abs(dy)];
    const render = /** @type {RenderItem} */ (option.series[series].renderItem);
    return {
      top: y0, step: dy,
      looks: looks.map((values) => {
        const params = /** @type {SeriesParams} */ ({}); // a cell asks nothing of it
        return piecesOf(render(params, { value: (j) => values[j], coord: ([x]) => [x0 + x * dx, 0], size: () => size }), []);
      }),
    };
  });
}

/**
 * @param {Mark} e
 * @param {Piece[]} list to which its pieces are added
 */
function piecesOf(e, list) {
  if (e.type === "group") {
    for (const child of e.children) piecesOf(child, list);
    return list;
  }
  const steps = e.type !== "text" && stepsOf(e);
  if (!steps) throw new Error(`no way to write ${e.type} as SVG`);
  const [x, y, rest] = steps;
  list.push({ before: `<path d="M${n(x)} `, y, after: `${rest}"${look(e.type, e.style)}></path>` });
  return list;
}

/**
 * path writes one shape; null if there is no way to.
 * @param {ShapeMark} mark
 */
export function path(mark) {
  if (mark.type === "path") return `<path d="${mark.shape.pathData}"${look(mark.type, mark.style)}></path>`;
  if (mark.type === "rect" && mark.shape.r !== undefined) return null;
  const steps = stepsOf(mark);
  if (!steps) return null;
  const [x, y, rest] = steps;
  return `<path d="M${n(x)} ${n(y)}${rest}"${look(mark.type, mark.style)}></path>`;
}

/**
 * stepsOf is where a path starts, and the rest of it relative to that; null for what is no path of these.
 * @param {ShapeMark} mark
 * @returns {[x: number, y: number, rest: string] | null}
 */
function stepsOf({ type, shape: s }) {
  switch (type) {
    case "rect": return [s.x, s.y, `h${n(s.width)}v${n(s.height)}h${n(-s.width)}Z`];
    case "line": return [s.x1, s.y1, `l${n(s.x2 - s.x1)} ${n(s.y2 - s.y1)}`];
    case "polygon": return [s.points[0][0], s.points[0][1], `${along(s.points)}Z`];
    case "polyline": return [s.points[0][0], s.points[0][1], along(s.points)];
    case "circle": return [s.cx + s.r, s.cy, `a${n(s.r)} ${n(s.r)} 0 1 1 ${n(-2 * s.r)} 0a${n(s.r)} ${n(s.r)} 0 1 1 ${n(2 * s.r)} 0Z`];
    default: return null;
  }
}

/**
 * Steps between rounded points: what is rounded off does not add up.
 * @param {Point[]} points
 */
function along(points) {
  let rest = "";
  for (let i = 1; i < points.length; i++) rest += `l${n(n(points[i][0]) - n(points[i - 1][0]))} ${n(n(points[i][1]) - n(points[i - 1][1]))}`;
  return rest;
}

/**
 * @param {string} type
 * @param {Style} style
 */
function look(type, { fill, stroke, lineWidth, lineDash }) {
  let attributes = ` fill="${type === "line" ? "none" : fill || "#000"}"`;
  if (stroke) attributes += ` stroke="${stroke}"`;
  if (stroke && lineWidth !== undefined && lineWidth !== 1) attributes += ` stroke-width="${lineWidth}"`;
  if (stroke && lineDash) attributes += ` stroke-dasharray="${lineDash.join(",")}"`;
  return attributes;
}
