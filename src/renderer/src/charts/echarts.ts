import type { LineSeriesOption } from 'echarts/charts';
import { LineChart } from 'echarts/charts';
import type {
  GridComponentOption,
  MarkAreaComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import type { ComposeOption, ECharts } from 'echarts/core';
import { connect, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer]);

/** Exactly the parts of ECharts that are registered: an option that needs another part does not compile. */
export type ChartOption = ComposeOption<
  | LineSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | MarkLineComponentOption
  | MarkAreaComponentOption
>;

export type XAxisOption = Exclude<NonNullable<ChartOption['xAxis']>, readonly unknown[]>;
export type YAxisOption = Exclude<NonNullable<ChartOption['yAxis']>, readonly unknown[]>;
export type TooltipOption = Exclude<NonNullable<ChartOption['tooltip']>, readonly unknown[]>;
export type { LineSeriesOption } from 'echarts/charts';

/** A canvas chart in an element that already has a size. Charts of one group share their axis pointer. */
export function createChart(element: HTMLElement, group: string): ECharts {
  const chart = init(element, undefined, { renderer: 'canvas' });
  chart.group = group;
  connect(group);
  return chart;
}

export type { ECharts } from 'echarts/core';
