// A cell of a grid of rows and named columns: its colour, the sign that repeats the colour's meaning, its number.
import { fill, placeOf, sign } from "./cell.js";
/** @import { MakeSeries, Mark } from "../types.js" */

const dark = new Set(["step4", "step5"]); // whose numbers are light

/** @type {MakeSeries} */
export function matrix({ tokens, font }) {
  return (_, api) => {
    const { centre, shape } = placeOf(api);
    const style = api.value(2);
    const label = api.value(4);
    /** @type {Mark[]} */
    const children = [{ type: "rect", shape, style: fill(style, tokens) }];
    if (!label) children.push(...sign(style, shape, tokens));
    else {
      children.push({
        type: "text", silent: true,
        style: { x: centre[0], y: centre[1], text: label, fontSize: 13, fontFamily: font, align: "center", verticalAlign: "middle", fill: dark.has(style) ? tokens.card : tokens.ink },
      });
    }
    return { type: "group", children };
  };
}
