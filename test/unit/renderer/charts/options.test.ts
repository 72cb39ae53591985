import { describe, expect, it } from 'vitest';
import type { ChartOption, LineSeriesOption } from '../../../../src/renderer/src/charts/echarts';
import { MEMORY_PARTS, buildMemoryOption } from '../../../../src/renderer/src/charts/memoryOption';
import {
  buildPressureOption,
  formatPressure,
  hasPressure,
} from '../../../../src/renderer/src/charts/pressureOption';
import { buildSwapOption, hasSwap } from '../../../../src/renderer/src/charts/swapOption';
import type { SeriesPoint } from '../../../../src/shared/model';
import { MIB, START_MS, frameOf, pointAt, steadyPoints } from './samples';

const MEMORY_WORDS = {
  anon: 'w-anon',
  shmem: 'w-shmem',
  hugetlb: 'w-hugetlb',
  slabUnreclaimable: 'w-su',
  kernel: 'w-kernel',
  other: 'w-other',
  slabReclaimable: 'w-sr',
  fileCache: 'w-file',
  free: 'w-free',
  available: 'w-available',
};
const SWAP_WORDS = { used: 'used', swapIn: 'in', swapOut: 'out' };
const PRESSURE_WORDS = { some: 'some', full: 'full' };

function seriesOf(option: ChartOption): LineSeriesOption[] {
  return [option.series ?? []].flat();
}

function named(option: ChartOption, id: string): LineSeriesOption {
  const found = seriesOf(option).find((series) => series.id === id);
  if (found === undefined) throw new Error(`no series ${id}`);
  return found;
}

function axisOf(axes: ChartOption['yAxis'] | ChartOption['xAxis'], index = 0): object {
  return [axes ?? []].flat()[index] ?? {};
}

const builders: readonly (readonly [
  string,
  (points: readonly SeriesPoint[], seconds: number) => ChartOption,
])[] = [
  ['memory', (points, seconds) => buildMemoryOption(points, frameOf(seconds), MEMORY_WORDS)],
  ['swap', (points, seconds) => buildSwapOption(points, frameOf(seconds), SWAP_WORDS)],
  ['pressure', (points, seconds) => buildPressureOption(points, frameOf(seconds), PRESSURE_WORDS)],
];

describe.each(builders)('every chart: %s', (_name, build) => {
  it('draws its tooltip on the canvas and never as HTML', () => {
    expect(build(steadyPoints(3), 60).tooltip).toMatchObject({ renderMode: 'richText', trigger: 'axis' });
  });

  it('does not animate, so that new data does not flicker', () => {
    expect(build(steadyPoints(3), 60).animation).toBe(false);
  });

  it('shows real time up to now, data or not', () => {
    for (const points of [[], steadyPoints(3)]) {
      expect(axisOf(build(points, 900).xAxis)).toMatchObject({
        type: 'time',
        min: START_MS,
        max: START_MS + 900_000,
      });
    }
  });

  it('never connects over missing data, and names each series for good', () => {
    const series = seriesOf(build(steadyPoints(3), 60));
    const lines = series.filter((one) => !String(one.id).startsWith('marks'));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.every((one) => one.connectNulls === false)).toBe(true);
    expect(new Set(series.map((one) => one.id)).size).toBe(series.length);
  });

  it('hatches a gap, and says so where there is room', () => {
    const points = [0, 5, 10, 15, 50, 55, 60].map((seconds) => pointAt(seconds));
    expect(named(build(points, 60), 'marks-0').markArea?.data).toEqual([
      [{ name: 'no data', xAxis: START_MS + 15_000 }, { xAxis: START_MS + 50_000 }],
    ]);
    const narrow = named(build(points, 900), 'marks-0').markArea?.data ?? [];
    expect(narrow[0]).toEqual([{ name: '', xAxis: START_MS + 15_000 }, { xAxis: START_MS + 50_000 }]);
  });

  it('marks a reboot and a kill with their words', () => {
    const points = [
      pointAt(0),
      pointAt(5, { oomKills: 2 }),
      pointAt(100, { uptimeSeconds: 30 }),
      pointAt(105, { uptimeSeconds: 35 }),
    ];
    expect(named(build(points, 200), 'marks-0').markLine?.data).toMatchObject([
      { xAxis: START_MS + 70_000, label: { show: true, formatter: 'reboot' }, lineStyle: { type: 'dashed' } },
      {
        xAxis: START_MS + 5_000,
        label: { show: true, formatter: '2 kills', align: 'left' },
        lineStyle: { type: 'solid', color: '--critical' },
      },
    ]);
  });
});

