import {
  ZONE_2_6_32,
  ZONE_3_10,
  ZONE_4_4,
  ZONE_4_9,
  ZONE_4_15,
  ZONE_5_8,
  ZONE_5_9,
  ZONE_5_14,
  ZONE_5_17,
  ZONE_6_18,
  NODE_4_9,
  NODE_5_8,
  NODE_5_9,
  NODE_5_14,
  NODE_6_1,
  NODE_6_18,
  TOTALS_2_6_24,
  TOTALS_2_6_30,
  TOTALS_2_6_32,
  TOTALS_3_10,
  TOTALS_4_4,
  TOTALS_5_8,
  TOTALS_5_14,
  TOTALS_6_1,
  TASKS_2_6_30,
  TASKS_2_6_36,
  TASKS_3_6,
  TASKS_4_0,
  TASKS_4_15,
  TASKS_6_8,
  words,
} from './printedFields';

/**
 * How each kernel prints an OOM report, as data: a first row and what every later release changed
 * (mm/oom_kill.c, mm/page_alloc.c, lib/show_mem.c, mm/memcontrol.c, lib/dump_stack.c). Made after the facts about
 * kernels, not after the reader: the reader is tested with it.
 */
export interface Generation {
  readonly name: string;
  /** `uname -r` of such a kernel. */
  readonly release: string;
  readonly invoker:
    'mask' | 'mask-order' | 'oomkilladj' | 'oom_adj' | 'both-adj' | 'adj' | 'names' | 'nodemask';
  /** The line `COMM cpuset=/ mems_allowed=0`. */
  readonly hasCpusetLine: boolean;
  /** The first line of the stack dump, where it has one. */
  readonly stackHeader: 'none' | 'pid' | 'cpu' | 'uid';
  readonly memInfoTitle: string | null;
  readonly perCpu: 'low-high' | 'high-used' | 'hot-cold' | 'hi-btch' | null;
  /** `Free pages: NkB (NkB HighMem)`. */
  readonly hasFreePagesLine: boolean;
  /** The totals, a line each. */
  readonly totals: readonly (readonly string[])[];
  /** Totals are one record of several lines. */
  readonly isTotalsOneRecord: boolean;
  readonly zoneFields: readonly string[];
  readonly hasZonePagesScanned: boolean;
  readonly isZoneUnreclaimablePrinted: boolean;
  readonly reserveName: 'protections' | 'lowmem_reserve';
  readonly nodeFields: readonly string[] | null;
  readonly hasNodePagesScanned: boolean;
  /** Huge page amounts of the node line have a blank before the number. */
  readonly isThpSpaced: boolean;
  readonly hasBuddyLetters: boolean;
  readonly hasHugepagesLine: boolean;
  readonly swap: 'cache-only' | 'cache-and-totals' | 'cache-totals-again' | 'stats' | 'no-stats';
  readonly footer: 'none' | 'pages-of-ram' | 'shared' | 'movable-only';
  readonly hasSlabInfo: boolean;
  readonly tableTitle: boolean;
  readonly taskColumns: readonly string[] | null;
  readonly cgroup: 'none' | 'with-mem-info' | 'task-in' | 'usage-only' | 'v2-names';
  readonly hasKmem: boolean;
  readonly hasConstraintLine: boolean;
  readonly kill:
    'dot' | 'children' | 'a-child' | 'vsz' | 'sacrifice' | 'rhel6' | 'el7' | 'one-line' | 'one-line-uid';
  readonly hasShmemRss: boolean;
  readonly hasReaper: boolean;
  readonly hasGroupKill: boolean;
  readonly panic: 'old' | 'system-wide';
  readonly hasDeadlockPanic: boolean;
  readonly trace: 'bracketed' | 'plain';
}

