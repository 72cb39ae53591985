import type { ChartFrame } from '../../../../src/renderer/src/charts/chartFrame';
import { chartColours } from '../../../../src/renderer/src/charts/chartColours';
import type { SeriesPoint, Zone } from '../../../../src/shared/model';

export const MIB = 1024 * 1024;

/** 00:00 of some day; the points below are 5 s apart from here. */
export const START_MS = 1_700_000_000_000;

/** A point of a host with 100 MiB of RAM, half of it anon. */
export function pointAt(seconds: number, changes: Partial<SeriesPoint> = {}): SeriesPoint {
  return {
    atMs: START_MS + seconds * 1000,
    uptimeSeconds: 1000 + seconds,
    memory: {
      totalBytes: 100 * MIB,
      anonBytes: 50 * MIB,
      shmemBytes: 1 * MIB,
      fileCacheBytes: 20 * MIB,
      slabReclaimableBytes: 4 * MIB,
      slabUnreclaimableBytes: 5 * MIB,
      kernelBytes: 3 * MIB,
      hugetlbBytes: 0,
      freeBytes: 10 * MIB,
      otherBytes: 7 * MIB,
    },
    availableBytes: 30 * MIB,
    swapTotalBytes: 64 * MIB,
    swapUsedBytes: 16 * MIB,
    swapInBytesPerSecond: 0,
    swapOutBytesPerSecond: 0,
    pressureSomePercent: 0,
    pressureFullPercent: 0,
    oomKills: 0,
    ...changes,
  };
}

/** A point every 5 s. */
export function steadyPoints(count: number, changes: Partial<SeriesPoint> = {}): SeriesPoint[] {
  return Array.from({ length: count }, (_, index) => pointAt(index * 5, changes));
}

/** A frame of `seconds` from the start on; every colour is the name of its variable. */
export function frameOf(seconds: number): ChartFrame {
  return {
    range: { fromMs: START_MS, toMs: START_MS + seconds * 1000 },
    colours: chartColours((variable) => variable),
    hatch: null,
    words: {
      noData: 'no data',
      reboot: 'reboot',
      oomKills: (kills) => `${String(kills)} kills`,
      clock: (atMs) => `clock ${String(atMs)}`,
      moment: (atMs) => `moment ${String(atMs)}`,
    },
  };
}

export function zoneOf(changes: Partial<Zone> = {}): Zone {
  return {
    node: 0,
    name: 'Normal',
    freePages: 50_000,
    minPages: 1000,
    lowPages: 1250,
    highPages: 1500,
    boostPages: null,
    spannedPages: 100_000,
    presentPages: 100_000,
    managedPages: 98_000,
    cmaPages: 0,
    lowmemReservePages: [0, 0, 0],
    stats: {},
    ...changes,
  };
}
