import type { SeriesPoint } from '../../../shared/model';
import { percentScale } from './axisScale';
import type { ChartFrame } from './chartFrame';
import { PLOT, canvasTooltip, markSeries, timeAxis, valueAxis } from './chartFrame';
import type { ChartOption, LineSeriesOption } from './echarts';
import { pointsWithin, timelineOf } from './timeline';

export interface PressureWords {
  readonly some: string;
  readonly full: string;
}

/** A PSI average as people read it: "0 %", "0.6 %", "12 %". */
export function formatPressure(percent: number): string {
  if (!Number.isFinite(percent)) return '–';
  return `${percent === 0 || percent >= 10 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}

function pressureSeries(
  look: { readonly id: string; readonly name: string; readonly colour: string },
  points: readonly SeriesPoint[],
  percentOf: (point: SeriesPoint) => number | null,
): LineSeriesOption {
  return {
    id: look.id,
    name: look.name,
    type: 'line',
    showSymbol: false,
    connectNulls: false,
    silent: true,
    itemStyle: { color: look.colour },
    lineStyle: { color: look.colour, width: 1.5 },
    areaStyle: { color: look.colour, opacity: 0.2 },
    emphasis: { disabled: true },
    data: timelineOf(points, percentOf).map((item) => [...item]),
  };
}

/** Whether any point carries PSI: kernels before 4.20, or booted with psi=0, report none. */
export function hasPressure(points: readonly SeriesPoint[]): boolean {
  return points.some((point) => point.pressureSomePercent !== null || point.pressureFullPercent !== null);
}

/**
 * PSI of memory over time: the share of the last 10 seconds in which some, and in which all, tasks stalled.
 * @param points in rising order of time; those outside the frame's range are left out
 */
export function buildPressureOption(
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  words: PressureWords,
): ChartOption {
  const shown = pointsWithin(points, frame.range);
  const highest = Math.max(
    0,
    ...shown.map((point) => Math.max(point.pressureSomePercent ?? 0, point.pressureFullPercent ?? 0)),
  );
  const scale = percentScale(highest);
  return {
    animation: false,
    grid: [{ id: 'plot-0', ...PLOT }],
    xAxis: [timeAxis(frame, 0, true)],
    yAxis: [valueAxis(frame, { gridIndex: 0, min: 0, ...scale, label: formatPressure })],
    tooltip: {
      ...canvasTooltip(frame),
      order: 'seriesAsc',
      valueFormatter: (percent) => formatPressure(Number(percent)),
    },
    series: [
      pressureSeries(
        { id: 'some', name: words.some, colour: frame.colours.pressureSome },
        shown,
        (point) => point.pressureSomePercent,
      ),
      pressureSeries(
        { id: 'full', name: words.full, colour: frame.colours.pressureFull },
        shown,
        (point) => point.pressureFullPercent,
      ),
      markSeries(shown, frame, {
        gridIndex: 0,
        hasLabels: true,
        hasAmount: (point) => point.pressureSomePercent !== null,
      }),
    ],
  };
}
