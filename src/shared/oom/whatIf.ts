import type { ProcessSample } from '../model';
import type { OomScope } from './scope';

/** What is tried out on one process; what is left out stays as it is. */
export interface ProcessChange {
  /** `oom_score_adj`, or `oom_adj` on kernels that have only that. */
  readonly adj?: number | undefined;
  /** RSS and swap together. */
  readonly sizeBytes?: number | undefined;
  /** As if it had ended. */
  readonly isGone?: boolean | undefined;
}

/** What is tried out, by {@link processKey}. */
export type ProcessChanges = ReadonlyMap<string, ProcessChange>;

/** Names one process for ever: a pid alone passes to another one. */
export function processKey({ pid, startTicks }: Pick<ProcessSample, 'pid' | 'startTicks'>): string {
  return `${String(pid)}-${String(startTicks ?? 0)}`;
}

/** The processes as they would be; those that do not change are the very same objects. */
export function withChanges(
  processes: readonly ProcessSample[],
  changes: ProcessChanges,
  pageBytes: number,
): readonly ProcessSample[] {
  if (changes.size === 0) return processes;
  return processes.flatMap((process) => {
    const change = changes.get(processKey(process));
    if (change === undefined) return process;
    return change.isGone === true ? [] : changed(process, change, pageBytes);
  });
}

function changed(
  process: ProcessSample,
  { adj, sizeBytes }: ProcessChange,
  pageBytes: number,
): ProcessSample {
  const knob =
    adj === undefined
      ? {}
      : process.oomScoreAdj === null && process.oomAdj !== null
        ? { oomAdj: adj }
        : { oomScoreAdj: adj };
  return { ...process, ...knob, ...(sizeBytes === undefined ? {} : sized(process, sizeBytes, pageBytes)) };
}

/** What is less comes off RSS first, then off swap; what is more is RSS. Virtual size goes along: old kernels count it. */
function sized(
  { rssPages, swapPages, vsizeBytes }: ProcessSample,
  sizeBytes: number,
  pageBytes: number,
): Pick<ProcessSample, 'rssPages' | 'swapPages' | 'vsizeBytes'> {
  const wantedPages = Math.max(0, Math.trunc(sizeBytes / pageBytes));
  const keptSwap = swapPages === null ? null : Math.min(swapPages, wantedPages);
  const newRssPages = wantedPages - (keptSwap ?? 0);
  return {
    rssPages: newRssPages,
    swapPages: keptSwap,
    vsizeBytes:
      vsizeBytes === null ? null : Math.max(pageBytes, vsizeBytes + (newRssPages - rssPages) * pageBytes),
  };
}

/** The scope with more memory and swap, or less where it is below 0; at least one page is left. */
export function withMemory(scope: OomScope, addedBytes: number): OomScope {
  if (addedBytes === 0) return scope;
  const totalPages = Math.max(1, scope.totalPages + Math.trunc(addedBytes / scope.pageBytes));
  return { ...scope, totalPages };
}
