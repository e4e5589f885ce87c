// Stations as labelled points at their coordinates, or as the outlines of their communes.
import { legend, lookOf, mark, scaleOf, usual } from "./map_marks.js";
import { placeNames } from "./map_names.js";
import { project } from "./map_plane.js";
import { others, outline, plan } from "./outline.js";

export function point(context) {
  const { tokens, meta, font } = context;
  let places = null;
  return (params, api) => {
    const t = tokens;
    if (!places) places = placeNames(project(context), context);
    const i = params.dataIndex;
    const here = places[i];
    const style = api.value(2);
    const look = lookOf(style, t);
    const { radius, size } = scaleOf(context.width);
    const children = here.rings ? commune(here, look, t) : [...mark(here.x, here.y, look, radius)];
    if (here.lead) {
      children.unshift({ type: "line", silent: true, z2: 4, shape: { x1: here.x, y1: here.y, x2: here.lx, y2: here.ly }, style: { stroke: t.muted, lineWidth: 0.6 } });
    }
    children.push({
      type: "text", z2: 5, // above the outlines of all others
      style: { x: here.tx, y: here.ty, text: here.name, fontSize: size, fontFamily: font, fill: t.ink, align: "left", verticalAlign: "middle", stroke: t.card, lineWidth: 3 },
    });
    if (i === 0) children.push(...legend(meta.legend, t, context));
    if (i === 0 && meta.plane) children.unshift(...others(meta.plane.others, plan(context), t));
    return { type: "group", children };
  };
}

// A commune's outline in the colour of its mark; the sign of a mark stands above the name.
function commune(here, look, t) {
  const children = outline(here.rings, here.to, look, t, Boolean(look.hatch));
  if (look.cross || look.dot) children.push(...mark(here.x, here.ty - 14, { ...look, stroke: look.cross || t.card }, usual.radius).slice(look.dot ? 1 : 0).map((e) => ({ ...e, z2: 3 })));
  return children;
}
