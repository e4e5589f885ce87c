// Stations as labelled points at their coordinates. The place of each name is chosen so that names do not lie on
// each other or on points; a name that finds no free place near its point is led there by a thin line.
import { narrow, others, outline, plan } from "./area.js";
import { measure, phone } from "./width.js";

const looks = {
  full: (t) => ({ fill: t.accent, stroke: t.accent }),
  half: (t) => ({ fill: t.step2, stroke: t.accent }),
  none: (t) => ({ fill: t.card, stroke: t.missing, cross: t.missing, edge: t.line }),
  inactive: (t) => ({ fill: t.page, stroke: t.line }),
  absent: (t) => ({ fill: t.page, stroke: t.muted, hatch: t.muted, edge: t.line }),
  zero: (t) => ({ fill: t.card, stroke: t.muted, dot: t.muted, edge: t.line }),
  fewer: (t) => ({ fill: t.fewer, stroke: t.fewer }),
  more: (t) => ({ fill: t.more, stroke: t.more }),
  unclear: (t) => ({ fill: t.neutral, stroke: t.muted }),
  withheld: (t) => ({ fill: t.card, stroke: t.muted, hatch: t.muted, edge: t.line }),
};
// lookOf is the look of a style; beside those above, the steps of the sequential colours.
export const lookOf = (style, t) => (looks[style] ? looks[style](t) : { fill: t[style], stroke: t.accent });
const usual = { radius: 6, size: 13, height: 18, rings: 5, stretch: 1 };
// On a phone 45 names are to stand beside their points: they are smaller, and the map is drawn longer than it is wide.
const tight = { radius: 5, size: 11, height: 14, rings: 8, stretch: 1.5 };
const scaleOf = (width) => (phone(width) ? tight : usual);

export function point(context) {
  const { tokens, meta, font } = context;
  let places = null;
  return (params, api) => {
    const t = tokens;
    if (!places) places = arrange(context);
    const i = params.dataIndex;
    const here = places[i];
    const style = api.value(2);
    const look = lookOf(style, t);
    const { radius, size } = scaleOf(context.width);
    const children = here.rings ? commune(here, look, t) : [...mark(here.x, here.y, look, radius)];
    if (here.lead) {
      children.unshift({ type: "line", silent: true, z2: 4, shape: { x1: here.x, y1: here.y, x2: here.lx, y2: here.ly }, style: { stroke: t.muted, lineWidth: 0.6 } });
    }
    children.push({
      type: "text", z2: 5, // above the outlines of all others
      style: { x: here.tx, y: here.ty, text: here.name, fontSize: size, fontFamily: font, fill: t.ink, align: "left", verticalAlign: "middle", stroke: t.card, lineWidth: 3 },
    });
    if (i === 0) children.push(...legend(meta.legend, t, context));
    if (i === 0 && meta.plane) children.unshift(...others(meta.plane.others, plan(context), t));
    return { type: "group", children };
  };
}

// A commune's outline in the colour of its mark; the sign of a mark stands above the name.
function commune(here, look, t) {
  const children = outline(here.rings, here.to, look, t, Boolean(look.hatch));
  if (look.cross || look.dot) children.push(...mark(here.x, here.ty - 14, { ...look, stroke: look.cross || t.card }, usual.radius).slice(look.dot ? 1 : 0).map((e) => ({ ...e, z2: 3 })));
  return children;
}

export function mark(x, y, look, radius = usual.radius) {
  const list = [{ type: "circle", shape: { cx: x, cy: y, r: radius }, style: { fill: look.fill, stroke: look.stroke, lineWidth: 1.5 } }];
  if (look.cross) {
    for (const s of [1, -1]) {
      list.push({ type: "line", silent: true, shape: { x1: x - 3, y1: y - 3 * s, x2: x + 3, y2: y + 3 * s }, style: { stroke: look.cross, lineWidth: 1.5 } });
    }
  }
  if (look.hatch) {
    for (const [dy, half] of [[-3, 5.2], [0, 6], [3, 5.2]]) {
      list.push({ type: "line", silent: true, shape: { x1: x - half, y1: y + dy, x2: x + half, y2: y + dy }, style: { stroke: look.hatch, lineWidth: 0.6 } });
    }
  }
  if (look.dot) list.push({ type: "circle", silent: true, shape: { cx: x, cy: y, r: 1.5 }, style: { fill: look.dot } });
  return list;
}

