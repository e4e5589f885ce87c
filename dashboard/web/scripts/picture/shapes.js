// What a still picture writes straight as SVG, because the chart library's way is slow: each of its marks and labels is an
// element with states, transitions and some forty properties. The places are the library's own; a test compares each mark
// with the page's.
import { round as n } from "./svg.js";

// looks draws the cells of grids once for each look (column and style) at y = 0; the
// program puts them into the rows.
export function looks(grids, option, chart) {
  return grids.map(({ series, looks }) => {
    const at = (x, y) => chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]);
    const [x0, y0] = at(0, 0);
    const [x1, y1] = at(1, 1);
    const [dx, dy] = [x1 - x0, y1 - y0]; // the bands of a category axis are all of one width
    const size = [Math.abs(dx), Math.abs(dy)];
    const render = option.series[series].renderItem;
    return {
      top: y0, step: dy,
      looks: looks.map((values) => {
        return piecesOf(render({}, { value: (j) => values[j], coord: ([x]) => [x0 + x * dx, 0], size: () => size }), []);
      }),
    };
  });
}

function piecesOf(e, list) {
  if (e.type === "group") {
    for (const child of e.children) piecesOf(child, list);
    return list;
  }
  const steps = paths[e.type];
  if (!steps) throw new Error(`no way to write ${e.type} straight`);
  const [x, y, rest] = steps(e.shape);
  list.push({ before: `<path d="M${n(x)} `, y, after: `${rest}"${look(e.type, e.style)}></path>` });
  return list;
}

// path writes one shape; null if there is no way to.
export function path({ type, shape, style }) {
  if (type === "path") return `<path d="${shape.pathData}"${look(type, style)}></path>`;
  if (!paths[type] || shape.r !== undefined && type === "rect") return null;
  const [x, y, rest] = paths[type](shape);
  return `<path d="M${n(x)} ${n(y)}${rest}"${look(type, style)}></path>`;
}

// Where a path starts, and the rest of it relative to that.
const paths = {
  rect: (s) => [s.x, s.y, `h${n(s.width)}v${n(s.height)}h${n(-s.width)}Z`],
  line: (s) => [s.x1, s.y1, `l${n(s.x2 - s.x1)} ${n(s.y2 - s.y1)}`],
  polygon: ({ points }) => [points[0][0], points[0][1], `${along(points)}Z`],
  polyline: ({ points }) => [points[0][0], points[0][1], along(points)],
  circle: (s) => [s.cx + s.r, s.cy, `a${n(s.r)} ${n(s.r)} 0 1 1 ${n(-2 * s.r)} 0a${n(s.r)} ${n(s.r)} 0 1 1 ${n(2 * s.r)} 0Z`],
};

// Steps between rounded points: what is rounded off does not add up.
function along(points) {
  let rest = "";
  for (let i = 1; i < points.length; i++) rest += `l${n(n(points[i][0]) - n(points[i - 1][0]))} ${n(n(points[i][1]) - n(points[i - 1][1]))}`;
  return rest;
}

function look(type, { fill, stroke, lineWidth, lineDash }) {
  let attributes = ` fill="${type === "line" ? "none" : fill || "#000"}"`;
  if (stroke) attributes += ` stroke="${stroke}"`;
  if (stroke && lineWidth !== undefined && lineWidth !== 1) attributes += ` stroke-width="${lineWidth}"`;
  if (stroke && lineDash) attributes += ` stroke-dasharray="${lineDash.join(",")}"`;
  return attributes;
}
