import type { MemoryComposition, SeriesPoint } from '../../../shared/model';
import { formatBytes } from '../../../shared/messages/format';
import { byteScale, formatRoundBytes } from './axisScale';
import type { ChartFrame } from './chartFrame';
import { PLOT, canvasTooltip, markSeries, timeAxis, valueAxis } from './chartFrame';
import type { ChartOption, LineSeriesOption } from './echarts';
import { pointsWithin, timelineOf } from './timeline';

/** The parts of RAM from the bottom of the stack to its top: hardest to get back first, free last. */
export const MEMORY_PARTS = [
  'anon',
  'shmem',
  'hugetlb',
  'slabUnreclaimable',
  'kernel',
  'other',
  'slabReclaimable',
  'fileCache',
  'free',
] as const;
export type MemoryPart = (typeof MEMORY_PARTS)[number];

export type MemoryWords = Readonly<Record<MemoryPart | 'available', string>>;

/** One part of a composition in bytes; null where the kernel does not print it (its pages are in `other`). */
export function partBytes(memory: MemoryComposition, part: MemoryPart): number | null {
  switch (part) {
    case 'anon':
      return memory.anonBytes;
    case 'shmem':
      return memory.shmemBytes;
    case 'hugetlb':
      return memory.hugetlbBytes;
    case 'slabUnreclaimable':
      return memory.slabUnreclaimableBytes;
    case 'kernel':
      return memory.kernelBytes;
    case 'other':
      return memory.otherBytes;
    case 'slabReclaimable':
      return memory.slabReclaimableBytes;
    case 'fileCache':
      return memory.fileCacheBytes;
    case 'free':
      return memory.freeBytes;
  }
}

/**
 * The parts worth a place in the stack and its legend: reported by this kernel, and not zero all the time
 * (most hosts have no huge pages).
 */
export function shownParts(points: readonly SeriesPoint[]): readonly MemoryPart[] {
  return MEMORY_PARTS.filter((part) =>
    points.some((point) => point.memory !== null && (partBytes(point.memory, part) ?? 0) > 0),
  );
}

function partSeries(
  part: MemoryPart,
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  words: MemoryWords,
): LineSeriesOption {
  const colour = frame.colours[part];
  return {
    id: part,
    name: words[part],
    type: 'line',
    stack: 'memory',
    showSymbol: false,
    connectNulls: false,
    silent: true,
    itemStyle: { color: colour },
    lineStyle: { width: 0 },
    areaStyle: { color: colour, opacity: part === 'free' ? 0.6 : 0.88 },
    emphasis: { disabled: true },
    // A part that one sample lacks is in `other` there, so 0 keeps the stack's sum right.
    data: timelineOf(points, ({ memory }) => (memory === null ? null : (partBytes(memory, part) ?? 0))).map(
      (item) => [...item],
    ),
  };
}

/**
 * Where all of RAM is, over time: stacked areas that add up to MemTotal, and MemAvailable as a line on the same axis.
 * @param points in rising order of time; those outside the frame's range are left out
 * @param words names of the parts
 */
export function buildMemoryOption(
  points: readonly SeriesPoint[],
  frame: ChartFrame,
  words: MemoryWords,
): ChartOption {
  const shown = pointsWithin(points, frame.range);
  const totalBytes = Math.max(0, ...shown.map((point) => point.memory?.totalBytes ?? 0));
  const series = shownParts(shown).map((part) => partSeries(part, shown, frame, words));
  if (shown.some((point) => point.availableBytes !== null)) {
    series.push({
      id: 'available',
      name: words.available,
      type: 'line',
      showSymbol: false,
      connectNulls: false,
      silent: true,
      z: 4,
      itemStyle: { color: frame.colours.available },
      lineStyle: { color: frame.colours.available, width: 1.75 },
      emphasis: { disabled: true },
      data: timelineOf(shown, (point) => point.availableBytes).map((item) => [...item]),
    });
  }
  return {
    animation: false,
    grid: [{ id: 'plot-0', ...PLOT }],
    xAxis: [timeAxis(frame, 0, true)],
    yAxis: [
      valueAxis(frame, {
        gridIndex: 0,
        min: 0,
        max: totalBytes > 0 ? totalBytes : 1,
        step: byteScale(totalBytes, 4).step,
        label: formatRoundBytes,
      }),
    ],
    tooltip: { ...canvasTooltip(frame), valueFormatter: (bytes) => formatBytes(Number(bytes)) },
    series: [
      ...series,
      markSeries(shown, frame, {
        gridIndex: 0,
        hasLabels: true,
        hasAmount: (point) => point.memory !== null,
      }),
    ],
  };
}
