// A bar of the Gantt chart of one station: a posting in the tint of its role with the name of who came, or a run of days
// with nobody.
import { barOf, lookOf, outlined } from "./gantt.js";
import { measure } from "../layout/width.js";
/** @import { MakeSeries, Mark } from "../types.js" */

const size = 12;

/** @type {MakeSeries} */
export function span({ tokens, font }) {
  return (params, api) => {
    const { role, how, left, width: w, y } = barOf(params, api, 1);
    const style = lookOf(role, how, tokens);
    if (role === "gap") return { type: "rect", shape: { x: left, y: y - 2, width: w, height: 4 }, style };
    const shape = { x: left, y: y - 9, width: w, height: 18, r: how === "early" ? [2, 0, 0, 2] : 2 };
    /** @type {Mark[]} */
    const children = [{ type: "rect", shape, style }];
    if (how === "early") { // an open end
      children.push({ type: "polygon", silent: true, shape: { points: [[left + w - 5, y - 9], [left + w + 1, y - 9], [left + w + 1, y + 9], [left + w - 5, y + 9], [left + w, y]] }, style: { fill: tokens.card } });
    }
    if (measure(api.value(4), size) <= w - 8) { // else the tap says it
      children.push({
        type: "text", silent: true,
        style: { x: left + 4, y, text: api.value(4), fontSize: size, fontFamily: font, verticalAlign: "middle", fill: outlined(role, how) || role === "preventive" ? tokens.ink : tokens.card },
      });
    }
    return { type: "group", children };
  };
}
