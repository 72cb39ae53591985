import type { SeriesPoint } from '../../../shared/model';
import { formatBytes } from '../../../shared/messages/format';
import { byteScale, formatRoundBytes } from './axisScale';
import type { ChartFrame } from './chartFrame';
import { PLOT, canvasTooltip, markSeries, timeAxis, valueAxis } from './chartFrame';
import type { ChartOption, LineSeriesOption } from './echarts';
import { pointsWithin, timelineOf } from './timeline';

export interface SwapWords {
  readonly used: string;
  readonly swapIn: string;
  readonly swapOut: string;
}

/** Never zoom in further than this, so that a few swapped pages do not look like a storm. */
const SMALLEST_RATE_BYTES_PER_SECOND = 64 * 1024;

/** An amount of bytes a second, whatever its sign. */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(Math.abs(bytesPerSecond))}/s`;
}

function lineSeries(
  look: { readonly id: string; readonly name: string; readonly colour: string; readonly gridIndex: number },
  points: readonly SeriesPoint[],
  amountOf: (point: SeriesPoint) => number | null,
): LineSeriesOption {
  return {
    id: look.id,
    name: look.name,
    type: 'line',
    xAxisIndex: look.gridIndex,
    yAxisIndex: look.gridIndex,
    showSymbol: false,
    connectNulls: false,
    silent: true,
    itemStyle: { color: look.colour },
    lineStyle: { color: look.colour, width: 1.25 },
    areaStyle: { color: look.colour, opacity: 0.35 },
    emphasis: { disabled: true },
    data: timelineOf(points, amountOf).map((item) => [...item]),
  };
}

function largest(points: readonly SeriesPoint[], amountOf: (point: SeriesPoint) => number | null): number {
  return Math.max(0, ...points.map((point) => amountOf(point) ?? 0));
}

/** Swap-out is drawn below zero. */
function minus(amount: number | null): number | null {
  return amount === null ? null : -amount;
}

/** Whether any point has swap: without SwapTotal, or with none, there is nothing to draw. */
export function hasSwap(points: readonly SeriesPoint[]): boolean {
  return points.some((point) => (point.swapTotalBytes ?? 0) > 0);
}

/** The three lines: how much is used in the upper plot, how fast pages move in the lower one. */
function swapSeries(
  shown: readonly SeriesPoint[],
  colours: ChartFrame['colours'],
  words: SwapWords,
): LineSeriesOption[] {
  const amount: LineSeriesOption['tooltip'] = { valueFormatter: (bytes) => formatBytes(Number(bytes)) };
  const rate: LineSeriesOption['tooltip'] = { valueFormatter: (bytes) => formatRate(Number(bytes)) };
  const used = { id: 'swap-used', name: words.used, colour: colours.swapUsed, gridIndex: 0 };
  const swapIn = { id: 'swap-in', name: words.swapIn, colour: colours.swapIn, gridIndex: 1 };
  const swapOut = { id: 'swap-out', name: words.swapOut, colour: colours.swapOut, gridIndex: 1 };
  return [
    { ...lineSeries(used, shown, (point) => point.swapUsedBytes), tooltip: amount },
    { ...lineSeries(swapIn, shown, (point) => point.swapInBytesPerSecond), tooltip: rate },
    { ...lineSeries(swapOut, shown, (point) => minus(point.swapOutBytesPerSecond)), tooltip: rate },
  ];
}

/**
 * Swap over time in two plots of one canvas: how much is used (axis up to SwapTotal), and below it how fast pages come
 * in (above zero) and go out (below zero), in bytes a second.
 * @param points in rising order of time; those outside the frame's range are left out
 */
export function buildSwapOption(
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  words: SwapWords,
): ChartOption {
  const shown = pointsWithin(points, frame.range);
  const totalBytes = largest(shown, (point) => point.swapTotalBytes);
  const fastest = Math.max(
    SMALLEST_RATE_BYTES_PER_SECOND,
    largest(shown, (point) => point.swapInBytesPerSecond),
    largest(shown, (point) => point.swapOutBytesPerSecond),
  );
  const rates = byteScale(fastest, 1);
  const hasAmount = (point: SeriesPoint): boolean => point.swapUsedBytes !== null;
  const { top, bottom, ...sides } = PLOT;
  return {
    animation: false,
    grid: [
      { id: 'plot-0', ...sides, top, height: '24%' },
      { id: 'plot-1', ...sides, top: '50%', bottom },
    ],
    xAxis: [timeAxis(frame, 0, false), timeAxis(frame, 1, true)],
    yAxis: [
      valueAxis(frame, {
        gridIndex: 0,
        min: 0,
        max: totalBytes || 1,
        step: totalBytes || 1,
        label: formatBytes,
      }),
      valueAxis(frame, {
        gridIndex: 1,
        min: -rates.max,
        max: rates.max,
        step: rates.max,
        label: (rate) => `${formatRoundBytes(Math.abs(rate))}/s`,
      }),
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { ...canvasTooltip(frame), order: 'seriesAsc' },
    series: [
      ...swapSeries(shown, frame.colours, words),
      markSeries(shown, frame, { gridIndex: 0, hasLabels: true, hasAmount }),
      markSeries(shown, frame, { gridIndex: 1, hasLabels: false, hasAmount }),
    ],
  };
}
