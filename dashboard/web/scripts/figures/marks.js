// What was said of weeks, on the axis of a chart of weeks: a remark as a full diamond, an item of the attention list as a
// hollow one. The words come with the tooltip of the week.
/** @import { Option, Said, Tokens } from "./types.js" */

/**
 * withMarks gives a chart its marks, where it has one axis of values.
 * @param {Option} option
 * @param {Said[] | undefined} marks
 * @param {Tokens} tokens
 * @returns {Option}
 */
export function withMarks(option, marks, tokens) {
  const foot = option.yAxis && !Array.isArray(option.yAxis) ? option.yAxis.min : undefined;
  if (!marks || !marks.length || typeof foot !== "number") return option;
  const data = marks.map(({ column, kind, text }) => ({
    value: [column, foot], said: `${kind === "item" ? "◇" : "◆"} ${text}`,
    itemStyle: { color: kind === "item" ? tokens.card : tokens.ink, borderColor: tokens.ink, borderWidth: 1.5 },
  }));
  // Between the axis and the names of the weeks, where nothing else is.
  const series = { type: "line", lineStyle: { opacity: 0 }, showSymbol: true, showAllSymbol: true, symbol: "diamond", symbolSize: 8, symbolOffset: [0, 5], clip: false, animation: false, z: 5, data };
  return { ...option, series: [...option.series, series] };
}
