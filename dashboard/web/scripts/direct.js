// Large grids of cells, written straight as SVG. ECharts makes for each cell a scene of elements with states,
// transitions and labels, each with some forty properties, of which a still picture needs none: a grid of 45 rows and
// 76 weeks took seconds so. Here the axes are ECharts', and the cells are what the page's own function gives.
const least = 300; // cells; fewer are left to ECharts

// take empties the series of an option, not yet resolved, that can be written straight, and returns their data by the
// place of the series.
export function take(option) {
  const taken = new Map();
  if (!oneCategory(option.xAxis) || !oneCategory(option.yAxis)) return taken;
  option.series.forEach((series, i) => {
    if (series.renderItem !== "fn:cell" || !series.data || series.data.length < least) return;
    taken.set(i, series.data);
    series.data = [];
  });
  return taken;
}

function oneCategory(axis) {
  return Boolean(axis) && !Array.isArray(axis) && axis.type === "category";
}

// write gives the SVG of the cells of what was taken, by the functions of the resolved option.
export function write(taken, option, chart) {
  if (taken.size === 0) return "";
  const at = (x, y) => chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, y]);
  const [x0, y0] = at(0, 0);
  const [x1, y1] = at(1, 1);
  const [dx, dy] = [x1 - x0, y1 - y0]; // the bands of a category axis are all of one width
  const size = [Math.abs(dx), Math.abs(dy)];
  const out = [];
  for (const [i, data] of taken) {
    const render = option.series[i].renderItem;
    const known = new Map();
    for (let k = 0; k < data.length; k++) {
      const [column, row, style] = data[k];
      const key = `${column} ${style}`;
      let pieces = known.get(key);
      if (pieces === undefined) {
        const api = { value: (j) => data[k][j], coord: ([x]) => [x0 + x * dx, 0], size: () => size };
        pieces = piecesOf(render({ dataIndex: k }, api), []);
        known.set(key, pieces);
      }
      const y = y0 + row * dy;
      for (const p of pieces) out.push(p.before, n(y + p.y), p.after);
    }
  }
  return `<g>${out.join("")}</g>`;
}

// What a cell looks like depends on its column and its style; from row to row it only moves down. So each look is
// drawn once, at y = 0, and its paths are cut where their only absolute y stands: before + y + after.
function piecesOf(e, list) {
  if (e.type === "group") {
    for (const child of e.children) piecesOf(child, list);
    return list;
  }
  const path = paths[e.type];
  if (!path) throw new Error(`no way to write ${e.type} straight`);
  const [x, y, rest] = path(e.shape);
  list.push({ before: `<path d="M${n(x)} `, y, after: `${rest}"${look(e.type, e.style)}></path>` });
  return list;
}

// Where a path starts, and the rest of it relative to that.
const paths = {
  rect: (s) => [s.x, s.y, `h${n(s.width)}v${n(s.height)}h${n(-s.width)}Z`],
  line: (s) => [s.x1, s.y1, `l${n(s.x2 - s.x1)} ${n(s.y2 - s.y1)}`],
  polygon: ({ points }) => {
    let rest = "";
    for (let i = 1; i < points.length; i++) rest += `l${n(points[i][0] - points[i - 1][0])} ${n(points[i][1] - points[i - 1][1])}`;
    return [points[0][0], points[0][1], `${rest}Z`];
  },
  circle: (s) => [s.cx + s.r, s.cy, `a${n(s.r)} ${n(s.r)} 0 1 1 ${n(-2 * s.r)} 0a${n(s.r)} ${n(s.r)} 0 1 1 ${n(2 * s.r)} 0Z`],
};

function look(type, { fill, stroke, lineWidth }) {
  let attributes = ` fill="${type === "line" ? "none" : fill || "#000"}"`;
  if (stroke) attributes += ` stroke="${stroke}"`;
  if (stroke && lineWidth !== undefined && lineWidth !== 1) attributes += ` stroke-width="${lineWidth}"`;
  return attributes;
}

function n(v) {
  return Math.round(v * 100) / 100;
}
