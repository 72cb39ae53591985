import { performance } from 'node:perf_hooks';
import type { ChangeItem, Meminfo, ProcessSample } from '../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../src/shared/model';
import type { HostInspection } from '../../src/shared/change/inspection';
import { planOf } from '../../src/shared/change/plan';
import type { PlanHostInput, PlanInput } from '../../src/shared/change/planInput';
import { parseMeminfo } from '../../src/main/parse/meminfo';
import type { BenchResult } from './benchResult';

const HOSTS = 1_000;
const PROCESSES = 50;
const WARM_UP_ROUNDS = 3;
const ROUNDS = 11;
/** A person waits for it after a click: the answers of a thousand hosts take longer. */
const BUDGET_MS = 1_000;
const RAM_KIB = 16 * 2 ** 20;

/** A host of services of which one is large. No two runs differ. */
function processesOf(host: number): ProcessSample[] {
  return Array.from({ length: PROCESSES }, (_, index) => ({
    pid: index + 1,
    ppid: index === 0 ? 0 : 1,
    uid: index % 5 === 0 ? 0 : 1000 + (index % 7),
    user: null,
    comm: index === 0 ? 'systemd' : `service-${String(index)}`,
    commandLine: null,
    state: 'S',
    startTicks: 100 + index,
    nice: 0,
    cpuTicks: index,
    vsizeBytes: 2 ** 30,
    rssPages: ((host + index) * 7_919) % (index % 10 === 3 ? 500_000 : 20_000),
    rssAnonPages: null,
    rssFilePages: null,
    rssShmemPages: null,
    swapPages: (index * 31) % 500,
    pageTableBytes: 4096 * (index % 200),
    effectiveCapabilities: '0000000000000000',
    oomScore: 666,
    oomScoreAdj: index % 10 === 0 ? -200 : 0,
    oomAdj: null,
    cgroup: `/system.slice/service-${String(index)}.service`,
    memsAllowed: null,
  }));
}

function inspectionOf(processes: readonly ProcessSample[]): HostInspection {
  return {
    user: 'ops',
    uid: 1000,
    effectiveCapabilities: '0000000000000000',
    sudo: 'works',
    initSystem: 'systemd',
    processes: processes.map(({ pid, startTicks, comm, uid, user, cgroup, oomScore, oomScoreAdj }) => ({
      pid,
      startTicks: startTicks ?? 0,
      asciiComm: comm,
      comm,
      uid,
      user,
      threads: 4,
      cgroup,
      oomScore,
      oomScoreAdj,
      oomAdj: null,
    })),
    units: [],
  };
}

function hostOf(number: number, changedCount: number, memory: Meminfo): PlanHostInput {
  const id = `host-${String(number)}`;
  const processes = processesOf(number);
  const changed = processes.slice(1, 1 + changedCount);
  const items = changed.map(({ pid, startTicks }): ChangeItem => {
    return {
      kind: 'set-adj',
      hostId: id,
      pid,
      startTicks: startTicks ?? 0,
      adj: -500,
      scale: 'oom_score_adj',
    };
  });
  return {
    host: {
      id,
      name: id,
      sudo: 'passwordless',
      connection: {
        kind: 'ssh',
        host: id,
        port: 22,
        user: 'ops',
        authentication: { kind: 'auto' },
        allowsOldAlgorithms: false,
      },
    },
    address: `ops@${id}:22`,
    bootId: id,
    sample: {
      at: { uptimeSeconds: 1_000_000, wallClock: null },
      host: { ...UNKNOWN_IDENTITY, kernel: '6.12.0', pageBytes: 4096, cpus: 8, ticksPerSecond: 100 },
      memory,
      ages: {},
      settings: null,
      processes,
    },
    sampledAtMs: 0,
    grownPages: new Map(),
    inspection: inspectionOf(changed),
    unavailable: null,
    items,
  };
}

function medianMs(input: PlanInput): number {
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) planOf(input);
  const took = Array.from({ length: ROUNDS }, () => {
    const startMs = performance.now();
    planOf(input);
    return performance.now() - startMs;
  });
  return took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

/** A plan for a whole fleet with its effect on each ranking: one process of each host, and all services of each. */
export function benchPlan(): BenchResult[] {
  const memory = parseMeminfo(`MemTotal: ${String(RAM_KIB)} kB\nSwapTotal: 0 kB\nSwapFree: 0 kB\n`);
  if (!memory.ok) throw new Error('The text of the bench cannot be read.');
  const resultOf = (name: string, changedCount: number): BenchResult => {
    const ms = medianMs({
      id: 'plan',
      origin: { kind: 'selection' },
      nowMs: 0,
      expiresAtMs: 0,
      program: '',
      hosts: Array.from({ length: HOSTS }, (_, number) => hostOf(number, changedCount, memory.value)),
    });
    return { name, value: Math.round(ms * 10) / 10, unit: 'ms', ratio: ms / BUDGET_MS, ratioOf: 'budget' };
  };
  return [resultOf('plan', 1), resultOf('plan-all-services', PROCESSES - 1)];
}
