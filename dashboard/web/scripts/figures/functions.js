// The functions that an option may name. Each is made for one drawing from its context: meta, language, colours.
import { cell } from "./series/cell.js";
import { dot } from "./series/funnel_dot.js";
import { posting } from "./series/gantt.js";
import { interval } from "./series/interval.js";
import { place } from "./series/station_list.js";
import { number as numberCell } from "./series/number_cell.js";
import { point } from "./series/station_map.js";
import { matrix } from "./series/matrix_cell.js";
import { reference } from "./series/reference.js";
import { spine } from "./series/spine.js";
import { day, number, percent, ratio } from "./format.js";
import { isHeading, plainName } from "./layout/heading.js";
import { besideRows, phone } from "./layout/width.js";
import { span } from "./series/gantt_span.js";
import { atRisk, band } from "./series/survival.js";
import { tile } from "./series/tile.js";
/** @import { Context } from "./types.js" */

/**
 * What ECharts says of a mark: its datum, which may carry words for it.
 * @typedef {{ data: { tip?: string[], said?: string, text?: string, short?: string }, value: [column: number, row: number, style: string, text: string] }} Item
 */

/**
 * What an option names by "fn:name", made for its context.
 * @satisfies {Record<string, (context: Context) => unknown>}
 */
export const functions = {
  font: ({ font }) => font,
  left: (context) => leftOf(context),
  right: ({ narrow }) => (narrow ? 60 : 150),
  barLabel: ({ narrow }) => /** @param {Item} params */ (params) => (narrow ? params.data.short : params.data.text) || "",
  tip: () => /** @param {Item} params */ (params) => lines(params.data && params.data.tip),
  axisTip: () => /** @param {Item | Item[]} list */ (list) => {
    const all = [list].flat().map((p) => p.data || {});
    const found = all.find((data) => data.tip);
    return lines([...((found && found.tip) || []), ...all.flatMap((data) => data.said || [])]);
  },
  cellTip: ({ meta }) => /** @param {Item} params */ (params) => {
    const [column, row, , text] = params.value;
    const remarks = (meta.remarks && meta.remarks[`${row}|${column}`]) || [];
    return lines([meta.rows?.[row], meta.columns?.[column], text, ...remarks.map((r) => `✎ ${r}`)]);
  },
  row: ({ narrow }) => /** @param {string} name */ (name) => (isHeading(name) ? `{area|${shorten(plainName(name), narrow)}}` : name),
  week: (context) => /** @type {(name: string, index: number) => string} */ (name, index) => {
    const { meta: { columns = [], months = [] }, width, narrow, bare } = context;
    const names = bare && narrow ? leftOf(context) : 0; // on a page's picture the rows' names stand in the drawing
    const tight = width - names < 20 * columns.length; // as on a phone
    const every = tight || columns.length > 20 ? 4 : 2;
    // In tight columns the first month's year has no room before a month that begins three weeks later.
    const month = tight && index === 0 && months[3] ? months[0].replace(/.\d{4}$/, "") : months[index];
    return `${month || " "}\n${index % every === 0 ? name : ""}`;
  },
  sparse: () => /** @param {string} name */ (name) => name,
  count: ({ lang }) => /** @param {number} v */ (v) => number(v, lang),
  shareStep: ({ narrow }) => (narrow ? 0.5 : 0.25),
  percent: ({ lang }) => /** @param {number} v */ (v) => percent(v, lang),
  ratio: ({ lang }) => /** @param {number} v */ (v) => ratio(v, lang),
  day: ({ lang }) => /** @param {number} v */ (v) => day(v, lang),
  dot: (context) => dot(context),
  number: (context) => numberCell(context),
  reference: (context) => reference(context),
  spine: (context) => spine(context),
  tile: (context) => tile(context),
  nodeName: ({ width }) => /** @param {Item} params */ (params) => (phone(width) && params.data.short) || params.data.text,
  atRisk, band, cell, interval, matrix, place, point, posting, span,
};

/**
 * leftOf is the room, px, that the names of rows take.
 * @param {Context} context
 */
function leftOf(context) {
  if (phone(context.width)) return besideRows(context);
  return context.narrow ? 132 : 178;
}

/**
 * Health centres share their first words; what tells them apart comes last.
 * @param {string} name
 * @param {boolean} narrow
 */
function shorten(name, narrow) {
  return narrow && name.length > 22 ? `${name.slice(0, 21)}…` : name;
}

/**
 * A tooltip is built of elements, not of markup: nothing of it can be read as code or style.
 * @param {(string | undefined)[]} [texts]
 */
function lines(texts) {
  if (!texts || texts.length === 0) return "";
  const box = document.createElement("div");
  texts.forEach((text, i) => {
    const line = document.createElement(i === 0 ? "strong" : "span");
    line.textContent = text ?? "";
    box.append(line);
  });
  return box;
}
