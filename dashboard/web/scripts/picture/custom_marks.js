// The marks of custom series, written as SVG text: the page's own function says what each looks like, the library
// where it stands, and only its scene of elements is left out. A mark with anything that is not known here goes the
// library's way.
import { clearSlots, slot } from "./slots.js";
import { path } from "./shapes.js";
import { escape, round as n } from "./svg.js";
/** @import { Mark, Option, RenderItem, SeriesApi, ShapeMark, TextStyle } from "../figures/types.js" */

/**
 * A datum of a custom series: its values, or an object that has them.
 * @typedef {unknown[] | { value?: unknown[] }} Datum
 */

/**
 * withoutMarks gives the option without the data of custom series, which only their functions read, as they stand: the
 * library and the search for tokens need not go through them. One datum stays, for which the library calls the function; all
 * stay where an axis finds its ends in them.
 * @param {Option} option
 * @returns {Option}
 */
export function withoutMarks(option) {
  const fixed = [option.xAxis, option.yAxis].every((axis) => axis && !Array.isArray(axis) && (axis.type === "category" ? axis.data : Number.isFinite(axis.min) && Number.isFinite(axis.max)));
  return fixed ? { ...option, series: option.series.map((s) => (s.type === "custom" && s.data ? { ...s, data: s.data.slice(0, 1) } : s)) } : option;
}

/**
 * writeMarks makes the functions of the option's custom series write the marks of all the data that were given.
 * @param {Option} option resolved, of withoutMarks
 * @param {Option} given
 */
export function writeMarks(option, given) {
  clearSlots();
  option.series.forEach((series, i) => {
    if (series.type !== "custom" || !series.renderItem || !series.data?.length) return;
    series.renderItem = writer(series.renderItem, /** @type {Datum[]} */ (given.series[i].data));
  });
}

/**
 * @param {RenderItem} draw
 * @param {Datum[]} data
 * @returns {RenderItem}
 */
function writer(draw, data) {
  return (params, api) => {
    if (params.dataIndex !== 0) return { type: "group", children: [] };
    /** @type {Map<number, string>} */
    const levels = new Map(); // the marks by their level, which is the order of painting
    /** @type {Mark[]} */
    const rest = [];
    /** @type {unknown[]} */
    let values = [];
    const ask = { ...quick(api), value: /** @param {number} j */ (j) => values[j] };
    data.forEach((datum, dataIndex) => {
      values = Array.isArray(datum) ? datum : datum.value || [];
      const element = draw({ ...params, dataIndex }, ask);
      if (!element) return;
      const marks = written(element, []);
      if (!marks) rest.push(element);
      else for (const { z2, svg } of marks) levels.set(z2, (levels.get(z2) || "") + svg);
    });
    for (const [z2, svg] of levels) rest.push({ type: "rect", z2, shape: slot(() => svg), style: { fill: "none" } });
    return { type: "group", children: rest };
  };
}

/**
 * quick answers from memory where a value of one axis stands, which does not depend on the other's, and how wide bands are.
 * @param {SeriesApi} api
 * @returns {Pick<SeriesApi, "coord" | "size">}
 */
function quick(api) {
  const across = new Map();
  const down = new Map();
  /** @type {number[] | undefined} */
  let size;
  return {
    coord([x, y]) {
      if (!across.has(x)) across.set(x, api.coord([x, y])[0]);
      if (!down.has(y)) down.set(y, api.coord([x, y])[1]);
      return [across.get(x), down.get(y)];
    },
    size(of) {
      if (of[0] !== 1 || of[1] !== 1) return api.size(of);
      if (!size) size = api.size(of);
      return size;
    },
  };
}

const known = {
  element: { type: true, shape: true, style: true, silent: true, z2: true, children: true },
  shape: { fill: true, stroke: true, lineWidth: true, lineDash: true, fillRule: true },
  text: { x: true, y: true, text: true, fill: true, stroke: true, lineWidth: true, fontSize: true, fontWeight: true, fontFamily: true, align: true, verticalAlign: true, lineHeight: true, width: true, height: true, overflow: true, lineOverflow: true },
};

/**
 * @param {object} object
 * @param {Record<string, boolean>} keys
 */
function only(object, keys) {
  for (const key in object) if (!keys[key]) return false;
  return true;
}

/**
 * written appends the marks of an element; null if one of them is left to the library.
 * @param {Mark} e
 * @param {{ z2: number, svg: string }[]} list
 */
function written(e, list) {
  if (!only(e, known.element)) return null;
  if (e.type === "group") {
    for (const child of e.children) if (!written(child, list)) return null;
    return list;
  }
  const svg = e.type === "text" ? text(e.style) : shape(e);
  if (svg === null) return null;
  if (svg) list.push({ z2: e.z2 || 0, svg });
  return list;
}

/** @param {ShapeMark} e */
function shape(e) {
  if (e.style.fill === "transparent" && !e.style.stroke) return ""; // feels the mouse
  const svg = only(e.style, known.shape) ? path(e) : null;
  return svg && svg.includes("NaN") ? "" : svg; // without a place it is not seen, as on the page
}

const anchors = { left: "start", center: "middle", right: "end" };

/** @param {TextStyle} style */
function text(style) {
  const { x = 0, y = 0, text: given, fill, stroke, lineWidth, fontSize, fontWeight, fontFamily, align, verticalAlign, lineHeight, width } = style;
  const words = String(given === undefined || given === null ? "" : given);
  if (!words || Number.isNaN(x) || Number.isNaN(y)) return "";
  if (!only(style, known.text) || words.includes("\n") || verticalAlign !== "middle" && !(verticalAlign === "top" && lineHeight)) return null;
  if (width !== undefined && measureText(words, `${fontWeight || 400} ${fontSize}px`) > width) return null; // to be broken or cut
  const middle = verticalAlign === "top" && lineHeight ? y + lineHeight / 2 : y;
  const halo = stroke ? ` stroke="${stroke}" stroke-width="${lineWidth}" paint-order="stroke" stroke-miterlimit="2"` : "";
  const weight = fontWeight ? `font-weight:${fontWeight};` : "";
  return `<text x="${n(x)}" y="${n(middle)}" dominant-baseline="central" text-anchor="${anchors[align ?? "left"]}" style="font-size:${fontSize}px;font-family:${fontFamily};${weight}" fill="${fill || "#000"}"${halo}>${escape(words)}</text>`;
}
