import type { HostIdentity, ProcessSample } from '../../../../shared/model';
import { isKernelThread } from '../../../../shared/oom/scoreScale';

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

/** Names a row for ever: by pid and start time, so that it does not pass to a pid's next owner. */
export function processId({ process }: ProcessRow): string {
  return `process-${String(process.pid)}-${String(process.startTicks ?? 0)}`;
}
