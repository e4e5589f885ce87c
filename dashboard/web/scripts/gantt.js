// A bar of the Gantt chart of all stations: a posting in the tint of its role, in one of the lanes of its station's row,
// or a run of days with nobody as a thin line under them.
export function posting({ tokens }) {
  const tints = { doctor: tokens.accent, preventive: tokens.step3, other: tokens.neutral };
  return (params, api) => {
    const [x1, y] = api.coord([api.value(0), api.value(1)]);
    const x2 = api.coord([api.value(2), api.value(1)])[0];
    const [role, how] = String(api.value(3)).split(" ");
    const area = params.coordSys;
    const left = Math.max(x1, area.x);
    const width = Math.max(Math.min(x2, area.x + area.width) - left - 0.5, 1);
    const top = y + api.value(4);
    const height = api.value(5);
    const shape = { x: left, y: top, width, height };
    if (role === "gap") return { type: "rect", shape, style: { fill: tokens.missing } };
    if (how === "planned" || role === "cancelled") {
      const stroke = role === "cancelled" ? tokens.muted : tints[role];
      return { type: "rect", shape, style: { fill: tokens.card, stroke, lineWidth: 1, lineDash: [3, 2] } };
    }
    const bar = { type: "rect", shape, style: { fill: tints[role] } };
    if (how !== "early") return bar;
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
