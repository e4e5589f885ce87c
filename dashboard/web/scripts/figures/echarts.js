// The parts of ECharts that the figures use; the bundler leaves the rest out.
import { use } from "echarts/core";
import { BarChart, CustomChart, LineChart, SankeyChart } from "echarts/charts";
import {
  AxisPointerComponent, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent,
} from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { AriaComponent } from "echarts/components";

use([
  BarChart, CustomChart, LineChart, SankeyChart, AriaComponent, AxisPointerComponent, GridComponent, LegendComponent,
  MarkAreaComponent, MarkLineComponent, TooltipComponent, SVGRenderer,
]);

export { init } from "echarts/core";
