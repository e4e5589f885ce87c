// A station in a funnel plot. Outside the limits it is a triangle that points away from the middle, with its name beside
// it; outside the wider ones it is filled.
import { overlap } from "../layout/boxes.js";
import { measure, phone } from "../layout/width.js";
/** @import { Box, MakeSeries, Mark, Point, Rect } from "../types.js" */

const radius = 4;
const size = 13;
const height = 16;

/**
 * @typedef {{ name: string, value: [x: number, y: number, kind: string] }} DotDatum kind: "within", "high_95", "low_998" …
 * @typedef {{ at: number[], name: string, kind: string, box?: Box & { lines: string[] } }} Dot
 * @typedef {{ left: number, top: number, right: number, most: number, line: number }} Room
 */

/** @type {MakeSeries} */
export function dot({ tokens: t, meta, option, font, width }) {
  const data = /** @type {DotDatum[]} */ (option.series[option.series.length - 1].data);
  /** @type {Dot[] | null} */
  let places = null;
  return (params, api) => {
    if (!places) places = arrange(data.map((d) => ({ at: api.coord([d.value[0], d.value[1]]), name: d.name, kind: d.value[2] })), roomFor(params.coordSys, phone(width)));
    const [x, y] = places[params.dataIndex].at;
    const [side, level] = String(api.value(2)).split("_");
    /** @type {Mark} */
    const hit = { type: "circle", shape: { cx: x, cy: y, r: 9 }, style: { fill: "transparent" } };
    if (!level) {
      return { type: "group", children: [hit, { type: "circle", shape: { cx: x, cy: y, r: radius }, style: { fill: t.neutral, stroke: t.card, lineWidth: 1 } }] };
    }
    const colour = side === meta.concerning ? t.more : t.fewer;
    const up = side === "high" ? -1 : 1;
    /** @type {Point[]} */
    const points = [[x, y + up * 6], [x - 6, y - up * 5], [x + 6, y - up * 5]];
    const { box } = places[params.dataIndex];
    /** @type {Mark[]} */
    const children = [hit, { type: "polygon", shape: { points }, style: { fill: level === "998" ? colour : t.card, stroke: colour, lineWidth: 2 } }];
    if (box) children.push({ type: "text", style: { x: box.x, y: box.y + box.h / 2, text: box.lines.join("\n"), lineHeight: height, fontSize: size, fontFamily: font, fill: t.ink, stroke: t.card, lineWidth: 4, align: "left", verticalAlign: "middle" } });
    return { type: "group", children };
  };
}

/**
 * roomFor is where names may stand: behind the end of the plot the limits have theirs. On a phone a name that would lie on
 * others by more than "most" px² is left to the tap and to the table.
 * @param {Rect} plot
 * @param {boolean} onPhone
 * @returns {Room}
 */
function roomFor(plot, onPhone) {
  return { left: onPhone ? plot.x : 2, top: 2, right: plot.x + plot.width, most: onPhone ? 60 : Infinity, line: onPhone ? 100 : Infinity };
}

/**
 * inLines breaks a name that is longer than a line near its middle.
 * @param {string} name
 * @param {number} line px
 */
export function inLines(name, line) {
  const words = name.split(" ");
  if (measure(name) <= line || words.length < 2) return [name];
  const halves = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
  return halves.reduce((best, half) => (widest(half) < widest(best) ? half : best));
}

/** @param {string[]} lines */
function widest(lines) {
  return Math.max(...lines.map((l) => measure(l)));
}

/**
 * arrange gives each name the first place near its mark that is free of marks and of names placed before, or the least bad
 * one; those outside the wider limits choose first.
 * @param {Dot[]} points
 * @param {Room} room
 */
export function arrange(points, room) {
  /** @type {Box[]} */
  const taken = points.map(({ at: [x, y], kind }) => around(x, y, kind === "within" ? radius : 7));
  const named = points.filter((p) => p.kind !== "within");
  for (const p of [...named.filter((q) => q.kind.endsWith("998")), ...named.filter((q) => !q.kind.endsWith("998"))]) {
    const lines = inLines(p.name, room.line);
    const w = widest(lines);
    let best = { x: 0, y: 0, w: 0, h: 0, lines, cost: Infinity };
    for (const box of candidates(p.at, w, lines.length * height)) {
      let cost = taken.reduce((sum, other) => sum + overlap(box, other), box.far);
      if (box.x < room.left || box.x + w > room.right || box.y < room.top) cost += 4000;
      if (cost < best.cost) best = { x: box.x, y: box.y, w, h: box.h, lines, cost };
      if (cost === 0) break;
    }
    if (best.cost > room.most) continue;
    p.box = best;
    taken.push(best);
  }
  return points;
}

/**
 * @param {number} x px
 * @param {number} y px
 * @param {number} half px
 */
function around(x, y, half) {
  return { x: x - half, y: y - half, w: 2 * half, h: 2 * half };
}

/**
 * candidates are the boxes beside a mark, the nearest first; far is how much worse each is.
 * @param {number[]} at
 * @param {number} w px
 * @param {number} h px
 */
function candidates([x, y], w, h) {
  const beside = [];
  for (const far of [0, 12, 24, 36]) {
    for (const dy of far === 0 ? [0] : [-far, far]) {
      beside.push({ x: x + 10, y: y + dy - h / 2, w, h, far }, { x: x - 10 - w, y: y + dy - h / 2, w, h, far: far + 1 });
    }
  }
  return beside;
}
