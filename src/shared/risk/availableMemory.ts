import type { Meminfo, Zone } from '../model';

export interface AvailableMemory {
  readonly bytes: number;
  /** Computed from other lines, on kernels before 3.14. */
  readonly isEstimated: boolean;
}

/**
 * Memory that can be had without swapping: MemAvailable, or for kernels without it what 3.14 computes (si_mem_available in
 * fs/proc/meminfo.c): free above the low watermarks, and of cache and reclaimable slab what is beyond half of them or the
 * low watermarks, whichever is less.
 *
 * @returns null where free memory, cache or the watermarks are not reported
 */
export function availableMemoryOf(
  memory: Meminfo | null,
  zones: readonly Zone[],
  pageBytes: number | null,
): AvailableMemory | null {
  if (memory === null) return null;
  if (memory.memAvailableBytes !== null) return { bytes: memory.memAvailableBytes, isEstimated: false };
  const lowBytes = lowWatermarkBytes(zones, pageBytes);
  const fileBytes = fileCacheBytes(memory);
  if (memory.memFreeBytes === null || lowBytes === null || fileBytes === null) return null;
  const slabBytes = memory.sReclaimableBytes ?? 0;
  const kept = (bytes: number): number => bytes - Math.min(bytes / 2, lowBytes);
  const bytes = memory.memFreeBytes - lowBytes + kept(fileBytes) + kept(slabBytes);
  return { bytes: Math.max(0, Math.round(bytes)), isEstimated: true };
}

function lowWatermarkBytes(zones: readonly Zone[], pageBytes: number | null): number | null {
  if (pageBytes === null || zones.length === 0) return null;
  return zones.reduce((sum, { lowPages }) => sum + (lowPages ?? 0), 0) * pageBytes;
}

function fileCacheBytes(memory: Meminfo): number | null {
  const { activeFileBytes, inactiveFileBytes, buffersBytes, cachedBytes, shmemBytes } = memory;
  if (activeFileBytes !== null && inactiveFileBytes !== null) return activeFileBytes + inactiveFileBytes;
  if (cachedBytes === null) return null;
  return Math.max(0, (buffersBytes ?? 0) + cachedBytes - (shmemBytes ?? 0));
}
