// A row of a forest plot: the interval as a bar with the estimate on it, or the words why there is none.
import { phone } from "../layout/width.js";
/** @import { Context, MakeSeries, Mark, Rect, SeriesParams } from "../types.js" */

/** @type {Record<string, string>} */
const colours = { fewer: "fewer", more: "more", unclear: "neutral" };

/** @type {MakeSeries} */
export function interval(context) {
  const { tokens, meta, font, width } = context;
  const centre = meta.centre || 0; // what the two sides are told from
  /** @type {(params: SeriesParams, zero: number) => Mark[]} */
  const heading = (params, zero) => (params.dataIndex === 0 ? axisWords(params.coordSys, zero, context) : []);
  return (params, api) => {
    const style = api.value(4);
    const row = api.value(1);
    if (style === "withheld") {
      const at = api.coord([centre, row]);
      // On a phone the words begin at the names, and what does not fit in one line stands in two; what explains them after a
      // colon is left to the tap and the table.
      const why = phone(width) ? api.value(5).split(": ")[0] : api.value(5);
      const x = phone(width) ? params.coordSys.x + 4 : at[0] + 8;
      const room = phone(width) ? { overflow: "break", height: 28, lineOverflow: "truncate", ellipsis: "…" } : { overflow: "truncate" };
      /** @type {Mark} */
      const words = {
        type: "text",
        style: { x, y: at[1], text: why, fill: tokens.muted, stroke: tokens.card, lineWidth: 4, fontSize: 13, lineHeight: 14, fontFamily: font, verticalAlign: "middle", width: width - x, ...room },
      };
      return { type: "group", children: [words, ...heading(params, at[0])] };
    }
    const [x, y] = api.coord([api.value(0), row]);
    const low = api.coord([api.value(2), row])[0];
    const high = api.coord([api.value(3), row])[0];
    const colour = tokens[colours[style]];
    const stroke = { stroke: colour, lineWidth: 2 };
    return {
      type: "group",
      children: [
        { type: "rect", shape: { x: low, y: y - 8, width: high - low, height: 16 }, style: { fill: "transparent" } },
        { type: "line", shape: { x1: low, y1: y, x2: high, y2: y }, style: stroke },
        { type: "line", shape: { x1: low, y1: y - 4, x2: low, y2: y + 4 }, style: stroke },
        { type: "line", shape: { x1: high, y1: y - 4, x2: high, y2: y + 4 }, style: stroke },
        { type: "rect", shape: { x: x - 4, y: y - 4, width: 8, height: 8 }, style: { fill: style === "unclear" ? tokens.card : colour, stroke: colour, lineWidth: 2 } },
        ...heading(params, api.coord([centre, row])[0]),
      ],
    };
  };
}

/**
 * axisWords say what the two sides of the axis mean, once, above its numbers.
 * @param {Rect} area
 * @param {number} zero px
 * @param {Context} context
 */
function axisWords(area, zero, { meta, tokens, narrow, font }) {
  /** @type {(text: string | undefined, x: number, align: "left" | "right") => Mark} */
  const side = (text = "", x, align) => ({
    type: "text", silent: true,
    style: { x, y: area.y - 40, text, fill: tokens.muted, fontSize: narrow ? 11 : 13, fontFamily: font, align, verticalAlign: "middle" },
  });
  return [side(meta.left, zero - 12, "right"), side(meta.right, zero + 12, "left")];
}
