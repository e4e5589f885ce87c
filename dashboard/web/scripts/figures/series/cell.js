// A cell of a grid of rows and weeks, with its colour and the second sign that repeats the colour's meaning.
/** @import { MakeSeries, Mark, Rect, SeriesApi, Style, Tokens } from "../types.js" */

const inset = 1;

/** @type {MakeSeries} */
export function cell({ tokens, meta }) {
  return (_, api) => {
    const { centre, w, h, shape } = placeOf(api);
    const style = api.value(2);
    /** @type {Mark[]} */
    const children = [{ type: "rect", shape, style: fill(style, tokens) }, ...sign(style, shape, tokens)];
    if (meta.remarks && meta.remarks[`${api.value(1)}|${api.value(0)}`]) { // somebody said something about this week
      const d = Math.min(w, h) * 0.5;
      children.push({ type: "polygon", silent: true, shape: { points: [[shape.x, shape.y], [shape.x + d, shape.y], [shape.x, shape.y + d]] }, style: { fill: tokens.card, stroke: tokens.ink, lineWidth: 1 } });
    }
    if (meta.today === api.value(0)) {
      children.push({ type: "line", silent: true, shape: { x1: centre[0] + w / 2, y1: centre[1] - h / 2, x2: centre[0] + w / 2, y2: centre[1] + h / 2 }, style: { stroke: tokens.ink, lineWidth: 2 } });
    }
    if (meta.start === api.value(0)) { // the rotation begins with this week
      children.push({ type: "line", silent: true, shape: { x1: centre[0] - w / 2, y1: centre[1] - h / 2, x2: centre[0] - w / 2, y2: centre[1] + h / 2 }, style: { stroke: tokens.muted, lineWidth: 2 } });
    }
    return { type: "group", children };
  };
}

/**
 * placeOf is where a cell lies: its middle, its size, and the box within its borders.
 * @param {SeriesApi} api
 */
export function placeOf(api) {
  const centre = api.coord([api.value(0), api.value(1)]);
  const [w, h] = api.size([1, 1]);
  return {
    centre, w, h,
    shape: { x: centre[0] - w / 2 + inset, y: centre[1] - h / 2 + inset, width: Math.max(w - 2 * inset, 1), height: Math.max(h - 2 * inset, 1) },
  };
}

/**
 * fill is how a cell of a style is painted.
 * @param {string} style
 * @param {Tokens} t
 * @returns {Style}
 */
export function fill(style, t) {
  switch (style) {
    case "on_time": return { fill: t["on-time"] };
    case "late": return { fill: t.late };
    case "missing": return { fill: t.card, stroke: t.missing, lineWidth: 1 };
    case "not_yet_due": return { fill: t.page, stroke: t.line, lineWidth: 1 };
    case "not_expected": return { fill: t.card, stroke: t.line, lineWidth: 0.5 };
    case "absent": return { fill: t.page, stroke: t.line, lineWidth: 0.5 };
    case "zero": return { fill: t.card, stroke: t.line, lineWidth: 1 };
    case "step1": return { fill: t.step1, stroke: t.step3, lineWidth: 0.5 }; // else hardly told from the card
    default: return { fill: t[style] || t.page };
  }
}

/**
 * sign is what repeats the meaning of the colour within a cell.
 * @param {string} style
 * @param {Rect} s
 * @param {Tokens} t
 * @returns {Mark[]}
 */
export function sign(style, s, t) {
  const mid = { x: s.x + s.width / 2, y: s.y + s.height / 2 };
  /** @type {(x1: number, y1: number, x2: number, y2: number, stroke: string, lineWidth: number) => Mark} */
  const line = (x1, y1, x2, y2, stroke, lineWidth) => ({ type: "line", silent: true, shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth } });
  switch (style) {
    case "zero":
      return [{ type: "circle", silent: true, shape: { cx: mid.x, cy: mid.y, r: 1.5 }, style: { fill: t.muted } }];
    case "late": { // a notch in the corner
      const d = Math.min(s.width, s.height) * 0.45;
      return [{ type: "polygon", silent: true, shape: { points: [[s.x + s.width - d, s.y], [s.x + s.width, s.y], [s.x + s.width, s.y + d]] }, style: { fill: t.card } }];
    }
    case "missing": {
      const r = Math.min(s.width, s.height) / 2 - 2;
      return [line(mid.x - r, mid.y - r, mid.x + r, mid.y + r, t.missing, 2), line(mid.x - r, mid.y + r, mid.x + r, mid.y - r, t.missing, 2)];
    }
    case "absent":
    case "not_yet_due": {
      const d = Math.min(s.width, s.height);
      return [line(s.x, s.y + d, s.x + d, s.y, t.muted, 0.6), line(s.x, s.y + d / 2, s.x + d / 2, s.y, t.muted, 0.6)];
    }
    default:
      return [];
  }
}
