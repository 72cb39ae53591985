import { performance } from 'node:perf_hooks';
import type { ProcessSample } from '../../src/shared/model';
import { rankIn, type OomHost } from '../../src/shared/oom/ranking';
import { processKey, withChanges } from '../../src/shared/oom/whatIf';
import type { BenchResult } from './benchResult';

const PROCESSES = 10_000;
const WARM_UP_ROUNDS = 20;
const ROUNDS = 51;
const RANK_BUDGET_MS = 5;
/** One frame of a screen at 60 Hz: a slider is to follow the hand. */
const WHAT_IF_BUDGET_MS = 16;

const HOST: OomHost = {
  identity: { kernel: '6.12.0', pageBytes: 4096, cpus: 16, ticksPerSecond: 100 },
  memory: { memTotalBytes: 256 * 2 ** 30, swapTotalBytes: 8 * 2 ** 30 },
  uptimeSeconds: 1_000_000,
};
const SCOPE = { totalPages: (264 * 2 ** 30) / 4096, pageBytes: 4096 };

/** A large machine: most processes small, a few huge, adj on every tenth. No two runs differ. */
function crowd(): ProcessSample[] {
  return Array.from({ length: PROCESSES }, (_, index) => ({
    pid: index + 2,
    ppid: 1,
    uid: 1000,
    user: null,
    comm: `worker-${String(index % 97)}`,
    commandLine: null,
    state: 'S',
    startTicks: index,
    nice: 0,
    cpuTicks: index,
    vsizeBytes: 2 ** 30,
    rssPages: (index * 7_919) % (index % 100 === 0 ? 500_000 : 5_000),
    rssAnonPages: null,
    rssFilePages: null,
    rssShmemPages: null,
    swapPages: (index * 31) % 500,
    pageTableBytes: 4096 * (index % 200),
    effectiveCapabilities: '0000000000000000',
    oomScore: 666,
    oomScoreAdj: index % 10 === 0 ? (index % 400) - 200 : 0,
    oomAdj: null,
    cgroup: null,
    memsAllowed: null,
  }));
}

/** After a few runs that the compiler learns from. */
function medianMs(run: (round: number) => void): number {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) run(round);
  const took = Array.from({ length: ROUNDS }, (_, round) => {
    const startMs = performance.now();
    run(round);
    return performance.now() - startMs;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

function result(name: string, ms: number, budgetMs: number): BenchResult {
  return { name, value: Math.round(ms * 100) / 100, unit: 'ms', ratio: ms / budgetMs, ratioOf: 'budget' };
}

/** Ranking 10,000 processes, and ranking them again after a change of adj, as each move of the slider does. */
export function benchRanking(): BenchResult[] {
  const processes = crowd();
  const key = processKey({ pid: 5_000, startTicks: 4_998 });
  const rankMs = medianMs(() => void rankIn(processes, HOST, SCOPE));
  const whatIfMs = medianMs(
    (round) => void rankIn(withChanges(processes, new Map([[key, { adj: round * 10 }]]), 4096), HOST, SCOPE),
  );
  return [result('rank-10k', rankMs, RANK_BUDGET_MS), result('what-if-10k', whatIfMs, WHAT_IF_BUDGET_MS)];
}
