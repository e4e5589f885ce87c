// Stations without places on a map: under each health centre its stations, each with the mark that it would have there.
import { legend, lookOf, mark } from "./map_marks.js";
/** @import { ListLayout, MakeSeries, Mark } from "../types.js" */

const size = 13;
const inset = 2;

/**
 * heightOfList is the height that the list takes at a width.
 * @param {ListLayout} layout
 * @param {number} width px
 */
export function heightOfList({ sizes, least, height, above }, width) {
  const columns = columnsAt(least, width);
  return above + height * sizes.reduce((rows, n) => rows + 1 + Math.ceil(n / columns), 0);
}

/**
 * @param {number} least px
 * @param {number} width px
 */
function columnsAt(least, width) {
  return Math.max(Math.floor(width / least), 1);
}

/**
 * arrange gives the places of all entries: a heading for each health centre, then its stations in rows.
 * @param {ListLayout} layout
 * @param {number} width px
 */
export function arrange({ sizes, least, height, above }, width) {
  const columns = columnsAt(least, width);
  const wide = width / columns;
  const places = [];
  let y = above;
  for (const n of sizes) {
    places.push({ x: 0, y, wide: width, heading: true });
    y += height;
    for (let i = 0; i < n; i++) places.push({ x: (i % columns) * wide, y: y + Math.floor(i / columns) * height, wide, heading: false });
    y += Math.ceil(n / columns) * height;
  }
  return places;
}

/** @type {MakeSeries} */
export function place(context) {
  const { tokens: t, option, meta, width, font } = context;
  const data = /** @type {{ name: string, value: [number, number, style: string] }[]} */ (option.series[0].data);
  const layout = /** @type {ListLayout} */ (meta.list);
  const places = arrange(layout, width);
  const { height } = layout;
  return (params) => {
    const i = params.dataIndex;
    const { x, y, wide, heading } = places[i];
    /** @type {(left: number, fill: string, weight: number) => Mark} */
    const text = (left, fill, weight) => ({ type: "text", silent: true, style: { x: left, y: y + height / 2, text: data[i].name, fontSize: size, fontFamily: font, fontWeight: weight, fill, align: "left", verticalAlign: "middle", width: x + wide - left - 4, overflow: "truncate" } });
    /** @type {Mark[]} */
    const children = heading ? [text(inset, t.muted, 600)] : [
      { type: "rect", shape: { x, y, width: wide, height }, style: { fill: "transparent" } },
      ...mark(x + inset + 6, y + height / 2, lookOf(data[i].value[2], t)), text(x + inset + 18, t.ink, 400),
    ];
    if (i === 0) children.push(...legend(meta.legend, t, context));
    return { type: "group", children };
  };
}
