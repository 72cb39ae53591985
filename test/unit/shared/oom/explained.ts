import type { Message, ProcessSample } from '../../../../src/shared/model';
import { whyOf } from '../../../../src/shared/oom/explain';
import { rankIn } from '../../../../src/shared/oom/ranking';

/** What is said of one process on a machine of 100,000 pages. */
export function explainedIn(kernel: string, processes: readonly ProcessSample[], pid: number): Message[] {
  const host = {
    identity: { kernel, pageBytes: 4096, cpus: 1, ticksPerSecond: 100 },
    memory: null,
    uptimeSeconds: 1_000,
  };
  const ranking = rankIn(processes, host, { totalPages: 100_000, pageBytes: 4096 });
  return whyOf(
    ranking,
    ranking.candidates.findIndex(({ process }) => process.pid === pid),
  );
}
