import type { ProcessSample } from '../model';

/** Wanted values of the knob by {@link processKey}: `oom_score_adj`, or `oom_adj` on kernels that have only that. */
export type AdjChanges = ReadonlyMap<string, number>;

/** Names one process for ever: a pid alone passes to another one. */
export function processKey({ pid, startTicks }: Pick<ProcessSample, 'pid' | 'startTicks'>): string {
  return `${String(pid)}-${String(startTicks ?? 0)}`;
}

/** The processes as they would be with other values of the knob; those that do not change are the very same objects. */
export function withAdj(processes: readonly ProcessSample[], changes: AdjChanges): readonly ProcessSample[] {
  if (changes.size === 0) return processes;
  return processes.map((process) => {
    const adj = changes.get(processKey(process));
    if (adj === undefined) return process;
    return process.oomScoreAdj === null && process.oomAdj !== null
      ? { ...process, oomAdj: adj }
      : { ...process, oomScoreAdj: adj };
  });
}