export function legend(entries, t, { font, width }) {
  const left = phone(width) ? 0 : 8;
  let [x, y] = [left, 14];
  const list = [];
  const { radius, size, height } = usual;
  for (const [style, words] of entries || []) {
    const look = lookOf(style, t);
    const wide = 2 * radius + 6 + measure(words);
    if (x + wide > width - left && x > left) [x, y] = [left, y + height];
    list.push(...mark(x + radius, y, look, radius));
    list.push({ type: "text", silent: true, style: { x: x + 2 * radius + 6, y, text: words, fontSize: size, fontFamily: font, fill: t.muted, verticalAlign: "middle" } });
    x += wide + 16;
  }
  return list;
}

// The plane: longitudes shortened by the cosine of the latitude, fitted into the drawing with room for names.
function project(context) {
  const { option, width, height: tall } = context;
  const data = option.series[0].data;
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

function arrange(context) {
  const points = project(context);
  const { radius, size, height } = scaleOf(context.width);
  const apart = radius + 1;
  // A commune's own place is free for any name: its outline is its mark.
  const boxes = points.map((p) => (p.rings ? { x: p.x, y: p.y, w: 0, h: 0 } : { x: p.x - apart, y: p.y - apart, w: 2 * apart, h: 2 * apart }));
  const crowds = points.map((p) => crowd(points, p));
  const order = points.map((_, i) => i).sort((a, b) => crowds[b] - crowds[a]);
  for (const i of order) {
    const p = points[i];
    const w = measure(p.name, size) + 6;
    const best = place(p, w, near(p, w, boxes, boxes[i], context.width), context);
    boxes.push({ x: best.x, y: best.y, w, h: height });
    p.tx = best.x + 3;
    p.ty = best.y + height / 2;
    p.lead = best.lead;
    p.lx = Math.max(best.x, Math.min(p.x, best.x + w));
    p.ly = p.y < best.y ? best.y : p.y > best.y + height ? best.y + height : p.y;
  }
  return points;
}

function crowd(points, p) {
  let n = 0;
  for (const q of points) if (Math.abs(q.x - p.x) < 90 && Math.abs(q.y - p.y) < 40) n++;
  return n;
}

export function overlap(a, b) {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}


// The boxes that a name of width w could lie on, wherever around its point it is put.
function near(p, w, boxes, own, width) {
  const { radius, height, rings } = scaleOf(width);
  const reach = radius + 1 + rings * 14;
  const list = [];
  for (const b of boxes) {
    if (b !== own && b.x < p.x + reach + w && b.x + b.w > p.x - reach - w && b.y < p.y + reach + height && b.y + b.h > p.y - reach - height) list.push(b);
  }
  return list;
}

// The cheapest place for a name. Farther places cost more to begin with, so the search ends where no other can win.
function place(p, w, boxes, { width: wide, height: tall }) {
  const { radius, height, rings } = scaleOf(wide);
  const gap = radius + 1;
  let best = null;
  const consider = (x, y, base, lead) => {
    let cost = base;
    if (x < 2 || x + w > wide - 2 || y < (narrow(wide) ? 44 : 26) || y + height > tall - 2) cost += 4000;
    for (let j = 0; j < boxes.length; j++) {
      if (best && cost >= best.cost) return;
      const b = boxes[j];
      const across = (x + w < b.x + b.w ? x + w : b.x + b.w) - (x > b.x ? x : b.x);
      if (across <= 0) continue;
      const down = (y + height < b.y + b.h ? y + height : b.y + b.h) - (y > b.y ? y : b.y);
      if (down > 0) cost += 6 * across * down;
    }
    if (!best || cost < best.cost) best = { x, y, cost, lead };
  };
  // Right, left, above and below first, then rings farther away, joined by a line.
  if (p.rings) consider(p.x - w / 2, p.y - height / 2, 0); // a name within its outline
  if (!best || best.cost > 0) consider(p.x + gap, p.y - height / 2, 0);
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
