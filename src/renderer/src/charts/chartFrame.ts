import type { SeriesPoint } from '../../../shared/model';
import type { ChartColours } from './chartColours';
import type { LineSeriesOption, TooltipOption, XAxisOption, YAxisOption } from './echarts';
import type { TimeRange } from './timeline';
import { gapsOf, marksOf } from './timeline';

/** What every chart of a host shares: the range of real time it shows, the theme, and the words on the canvas. */
export interface ChartFrame {
  /** Right edge: now. */
  readonly range: TimeRange;
  readonly colours: ChartColours;
  /** Fill of stretches without data: a hatch made for the theme, or null for a plain tint. */
  readonly hatch: HatchPattern | null;
  readonly words: FrameWords;
}

/** A pattern as ECharts takes it; the canvas holds one tile. */
export interface HatchPattern {
  readonly image: HTMLCanvasElement;
  readonly repeat: 'repeat';
}

export interface FrameWords {
  readonly noData: string;
  readonly reboot: string;
  /** For example "OOM kill", or "3 OOM kills". */
  readonly oomKills: (kills: number) => string;
  /** A moment on the time axis: hours and minutes. */
  readonly clock: (atMs: number) => string;
  /** A moment under the pointer: with seconds. */
  readonly moment: (atMs: number) => string;
}

/**
 * Distances in CSS pixels around the plots, the same in every chart so that their time axes line up; ECharts is not to
 * shrink them for labels that hang out a little.
 */
export const PLOT = { left: 64, right: 12, top: 20, bottom: 22, outerBoundsMode: 'none' } as const;

const MINUTE_MS = 60_000;

/** Steps of the time axis: about six labels in any range, at round local times. */
function timeStepMs(range: TimeRange): number {
  const minutes = (range.toMs - range.fromMs) / MINUTE_MS;
  return (minutes <= 20 ? 3 : minutes <= 90 ? 10 : 60) * MINUTE_MS;
}

/** The time axis of one plot: real time that goes on, whether data comes or not. */
export function timeAxis(frame: ChartFrame, gridIndex: number, hasLabels: boolean): XAxisOption {
  const { colours } = frame;
  return {
    id: `time-${gridIndex}`,
    type: 'time' as const,
    gridIndex,
    min: frame.range.fromMs,
    max: frame.range.toMs,
    minInterval: timeStepMs(frame.range),
    maxInterval: timeStepMs(frame.range),
    axisLine: { lineStyle: { color: colours.lineStrong } },
    axisTick: { show: hasLabels, lineStyle: { color: colours.lineStrong } },
    axisLabel: {
      show: hasLabels,
      color: colours.textFaint,
      fontSize: 11,
      fontFamily: colours.fontFamily,
      hideOverlap: true,
      formatter: frame.words.clock,
    },
    splitLine: { show: false },
    axisPointer: {
      lineStyle: { color: colours.textMuted, type: 'solid' as const, width: 1 },
      label: {
        show: false,
        formatter: (params: { readonly value: unknown }) => frame.words.moment(Number(params.value)),
      },
    },
  };
}

/** A value axis on the left with faint lines across the plot. */
export function valueAxis(
  frame: ChartFrame,
  axis: {
    readonly gridIndex: number;
    readonly min: number;
    readonly max: number;
    readonly step: number;
    readonly label: (amount: number) => string;
  },
): YAxisOption {
  const { colours } = frame;
  return {
    id: `amount-${axis.gridIndex}`,
    type: 'value' as const,
    gridIndex: axis.gridIndex,
    min: axis.min,
    max: axis.max,
    interval: axis.step,
    axisLabel: {
      color: colours.textFaint,
      fontSize: 11,
      fontFamily: colours.fontFamily,
      showMaxLabel: axis.max % axis.step === 0,
      formatter: (amount: number) => axis.label(amount),
    },
    splitLine: { lineStyle: { color: colours.line, width: 1 } },
    axisPointer: { show: false },
  };
}

/**
 * Drawn on the canvas: the words inside come from hosts as well as from us, and an HTML tooltip would be both markup
 * and a breach of the page's CSP.
 */
