// Bars, written as SVG text: the library lays them out and draws one of each style, whose attributes (colour, border,
// pattern) the others take over. What is not a plain bar of a cartesian chart, with its words behind it or none, the
// library draws itself.
import { graphic, use } from "echarts/core";
import { BarChart } from "echarts/charts";
import { slot } from "./slots.js";
import { escape, round as n } from "./svg.js";

// The chart's own installation, of which only the view is taken.
use((registers) => {
  const taken = {};
  for (const name of Object.keys(registers)) taken[name] = typeof registers[name] === "function" ? () => {} : registers[name];
  taken.registerChartView = (View) => registers.registerChartView(drawnAsText(View));
  BarChart(taken);
});

function drawnAsText(View) {
  return class extends View {
    render(series, ecModel, api, payload) {
      const bars = plain(series) && barsOf(series);
      if (bars) draw(this.group, bars);
      else super.render(series, ecModel, api, payload);
    }
  };
}

function plain(series) {
  return series.get("coordinateSystem") === "cartesian2d" && !series.get("showBackground") && !series.get("realtimeSort") &&
    !series.get("large") && !series.get("roundCap") && !series.get(["itemStyle", "borderRadius"]) && series.get("clip") !== false;
}

// barsOf gives the bars of a series by their style, and their words; null if one needs the library.
function barsOf(series) {
  const data = series.getData();
  const area = series.coordinateSystem.getArea();
  const styles = new Map();
  const words = [];
  for (let i = 0; i < data.count(); i++) {
    const layout = data.getItemLayout(i);
    if (!layout || !data.hasValue(i)) continue;
    const item = data.getItemModel(i);
    const style = data.getItemVisual(i, "style");
    const box = boxOf(layout, style, area);
    if (!box) continue;
    if (!styles.has(style)) styles.set(style, []);
    styles.get(style).push(box);
    const label = item.getModel("label");
    if (!label.get("show")) continue;
    const text = textOf(series, i, label, box, style);
    if (text === null) return null;
    words.push(text);
  }
  return { styles: merged(styles), words: words.join("") };
}

// boxOf is the bar within its border, cut to the plot; null where nothing of it is left, or it has no place.
function boxOf({ x, y, width, height }, { stroke, lineWidth }, area) {
  if (![x, y, width, height].every(Number.isFinite)) return null;
  const border = stroke && stroke !== "none" ? Math.min(lineWidth || 0, Math.abs(width), Math.abs(height)) / 2 : 0;
  const low = [Math.max(Math.min(x, x + width) + border, area.x), Math.max(Math.min(y, y + height) + border, area.y)];
  const high = [Math.min(Math.max(x, x + width) - border, area.x + area.width), Math.min(Math.max(y, y + height) - border, area.y + area.height)];
  if (high[0] < low[0] || high[1] < low[1]) return null;
  return { x: low[0], y: low[1], width: high[0] - low[0], height: high[1] - low[1] };
}

// merged joins styles that look alike: each datum may have its own object of the same values.
function merged(styles) {
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

function textOf(series, i, label, box, style) {
  const text = series.getFormattedLabel(i, "normal");
  if (text === "") return "";
  if (typeof text !== "string" || text.includes("\n") || label.get("position") !== "right" || label.get("rich") || label.get("offset") || label.get("rotate")) return null;
  const reach = style.stroke && style.stroke !== "none" ? (style.lineWidth || 0) / 2 : 0;
  const gap = label.get("distance");
  const x = box.x + box.width + reach + (gap === undefined || gap === null ? distance : gap);
  const border = label.get("textBorderWidth");
  const halo = border ? ` stroke="${label.get("textBorderColor")}" stroke-width="${border}" paint-order="stroke" stroke-miterlimit="2"` : "";
  const family = label.get("fontFamily") || series.ecModel.get(["textStyle", "fontFamily"]);
  return `<text x="${n(x)}" y="${n(box.y + box.height / 2)}" dominant-baseline="central" text-anchor="start" style="font-size:${label.get("fontSize")}px;font-family:${family};" fill="${label.get("color")}"${halo}>${escape(text)}</text>`;
}

function draw(group, { styles, words }) {
  for (const { style, boxes } of styles) {
    const shape = slot((attributes) => boxes.map((b) => `<path d="M${n(b.x)} ${n(b.y)}h${n(b.width)}v${n(b.height)}h${n(-b.width)}Z"${attributes}></path>`).join(""));
    const one = new graphic.Rect({ shape, silent: true });
    one.useStyle(style);
    group.add(one);
  }
  if (words) group.add(new graphic.Rect({ shape: slot(() => words), silent: true, style: { fill: "none" } }));
}
