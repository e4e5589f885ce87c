// A bar of the Gantt chart of all stations: a posting in the tint of its role, in one of the lanes of its station's row,
// or a run of days with nobody as a thin line under them.
/** @import { MakeSeries, Mark, SeriesApi, SeriesParams, Style, Tokens } from "../types.js" */

/** @type {MakeSeries} */
export function posting({ tokens }) {
  return (params, api) => {
    const { role, how, left, width, y } = barOf(params, api, 0.5);
    const top = y + api.value(4);
    const height = api.value(5);
    /** @type {Mark} */
    const bar = { type: "rect", shape: { x: left, y: top, width, height }, style: lookOf(role, how, tokens) };
    if (role === "gap" || how !== "early" || outlined(role, how)) return bar;
    const notch = Math.min(4, width); // an open end
    const end = left + width;
    return {
      type: "group",
      children: [bar, {
        type: "polygon", silent: true, style: { fill: tokens.card },
        shape: { points: [[end - notch, top], [end + 0.5, top], [end + 0.5, top + height], [end - notch, top + height], [end, top + height / 2]] },
      }],
    };
  };
}

/**
 * barOf is a bar of days: whose it is and how it ended, and where it lies within the plot, its end kept clear by gap px.
 * @param {SeriesParams} params
 * @param {SeriesApi} api
 * @param {number} gap
 */
export function barOf(params, api, gap) {
  const [x1, y] = api.coord([api.value(0), api.value(1)]);
  const x2 = api.coord([api.value(2), api.value(1)])[0];
  const [role, how] = String(api.value(3)).split(" ");
  const area = params.coordSys;
  const left = Math.max(x1, area.x);
  return { role, how, left, y, width: Math.max(Math.min(x2, area.x + area.width) - left - gap, 1) };
}

/**
 * outlined tells what is not there: a posting that has not begun, or was cancelled.
 * @param {string} role
 * @param {string} how
 */
export function outlined(role, how) { return how === "planned" || role === "cancelled"; }

/**
 * @param {string} role
 * @param {string} how
 * @param {Tokens} t
 * @returns {Style}
 */
export function lookOf(role, how, t) {
  if (role === "gap") return { fill: t.missing };
  const tint = role === "doctor" ? t.accent : role === "preventive" ? t.step3 : t.neutral;
  if (!outlined(role, how)) return { fill: tint };
  return { fill: t.card, stroke: role === "cancelled" ? t.muted : tint, lineWidth: 1, lineDash: [3, 2] };
}