const FIRST: Generation = {
  name: '2.6.9',
  release: '2.6.9-42.EL',
  invoker: 'mask',
  hasCpusetLine: false,
  stackHeader: 'none',
  memInfoTitle: null,
  perCpu: 'low-high',
  hasFreePagesLine: true,
  totals: [['Active', 'inactive', 'dirty', 'writeback', 'unstable', 'free', 'slab', 'mapped', 'pagetables']],
  isTotalsOneRecord: false,
  zoneFields: ['free', 'min', 'low', 'high', 'active', 'inactive', 'present'],
  hasZonePagesScanned: false,
  isZoneUnreclaimablePrinted: false,
  reserveName: 'protections',
  nodeFields: null,
  hasNodePagesScanned: false,
  isThpSpaced: false,
  hasBuddyLetters: false,
  hasHugepagesLine: false,
  swap: 'cache-only',
  footer: 'none',
  hasSlabInfo: false,
  tableTitle: false,
  taskColumns: null,
  cgroup: 'none',
  hasKmem: false,
  hasConstraintLine: false,
  kill: 'dot',
  hasShmemRss: false,
  hasReaper: false,
  hasGroupKill: false,
  panic: 'old',
  hasDeadlockPanic: false,
  trace: 'bracketed',
};

type Change = Partial<Generation> & { readonly name: string; readonly release: string };

