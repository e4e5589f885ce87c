// A cell of a grid with its number in it, on the colour of its step.
import { cell } from "./cell.js";
/** @import { GroupMark, MakeSeries, RectMark } from "../types.js" */

const dark = ["step4", "step5"]; // the steps on which ink is the colour of the card

/** @type {MakeSeries} */
export function number(context) {
  const { tokens: t, font } = context;
  const draw = cell(context);
  return (params, api) => {
    const group = /** @type {GroupMark} */ (draw(params, api));
    const { x, y, width, height } = /** @type {RectMark} */ (group.children[0]).shape;
    const step = api.value(2);
    if (step === "zero") group.children.length = 1; // the number says it, a dot would lie on it
    group.children.push({
      type: "text", silent: true,
      style: { x: x + width / 2, y: y + height / 2, text: api.value(3), fontSize: 12, fontFamily: font, fill: dark.includes(step) ? t.card : t.ink, align: "center", verticalAlign: "middle" },
    });
    return group;
  };
}
