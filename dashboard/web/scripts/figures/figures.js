// Draws the figures of a page: each fetches its option as JSON and draws it as SVG. The failure of one shows its own
// message and leaves the page standing.
import { init } from "./echarts.js";
import { resolve, tokens } from "./resolve.js";
import { messages } from "../page/words.js";
import { withMarks } from "./marks.js";
import { asSparkline } from "./spark.js";
import { heightOfList } from "./series/station_list.js";
import { heightOfTiles } from "./series/tile.js";
import { mark } from "../page/scroll.js";
import { allOf, oneOf } from "../page/elements.js";
import { isHeading, plainName } from "./layout/heading.js";
/** @import { ECharts } from "echarts/core" */
/** @import { ChartPayload, Context, Meta, Option, Payload } from "./types.js" */

/**
 * A chart that stands on the page; inner is the element it is drawn in.
 * @typedef {{ chart: ECharts, data: Payload & { chart: ChartPayload }, inner: HTMLElement, spark: boolean }} Entry
 */

/** @type {Map<HTMLElement, Entry>} */
const drawn = new Map(); // by figure
const narrow = 640; // px, below which rows leave less room for names

export function drawAll() {
  for (const figure of allOf(document, "figure[data-src]")) {
    if (drawn.has(figure)) continue;
    reserve(figure);
    draw(figure);
  }
}

/**
 * forget lets go of the charts within an element that is to leave the page.
 * @param {Element | null} element
 */
export function forget(element) {
  for (const [figure, { chart }] of drawn) {
    if (!element?.contains(figure)) continue;
    chart.dispose();
    drawn.delete(figure);
  }
}

// watchLook draws the charts anew where the colours or the room they are drawn for change.
export function watchLook() {
  for (const change of ["(prefers-color-scheme: dark)", "print"]) matchMedia(change).addEventListener("change", redrawAll);
  addEventListener("beforeprint", () => lay(true));
  addEventListener("afterprint", () => lay(false));
}

/**
 * The place of a figure's chart.
 * @param {HTMLElement} figure
 * @returns {HTMLElement | null}
 */
const placeOf = (figure) => figure.querySelector(":scope > .chart");

/**
 * Room for the chart is kept before it is there, so that nothing jumps.
 * @param {HTMLElement} figure
 */
function reserve(figure) {
  const place = placeOf(figure);
  const height = Number(figure.dataset.height);
  if (place && height > 0) place.style.height = `${height}px`;
  const loading = place && oneOf(place, ".loading");
  if (loading) loading.hidden = false; // without script nothing is coming
}

