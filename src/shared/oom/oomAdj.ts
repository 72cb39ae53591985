import { isAtLeast, parseKernelRelease } from './kernelRelease';

/**
 * Between the two scales of the knob (fs/proc/base.c, include/uapi/linux/oom.h): `oom_adj` from -17 to 15, and since
 * 2.6.36 `oom_score_adj` from -1000 to 1000.
 */

const DISABLED_ADJ = -17;
const HIGHEST_ADJ = 15;
const HIGHEST_SCORE_ADJ = 1000;

/** How a kernel shows `oom_adj` for a value that was written to `oom_score_adj`. */
export type OomAdjReading =
  /** 2.6.36 to 3.6: both are stored; a write to the one computes the other. */
  | 'stored'
  /** From 3.7 on only `oom_score_adj` is stored; 942 to 999 read 16, which is no value of the scale. */
  | 'computed'
  /** 5.10 and later: the same, but never above 15. */
  | 'computed-clamped';

/** How a kernel shows it, by its version; the newest where there is none. */
export function oomAdjReadingOf(release: string | null): OomAdjReading {
  const version = parseKernelRelease(release);
  if (version === null || isAtLeast(version, 5, 10)) return 'computed-clamped';
  return isAtLeast(version, 3, 7) ? 'computed' : 'stored';
}

/**
 * What a write to `oom_adj` makes of `oom_score_adj` (oom_adj_write), 2.6.36 and later.
 *
 * @param oomAdj whole number from -17 to 15
 * @returns -1000 to 1000
 */
export function scoreAdjOfAdj(oomAdj: number): number {
  return oomAdj === HIGHEST_ADJ ? HIGHEST_SCORE_ADJ : truncated((oomAdj * HIGHEST_SCORE_ADJ) / -DISABLED_ADJ);
}

/**
 * What `oom_adj` reads after a write to `oom_score_adj` (oom_score_adj_write, oom_adj_read).
 *
 * @param oomScoreAdj whole number from -1000 to 1000
 * @returns -17 to 15; 16 for 942 to 999 where it is `computed`
 */
export function adjOfScoreAdj(oomScoreAdj: number, reading: OomAdjReading): number {
  if (reading === 'stored') {
    if (oomScoreAdj === -HIGHEST_SCORE_ADJ) return DISABLED_ADJ;
    return truncated((oomScoreAdj * HIGHEST_ADJ) / HIGHEST_SCORE_ADJ);
  }
  if (oomScoreAdj === HIGHEST_SCORE_ADJ) return HIGHEST_ADJ;
  const adj = truncated((oomScoreAdj * -DISABLED_ADJ) / HIGHEST_SCORE_ADJ);
  return reading === 'computed-clamped' ? Math.min(HIGHEST_ADJ, adj) : adj;
}

/** As C divides; never -0. */
function truncated(value: number): number {
  return Math.trunc(value) + 0;
}
