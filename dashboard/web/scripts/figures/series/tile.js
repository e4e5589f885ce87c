// Small charts of one kind, one a station, all with one scale: the name, the value of the whole period, the weeks as a
// line with its mean, and the weeks of special-cause variation as triangles.
/** @import { MakeSeries, Mark, Point, TileLayout, Tokens } from "../types.js" */

const size = 13;
const inset = 6;

/**
 * One chart: weeks without a number are not among its points, whose third part is the side of special-cause variation (0: none).
 * @typedef {{ name: string, share: string, mean?: number, points: [week: number, value: number, side: number][] }} Tile
 */

/**
 * heightOfTiles is the height that the charts take at a width.
 * @param {TileLayout} layout
 * @param {number} width px
 */
export function heightOfTiles({ count, least, height }, width) {
  return Math.ceil(count / columnsAt(least, width)) * height;
}

/**
 * @param {number} least px
 * @param {number} width px
 */
function columnsAt(least, width) {
  return Math.max(Math.floor(width / least), 1);
}

/** @type {MakeSeries} */
export function tile({ tokens: t, option, meta, width, font }) {
  const data = /** @type {Tile[]} */ (option.series[0].data);
  const { least, height, head, weeks, top } = /** @type {TileLayout} */ (meta.tiles);
  const columns = columnsAt(least, width);
  const wide = width / columns;
  return (params) => {
    const i = params.dataIndex;
    const x0 = (i % columns) * wide + inset;
    const y0 = Math.floor(i / columns) * height;
    const area = { x: x0, y: y0 + head, w: wide - 2 * inset, h: height - head - 10 };
    /** @type {(point: number[]) => Point} */
    const at = ([week, value]) => [area.x + (area.w * week) / Math.max(weeks - 1, 1), area.y + area.h * (1 - Math.min(value / top, 1))];
    const one = data[i];
    /** @type {(y: number, stroke: string, lineDash?: number[]) => Mark} */
    const rule = (y, stroke, lineDash) => ({ type: "line", silent: true, shape: { x1: area.x, y1: y, x2: area.x + area.w, y2: y }, style: { stroke, lineWidth: 1, lineDash } });
    /** @type {Mark[]} */
    const children = [
      { type: "rect", shape: { x: x0 - 2, y: y0, width: wide - 2 * inset + 4, height: height - 4 }, style: { fill: "transparent" } },
      rule(area.y + area.h, t.line), rule(area.y, t.line, [2, 3]),
      words(one.name, area.x, y0 + 3, "left", t.ink, area.w - 48), words(one.share, area.x + area.w, y0 + 3, "right", t.muted, 46),
    ];
    if (one.mean !== undefined) children.push(rule(at([0, one.mean])[1], t.muted, [4, 3]));
    for (const run of runs(one.points)) children.push(stroke(run.map(at), t.neutral));
    for (const point of one.points) if (point[2] !== 0) children.push(mark(at(point), point[2], t));
    return { type: "group", children };
  };

  /** @type {(text: string, x: number, y: number, align: "left" | "right", fill: string, room: number) => Mark} */
  function words(text, x, y, align, fill, room) {
    return { type: "text", silent: true, style: { x, y, text, align, fill, fontSize: size, fontFamily: font, verticalAlign: "top", lineHeight: 16, width: room, height: head - 2, overflow: "break", lineOverflow: "truncate" } };
  }
}

/**
 * runs takes a line apart where a week has no number.
 * @param {Tile["points"]} points
 */
export function runs(points) {
  /** @type {Tile["points"][]} */
  const list = [];
  for (const point of points) {
    const last = list[list.length - 1];
    if (last && last[last.length - 1][0] === point[0] - 1) last.push(point);
    else list.push([point]);
  }
  return list;
}

/**
 * A week between two gaps is a dot: a line of one point would not be seen.
 * @type {(points: Point[], colour: string) => Mark}
 */
function stroke(points, colour) {
  if (points.length === 1) return { type: "circle", silent: true, shape: { cx: points[0][0], cy: points[0][1], r: 1.5 }, style: { fill: colour } };
  return { type: "polyline", silent: true, shape: { points }, style: { fill: "none", stroke: colour, lineWidth: 1.5 } };
}

/** @type {(at: Point, side: number, t: Tokens) => Mark} */
function mark([x, y], side, t) {
  /** @type {Point[]} */
  const points = [[x, y - side * 4], [x - 4, y + side * 3], [x + 4, y + side * 3]];
  return { type: "polygon", silent: true, shape: { points }, style: { fill: side > 0 ? t.more : t.fewer } };
}
