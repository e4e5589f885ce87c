// A bar of a Gantt chart: a posting in the tint of its role, or a run of days with nobody.
export function span({ tokens, font }) {
  return (params, api) => {
    const [x1, y] = api.coord([api.value(0), api.value(1)]);
    const x2 = api.coord([api.value(2), api.value(1)])[0];
    const [role, how] = String(api.value(3)).split(" ");
    const area = params.coordSys;
    const left = Math.max(x1, area.x);
    const right = Math.min(x2, area.x + area.width);
    const w = Math.max(right - left - 1, 1);
    if (role === "gap") {
      return { type: "rect", shape: { x: left, y: y - 2, width: w, height: 4 }, style: { fill: tokens.missing } };
    }
    const colour = role === "doctor" ? tokens.accent : role === "preventive" ? tokens.step3 : tokens.neutral;
    const shape = { x: left, y: y - 9, width: w, height: 18, r: how === "early" ? [2, 0, 0, 2] : 2 };
    const outline = how === "planned" || role === "cancelled";
    const children = [{
      type: "rect", shape,
      style: outline ? { fill: tokens.card, stroke: role === "cancelled" ? tokens.muted : colour, lineWidth: 1, lineDash: [3, 2] } : { fill: colour },
    }];
    if (how === "early") { // an open end
      children.push({ type: "polygon", silent: true, shape: { points: [[left + w - 5, y - 9], [left + w + 1, y - 9], [left + w + 1, y + 9], [left + w - 5, y + 9], [left + w, y]] }, style: { fill: tokens.card } });
    }
    if (w > 48) {
      children.push({
        type: "text", silent: true,
        style: { x: left + 4, y, text: api.value(4), fontSize: 12, fontFamily: font, verticalAlign: "middle", fill: outline || role === "preventive" ? tokens.ink : tokens.card, width: w - 8, overflow: "truncate" },
      });
    }
    return { type: "group", children };
  };
}
