import type { BuddyZone } from './zone';

/**
 * Where all of a host's RAM is, as parts that add up to `memTotalBytes`. A part that the kernel does not print is
 * null and its pages are in `otherBytes`.
 */
export interface MemoryComposition {
  readonly totalBytes: number;
  /** Anonymous memory of processes (AnonPages). */
  readonly anonBytes: number | null;
  /** tmpfs and shared memory (Shmem): swappable, but not droppable. */
  readonly shmemBytes: number | null;
  /** Page cache and buffers without shmem: can be dropped or written back. */
  readonly fileCacheBytes: number | null;
  readonly slabReclaimableBytes: number | null;
  readonly slabUnreclaimableBytes: number | null;
  /** Kernel stacks, page tables and per-CPU memory. */
  readonly kernelBytes: number | null;
  /** Huge pages set aside (Hugetlb). */
  readonly hugetlbBytes: number | null;
  readonly freeBytes: number | null;
  /** What no line accounts for; never below 0. */
  readonly otherBytes: number;
}

/** One moment of a host on the charts: gauges of one sample and rates from it and the one before. */
export interface SeriesPoint {
  /** Milliseconds since the epoch, by the clock of the machine Lowmark runs on. */
  readonly atMs: number;
  readonly uptimeSeconds: number;
  readonly memory: MemoryComposition | null;
  readonly availableBytes: number | null;
  readonly swapTotalBytes: number | null;
  readonly swapUsedBytes: number | null;
  /** From vmstat's pswpin and pswpout; null at the first point, after a reboot and after a gap. */
  readonly swapInBytesPerSecond: number | null;
  readonly swapOutBytesPerSecond: number | null;
  readonly pressureSomePercent: number | null;
  readonly pressureFullPercent: number | null;
  /** Kills counted between the two samples; null where the kernel does not count. */
  readonly oomKills: number | null;
}

/** Free blocks of all zones at one moment. */
export interface BuddyPoint {
  /** Milliseconds since the epoch, by the clock of the machine Lowmark runs on. */
  readonly atMs: number;
  readonly buddy: readonly BuddyZone[];
}

/** Free blocks over time: one in so many seconds, and twenty minutes of them. */
export const BUDDY_POINT_SECONDS = 10;
export const BUDDY_POINTS = 120;

/** Points a host keeps in memory for its charts: an hour at the default cadence. */
export const SERIES_POINTS = 720;
