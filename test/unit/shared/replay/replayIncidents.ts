import type { Incident, IncidentKill, IncidentTask, IncidentZone } from '../../../../src/shared/model';

/** A global shortage of a 6.1 kernel on a machine of 84,851 pages without swap, of which nothing else is known. */
export function incidentWith(wanted: Partial<Incident> = {}): Incident {
  return {
    id: 'incident',
    kernel: '6.1.0-50-amd64',
    pageBytes: 4096,
    at: { bootSeconds: 6, wallClock: null },
    hostname: null,
    trigger: null,
    constraint: 'none',
    cpuset: null,
    memsAllowed: null,
    nodemask: null,
    cgroup: null,
    zones: [],
    nodes: [],
    memory: memoryWith({ ramPages: 98_174, reservedPages: 13_323, swapTotalBytes: 0, swapFreeBytes: 0 }),
    slabs: [],
    tasks: [],
    selected: null,
    kills: [],
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
    lines: { first: 1, last: 2 },
    ...wanted,
  };
}

export function memoryWith(wanted: Partial<Incident['memory']>): Incident['memory'] {
  return {
    ramPages: null,
    highMemPages: null,
    reservedPages: null,
    swapTotalBytes: null,
    swapFreeBytes: null,
    pageCachePages: null,
    swapCachePages: null,
    totalsPages: {},
    ...wanted,
  };
}

/** A kill line that says no more than who. */
export function killOf(pid: number, wanted: Partial<IncidentKill> = {}): IncidentKill {
  return {
    pid,
    comm: null,
    uid: null,
    score: null,
    totalVmBytes: null,
    anonRssBytes: null,
    fileRssBytes: null,
    shmemRssBytes: null,
    pageTableBytes: null,
    oomScoreAdj: null,
    chosen: null,
    lines: { first: 2, last: 2 },
    ...wanted,
  };
}

export function zoneWith(wanted: Partial<IncidentZone>): IncidentZone {
  return {
    node: 0,
    name: 'Normal',
    freeBytes: null,
    minBytes: null,
    lowBytes: null,
    highBytes: null,
    boostBytes: null,
    presentBytes: null,
    managedBytes: null,
    lowmemReservePages: null,
    freeBlocks: null,
    freeBlockTypes: null,
    otherBytes: {},
    isAllUnreclaimable: null,
    ...wanted,
  };
}

/** A cgroup at its limit. */
export function cgroupWith(
  wanted: Partial<NonNullable<Incident['cgroup']>>,
): NonNullable<Incident['cgroup']> {
  return {
    path: '/app',
    taskPath: '/app',
    usageBytes: null,
    limitBytes: null,
    failCount: null,
    swap: null,
    memorySwap: null,
    kmem: null,
    stats: null,
    ...wanted,
  };
}

/** The rows of a table as kernels print it: the header names the columns, the name is the rest of the line. */
export function tasksOf(header: string, rows: readonly string[]): IncidentTask[] {
  const columns = header.split(/ +/);
  return rows.map((row) => {
    const words = row.split(/ +/);
    const valueOf = (column: string): number | null => {
      const place = columns.indexOf(column);
      return place === -1 ? null : Number(words[place]);
    };
    const directories = valueOf('nr_pmds') ?? 0;
    const tables = valueOf('nr_ptes');
    return {
      pid: Number(words[0]),
      tgid: valueOf('tgid'),
      uid: valueOf('uid'),
      comm: words.slice(columns.length - 1).join(' '),
      totalVmPages: valueOf('total_vm'),
      rssPages: valueOf('rss'),
      rssAnonPages: valueOf('rss_anon'),
      rssFilePages: valueOf('rss_file'),
      rssShmemPages: valueOf('rss_shmem'),
      pageTableBytes: valueOf('pgtables_bytes'),
      pageTablePages: tables === null ? null : tables + directories,
      swapPages: valueOf('swapents'),
      oomScoreAdj: valueOf('oom_score_adj'),
      oomAdj: valueOf('oom_adj'),
    };
  });
}

/** The header lines of facts, without brackets. */
export const HEADERS = {
  '2.6.30': 'pid uid tgid total_vm rss cpu oom_adj name',
  '2.6.36': 'pid uid tgid total_vm rss cpu oom_adj oom_score_adj name',
  '3.6': 'pid uid tgid total_vm rss nr_ptes swapents oom_score_adj name',
  '4.0': 'pid uid tgid total_vm rss nr_ptes nr_pmds swapents oom_score_adj name',
  '4.15': 'pid uid tgid total_vm rss pgtables_bytes swapents oom_score_adj name',
  '6.8': 'pid uid tgid total_vm rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name',
} as const;

/** One process that the table tells apart by what is given; the rest is nothing. */
export function taskWith(wanted: Partial<IncidentTask> & { readonly pid: number }): IncidentTask {
  return {
    tgid: wanted.pid,
    uid: 1000,
    comm: `p${String(wanted.pid)}`,
    totalVmPages: 10_000,
    rssPages: 100,
    rssAnonPages: null,
    rssFilePages: null,
    rssShmemPages: null,
    pageTableBytes: 0,
    pageTablePages: null,
    swapPages: 0,
    oomScoreAdj: 0,
    oomAdj: null,
    ...wanted,
  };
}

/** A real one: Debian 6.1, no swap; a browser's process with adj 800 dies for a burst that is protected with -900. */
export const ADJ_VICTIM = incidentWith({
  tasks: tasksOf(HEADERS['4.15'], [
    '97 0 97 528 427 45056 0 -1000 sshd',
    '100 70 100 30992 30850 282624 0 -600 database',
    '109 1001 109 15768 15541 159744 0 0 java',
    '122 1000 122 3344 3199 61440 0 800 Isolated Web Co',
    '125 1000 125 1808 1681 49152 0 500 spare',
    '137 0 137 18896 18708 188416 0 -900 burst',
  ]),
  kills: [killOf(122, { comm: 'Isolated Web Co', oomScoreAdj: 800 })],
});

/** A real one: Debian 6.1, told to kill whoever asks. */
export const ALLOCATING_TASK = incidentWith({
  tasks: tasksOf(HEADERS['4.15'], [
    '97 0 97 528 427 45056 0 -1000 sshd',
    '141 1003 141 32784 32635 303104 0 0 bigcache',
    '148 1004 148 14416 14286 155648 0 0 logger',
  ]),
  kills: [killOf(148, { comm: 'logger', oomScoreAdj: 0 })],
  killsAllocatingTask: true,
});
