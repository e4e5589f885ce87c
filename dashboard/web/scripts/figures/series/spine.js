// A row of a spine chart: how an indicator is spread over the stations of the province, from the worst on the left to the
// best on the right, the province in the middle, the station as a dot, its target as a diamond.
/** @import { MakeSeries, Mark } from "../types.js" */

const half = 8; // px, of the spread

/** @type {MakeSeries} */
export function spine({ tokens: t, font, narrow, meta }) {
  return (params, api) => {
    const row = api.value(1);
    /** @param {number} column */
    const at = (column) => {
      const v = api.value(column);
      return v === null || Number.isNaN(v) ? null : api.coord([v, row])[0];
    };
    const area = params.coordSys;
    const [middle, y] = api.coord([0, row]);
    const [own, worst, low, high, best, target] = [0, 2, 3, 4, 5, 6].map(at);
    /** @type {Mark[]} */
    const children = [];
    /** @type {(from: number | null, to: number | null, colour: string) => void} */
    const bar = (from, to, colour) => {
      if (from !== null && to !== null) children.push({ type: "rect", shape: { x: from, y: y - half, width: Math.max(to - from, 1), height: 2 * half }, style: { fill: colour } });
    };
    bar(worst, best, t.line);
    bar(low, high, t.neutral);
    if (worst !== null) children.push({ type: "line", silent: true, shape: { x1: middle, y1: y - half - 4, x2: middle, y2: y + half + 4 }, style: { stroke: t.ink, lineWidth: 2 } });
    if (target !== null) children.push({ type: "polygon", shape: { points: [[target, y - 7], [target + 7, y], [target, y + 7], [target - 7, y]] }, style: { fill: t.card, stroke: t.ink, lineWidth: 1.5 } });
    if (own !== null) children.push({ type: "circle", shape: { cx: own, cy: y, r: 6 }, style: { fill: t.accent, stroke: t.card, lineWidth: 1.5 } });
    /** @type {(x: number, text: string, align: "left" | "center" | "right") => Mark} */
    const heading = (x, text, align) => ({ type: "text", silent: true, style: { x, y: area.y - 10, text, fontSize: 13, fontFamily: font, fill: t.muted, align, verticalAlign: "bottom" } });
    if (params.dataIndex === 0) {
      children.push(heading(area.x, meta.left ?? "", "left"), heading(area.x + area.width, meta.right ?? "", "right"));
      if (!narrow) children.push(heading(middle, meta.middle ?? "", "center"));
    }
    children.push({ type: "text", silent: true, style: { x: area.x + area.width + 10, y, text: api.value(narrow ? 8 : 7), fontSize: 13, fontFamily: font, fill: t.ink, verticalAlign: "middle" } });
    return { type: "group", children };
  };
}