export function canvasTooltip(frame: ChartFrame): TooltipOption {
  const { colours } = frame;
  return {
    trigger: 'axis' as const,
    renderMode: 'richText' as const,
    confine: true,
    transitionDuration: 0,
    order: 'seriesDesc' as const,
    backgroundColor: colours.surfaceRaised,
    borderColor: colours.lineStrong,
    borderWidth: 1,
    borderRadius: 4,
    shadowBlur: 6,
    shadowColor: 'rgba(0, 0, 0, 0.25)',
    padding: [4, 8],
    textStyle: {
      color: colours.text,
      fontSize: 11,
      fontWeight: 500 as const,
      fontFamily: colours.fontFamily,
    },
    axisPointer: { type: 'line' as const, animation: false },
  };
}

/** One plot of a chart, as its marks need to know it. */
export interface MarkedPlot {
  readonly gridIndex: number;
  /** Words beside the marks: once a chart is enough. */
  readonly hasLabels: boolean;
  /** Whether a point carries what this plot draws. */
  readonly hasAmount: (point: SeriesPoint) => boolean;
}

/** Hatched bands where data is missing; the words only where they have room. */
function gapBands(
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  plot: MarkedPlot,
): NonNullable<LineSeriesOption['markArea']> {
  const { colours, words, range } = frame;
  const widthMs = range.toMs - range.fromMs;
  const gaps = gapsOf(points, plot.hasAmount, range.toMs).filter((gap) => gap.toMs > range.fromMs);
  return {
    silent: true,
    animation: false,
    itemStyle: { color: frame.hatch ?? colours.line },
    label: { color: colours.textMuted, fontSize: 11, fontFamily: colours.fontFamily, position: 'inside' },
    data: gaps.map((gap) => {
      const fromMs = Math.max(gap.fromMs, range.fromMs);
      const toMs = Math.min(gap.toMs, range.toMs);
      const isWide = plot.hasLabels && toMs - fromMs > widthMs * 0.1;
      return [{ name: isWide ? words.noData : '', xAxis: fromMs }, { xAxis: toMs }];
    }),
  };
}

/** Words beside a line that is near an end of the plot go to its other side, since the canvas cuts what hangs out. */
function labelAlign(atMs: number, range: TimeRange): 'left' | 'center' | 'right' {
  const share = (atMs - range.fromMs) / (range.toMs - range.fromMs);
  if (share > 0.85) return 'right';
  return share < 0.15 ? 'left' : 'center';
}

/** Lines across the plot where the host rebooted (dashed) or killed for memory (solid). */
function eventLines(
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  plot: MarkedPlot,
): NonNullable<LineSeriesOption['markLine']> {
  const { colours, words } = frame;
  return {
    silent: true,
    animation: false,
    symbol: 'none',
    label: { fontSize: 11, fontFamily: colours.fontFamily, position: 'end', distance: 3 },
    data: marksOf(points, frame.range).map((mark) => {
      const isKill = mark.kind === 'oom-kill';
      const colour = isKill ? colours.critical : colours.accent;
      const text = isKill ? mark.labelledKills !== null && words.oomKills(mark.labelledKills) : words.reboot;
      return {
        xAxis: mark.atMs,
        lineStyle: { color: colour, type: isKill ? ('solid' as const) : ('dashed' as const), width: 1.5 },
        label: {
          show: plot.hasLabels && text !== false,
          color: colour,
          align: labelAlign(mark.atMs, frame.range),
          formatter: text === false ? '' : text,
          // Reboots are named inside the plot, so that a kill near by keeps its words above it.
          ...(isKill ? {} : { distance: -16, backgroundColor: colours.surfaceRaised, padding: [1, 3] }),
        },
      };
    }),
  };
}

/**
 * A series without a line of its own that carries what is true of a whole plot: bands where data is missing, and
 * labelled lines where the host rebooted or killed for memory.
 */
export function markSeries(
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  plot: MarkedPlot,
): LineSeriesOption {
  return {
    id: `marks-${String(plot.gridIndex)}`,
    type: 'line',
    xAxisIndex: plot.gridIndex,
    yAxisIndex: plot.gridIndex,
    silent: true,
    data: [],
    markArea: gapBands(points, frame, plot),
    markLine: eventLines(points, frame, plot),
  };
}