describe('buildMemoryOption', () => {
  it('stacks the parts in the order of reclaim, and leaves out a part that is always zero', () => {
    const stacked = seriesOf(buildMemoryOption(steadyPoints(3), frameOf(60), MEMORY_WORDS)).filter(
      (series) => series.stack === 'memory',
    );
    expect(stacked.map((series) => series.id)).toEqual(MEMORY_PARTS.filter((part) => part !== 'hugetlb'));
    expect(stacked[0]).toMatchObject({ name: 'w-anon', areaStyle: { color: '--memory-anon' } });
  });

  it('adds up to MemTotal, which is where the axis ends', () => {
    const option = buildMemoryOption(steadyPoints(2), frameOf(60), MEMORY_WORDS);
    const sums = [0, 1].map((index) =>
      seriesOf(option)
        .filter((series) => series.stack === 'memory')
        .reduce((sum, series) => {
          const item = [...(series.data ?? [])][index];
          return sum + (Array.isArray(item) ? Number(item[1]) : NaN);
        }, 0),
    );
    expect(sums).toEqual([100 * MIB, 100 * MIB]);
    expect(axisOf(option.yAxis)).toMatchObject({ min: 0, max: 100 * MIB, interval: 32 * MIB });
  });

  it('counts a part as zero at a point that lacks it, since its pages are in other there', () => {
    const point = pointAt(5);
    const lacking = { ...point, memory: point.memory === null ? null : { ...point.memory, anonBytes: null } };
    const option = buildMemoryOption([pointAt(0), lacking], frameOf(60), MEMORY_WORDS);
    expect([...(named(option, 'anon').data ?? [])][1]).toEqual([point.atMs, 0]);
  });

  it('breaks the stack where meminfo is missing', () => {
    const points = [pointAt(0), pointAt(5, { memory: null, availableBytes: null }), pointAt(10)];
    const option = buildMemoryOption(points, frameOf(60), MEMORY_WORDS);
    expect([...(named(option, 'free').data ?? [])][1]).toEqual([START_MS + 5000, null]);
    expect(named(option, 'marks-0').markArea?.data).toHaveLength(2);
  });

  it('has no line for MemAvailable on a kernel that does not report it', () => {
    const ids = seriesOf(
      buildMemoryOption(steadyPoints(3, { availableBytes: null }), frameOf(60), MEMORY_WORDS),
    ).map((series) => series.id);
    expect(ids).not.toContain('available');
    expect(ids).toContain('anon');
  });

  it('survives a host without any point', () => {
    const option = buildMemoryOption([], frameOf(60), MEMORY_WORDS);
    expect(seriesOf(option).map((series) => series.id)).toEqual(['marks-0']);
    expect(axisOf(option.yAxis)).toMatchObject({ max: 1 });
  });
});

describe('buildSwapOption', () => {
  it('draws swap-in above zero and swap-out below, on one scale', () => {
    const points = steadyPoints(2, { swapInBytesPerSecond: 3 * MIB, swapOutBytesPerSecond: 5 * MIB });
    const option = buildSwapOption(points, frameOf(60), SWAP_WORDS);
    expect([...(named(option, 'swap-in').data ?? [])][0]).toEqual([START_MS, 3 * MIB]);
    expect([...(named(option, 'swap-out').data ?? [])][0]).toEqual([START_MS, -5 * MIB]);
    expect(axisOf(option.yAxis, 1)).toMatchObject({ min: -8 * MIB, max: 8 * MIB });
  });

  it('ends the axis of use at SwapTotal, and does not zoom in on a few pages', () => {
    const option = buildSwapOption(steadyPoints(2, { swapInBytesPerSecond: 100 }), frameOf(60), SWAP_WORDS);
    expect(axisOf(option.yAxis, 0)).toMatchObject({ min: 0, max: 64 * MIB });
    expect(axisOf(option.yAxis, 1)).toMatchObject({ max: 64 * 1024 });
  });

  it('keeps an unknown rate unknown', () => {
    const option = buildSwapOption(
      [pointAt(0, { swapOutBytesPerSecond: null, swapInBytesPerSecond: null })],
      frameOf(60),
      SWAP_WORDS,
    );
    expect([...(named(option, 'swap-out').data ?? [])][0]).toEqual([START_MS, null]);
  });

  it('is not drawn for hosts without swap', () => {
    expect(hasSwap(steadyPoints(2, { swapTotalBytes: 0 }))).toBe(false);
    expect(hasSwap(steadyPoints(2, { swapTotalBytes: null }))).toBe(false);
    expect(hasSwap(steadyPoints(2))).toBe(true);
  });
});

describe('buildPressureOption', () => {
  it('does not zoom in on a quiet host, and holds a stalled one', () => {
    const quiet = buildPressureOption(
      steadyPoints(2, { pressureSomePercent: 0.2 }),
      frameOf(60),
      PRESSURE_WORDS,
    );
    const stalled = buildPressureOption(
      steadyPoints(2, { pressureSomePercent: 74, pressureFullPercent: 60 }),
      frameOf(60),
      PRESSURE_WORDS,
    );
    expect(axisOf(quiet.yAxis)).toMatchObject({ max: 5 });
    expect(axisOf(stalled.yAxis)).toMatchObject({ max: 100 });
  });

  it('is not drawn for kernels without PSI', () => {
    expect(hasPressure(steadyPoints(2, { pressureSomePercent: null, pressureFullPercent: null }))).toBe(
      false,
    );
    expect(hasPressure(steadyPoints(2))).toBe(true);
  });

  it.each([
    [0, '0 %'],
    [0.64, '0.6 %'],
    [12.4, '12 %'],
    [NaN, '–'],
  ])('writes %f as %s', (percent, text) => {
    expect(formatPressure(percent)).toBe(text);
  });
});
