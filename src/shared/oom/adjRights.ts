import type { Message, ProcessSample } from '../model';
import { message } from '../model';
import { isAtLeast, parseKernelRelease } from './kernelRelease';

/** Values that a kernel takes. */
export interface AdjRange {
  readonly min: number;
  readonly max: number;
  /** The file that is written: a process without `oom_score_adj` has only the older one. */
  readonly file: 'oom_score_adj' | 'oom_adj';
}

/** The range of a process's knob (include/uapi/linux/oom.h; before 2.6.18 there was no -17). */
export function adjRangeOf(process: ProcessSample, release: string | null): AdjRange {
  if (process.oomScoreAdj !== null || process.oomAdj === null)
    return { min: -1000, max: 1000, file: 'oom_score_adj' };
  const version = parseKernelRelease(release);
  const isOldest = version !== null && !isAtLeast(version, 2, 6, 18);
  return { min: isOldest ? -16 : -17, max: 15, file: 'oom_adj' };
}

/**
 * What right a write needs (oom_score_adj_write, oom_adj_write in fs/proc/base.c). Raising is free to the owner; lowering
 * below the lowest value that a privileged writer set (`oom_score_adj_min`, which /proc does not show) needs
 * CAP_SYS_RESOURCE; `oom_adj` compares with the value that stands there.
 *
 * @returns null where nothing would change
 */
export function rightToWrite(process: ProcessSample, adj: number, release: string | null): Message | null {
  const before = process.oomScoreAdj ?? process.oomAdj;
  if (before === null || adj === before) return null;
  const { file } = adjRangeOf(process, release);
  const version = parseKernelRelease(release);
  if (version !== null && !isAtLeast(version, 2, 6, 18)) return message('adj.right.always');
  if (adj > before) return message('adj.right.owner');
  const comparesWithCurrent = file === 'oom_adj' || (version !== null && !isAtLeast(version, 2, 6, 38));
  return message(comparesWithCurrent ? 'adj.right.capability' : 'adj.right.capability-below-minimum');
}
