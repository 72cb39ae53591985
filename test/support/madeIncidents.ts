import type { FoundIncident } from '../../src/main/incidents/foundIncident';
import type { Incident, IncidentKill, IncidentTask, Sign } from '../../src/shared/model';

/** A process that died, with 40 MiB resident and 100 KiB of page tables. */
export function killOf(pid: number, changes: Partial<IncidentKill> = {}): IncidentKill {
  return {
    pid,
    comm: 'java',
    uid: 1000,
    score: null,
    totalVmBytes: 64 * 1024 ** 2,
    anonRssBytes: 38 * 1024 ** 2,
    fileRssBytes: 2 * 1024 ** 2,
    shmemRssBytes: 0,
    pageTableBytes: 100 * 1024,
    oomScoreAdj: 0,
    chosen: null,
    lines: { first: 3, last: 3 },
    ...changes,
  };
}

export function taskOf(pid: number): IncidentTask {
  return {
    pid,
    tgid: pid,
    uid: 1000,
    comm: `worker "${String(pid)}"`,
    totalVmPages: 16_384,
    rssPages: 10_240,
    rssAnonPages: null,
    rssFilePages: null,
    rssShmemPages: null,
    pageTableBytes: 102_400,
    pageTablePages: null,
    swapPages: 0,
    oomScoreAdj: 0,
    oomAdj: null,
  };
}

/** A short report of one kill on a host that ran out of memory. */
export function incidentOf(id: string, changes: Partial<Incident> = {}): Incident {
  return {
    id,
    kernel: '6.1.0-49-amd64',
    pageBytes: null,
    at: { bootSeconds: 100.5, wallClock: null },
    hostname: null,
    trigger: {
      comm: 'nginx',
      pid: 7,
      gfpMask: '0x140cca',
      gfpFlags: ['GFP_HIGHUSER_MOVABLE'],
      order: 0,
      oomScoreAdj: 0,
      oomAdj: null,
    },
    constraint: 'none',
    cpuset: '/',
    memsAllowed: '0',
    nodemask: null,
    cgroup: null,
    zones: [],
    nodes: [],
    memory: {
      ramPages: null,
      highMemPages: null,
      reservedPages: null,
      swapTotalBytes: null,
      swapFreeBytes: null,
      pageCachePages: null,
      swapCachePages: null,
      totalsPages: {},
    },
    slabs: [],
    tasks: [taskOf(42)],
    selected: null,
    kills: [killOf(42)],
    reaped: [],
    outcome: 'killed',
    panic: false,
    panicOnOom: null,
    killsAllocatingTask: false,
    oomGroup: null,
    callTrace: [],
    complete: true,
    missing: [],
    parts: [],
    copies: 1,
    lines: { first: 1, last: 3 },
    ...changes,
  };
}

export function signOf(bootSeconds: number, changes: Partial<Sign> = {}): Sign {
  return {
    kind: 'allocation-failure',
    at: { bootSeconds, wallClock: null },
    hostname: null,
    comm: 'kworker/0:1',
    pid: 9,
    order: 4,
    gfpMask: '0x40cc0',
    gfpFlags: ['GFP_KERNEL', '__GFP_COMP'],
    cgroup: null,
    count: 1,
    stallSeconds: null,
    lines: { first: 1, last: 1 },
    ...changes,
  };
}

/** A report as it comes from the log of a host (or from a file, where `hostId` is null). */
export function foundOf(
  incident: Incident,
  origin: Partial<FoundIncident['origin']> = {},
  text: string | null = 'first line\nsecond line\nthird line',
): FoundIncident {
  return {
    incident,
    text,
    isTextCut: false,
    origin: {
      hostId: 'web',
      hostName: 'web-01',
      source: { kind: 'host-log', name: 'journalctl' },
      isDemo: false,
      happenedAtMs: 1_000_000,
      readAtMs: 2_000_000,
      hostPageBytes: 4096,
      ...origin,
    },
  };
}

/** The same from a dropped file. */
export function foundInFile(incident: Incident, fileName = 'kern.log'): FoundIncident {
  return foundOf(incident, {
    hostId: null,
    hostName: fileName,
    source: { kind: 'import', fileName },
    happenedAtMs: null,
    hostPageBytes: null,
  });
}