/** @param {HTMLElement} figure */
async function draw(figure) {
  const place = placeOf(figure);
  const { src, state } = figure.dataset;
  if (!place || !src || state !== "ok") return;
  reserve(figure);
  try {
    const answer = await fetch(src, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const data = /** @type {Payload} */ (await answer.json());
    if (!data.chart) {
      fail(figure, place, data.reason || messages().nothing);
      return;
    }
    await document.fonts.ready; // labels are measured in the font they are drawn in
    if (!figure.isConnected) return; // another page's figure took its place
    show(figure, place, { ...data, chart: data.chart });
  } catch (error) {
    fail(figure, place, messages().failed);
    figure.dataset.error = String(error);
  }
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} place
 * @param {string} words
 */
function fail(figure, place, words) {
  const old = drawn.get(figure);
  if (old) old.chart.dispose();
  drawn.delete(figure);
  place.style.height = "";
  for (const name of ["role", "aria-label", "tabindex"]) place.removeAttribute(name);
  const message = document.createElement("p");
  message.className = "message failed";
  message.textContent = words;
  place.replaceChildren(message);
  figure.dataset.drawn = "failed";
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} place
 * @param {Entry["data"]} data
 */
function show(figure, place, data) {
  const old = drawn.get(figure);
  if (old) old.chart.dispose();
  const spark = figure.dataset.size === "spark";
  const inner = document.createElement("div");
  inner.className = "canvas";
  place.replaceChildren(inner);
  describe(figure, place, inner);
  const { fixedRows, links, map, byIndex, fromLeft } = data.chart.meta || {};
  place.classList.toggle("with-rows", Boolean(fixedRows));
  if (fixedRows) place.prepend(rowNames(fixedRows, data.chart.meta));
  place.style.height = "";
  inner.style.height = `${spark ? Number(figure.dataset.height) || 72 : heightAt(data.chart, place.clientWidth)}px`;
  if (!spark && data.chart.minWidth) inner.style.minWidth = `${data.chart.minWidth}px`;
  const chart = init(inner, null, { renderer: "svg" });
  const entry = { chart, data, inner, spark };
  drawn.set(figure, entry);
  paint(entry);
  if (links) follow(chart, links, Boolean(map || byIndex));
  let width = inner.clientWidth;
  new ResizeObserver(() => {
    if (drawn.get(figure) !== entry || inner.clientWidth === width || inner.clientWidth === 0) return;
    width = inner.clientWidth;
    fit(entry);
    chart.resize();
    paint(entry);
  }).observe(inner);
  // What matters most comes first into view: the middle of a map, the latest weeks of a period.
  place.scrollLeft = map ? (place.scrollWidth - place.clientWidth) / 2 : fromLeft ? 0 : place.scrollWidth;
  mark(place);
  figure.dataset.drawn = "ok";
}

/**
 * describe gives the drawing the words that stood for its place. The place also holds the names of rows, which are links:
 * it is no picture but a group.
 * @param {HTMLElement} figure
 * @param {HTMLElement} place
 * @param {HTMLElement} inner
 */
function describe(figure, place, inner) {
  const alt = place.dataset.alt ||= place.getAttribute("aria-label") ?? "";
  inner.setAttribute("role", "img");
  inner.setAttribute("aria-label", alt);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", figure.querySelector("h2")?.textContent || alt);
}

/**
 * Small charts take more rows where fewer stand beside each other.
 * @param {ChartPayload} chart
 * @param {number} width px
 */
function heightAt({ height, meta }, width) {
  if (meta && meta.list) return heightOfList(meta.list, width);
  return meta && meta.tiles ? heightOfTiles(meta.tiles, width) : height;
}

/**
 * The names of a grid's rows stay in view while its weeks scroll sideways; those of stations are links.
 * @param {{ top: number, height: number }} fixed px
 * @param {Meta} [meta]
 */
function rowNames(fixed, { rows = [], links = [] } = {}) {
  const list = document.createElement("ol");
  list.className = "row-names";
  list.style.paddingTop = `${fixed.top}px`;
  rows.forEach((name, i) => {
    const row = document.createElement("li");
    row.style.height = row.style.lineHeight = `${fixed.height}px`;
    if (isHeading(name)) row.className = "area";
    const link = links[i];
    const text = document.createElement(link ? "a" : "span");
    if (link && text instanceof HTMLAnchorElement) text.href = link;
    text.textContent = text.title = plainName(name);
    row.append(text);
    list.append(row);
  });
  return list;
}

/** @param {Entry} entry */
function paint({ chart, data, inner, spark }) {
  const { fixedRows } = data.chart.meta || {};
  /** @type {Context} */
  const context = {
    font: getComputedStyle(document.body).fontFamily,
    option: data.chart.option, meta: { ...data.chart.meta, remarks: data.remarks }, lang: data.lang, tokens: tokens(),
    width: inner.clientWidth, height: inner.clientHeight, narrow: around(inner).clientWidth < narrow,
  };
  let option = /** @type {Option} */ (resolve(data.chart.option, context));
  if (spark) option = asSparkline(option);
  else option = withMarks(option, data.marks, context.tokens);
  if (fixedRows) {
    option.yAxis.show = false;
    option.grid.left = 4;
  }
  const still = matchMedia("(prefers-reduced-motion: reduce), print").matches || document.documentElement.classList.contains("paper");
  if (still) option.animation = false;
  chart.setOption({ ...option }, true);
  const svg = inner.querySelector("svg"); // on paper it is scaled to the page
  if (svg) svg.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

/**
 * lay draws the charts for a sheet of paper or for the screen again. Not every browser tells of the change of medium, nor
 * lays the page out anew before it prints: a class gives the page the width and the colours of paper meanwhile.
 * @param {boolean} onPaper
 */
function lay(onPaper) {
  document.documentElement.classList.toggle("paper", onPaper);
  redrawAll();
}

function redrawAll() {
  for (const entry of drawn.values()) {
    fit(entry);
    entry.chart.resize();
    paint(entry);
  }
}

/**
 * around is the place that an inner element was put into.
 * @param {HTMLElement} inner
 */
const around = (inner) => /** @type {HTMLElement} */ (inner.parentElement);

/**
 * fit gives a chart its height. On paper (print.css) charts are smaller, those taller than a sheet by as much as that
 * takes, and are drawn for the width that they then have.
 * @param {Entry} entry
 */
function fit({ data, inner, spark }) {
  const place = around(inner);
  if (spark) return;
  const style = getComputedStyle(place);
  /** @param {string} name */
  const limit = (name) => Number(style.getPropertyValue(name)) || Infinity;
  const smaller = Math.min(1, limit("--smaller"));
  place.style.zoom = smaller < 1 ? String(smaller) : "";
  const tall = heightAt(data.chart, inner.clientWidth) * smaller;
  if (tall > limit("--tallest")) place.style.zoom = String(smaller * limit("--tallest") / tall);
  inner.style.height = `${heightAt(data.chart, inner.clientWidth)}px`;
}

/**
 * follow opens the page of a station at a click on its mark or name.
 * @param {ECharts} chart
 * @param {(string | null)[]} links
 * @param {boolean} byIndex they are in the order of the data, not of the rows
 */
function follow(chart, links, byIndex) {
  /** @param {string | null | undefined} link */
  const go = (link) => { if (link) location.assign(link); };
  chart.on("click", ({ componentType, dataIndex, data, ...rest }) => {
    if (byIndex) return go(links[dataIndex]);
    if (componentType === "yAxis") return go(links[/** @type {{ tickIndex?: number }} */ (rest).tickIndex ?? -1]);
    const value = data && typeof data === "object" && "value" in data ? data.value : data;
    go(links[Array.isArray(value) ? Number(value[1]) : dataIndex]);
  });
}
