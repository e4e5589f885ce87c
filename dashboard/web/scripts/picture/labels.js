// The labels of category axes and the dots of lines, written as SVG text where nothing but their place is to be
// found out. Whatever could move, turn or hide one is left to the library.
import { escape, round as n } from "./svg.js";
/** @import { ECharts } from "echarts/core" */
/** @import { Axis, Context, Option, SeriesOption } from "../figures/types.js" */

const slack = 4; // px around a label: the library keeps three, and moves the whole drawing for what is cut off

/** @typedef {(chart: ECharts) => string} Write */

/**
 * takeLabels switches off the labels and dots that can be written; what it returns writes them, once all is laid out.
 * @param {Option} option
 * @param {Context} context
 * @returns {Write}
 */
export function takeLabels(option, context) {
  const writers = /** @type {(Write | null)[]} */ ([rows(option, context), weeks(option, context), ...option.series.map((s, i) => dots(option, s, i, context))]);
  return (chart) => writers.map((write) => (write ? write(chart) : "")).join("");
}

/**
 * single tells an axis whose labels all stand, each in a line of its own or where it breaks itself.
 * @param {Axis} axis
 */
function single(axis) {
  const label = axis && axis.axisLabel;
  return Boolean(label) && axis.type === "category" && label.interval === 0 && label.width === undefined && !label.rotate;
}

/**
 * @param {number} x px
 * @param {number} y px
 * @param {string} words
 * @param {string} anchor
 * @param {string} weight a style, or ""
 * @param {string} colour
 * @param {{ size: number, font: string }} font px
 */
function text(x, y, words, anchor, weight, colour, { size, font }) {
  return `<text x="${n(x)}" y="${n(y)}" dominant-baseline="central" text-anchor="${anchor}" style="font-size:${size}px;font-family:${font};${weight}" fill="${colour}">${escape(words)}</text>`;
}

/**
 * rows are the names of rows, at the left of a plot. Headings are set in the style "area" ({area|name}).
 * @param {Option} option
 * @param {Context} context
 * @returns {Write | null}
 */
function rows(option, { font }) {
  const axis = option.yAxis;
  if (!single(axis) || !axis.axisLabel.rich || axis.show === false || typeof option.grid.left !== "number") return null;
  const { formatter, rich: { area }, color, margin = NaN } = axis.axisLabel;
  const size = axis.axisLabel.fontSize;
  const list = axis.data.map((name) => {
    const found = /^\{area\|(.*)\}$/.exec(formatter(name));
    return found ? { words: found[1], weight: `font-weight:${area.fontWeight};`, colour: area.color, of: area.fontWeight } : { words: formatter(name), weight: "", colour: color, of: 400 };
  });
  if (list.some((l) => measureText(l.words, `${l.of} ${size}px`) > option.grid.left - margin - slack)) return null;
  axis.axisLabel.show = false;
  return (chart) => list.map((l, i) => text(option.grid.left - margin, chart.convertToPixel({ yAxisIndex: 0 }, i), l.words, "end", l.weight, l.colour, { size, font })).join("");
}

/**
 * weeks are the names of weeks above a grid, in two lines.
 * @param {Option} option
 * @param {Context} context
 * @returns {Write | null}
 */
function weeks(option, { font, width }) {
  const axis = option.xAxis;
  if (!single(axis) || axis.position !== "top" || !axis.axisLabel.lineHeight || typeof option.grid.left !== "number") return null;
  const { formatter, color, fontSize: size, lineHeight } = axis.axisLabel;
  const margin = axis.axisLabel.margin === undefined ? 8 : axis.axisLabel.margin;
  const { left, right, top } = option.grid;
  const band = (width - left - right) / axis.data.length;
  const list = axis.data.map((name, i) => formatter(name, i).split("\n").map((words) => words.trim()));
  /** @type {(lines: string[], i: number) => boolean} */
  const fits = (lines, i) => lines.every((words) => {
    const half = measureText(words, `400 ${size}px`) / 2 + slack;
    const middle = left + (i + 0.5) * band;
    return middle - half > 0 && middle + half < width;
  });
  if (!list.every(fits)) return null;
  axis.axisLabel.show = false;
  return (chart) => list.map((lines, i) => {
    const x = chart.convertToPixel({ xAxisIndex: 0 }, i);
    return lines.map((words, k) => (words ? text(x, top - margin - (lines.length - k - 0.5) * lineHeight, words, "middle", "", color, { size, font }) : "")).join("");
  }).join("");
}

/**
 * dots are those of a line: each at its value, none where a value is missing, all or (where they would touch) left to the library.
 * @param {Option} option
 * @param {SeriesOption} series
 * @param {number} index
 * @param {Context} context
 * @returns {Write | null}
 */
function dots(option, series, index, { width }) {
  const axis = option.xAxis;
  if (series.type !== "line" || series.symbol !== "circle" || series.showSymbol !== true || series.stack || series.label || series.z !== undefined) return null;
  if (!axis || Array.isArray(axis) || axis.type !== "category" || series.xAxisIndex || !series.itemStyle || typeof option.grid.left !== "number") return null;
  const values = series.data.map((d) => (d && typeof d === "object" && "value" in d ? d.value : d));
  const { symbolSize: size = NaN, itemStyle } = series;
  /** @param {unknown} d */
  const plain = (d) => !d || typeof d !== "object" || !["symbol", "symbolSize", "itemStyle"].some((key) => key in d);
  if (size * 1.5 > (width - option.grid.left - option.grid.right) / axis.data.length || !series.data.every(plain)) return null;
  series.showSymbol = false;
  const r = size / 2;
  return (chart) => values.map((v, i) => {
    if (typeof v !== "number") return "";
    const [x, y] = chart.convertToPixel({ seriesIndex: index }, [i, v]);
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${r}" fill="${itemStyle.color}"></circle>`;
  }).join("");
}
