import type { ProcessSample } from '../model';

/**
 * How this kernel's `oom_score` reads. `points`: unbounded, from virtual size (before 2.6.36); `share`: 1000 is all of
 * RAM and swap (2.6.36 to 5.8); `signed`: shifted up by two thirds of 1000 (since 5.9). Vendors backport, so the
 * numbers themselves decide, not the version.
 */
export type ScoreScale = 'points' | 'share' | 'signed';

/** From here on an idle process at adj 0 must be on the `signed` scale: 666 there, 0 on the one before. */
const SIGNED_FLOOR = 600;

/**
 * Whether a process is a thread of the kernel: it has no address space at all. A zombie has none either. Where the
 * kernel's `stat` was not read, only kthreadd and its children are known for certain.
 */
export function isKernelThread(process: ProcessSample): boolean {
  if (process.rssPages > 0 || (process.swapPages ?? 0) > 0) return false;
  if (process.vsizeBytes !== null) {
    return process.vsizeBytes === 0 && process.state !== 'Z' && process.state !== 'X' && process.pid !== 1;
  }
  return (process.pid === 2 && process.comm === 'kthreadd') || process.ppid === 2;
}

/** Whether this kernel has only the older scale, `oom_adj` from -17 to 15 (before 2.6.36). */
export function hasOnlyOomAdj(processes: readonly ProcessSample[]): boolean {
  return (
    processes.some((process) => process.oomAdj !== null) &&
    processes.every((process) => process.oomScoreAdj === null)
  );
}

/** @returns null where too few processes stand at adj 0 to tell */
export function scoreScaleOf(processes: readonly ProcessSample[]): ScoreScale | null {
  if (hasOnlyOomAdj(processes)) return 'points';
  let scored = 0;
  let positive = 0;
  let lowest = SIGNED_FLOOR;
  for (const process of processes) {
    const { oomScore } = process;
    if (oomScore === null || process.oomScoreAdj !== 0 || process.pid === 1 || isKernelThread(process))
      continue;
    scored += 1;
    // On the signed scale a 0 at adj 0 is a process that is exempt for another reason, so positive scores decide.
    if (oomScore === 0) continue;
    positive += 1;
    lowest = Math.min(lowest, oomScore);
  }
  if (scored < 2) return null;
  return positive > 0 && lowest >= SIGNED_FLOOR ? 'signed' : 'share';
}
