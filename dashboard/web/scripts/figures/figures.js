// Draws the figures of a page: each fetches its option as JSON and draws it as SVG. The failure of one shows its own
// message and leaves the page standing.
import { init } from "./echarts.js";
import { resolve, tokens } from "./resolve.js";
import { messages } from "../page/words.js";
import { asSparkline } from "./spark.js";
import { heightOfList } from "./series/station_list.js";
import { heightOfTiles } from "./series/tile.js";
import { mark } from "../page/scroll.js";

const drawn = new Map(); // figure element → {chart, data}
const narrow = 640; // px, below which rows leave less room for names

export function drawAll() {
  for (const figure of document.querySelectorAll("figure[data-src]")) {
    if (drawn.has(figure)) continue;
    reserve(figure);
    draw(figure);
  }
}

// forget lets go of the charts within an element that is to leave the page.
export function forget(element) {
  for (const [figure, { chart }] of drawn) {
    if (!element.contains(figure)) continue;
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

// Room for the chart is kept before it is there, so that nothing jumps.
function reserve(figure) {
  const place = figure.querySelector(":scope > .chart");
  const height = Number(figure.dataset.height);
  if (place && height > 0) place.style.height = `${height}px`;
  const loading = place && place.querySelector(".loading");
  if (loading) loading.hidden = false; // without script nothing is coming
}

export async function draw(figure) {
  const place = figure.querySelector(":scope > .chart");
  if (!place || figure.dataset.state !== "ok") return;
  reserve(figure);
  try {
    const answer = await fetch(figure.dataset.src, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const data = await answer.json();
    if (!data.chart) {
      fail(figure, place, data.reason || messages().nothing);
      return;
    }
    await document.fonts.ready; // labels are measured in the font they are drawn in
    if (!figure.isConnected) return; // another page's figure took its place
    show(figure, place, data);
  } catch (error) {
    fail(figure, place, messages().failed);
    figure.dataset.error = String(error);
  }
}

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

function show(figure, place, data) {
  const old = drawn.get(figure);
  if (old) old.chart.dispose();
  const spark = figure.dataset.size === "spark";
  const inner = document.createElement("div");
  inner.className = "canvas";
  place.replaceChildren(inner);
  describe(figure, place, inner);
  const fixed = data.chart.meta && data.chart.meta.fixedRows;
  place.classList.toggle("with-rows", Boolean(fixed));
  if (fixed) place.prepend(rowNames(data.chart.meta));
  place.style.height = "";
  inner.style.height = `${spark ? Number(figure.dataset.height) || 72 : heightAt(data.chart, place.clientWidth)}px`;
  if (!spark && data.chart.minWidth) inner.style.minWidth = `${data.chart.minWidth}px`;
  const chart = init(inner, null, { renderer: "svg" });
  const entry = { chart, data, inner, spark };
  drawn.set(figure, entry);
  paint(entry);
  const links = data.chart.meta && data.chart.meta.links;
  if (links) follow(chart, links, data.chart.meta.map || data.chart.meta.byIndex);
  let width = inner.clientWidth;
  new ResizeObserver(() => {
    if (drawn.get(figure) !== entry || inner.clientWidth === width || inner.clientWidth === 0) return;
    width = inner.clientWidth;
    fit(entry);
    chart.resize();
    paint(entry);
  }).observe(inner);
  // What matters most comes first into view: the middle of a map, the latest weeks of a period.
  const { map, fromLeft } = data.chart.meta || {};
  place.scrollLeft = map ? (place.scrollWidth - place.clientWidth) / 2 : fromLeft ? 0 : place.scrollWidth;
  mark(place);
  figure.dataset.drawn = "ok";
}

// describe gives the drawing the words that stood for its place. The place also holds the names of rows, which are links:
// it is no picture but a group.
function describe(figure, place, inner) {
  place.dataset.alt ||= place.getAttribute("aria-label");
  inner.setAttribute("role", "img");
  inner.setAttribute("aria-label", place.dataset.alt);
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", figure.querySelector("h2")?.textContent || place.dataset.alt);
}

// Small charts take more rows where fewer stand beside each other.
function heightAt({ height, meta }, width) {
  if (meta && meta.list) return heightOfList(meta.list, width);
  return meta && meta.tiles ? heightOfTiles(meta.tiles, width) : height;
}

// The names of a grid's rows stay in view while its weeks scroll sideways; those of stations are links.
function rowNames(meta) {
  const list = document.createElement("ol");
  list.className = "row-names";
  list.style.paddingTop = `${meta.fixedRows.top}px`;
  meta.rows.forEach((name, i) => {
    const heading = name.startsWith("§");
    const row = document.createElement("li");
    row.style.height = row.style.lineHeight = `${meta.fixedRows.height}px`;
    if (heading) row.className = "area";
    const link = meta.links && meta.links[i];
    const text = document.createElement(link ? "a" : "span");
    if (link) text.href = link;
    text.textContent = text.title = heading ? name.slice(1) : name;
    row.append(text);
    list.append(row);
  });
  return list;
}

function paint({ chart, data, inner, spark }) {
  const context = {
    font: getComputedStyle(document.body).fontFamily,
    option: data.chart.option, meta: { ...data.chart.meta, remarks: data.remarks }, lang: data.lang, tokens: tokens(),
    width: inner.clientWidth, height: inner.clientHeight, narrow: inner.parentElement.clientWidth < narrow,
  };
  let option = resolve(data.chart.option, context);
  if (spark) option = asSparkline(option);
  if (context.meta.fixedRows) {
    option.yAxis.show = false;
    option.grid.left = 4;
  }
  const still = matchMedia("(prefers-reduced-motion: reduce), print").matches || document.documentElement.classList.contains("paper");
  if (still) option.animation = false;
  chart.setOption(option, true);
  const svg = inner.querySelector("svg"); // on paper it is scaled to the page
  if (svg) svg.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
}

// lay draws the charts for a sheet of paper or for the screen again. Not every browser tells of the change of medium, nor
// lays the page out anew before it prints: a class gives the page the width and the colours of paper meanwhile.
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

// fit gives a chart its height. On paper (print.css) charts are smaller, those taller than a sheet by as much as that
// takes, and are drawn for the width that they then have.
function fit({ data, inner, spark }) {
  const place = inner.parentElement;
  if (spark) return;
  const style = getComputedStyle(place);
  const limit = (name) => Number(style.getPropertyValue(name)) || Infinity;
  const smaller = Math.min(1, limit("--smaller"));
  place.style.zoom = smaller < 1 ? smaller : "";
  const tall = heightAt(data.chart, inner.clientWidth) * smaller;
  if (tall > limit("--tallest")) place.style.zoom = smaller * limit("--tallest") / tall;
  inner.style.height = `${heightAt(data.chart, inner.clientWidth)}px`;
}

// A click on a station's mark or name opens its page.
function follow(chart, links, byIndex) {
  const go = (link) => { if (link) location.assign(link); };
  chart.on("click", (event) => {
    if (byIndex) return go(links[event.dataIndex]);
    if (event.componentType === "yAxis") return go(links[event.tickIndex]);
    const value = event.data && event.data.value !== undefined ? event.data.value : event.data;
    go(links[Array.isArray(value) ? value[1] : event.dataIndex]);
  });
}
