// A row of a station's indicators: its own value as a dot, those of its area and of the province as lines across.
/** @import { MakeSeries, Mark } from "../types.js" */

/** @type {MakeSeries} */
export function reference({ tokens: t, font, narrow }) {
  return (params, api) => {
    const row = api.value(1);
    /** @param {number} column */
    const at = (column) => {
      const v = api.value(column);
      return v === null || Number.isNaN(v) ? null : api.coord([v, row]);
    };
    const area = params.coordSys;
    const y = api.coord([0, row])[1];
    /** @type {Mark[]} */
    const children = [{ type: "line", silent: true, shape: { x1: area.x, y1: y, x2: area.x + area.width, y2: y }, style: { stroke: t.line, lineWidth: 1 } }];
    /** @type {(place: number[] | null, half: number, stroke: string, lineDash?: number[]) => void} */
    const across = (place, half, stroke, lineDash) => {
      if (place) children.push({ type: "line", silent: true, shape: { x1: place[0], y1: y - half, x2: place[0], y2: y + half }, style: { stroke, lineWidth: 2, lineDash } });
    };
    across(at(2), 7, t.muted, [2, 2]);
    across(at(3), 10, t.ink);
    const own = at(0);
    if (own) children.push({ type: "circle", shape: { cx: own[0], cy: y, r: 6 }, style: { fill: t.accent, stroke: t.card, lineWidth: 1.5 } });
    children.push({ type: "text", silent: true, style: { x: area.x + area.width + 10, y, text: api.value(narrow ? 5 : 4), fontSize: 13, fontFamily: font, fill: t.ink, verticalAlign: "middle" } });
    return { type: "group", children };
  };
}
