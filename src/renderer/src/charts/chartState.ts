import type { ChartOption } from './echarts';

/**
 * What kind of picture an option draws: the ids of its series. While it stays the same, new data is merged into the
 * chart (no flicker, the pointer stays); when it changes, the old picture must go.
 */
export function shapeOf(option: ChartOption): string {
  const series = option.series === undefined ? [] : [option.series].flat();
  return series.map((one) => String(one.id)).join(' ');
}

/** How far Page Up and Page Down go. */
const PAGE = 12;

/**
 * Where a key moves the pointer of a chart.
 * @param current index of the moment under the pointer, null when there is none
 * @param length how many moments there are
 * @returns the new index; null: the pointer goes away; undefined: the key is not for the chart
 */
export function stepIndex(key: string, current: number | null, length: number): number | null | undefined {
  if (key === 'Escape') return current === null ? undefined : null;
  const from = current ?? length;
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: current === null ? length - 1 : from + 1,
    PageUp: from - PAGE,
    PageDown: from + PAGE,
    Home: 0,
    End: length - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  if (target === undefined || length === 0) return undefined;
  return Math.min(length - 1, Math.max(0, target));
}
