// Stations as labelled points at their coordinates, or as the outlines of their communes.
import { legend, lookOf, mark, scaleOf, usual } from "./map_marks.js";
import { placeNames } from "./map_names.js";
import { project } from "./map_plane.js";
import { others, outline, plan } from "./outline.js";
/** @import { NamedPoint } from "./map_names.js" */
/** @import { Look } from "./map_marks.js" */
/** @import { MakeSeries, Mark, Point, Tokens } from "../types.js" */

/** @type {MakeSeries} */
export function point(context) {
  const { tokens, meta, font } = context;
  /** @type {NamedPoint[] | null} */
  let places = null;
  return (params, api) => {
    const t = tokens;
    if (!places) places = placeNames(project(context), context);
    const i = params.dataIndex;
    const here = places[i];
    const style = api.value(2);
    const look = lookOf(style, t);
    const { radius, size } = scaleOf(context.width);
    /** @type {Mark[]} */
    const children = here.rings && here.to ? commune(here, here.rings, here.to, look, t) : [...mark(here.x, here.y, look, radius)];
    if (here.lead) {
      children.unshift({ type: "line", silent: true, z2: 4, shape: { x1: here.x, y1: here.y, x2: here.lx, y2: here.ly }, style: { stroke: t.muted, lineWidth: 0.6 } });
    }
    children.push({
      type: "text", z2: 5, // above the outlines of all others
      style: { x: here.tx, y: here.ty, text: here.name, fontSize: size, fontFamily: font, fill: t.ink, align: "left", verticalAlign: "middle", stroke: t.card, lineWidth: 3 },
    });
    if (i === 0) children.push(...legend(meta.legend, t, context));
    const to = i === 0 && plan(context);
    if (to) children.unshift(...others(meta.plane?.others, to, t));
    return { type: "group", children };
  };
}

/**
 * commune is an outline in the colour of its mark; the sign of a mark stands above the name.
 * @param {NamedPoint} here
 * @param {number[][]} rings
 * @param {(at: number[]) => Point} to
 * @param {Look} look
 * @param {Tokens} t
 */
function commune(here, rings, to, look, t) {
  /** @type {Mark[]} */
  const children = outline(rings, to, look, t, Boolean(look.hatch));
  if (look.cross || look.dot) children.push(...mark(here.x, here.ty - 14, { ...look, stroke: look.cross || t.card }, usual.radius).slice(look.dot ? 1 : 0).map((e) => ({ ...e, z2: 3 })));
  return children;
}
