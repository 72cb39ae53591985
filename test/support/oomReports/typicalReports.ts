import type { DescribedTask, ReportDescription } from './reportDescription';

const NAMES = [
  'systemd-journal',
  'sshd',
  'java',
  'postgres',
  'nginx',
  'php-fpm8.2',
  'Web Content',
  'redis-server',
];

/** A row of a server's table; no two runs differ. */
function typicalTask(at: number): DescribedTask {
  return {
    pid: 400 + at * 3,
    tgid: 400 + at * 3,
    uid: at % 5 === 0 ? 0 : 1000 + (at % 7),
    comm: NAMES[at % NAMES.length] ?? 'sh',
    totalVmPages: 4000 + ((at * 7919) % 900_000),
    rssAnonPages: 100 + ((at * 5881) % 60_000),
    rssFilePages: 200 + ((at * 31) % 2_000),
    rssShmemPages: (at * 13) % 300,
    pageTablePages: 10 + ((at * 17) % 400),
    swapPages: (at * 101) % 9_000,
    oomScoreAdj: at % 10 === 0 ? -1000 : 0,
    oomAdj: 0,
  };
}

/** The report of a machine of one node that ran out of memory, with as many tasks; the last one dies. */
export function largeReport(taskCount: number): ReportDescription {
  const tasks = Array.from({ length: taskCount }, (_, at) => typicalTask(at));
  const victim = tasks.at(-1) ?? typicalTask(0);
  const reserve = [0, 1895, 7890, 7890, 7890];
  return {
    seed: 1,
    bootSeconds: 81_399.968234,
    architecture: 'x86_64',
    pageKb: 4,
    invoker: victim,
    gfpMask: 0x140cca,
    gfpNames: ['GFP_HIGHUSER_MOVABLE', '__GFP_COMP'],
    order: 0,
    cpuset: '/',
    memsAllowed: '0',
    nodemask: null,
    isNuma: true,
    zones: ['DMA', 'DMA32', 'Normal'].map((name, at) => ({
      node: 0,
      name,
      freeKb: 900 * (at + 1),
      minKb: 1000 * (at + 1),
      lowmemReservePages: reserve.map((pages, to) => (to > at ? pages : 0)),
      freeBlocks: [9, 5, 2, 1, 3, 2, 1, 0, 0, 0, 0],
    })),
    orders: 11,
    ramPages: 2_097_022,
    highMemPages: 0,
    reservedPages: 67_366,
    swapTotalKb: 2_097_148,
    swapFreeKb: 0,
    cgroup: null,
    slabs: [],
    tasks,
    ending: {
      kind: 'kill',
      victim,
      sacrificedFor: null,
      score: 957,
      group: [],
      isReaped: true,
      isAllocatingTask: false,
    },
  };
}
