import { formatBytes } from '../../../shared/messages/format';
import type { SeriesPoint } from '../../../shared/model';
import type { MemoryPart } from './memoryOption';
import { partBytes, shownParts } from './memoryOption';
import { formatPressure } from './pressureOption';
import { formatRate } from './swapOption';

/** Everything the host's charts draw, by the key of its word in the catalogue. */
export type LegendKey = MemoryPart | 'available' | 'swapUsed' | 'swapIn' | 'swapOut' | 'some' | 'full';

/** One amount of a point, ready to be read; null: not reported at that point. */
export interface LegendItem {
  readonly key: LegendKey;
  /** The CSS variable of its colour. */
  readonly variable: string;
  readonly isLine: boolean;
  readonly text: string | null;
}

const PART_VARIABLES: Readonly<Record<MemoryPart, string>> = {
  anon: '--memory-anon',
  shmem: '--memory-shmem',
  hugetlb: '--memory-hugetlb',
  slabUnreclaimable: '--memory-slab-unreclaimable',
  kernel: '--memory-kernel',
  other: '--memory-other',
  slabReclaimable: '--memory-slab-reclaimable',
  fileCache: '--memory-file-cache',
  free: '--memory-free',
};

function text(amount: number | null | undefined, format: (amount: number) => string): string | null {
  return amount === null || amount === undefined ? null : format(amount);
}

/**
 * The memory chart's legend with the amounts of one point.
 * @param points what the chart shows: decides which parts are listed
 */
export function memoryLegend(
  points: readonly SeriesPoint[],
  point: SeriesPoint | undefined,
): readonly LegendItem[] {
  const memory = point?.memory ?? null;
  const parts = shownParts(points).map((part) => ({
    key: part,
    variable: PART_VARIABLES[part],
    isLine: false,
    text: memory === null ? null : text(partBytes(memory, part), formatBytes),
  }));
  const available = text(point?.availableBytes, formatBytes);
  return [...parts, { key: 'available', variable: '--memory-available', isLine: true, text: available }];
}

/** The swap chart's legend with the amounts of one point. */
export function swapLegend(point: SeriesPoint | undefined): readonly LegendItem[] {
  return [
    {
      key: 'swapUsed',
      variable: '--memory-shmem',
      isLine: false,
      text: text(point?.swapUsedBytes, formatBytes),
    },
    {
      key: 'swapIn',
      variable: '--swap-in',
      isLine: true,
      text: text(point?.swapInBytesPerSecond, formatRate),
    },
    {
      key: 'swapOut',
      variable: '--swap-out',
      isLine: true,
      text: text(point?.swapOutBytesPerSecond, formatRate),
    },
  ];
}

/** The pressure chart's legend with the amounts of one point. */
export function pressureLegend(point: SeriesPoint | undefined): readonly LegendItem[] {
  return [
    {
      key: 'some',
      variable: '--pressure-some',
      isLine: true,
      text: text(point?.pressureSomePercent, formatPressure),
    },
    {
      key: 'full',
      variable: '--pressure-full',
      isLine: true,
      text: text(point?.pressureFullPercent, formatPressure),
    },
  ];
}
