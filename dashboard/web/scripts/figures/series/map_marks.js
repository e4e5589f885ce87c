// What a station looks like on a map and in the lists that stand for one, and the legend of these looks.
import { measure, phone } from "../layout/width.js";
/** @import { Context, Mark, Tokens } from "../types.js" */

/**
 * @typedef {object} Look colours of a mark
 * @property {string} fill
 * @property {string} stroke
 * @property {string} [cross] of a cross over it
 * @property {string} [hatch] of lines over it
 * @property {string} [dot] of a dot in it
 * @property {string} [edge] of the border of its commune, else that of the card
 */

/** @type {Record<string, (t: Tokens) => Look>} */
const looks = {
  full: (t) => ({ fill: t.accent, stroke: t.accent }),
  half: (t) => ({ fill: t.step2, stroke: t.accent }),
  none: (t) => ({ fill: t.card, stroke: t.missing, cross: t.missing, edge: t.line }),
  inactive: (t) => ({ fill: t.page, stroke: t.line }),
  absent: (t) => ({ fill: t.page, stroke: t.muted, hatch: t.muted, edge: t.line }),
  zero: (t) => ({ fill: t.card, stroke: t.muted, dot: t.muted, edge: t.line }),
  fewer: (t) => ({ fill: t.fewer, stroke: t.fewer }),
  more: (t) => ({ fill: t.more, stroke: t.more }),
  unclear: (t) => ({ fill: t.neutral, stroke: t.muted }),
  withheld: (t) => ({ fill: t.card, stroke: t.muted, hatch: t.muted, edge: t.line }),
};

/**
 * lookOf is the look of a style; beside those above, the steps of the sequential colours.
 * @type {(style: string, t: Tokens) => Look}
 */
export const lookOf = (style, t) => (looks[style] ? looks[style](t) : { fill: t[style], stroke: t.accent });

export const usual = { radius: 6, size: 13, height: 18, rings: 5, stretch: 1 };
// On a phone 45 names are to stand beside their points: they are smaller, and the map is drawn longer than it is wide.
const tight = { radius: 5, size: 11, height: 14, rings: 8, stretch: 1.5 };

/**
 * scaleOf gives the sizes, px, of a map of this width.
 * @param {number} width px
 */
export const scaleOf = (width) => (phone(width) ? tight : usual);

/**
 * @param {number} x px
 * @param {number} y px
 * @param {Look} look
 * @param {number} radius px
 */
export function mark(x, y, look, radius = usual.radius) {
  /** @type {Mark[]} */
  const list = [{ type: "circle", shape: { cx: x, cy: y, r: radius }, style: { fill: look.fill, stroke: look.stroke, lineWidth: 1.5 } }];
  if (look.cross) {
    for (const s of [1, -1]) {
      list.push({ type: "line", silent: true, shape: { x1: x - 3, y1: y - 3 * s, x2: x + 3, y2: y + 3 * s }, style: { stroke: look.cross, lineWidth: 1.5 } });
    }
  }
  if (look.hatch) {
    for (const [dy, half] of [[-3, 5.2], [0, 6], [3, 5.2]]) {
      list.push({ type: "line", silent: true, shape: { x1: x - half, y1: y + dy, x2: x + half, y2: y + dy }, style: { stroke: look.hatch, lineWidth: 0.6 } });
    }
  }
  if (look.dot) list.push({ type: "circle", silent: true, shape: { cx: x, cy: y, r: 1.5 }, style: { fill: look.dot } });
  return list;
}

/**
 * legend names the looks in a line, or in as many as it needs.
 * @param {[style: string, words: string][] | undefined} entries
 * @param {Tokens} t
 * @param {Context} context
 */
export function legend(entries, t, { font, width }) {
  const left = phone(width) ? 0 : 8;
  let [x, y] = [left, 14];
  /** @type {Mark[]} */
  const list = [];
  const { radius, size, height } = usual;
  for (const [style, words] of entries || []) {
    const look = lookOf(style, t);
    const wide = 2 * radius + 6 + measure(words);
    if (x + wide > width - left && x > left) [x, y] = [left, y + height];
    list.push(...mark(x + radius, y, look, radius));
    list.push({ type: "text", silent: true, style: { x: x + 2 * radius + 6, y, text: words, fontSize: size, fontFamily: font, fill: t.muted, verticalAlign: "middle" } });
    x += wide + 16;
  }
  return list;
}