/** What each release changed against the row above. */
const CHANGES: readonly Change[] = [
  {
    name: '2.6.11',
    release: '2.6.11.12',
    hasZonePagesScanned: true,
    isZoneUnreclaimablePrinted: true,
    reserveName: 'lowmem_reserve',
    swap: 'cache-and-totals',
  },
  {
    name: '2.6.18',
    release: '2.6.18-8.el5',
    invoker: 'mask-order',
    memInfoTitle: 'Mem-info:',
    perCpu: 'high-used',
    swap: 'cache-totals-again',
    footer: 'pages-of-ram',
    kill: 'children',
  },
  {
    name: '2.6.24',
    release: '2.6.24-24-server',
    invoker: 'oomkilladj',
    stackHeader: 'pid',
    perCpu: 'hot-cold',
    hasFreePagesLine: false,
    totals: TOTALS_2_6_24,
    kill: 'a-child',
  },
  {
    name: '2.6.30',
    release: '2.6.30.9',
    hasCpusetLine: true,
    memInfoTitle: 'Mem-Info:',
    perCpu: 'hi-btch',
    totals: TOTALS_2_6_30,
    zoneFields: words(
      'free min low high active_anon inactive_anon active_file inactive_file unevictable present',
    ),
    swap: 'stats',
    footer: 'shared',
    taskColumns: TASKS_2_6_30,
  },
  {
    name: '2.6.32',
    release: '2.6.32-71.el6.x86_64',
    invoker: 'oom_adj',
    totals: TOTALS_2_6_32,
    zoneFields: ZONE_2_6_32,
    cgroup: 'with-mem-info',
  },
  { name: '2.6.34', release: '2.6.34.10', kill: 'vsz' },
  {
    name: '2.6.36',
    release: '2.6.36.4',
    invoker: 'both-adj',
    taskColumns: TASKS_2_6_36,
    kill: 'sacrifice',
    panic: 'system-wide',
  },
  { name: 'rhel6', release: '2.6.32-754.el6.x86_64', kill: 'rhel6' },
  { name: '3.4', release: '3.4.113', kill: 'sacrifice' },
  { name: '3.6', release: '3.6.11', taskColumns: TASKS_3_6 },
  {
    name: '3.10',
    release: '3.10.108',
    invoker: 'adj',
    stackHeader: 'cpu',
    totals: TOTALS_3_10,
    zoneFields: ZONE_3_10,
    hasBuddyLetters: true,
    hasHugepagesLine: true,
    cgroup: 'task-in',
    hasKmem: true,
  },
  {
    name: 'el7',
    release: '3.10.0-1160.el7.x86_64',
    totals: TOTALS_4_4,
    isTotalsOneRecord: true,
    perCpu: null,
    zoneFields: ZONE_4_4,
    footer: 'movable-only',
    kill: 'el7',
    hasShmemRss: true,
  },
  {
    name: '3.16',
    release: '3.16.0-4-amd64',
    totals: TOTALS_3_10,
    isTotalsOneRecord: false,
    perCpu: 'hi-btch',
    zoneFields: ZONE_3_10,
    kill: 'sacrifice',
    hasShmemRss: false,
  },
  { name: '3.19', release: '3.19.8-100.fc20.x86_64' },
  { name: '4.0', release: '4.0.9', perCpu: null, taskColumns: TASKS_4_0 },
  {
    name: '4.4',
    release: '4.4.0-210-generic',
    totals: TOTALS_4_4,
    isTotalsOneRecord: true,
    zoneFields: ZONE_4_4,
  },
  { name: '4.7', release: '4.7.10', invoker: 'names', hasShmemRss: true, hasReaper: true },
  {
    name: '4.9',
    release: '4.9.0-19-amd64',
    invoker: 'nodemask',
    zoneFields: ZONE_4_9,
    hasZonePagesScanned: false,
    isZoneUnreclaimablePrinted: false,
    nodeFields: NODE_4_9,
    hasNodePagesScanned: true,
    isThpSpaced: true,
    trace: 'plain',
  },
  {
    name: '4.15',
    release: '4.15.0-213-generic',
    zoneFields: ZONE_4_15,
    hasNodePagesScanned: false,
    hasSlabInfo: true,
    taskColumns: TASKS_4_15,
  },
  { name: '4.19', release: '4.19.0-27-amd64', tableTitle: true, hasGroupKill: true, hasDeadlockPanic: true },
  { name: 'el8', release: '4.18.0-147.el8.x86_64', tableTitle: false, kill: 'one-line' },
  {
    name: '5.0',
    release: '5.0.21',
    tableTitle: true,
    invoker: 'names',
    hasCpusetLine: false,
    cgroup: 'usage-only',
    hasConstraintLine: true,
    kill: 'sacrifice',
  },
  { name: '5.1', release: '5.1.21', kill: 'one-line' },
  { name: '5.3', release: '5.3.0-76-generic', cgroup: 'v2-names' },
  { name: '5.4', release: '5.4.0-182-generic', kill: 'one-line-uid' },
  { name: '5.8', release: '5.8.18', totals: TOTALS_5_8, zoneFields: ZONE_5_8, nodeFields: NODE_5_8 },
  { name: '5.9', release: '5.9.16', zoneFields: ZONE_5_9, nodeFields: NODE_5_9 },
  {
    name: '5.14',
    release: '5.14.0-427.el9.x86_64',
    totals: TOTALS_5_14,
    zoneFields: ZONE_5_14,
    nodeFields: NODE_5_14,
  },
  { name: '5.17', release: '5.17.15', zoneFields: ZONE_5_17 },
  { name: '6.1', release: '6.1.0-50-amd64', totals: TOTALS_6_1, nodeFields: NODE_6_1, swap: 'no-stats' },
  { name: '6.8', release: '6.8.0-45-generic', isThpSpaced: false, taskColumns: TASKS_6_8 },
  { name: '6.11', release: '6.11.10', stackHeader: 'uid' },
  { name: '6.18', release: '6.18.2', zoneFields: ZONE_6_18, nodeFields: NODE_6_18 },
];

/** All generations, oldest first. */
export const GENERATIONS: readonly Generation[] = CHANGES.reduce<Generation[]>(
  (rows, change) => [...rows, { ...(rows.at(-1) ?? FIRST), ...change }],
  [FIRST],
);

/** @throws where there is no such row */
export function generation(name: string): Generation {
  const row = GENERATIONS.find((one) => one.name === name);
  if (row === undefined) throw new Error(`no generation ${name}`);
  return row;
}
