import type { HostWideSample, Meminfo, ProcessSample } from '../../../../src/shared/model';
import { UNKNOWN_IDENTITY } from '../../../../src/shared/model';
import { parseMeminfo } from '../../../../src/main/parse/meminfo';

/** A process of which only what the table needs is known. */
export function processOf(pid: number, changes: Partial<ProcessSample> = {}): ProcessSample {
  return {
    pid,
    ppid: 1,
    uid: 1000,
    user: null,
    comm: `task-${String(pid)}`,
    commandLine: null,
    state: 'S',
    startTicks: 1000,
    nice: 0,
    cpuTicks: 250,
    vsizeBytes: 1_000_000,
    rssPages: 100,
    rssAnonPages: 60,
    rssFilePages: 30,
    rssShmemPages: 10,
    swapPages: 0,
    pageTableBytes: 40_960,
    effectiveCapabilities: null,
    oomScore: 670,
    oomScoreAdj: 0,
    oomAdj: null,
    cgroup: '/system.slice',
    memsAllowed: null,
    ...changes,
  };
}

/** What `/proc/meminfo` with these lines says. */
export function meminfoOf(lines: readonly string[]): Meminfo {
  const result = parseMeminfo(`${lines.join('\n')}\n`);
  if (!result.ok) throw new Error(result.problem.expected);
  return result.value;
}

export const MEMINFO_LINES = [
  'MemTotal:        1048576 kB',
  'MemFree:          104858 kB',
  'MemAvailable:     524288 kB',
  'Buffers:            1024 kB',
  'Cached:           204800 kB',
  'AnonPages:        409600 kB',
  'Shmem:              2048 kB',
  'Slab:              51200 kB',
  'SReclaimable:      20480 kB',
  'SwapTotal:        524288 kB',
  'SwapFree:         262144 kB',
] as const;

export function sampleOf(changes: Partial<HostWideSample> = {}): HostWideSample {
  return {
    at: { uptimeSeconds: 3600, wallClock: null },
    host: { ...UNKNOWN_IDENTITY, pageBytes: 4096, ticksPerSecond: 100 },
    memory: meminfoOf(MEMINFO_LINES),
    zones: [],
    nodes: [],
    buddy: [],
    migrateTypes: [],
    vmstat: { oom_kill: 2 },
    pressure: null,
    cgroups: [],
    settings: null,
    ages: {},
    missing: [],
    ...changes,
  };
}
