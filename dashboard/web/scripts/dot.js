// A station in a funnel plot. Outside the limits it is a triangle that points away from the middle, with its name beside
// it; outside the wider ones it is filled.
import { measure, overlap } from "./map.js";

const radius = 4;
const size = 13;
const height = 16;

export function dot({ tokens: t, meta, option, font }) {
  const data = option.series[option.series.length - 1].data;
  let places = null;
  return (params, api) => {
    if (!places) places = arrange(data.map((d) => ({ at: api.coord(d.value), name: d.name, outside: d.value[2] !== "within" })), params.coordSys.x + params.coordSys.width);
    const [x, y] = places[params.dataIndex].at;
    const [side, level] = String(api.value(2)).split("_");
    const hit = { type: "circle", shape: { cx: x, cy: y, r: 9 }, style: { fill: "transparent" } };
    if (!level) {
      return { type: "group", children: [hit, { type: "circle", shape: { cx: x, cy: y, r: radius }, style: { fill: t.neutral, stroke: t.card, lineWidth: 1 } }] };
    }
    const colour = side === meta.concerning ? t.more : t.fewer;
    const up = side === "high" ? -1 : 1;
    const points = [[x, y + up * 6], [x - 6, y - up * 5], [x + 6, y - up * 5]];
    const { name, box } = places[params.dataIndex];
    return {
      type: "group",
      children: [
        hit,
        { type: "polygon", shape: { points }, style: { fill: level === "998" ? colour : t.card, stroke: colour, lineWidth: 2 } },
        { type: "text", style: { x: box.x, y: box.y + height / 2, text: name, fontSize: size, fontFamily: font, fill: t.ink, stroke: t.card, lineWidth: 4, align: "left", verticalAlign: "middle" } },
      ],
    };
  };
}

// Each name gets the first place near its mark that is free of marks and of names placed before, or the least bad one.
// Behind the end of the plot the limits have their names.
function arrange(points, end) {
  const taken = points.map(({ at: [x, y], outside }) => around(x, y, outside ? 7 : radius));
  for (const p of points) {
    if (!p.outside) continue;
    const w = measure(p.name);
    let best = null;
    for (const box of candidates(p.at, w)) {
      let cost = taken.reduce((sum, other) => sum + overlap(box, other), box.far);
      if (box.x < 2 || box.x + w > end) cost += 4000;
      if (!best || cost < best.cost) best = { ...box, cost };
      if (cost === 0) break;
    }
    p.box = best;
    taken.push(best);
  }
  return points;
}

function around(x, y, half) {
  return { x: x - half, y: y - half, w: 2 * half, h: 2 * half };
}

function candidates([x, y], w) {
  const beside = [];
  for (const far of [0, 12, 24, 36]) {
    for (const dy of far === 0 ? [0] : [-far, far]) {
      beside.push({ x: x + 10, y: y + dy - height / 2, w, h: height, far }, { x: x - 10 - w, y: y + dy - height / 2, w, h: height, far: far + 1 });
    }
  }
  return beside;
}
