import type { HostRow } from '../../../../shared/model';
import { availableRatioOf } from './fleetOrder';

/**
 * A first look at how short of memory a host is, by MemAvailable alone. Cache is not counted as used, since the kernel
 * gives it back.
 */
export type MemoryLevel = 'enough' | 'low' | 'very-low';

const LOW_RATIO = 0.1;
const VERY_LOW_RATIO = 0.05;

/** Under 10 % available is low, under 5 % very low; what is not reported is not judged. */
export function memoryLevelOf(row: HostRow): MemoryLevel {
  const ratio = availableRatioOf(row);
  if (ratio === null || ratio >= LOW_RATIO) return 'enough';
  return ratio < VERY_LOW_RATIO ? 'very-low' : 'low';
}
