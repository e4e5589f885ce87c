// Bars, written as SVG text: the library lays them out and draws one of each style, whose attributes (colour, border,
// pattern) the others take over. What is not a plain bar of a cartesian chart, with its words behind it or none, the
// library draws itself.
import { graphic, use } from "echarts/core";
import { BarChart } from "echarts/charts";
import { slot } from "./slots.js";
import { escape, round as n } from "./svg.js";
/** @import { Rect, Style } from "../figures/types.js" */

/**
 * What ECharts keeps of a series, and of one of its data; the library has no types for its inside.
 * @typedef {object} SeriesModel
 * @property {(name: string | string[]) => unknown} get
 * @property {() => SeriesData} getData
 * @property {{ getArea(): Rect }} coordinateSystem
 * @property {(index: number, state: string) => unknown} getFormattedLabel
 * @property {{ get(path: string[]): string }} ecModel
 *
 * @typedef {object} SeriesData
 * @property {() => number} count
 * @property {(index: number) => boolean} hasValue
 * @property {(index: number) => Rect | undefined} getItemLayout
 * @property {(index: number) => { getModel(name: string): Label }} getItemModel
 * @property {(index: number, name: "style") => BarStyle} getItemVisual
 *
 * @typedef {{ get(name: string): string | number | undefined }} Label
 * @typedef {Style & { decal?: object }} BarStyle
 * @typedef {{ style: BarStyle, boxes: Rect[] }} Alike
 * @typedef {{ new (): { group: Group, render(...args: unknown[]): void } }} View
 * @typedef {{ add(element: object): unknown }} Group
 */

// The chart's own installation, of which only the view is taken.
use((registers) => {
  const installed = /** @type {Record<string, unknown>} */ ({ ...registers });
  for (const name of Object.keys(installed)) if (typeof installed[name] === "function") installed[name] = () => {};
  installed.registerChartView = /** @param {View} View */ (View) => {
    registers.registerChartView(/** @type {Parameters<typeof registers.registerChartView>[0]} */ (/** @type {unknown} */ (drawnAsText(View))));
  };
  BarChart(/** @type {Parameters<typeof BarChart>[0]} */ (/** @type {unknown} */ (installed)));
});

/** @param {View} View */
function drawnAsText(View) {
  return class extends View {
    /** @type {(series: SeriesModel, ...rest: unknown[]) => void} */
    render(series, ...rest) {
      const bars = plain(series) && barsOf(series);
      if (bars) draw(this.group, bars);
      else super.render(series, ...rest);
    }
  };
}

/** @param {SeriesModel} series */
function plain(series) {
  return series.get("coordinateSystem") === "cartesian2d" && !series.get("showBackground") && !series.get("realtimeSort") &&
    !series.get("large") && !series.get("roundCap") && !series.get(["itemStyle", "borderRadius"]) && series.get("clip") !== false;
}

/**
 * barsOf gives the bars of a series by their style, and their words; null if one needs the library.
 * @param {SeriesModel} series
 */
function barsOf(series) {
  const data = series.getData();
  const area = series.coordinateSystem.getArea();
  /** @type {Map<BarStyle, Rect[]>} */
  const styles = new Map();
  const words = [];
  for (let i = 0; i < data.count(); i++) {
    const layout = data.getItemLayout(i);
    if (!layout || !data.hasValue(i)) continue;
    const item = data.getItemModel(i);
    const style = data.getItemVisual(i, "style");
    const box = boxOf(layout, style, area);
    if (!box) continue;
    const boxes = styles.get(style);
    if (boxes) boxes.push(box);
    else styles.set(style, [box]);
    const label = item.getModel("label");
    if (!label.get("show")) continue;
    const text = textOf(series, i, label, box, style);
    if (text === null) return null;
    words.push(text);
  }
  return { styles: merged(styles), words: words.join("") };
}

/**
 * boxOf is the bar within its border, cut to the plot; null where nothing of it is left, or it has no place.
 * @param {Rect} bar
 * @param {Style} style
 * @param {Rect} area
 */
export function boxOf({ x, y, width, height }, { stroke, lineWidth }, area) {
  if (![x, y, width, height].every(Number.isFinite)) return null;
  const border = stroke && stroke !== "none" ? Math.min(lineWidth || 0, Math.abs(width), Math.abs(height)) / 2 : 0;
  const low = [Math.max(Math.min(x, x + width) + border, area.x), Math.max(Math.min(y, y + height) + border, area.y)];
  const high = [Math.min(Math.max(x, x + width) - border, area.x + area.width), Math.min(Math.max(y, y + height) - border, area.y + area.height)];
  if (high[0] < low[0] || high[1] < low[1]) return null;
  return { x: low[0], y: low[1], width: high[0] - low[0], height: high[1] - low[1] };
}

/**
 * merged joins styles that look alike: each datum may have its own object of the same values.
 * @param {Map<BarStyle, Rect[]>} styles
 */
function merged(styles) {
  /** @type {Map<string, Alike[]>} */
  const found = new Map();
  for (const [style, boxes] of styles) {
    const key = [style.fill, style.stroke, style.lineWidth, style.lineDash, style.opacity].join();
    const same = (found.get(key) || []).find((one) => one.style.decal === style.decal);
    if (same) same.boxes.push(...boxes);
    else found.set(key, [...(found.get(key) || []), { style, boxes }]);
  }
  return [...found.values()].flat();
}

const distance = 5; // px from a bar to its words, the library's

/**
 * textOf writes the words behind a bar; null if the library must.
 * @param {SeriesModel} series
 * @param {number} i
 * @param {Label} label
 * @param {Rect} box
 * @param {BarStyle} style
 */
function textOf(series, i, label, box, style) {
  const text = series.getFormattedLabel(i, "normal");
  if (text === "") return "";
  if (typeof text !== "string" || text.includes("\n") || label.get("position") !== "right" || label.get("rich") || label.get("offset") || label.get("rotate")) return null;
  const reach = style.stroke && style.stroke !== "none" ? (style.lineWidth || 0) / 2 : 0;
  const gap = label.get("distance");
  const x = box.x + box.width + reach + (typeof gap === "number" ? gap : distance);
  const border = label.get("textBorderWidth");
  const halo = border ? ` stroke="${label.get("textBorderColor")}" stroke-width="${border}" paint-order="stroke" stroke-miterlimit="2"` : "";
  const family = label.get("fontFamily") || series.ecModel.get(["textStyle", "fontFamily"]);
  return `<text x="${n(x)}" y="${n(box.y + box.height / 2)}" dominant-baseline="central" text-anchor="start" style="font-size:${label.get("fontSize")}px;font-family:${family};" fill="${label.get("color")}"${halo}>${escape(text)}</text>`;
}

/**
 * @param {Group} group
 * @param {{ styles: Alike[], words: string }} bars
 */
function draw(group, { styles, words }) {
  for (const { style, boxes } of styles) {
    const shape = slot((attributes) => boxes.map((b) => `<path d="M${n(b.x)} ${n(b.y)}h${n(b.width)}v${n(b.height)}h${n(-b.width)}Z"${attributes}></path>`).join(""));
    const one = new graphic.Rect({ shape, silent: true });
    one.useStyle(/** @type {Parameters<typeof one.useStyle>[0]} */ (style));
    group.add(one);
  }
  if (words) group.add(new graphic.Rect({ shape: slot(() => words), silent: true, style: { fill: "none" } }));
}
