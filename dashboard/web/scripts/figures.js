// Draws the figures of a page: each fetches its option as JSON and draws it as SVG. The failure of one shows its own
// message and leaves the page standing.
import { init } from "./echarts.js";
import { resolve, tokens } from "./resolve.js";
import { messages } from "./words.js";
import { asSparkline } from "./spark.js";

const drawn = new Map(); // figure element → {chart, data}
const narrow = 640; // px, below which rows leave less room for names

export function drawAll() {
  for (const figure of document.querySelectorAll("figure[data-src]")) whenNear(figure, () => draw(figure));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => redrawAll());
  addEventListener("beforeprint", () => redrawAll());
}

// A figure is fetched when it comes near the screen, so that a long page starts fast.
function whenNear(figure, run) {
  reserve(figure);
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((e) => e.isIntersecting)) return;
    watch.disconnect();
    run();
  }, { rootMargin: "1200px" });
  watch.observe(figure);
}

// Room for the chart is kept before it is there, so that nothing jumps.
function reserve(figure) {
  const place = figure.querySelector(":scope > .chart");
  const height = Number(figure.dataset.height);
  if (place && height > 0) place.style.height = `${height}px`;
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
  place.removeAttribute("role");
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
  place.style.height = "";
  inner.style.height = `${spark ? Number(figure.dataset.height) || 72 : data.chart.height}px`;
  if (!spark && data.chart.minWidth) inner.style.minWidth = `${data.chart.minWidth}px`;
  const chart = init(inner, null, { renderer: "svg" });
  const entry = { chart, data, inner, spark };
  drawn.set(figure, entry);
  paint(entry);
  const links = data.chart.meta && data.chart.meta.links;
  if (links) follow(chart, links, data.chart.meta.map);
  let width = inner.clientWidth;
  new ResizeObserver(() => {
    if (inner.clientWidth === width || inner.clientWidth === 0) return;
    width = inner.clientWidth;
    chart.resize();
    paint(entry);
  }).observe(inner);
  figure.dataset.drawn = "ok";
}

function paint({ chart, data, inner, spark }) {
  const context = {
    option: data.chart.option, meta: data.chart.meta || {}, lang: data.lang, tokens: tokens(),
    width: inner.clientWidth, height: inner.clientHeight, narrow: inner.parentElement.clientWidth < narrow,
  };
  let option = resolve(data.chart.option, context);
  if (spark) option = asSparkline(option);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) option.animation = false;
  chart.setOption(option, true);
}

function redrawAll() {
  for (const entry of drawn.values()) {
    entry.chart.resize();
    paint(entry);
  }
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
