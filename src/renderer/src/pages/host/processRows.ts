import type { HostIdentity, ProcessSample } from '../../../../shared/model';

/** One process of the table, with its amounts in bytes and seconds. `null`: not reported. */
export interface ProcessRow {
  readonly process: ProcessSample;
  /** 1 for the process that the kernel scores highest; null where it gives no score, and for kernel threads. */
  readonly rank: number | null;
  readonly isKernelThread: boolean;
  readonly rssBytes: number | null;
  readonly rssParts: {
    readonly anonBytes: number;
    readonly fileBytes: number;
    readonly shmemBytes: number;
  } | null;
  readonly swapBytes: number | null;
  readonly cpuSeconds: number | null;
  readonly ageSeconds: number | null;
  /** `oom_score_adj`, or `oom_adj` on kernels that have only that. */
  readonly adj: number | null;
}

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

function times(amount: number | null, unit: number | null): number | null {
  return amount === null || unit === null ? null : amount * unit;
}

function over(amount: number | null, unit: number | null): number | null {
  return amount === null || unit === null ? null : amount / unit;
}

function rssPartsOf(process: ProcessSample, pageBytes: number | null): ProcessRow['rssParts'] {
  const anonBytes = times(process.rssAnonPages, pageBytes);
  const fileBytes = times(process.rssFilePages, pageBytes);
  const shmemBytes = times(process.rssShmemPages, pageBytes);
  if (anonBytes === null || fileBytes === null || shmemBytes === null) return null;
  return { anonBytes, fileBytes, shmemBytes };
}

function memoryPages(process: ProcessSample): number {
  return process.rssPages + (process.swapPages ?? 0);
}

/** The kernel's score decides; among equals more memory, then the lower pid, so that rows do not swap places. */
function byScore(a: ProcessSample, b: ProcessSample): number {
  return (b.oomScore ?? -1) - (a.oomScore ?? -1) || memoryPages(b) - memoryPages(a) || a.pid - b.pid;
}

/**
 * The rows of a sweep, best candidate of the kernel first.
 * @param identity for page size and tick rate; where it lacks them, what needs them is null
 * @param uptimeSeconds the host's uptime at the sweep, for ages
 */
export function processRowsOf(
  processes: readonly ProcessSample[],
  identity: Pick<HostIdentity, 'pageBytes' | 'ticksPerSecond'>,
  uptimeSeconds: number,
): readonly ProcessRow[] {
  const { pageBytes, ticksPerSecond } = identity;
  let ranked = 0;
  return [...processes].sort(byScore).map((process) => {
    const isThread = isKernelThread(process);
    const startSeconds = over(process.startTicks, ticksPerSecond);
    return {
      process,
      rank: isThread || process.oomScore === null ? null : ++ranked,
      isKernelThread: isThread,
      rssBytes: times(process.rssPages, pageBytes),
      rssParts: rssPartsOf(process, pageBytes),
      swapBytes: times(process.swapPages, pageBytes),
      cpuSeconds: over(process.cpuTicks, ticksPerSecond),
      ageSeconds: startSeconds === null ? null : Math.max(0, uptimeSeconds - startSeconds),
      adj: process.oomScoreAdj ?? process.oomAdj,
    };
  });
}

/** Whether this kernel has only the older scale: then the column is `oom_adj`, -17 to 15. */
export function hasOnlyOomAdj(processes: readonly ProcessSample[]): boolean {
  return (
    processes.some((process) => process.oomAdj !== null) &&
    processes.every((process) => process.oomScoreAdj === null)
  );
}

/**
 * How this kernel's `oom_score` reads. `points`: unbounded, from virtual size (before 2.6.36); `share`: 1000 is all of
 * RAM and swap (2.6.36 to 5.8); `signed`: shifted up by two thirds of 1000 (since 5.9). Vendors backport, so the
 * numbers themselves decide, not the version.
 */
export type ScoreScale = 'points' | 'share' | 'signed';

/** From here on an idle process at adj 0 must be on the `signed` scale: 666 there, 0 on the one before. */
const SIGNED_FLOOR = 600;

/** @returns null where too few processes stand at adj 0 to tell */
export function scoreScaleOf(processes: readonly ProcessSample[]): ScoreScale | null {
  if (hasOnlyOomAdj(processes)) return 'points';
  const atZero = processes.filter(
    (process) => process.oomScoreAdj === 0 && process.pid !== 1 && !isKernelThread(process),
  );
  const scores = atZero.flatMap((process) => (process.oomScore === null ? [] : [process.oomScore]));
  if (scores.length < 2) return null;
  // On the signed scale a 0 at adj 0 is a process that is exempt for another reason, so positive scores decide.
  const positive = scores.filter((score) => score > 0);
  return positive.length > 0 && positive.every((score) => score >= SIGNED_FLOOR) ? 'signed' : 'share';
}
