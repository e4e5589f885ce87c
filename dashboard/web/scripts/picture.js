// Draws an option as SVG text without a browser: the entry of the bundle that the program runs by itself, with the
// same functions, colours and charts as the pages. It runs where there is no document, so what the functions ask of one
// is given here; the program measures text (measureText) from the font's own widths.
import { init } from "./figures/echarts.js";
import { setPlatformAPI } from "echarts/core";
import { resolve, tokens } from "./figures/resolve.js";
import { looks } from "./picture/shapes.js";
import { withoutMarks, writeMarks } from "./picture/custom_marks.js";
import "./picture/bars.js";
import { fillSlots } from "./picture/slots.js";
import { takeLabels } from "./picture/labels.js";
import { frame } from "./picture/frame.js";
import { family, page, setScheme } from "./picture/browser_stand_in.js";
import { teachLanguages } from "./picture/languages.js";
import { asSparkline } from "./figures/spark.js";
/** @import { CellGrid } from "./picture/shapes.js" */
/** @import { PictureWords } from "./picture/frame.js" */
/** @import { Context, Option } from "./figures/types.js" */

Object.assign(globalThis, page);
teachLanguages();
setPlatformAPI({
  measureText: (text, font) => ({ width: measureText(text || "", font || "12px sans-serif") }),
  createCanvas: () => /** @type {HTMLCanvasElement} */ (/** @type {unknown} */ (page.document.createElement())),
});

/**
 * What the program asks for, as JSON.
 * @typedef {Pick<Context, "option" | "meta" | "lang" | "width" | "height" | "bare"> & { dark: boolean, narrow: boolean, spark: boolean, words: PictureWords, grids?: CellGrid[] }} Request
 */

// draw gives the SVG of the chart with its words. Where the program has taken grids of cells out of the option, their place is marked, and what
// their cells look like follows.
globalThis.draw = /** @param {string} text */ (text) => {
  const { option: given, meta, lang, width, height, bare, dark, narrow, spark, words, grids } = /** @type {Request} */ (JSON.parse(text));
  page.document.documentElement.lang = lang;
  setScheme(dark);
  /** @type {Context} */
  const context = {
    font: family, option: given, meta: { ...meta, remarks: undefined }, lang, tokens: tokens(), width, height, bare, narrow: Boolean(narrow),
  };
  let option = still(/** @type {Option} */ (resolve(withoutMarks(given), context)));
  writeMarks(option, given);
  if (spark) option = asSparkline(option);
  const writeLabels = takeLabels(option, context);
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ ...option });
    const svg = fillSlots(chart.renderToSVGString({ useViewBox: false }));
    const end = svg.lastIndexOf("</svg>");
    const picture = frame(svg.slice(0, end) + (grids ? "<g>cells</g>" : "") + writeLabels(chart) + svg.slice(end), { ...context, words });
    return grids ? `${picture}\0${JSON.stringify(looks(grids, option, chart))}` : picture;
  } finally {
    chart.dispose();
  }
};

/**
 * A picture neither moves nor answers: what serves only that is left out, which saves most of its time.
 * @param {Option} option
 */
function still(option) {
  option.animation = false;
  delete option.tooltip;
  for (const series of option.series) {
    series.silent = true;
    series.emphasis = { disabled: true };
  }
  return option;
}
