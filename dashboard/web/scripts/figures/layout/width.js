// How wide things are: on a phone margins are smaller, ticks fewer, and names stand in two lines.
import { isHeading, plainName } from "./heading.js";
/** @import { Context } from "../types.js" */

/**
 * phone tells a drawing that is as wide as a phone shows at once.
 * @param {number} width px
 */
export const phone = (width) => width < 440;

/**
 * narrow tells a drawing that is no wider than the screens on which a page stands in one column.
 * @param {number} width px
 */
export const narrow = (width) => width <= 640;

const apart = 14; // px beside the names of rows: the library's margin, and what keeps them off the edge
const bold = 1.06; // how much wider the names of areas are
const most = 0.58; // of the width, for names

/**
 * besideRows is the room, px, that the names of a chart's rows take on a phone: no more than the widest of them.
 * @param {Context} context
 */
export function besideRows({ option, width }) {
  const axis = option.yAxis;
  const widths = axis.data.map((name) => (isHeading(name) ? measure(plainName(name)) * bold : measure(name)));
  const broken = axis.axisLabel.width;
  const room = typeof broken === "object" && broken.phone ? broken.phone : width * most - apart;
  return Math.ceil(Math.min(Math.max(...widths, 0), room) + apart);
}

/** @type {{ font: string, measureText: (text: string) => { width: number } } | null} */
let pen;
/**
 * measure is the width, px, of a text in the font of the page.
 * @param {string} text
 * @param {number} size px
 */
export function measure(text, size = 13) {
  pen ||= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * size / 2; // a browser without canvas
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}
