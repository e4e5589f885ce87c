/** @import { Option } from "./types.js" */

/**
 * A sparkline is the same chart without axes and words: only its shape.
 * @param {Option} option
 */
export function asSparkline(option) {
  option.grid = { left: 2, right: 6, top: 6, bottom: 4 };
  for (const axis of [option.xAxis, option.yAxis].flat()) axis.show = false;
  for (const s of option.series) {
    s.symbolSize = 2.5;
    s.endLabel = { show: false };
    s.lineStyle = { ...s.lineStyle, width: 1.5 };
    for (const line of s.markLine?.data?.flat() ?? []) line.label = { show: false };
  }
  return option;
}
