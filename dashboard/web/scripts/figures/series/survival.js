// The parts of a Kaplan–Meier chart that are no lines: the band about the curve, and the numbers still at risk.
/** @import { MakeSeries, Mark } from "../types.js" */

/** @type {MakeSeries} */
export function band({ tokens }) {
  return (_, api) => {
    const [x1, low] = api.coord([api.value(0), api.value(2)]);
    const [x2, high] = api.coord([api.value(1), api.value(3)]);
    return { type: "rect", silent: true, shape: { x: x1, y: high, width: Math.max(x2 - x1, 0), height: Math.max(low - high, 0) }, style: { fill: tokens.accent, opacity: 0.15 } };
  };
}

/** @type {MakeSeries} */
export function atRisk({ tokens, meta, font }) {
  return (params, api) => {
    const [x, y] = api.coord([api.value(0), 0]);
    /** @type {(words: string | undefined, at: number, up: number, align: "left" | "center") => Mark} */
    const text = (words = "", at, up, align) => ({
      type: "text", silent: true,
      style: { x: at, y: y + up, text: words, fontSize: 13, fontFamily: font, fill: tokens.muted, align, verticalAlign: "middle" },
    });
    const children = [text(api.value(2), x, 80, "center")];
    if (params.dataIndex === 0) children.push(text(meta.atRisk, params.coordSys.x - 8, 60, "left"));
    return { type: "group", children };
  };
}
