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
import { besideRows, phone } from "./layout/width.js";
import { span } from "./series/gantt_span.js";
import { atRisk, band } from "./series/survival.js";
import { tile } from "./series/tile.js";

const headerMark = "§";
const english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const functions = {
  font: ({ font }) => font,
  left: (context) => (phone(context.width) ? besideRows(context) : context.narrow ? 132 : 178),
  right: ({ narrow }) => (narrow ? 60 : 150),
  barLabel: ({ narrow }) => (params) => (narrow ? params.data.short : params.data.text) || "",
  tip: () => (params) => lines(params.data && params.data.tip),
  axisTip: () => (list) => {
    const found = (Array.isArray(list) ? list : [list]).find((p) => p.data && p.data.tip);
    return lines(found && found.data.tip);
  },
  cellTip: ({ meta }) => (params) => {
    const [column, row, , text] = params.value;
    const remarks = (meta.remarks && meta.remarks[`${row}|${column}`]) || [];
    return lines([meta.rows[row], meta.columns[column], text, ...remarks.map((r) => `✎ ${r}`)]);
  },
  row: ({ narrow }) => (name) => {
    const heading = name.startsWith(headerMark);
    const text = heading ? shorten(name.slice(1), narrow) : name;
    return heading ? `{area|${text}}` : text;
  },
  week: (context) => (name, index) => {
    const { meta, width, narrow, bare } = context;
    const names = bare && narrow ? functions.left(context) : 0; // on a page's picture the rows' names stand in the drawing
    const tight = width - names < 20 * meta.columns.length; // as on a phone
    const every = tight || meta.columns.length > 20 ? 4 : 2;
    // In tight columns the first month's year has no room before a month that begins three weeks later.
    const month = tight && index === 0 && meta.months[3] ? meta.months[0].replace(/.\d{4}$/, "") : meta.months[index];
    return `${month || " "}\n${index % every === 0 ? name : ""}`;
  },
  sparse: () => (name) => name,
  count: ({ lang }) => (v) => number(v, lang),
  shareStep: ({ narrow }) => (narrow ? 0.5 : 0.25),
  percent: ({ lang }) => (v) => `${number(Math.round(v * 100), lang)}${lang === "en" ? "%" : "\u00a0%"}`,
  ratio: ({ lang }) => (v) => v.toLocaleString(lang === "en" ? "en" : "vi"),
  day: ({ lang }) => (v) => {
    const d = new Date(v);
    const day = String(d.getUTCDate()).padStart(2, "0");
    const month = String(d.getUTCMonth() + 1).padStart(2, "0");
    return lang === "en" ? `${d.getUTCDate()} ${english[d.getUTCMonth()]}` : `${day}/${month}`;
  },
  dot: (context) => dot(context),
  number: (context) => numberCell(context),
  reference: (context) => reference(context),
  tile: (context) => tile(context),
  nodeName: ({ width }) => (params) => (phone(width) && params.data.short) || params.data.text,
  atRisk, band, cell, interval, matrix, place, point, posting, span,
};

function number(v, lang) {
  return v.toLocaleString(lang === "en" ? "en" : "vi").replace("-", "−");
}

// Health centres share their first words; what tells them apart comes last.
function shorten(name, narrow) {
  return narrow && name.length > 22 ? `${name.slice(0, 21)}…` : name;
}

// A tooltip is built of elements, not of markup: nothing of it can be read as code or style.
function lines(texts) {
  if (!texts || texts.length === 0) return "";
  const box = document.createElement("div");
  texts.forEach((text, i) => {
    const line = document.createElement(i === 0 ? "strong" : "span");
    line.textContent = text;
    box.append(line);
  });
  return box;
}
