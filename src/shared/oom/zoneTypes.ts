import type { Zone } from '../model';

/** The kernel's zone types from the lowest to the highest (enum zone_type in include/linux/mmzone.h). */
const ALL_TYPES = ['DMA', 'DMA32', 'Normal', 'HighMem', 'Movable', 'Device'] as const;

/** Those that older kernels leave out of zoneinfo where they are empty, the likeliest first. */
const OFTEN_LEFT_OUT = ['Normal', 'Movable', 'HighMem', 'DMA32'] as const;

/** `kernel`: may use Normal and what is below it. `user`: memory of processes, which may lie anywhere. */
export type RequestKind = 'kernel' | 'user';

/**
 * The zone types that this kernel was built with, from the lowest: what the places of `protection:` stand for. Kernels
 * that print no empty zones are filled up to as many as that line has.
 */
export function zoneTypesOf(zones: readonly Zone[]): readonly string[] {
  const present = new Set(zones.map(({ name }) => name));
  const count = Math.max(0, ...zones.map(({ lowmemReservePages }) => lowmemReservePages?.length ?? 0));
  for (const name of OFTEN_LEFT_OUT) {
    if (present.size >= count) break;
    present.add(name);
  }
  return ALL_TYPES.filter((name) => present.has(name));
}

/** Index of the highest zone that a request may use. A type that the kernel does not have means Normal. */
export function highestZoneOf(types: readonly string[], kind: RequestKind): number {
  const normal = Math.max(0, types.indexOf('Normal'));
  if (kind === 'kernel') return normal;
  return Math.max(normal, types.indexOf('HighMem'), types.indexOf('Movable'));
}
