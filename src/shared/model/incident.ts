import type { Message } from './message';

/**
 * What a kernel log says of one invocation of the OOM killer (mm/oom_kill.c, mm/memcontrol.c, mm/show_mem.c), as printed.
 * `null` is "the log does not say", never a guess; amounts are bytes where the kernel prints kB, and pages where it prints
 * pages. All text in it (names, paths) is foreign.
 */
export interface Incident {
  /** From what was printed: the same report read from two sources has the same one. */
  readonly id: string;
  /** `uname -r`, from the line of the stack dump. */
  readonly kernel: string | null;
  /** Only where the report itself shows it (smallest buddy block). */
  readonly pageBytes: number | null;
  readonly at: IncidentTime;
  /** The host that the log carrier names, where it names one. */
  readonly hostname: string | null;
  /** Who asked for the memory; null where that line is not there. */
  readonly trigger: IncidentTrigger | null;
  readonly constraint: IncidentConstraint | null;
  /** The cpuset of the one who asked, and the NUMA nodes it may use (`0-1`). */
  readonly cpuset: string | null;
  readonly memsAllowed: string | null;
  /** The nodes that the request was bound to; null also where the kernel printed `(null)`. */
  readonly nodemask: string | null;
  readonly cgroup: IncidentCgroup | null;
  readonly zones: readonly IncidentZone[];
  readonly nodes: readonly IncidentNode[];
  readonly memory: IncidentMemory;
  /** Unreclaimable slab caches, as listed (4.15 and later, where they are the largest part). */
  readonly slabs: readonly IncidentSlab[];
  readonly tasks: readonly IncidentTask[];
  /** Whom the line that names the choice names, whoever died then. */
  readonly selected: {
    readonly pid: number;
    readonly comm: string | null;
    readonly score: number | null;
  } | null;
  readonly kills: readonly IncidentKill[];
  /** Whose memory the OOM reaper freed. */
  readonly reaped: readonly number[];
  readonly outcome: IncidentOutcome;
  readonly panic: boolean;
  /** `enabled`: vm.panic_on_oom is 1; `compulsory`: it is 2. */
  readonly panicOnOom: 'enabled' | 'compulsory' | null;
  /** The kill line says that whoever asked was killed (vm.oom_kill_allocating_task). */
  readonly killsAllocatingTask: boolean;
  /** The cgroup that was killed as a whole (memory.oom.group). */
  readonly oomGroup: string | null;
  /** Functions of the stack, from the top. */
  readonly callTrace: readonly string[];
  /** Whether every part that this kernel prints for such an incident is there. */
  readonly complete: boolean;
  /** What is not there. */
  readonly missing: readonly IncidentPartKind[];
  /** Which lines say what, in the order of the log; only the lines that were understood. */
  readonly parts: readonly IncidentPart[];
  /** How often the same report was in what was read. */
  readonly copies: number;
  readonly lines: LineRange;
}

/** Lines of the text that was read, counted from 1, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface IncidentTime {
  /** The kernel's own stamp. */
  readonly bootSeconds: number | null;
  /** ISO 8601 where the log prints a year, with the offset only where one is printed; else as printed (`Oct 12 19:00:20`). */
  readonly wallClock: string | null;
}

export interface IncidentTrigger {
  readonly comm: string | null;
  readonly pid: number | null;
  /** The printed hexadecimal, `0x201da`. */
  readonly gfpMask: string | null;
  /** Flags by name: as printed (4.5 and later), else decoded for the kernel that the report is from. */
  readonly gfpFlags: readonly string[] | null;
  /** -1: asked for by a person (sysrq-f). */
  readonly order: number | null;
  readonly oomScoreAdj: number | null;
  /** The older scale, printed before 3.7. */
  readonly oomAdj: number | null;
}

export type IncidentConstraint = 'none' | 'memcg' | 'cpuset' | 'memory-policy';

export type IncidentOutcome = 'killed' | 'panic' | 'nothing-killable' | 'disabled' | 'unknown';

/** How much of a cgroup's counter is used. */
export interface CgroupCounter {
  readonly usageBytes: number | null;
  readonly limitBytes: number | 'unlimited' | null;
  readonly failCount: number | null;
}

export interface IncidentCgroup extends CgroupCounter {
  /** The one whose limit was met. */
  readonly path: string | null;
  /** The one of the task that was to be killed. */
  readonly taskPath: string | null;
  /** Version 2. */
  readonly swap: CgroupCounter | null;
  /** Version 1: memory and swap together. */
  readonly memorySwap: CgroupCounter | null;
  readonly kmem: CgroupCounter | null;
  /** `Memory cgroup stats`, by the kernel's own names. Sizes are in bytes, counters (`pgfault`) are counts. */
  readonly stats: Readonly<Record<string, number>> | null;
}

export interface IncidentZone {
  readonly node: number | null;
  readonly name: string;
  readonly freeBytes: number | null;
  readonly minBytes: number | null;
  readonly lowBytes: number | null;
  readonly highBytes: number | null;
  /** Already part of the three above. */
  readonly boostBytes: number | null;
  readonly presentBytes: number | null;
  readonly managedBytes: number | null;
  readonly lowmemReservePages: readonly number[] | null;
  /** By order. */
  readonly freeBlocks: readonly number[] | null;
  /** By order, the letters of migrate types that have such a block (`UME`); empty where none was printed. */
  readonly freeBlockTypes: readonly string[] | null;
  /** Every other amount of the zone's line, by the kernel's own name (`active_anon`, `free_cma`). */
  readonly otherBytes: Readonly<Record<string, number>>;
  readonly isAllUnreclaimable: boolean | null;
}

/** The line of a node (since 4.8), by the kernel's own names. */
export interface IncidentNode {
  readonly node: number;
  readonly otherBytes: Readonly<Record<string, number>>;
  readonly isAllUnreclaimable: boolean | null;
}

export interface IncidentMemory {
  readonly ramPages: number | null;
  readonly highMemPages: number | null;
  readonly reservedPages: number | null;
  readonly swapTotalBytes: number | null;
  readonly swapFreeBytes: number | null;
  readonly pageCachePages: number | null;
  readonly swapCachePages: number | null;
  /** The totals of the Mem-Info block, in pages, by the kernel's own names (`active_anon`, `slab_unreclaimable`, `free`). */
  readonly totalsPages: Readonly<Record<string, number>>;
}

export interface IncidentSlab {
  readonly name: string;
  readonly usedBytes: number;
  readonly totalBytes: number;
}

/** A row of the task table. Columns that its header does not have are null. */
export interface IncidentTask {
  readonly pid: number;
  readonly tgid: number | null;
  readonly uid: number | null;
  readonly comm: string;
  readonly totalVmPages: number | null;
  readonly rssPages: number | null;
  readonly rssAnonPages: number | null;
  readonly rssFilePages: number | null;
  readonly rssShmemPages: number | null;
  readonly pageTableBytes: number | null;
  readonly pageTablePages: number | null;
  readonly swapPages: number | null;
  readonly oomScoreAdj: number | null;
  readonly oomAdj: number | null;
}

/** A process that died. */
export interface IncidentKill {
  readonly pid: number;
  readonly comm: string | null;
  readonly uid: number | null;
  readonly score: number | null;
  readonly totalVmBytes: number | null;
  readonly anonRssBytes: number | null;
  readonly fileRssBytes: number | null;
  readonly shmemRssBytes: number | null;
  readonly pageTableBytes: number | null;
  readonly oomScoreAdj: number | null;
  /** Where another one was chosen and this one died for it (a child) or with it (shared memory). */
  readonly chosen: { readonly pid: number; readonly comm: string; readonly score: number | null } | null;
  readonly lines: LineRange;
}

/** The parts of a report; `tasks` is the table, `totals` the Mem-Info block's first lines, `ram` its footer. */
export const INCIDENT_PART_KINDS = [
  'invoker',
  'cpuset',
  'stack',
  'totals',
  'node',
  'zone',
  'reserve',
  'buddy',
  'swap',
  'ram',
  'slab',
  'cgroup',
  'cgroup-stats',
  'tasks',
  'constraint',
  'kill',
  'group',
  'reaper',
  'panic',
  'note',
] as const;
export type IncidentPartKind = (typeof INCIDENT_PART_KINDS)[number];

export interface IncidentPart {
  readonly kind: IncidentPartKind;
  readonly lines: LineRange;
}

/**
 * `allocation-failure`: a request for pages that was turned down without a kill; `allocation-stall`: one that waited for
 * seconds; `victim-exiting`: the chosen one was on its way out already, so nobody was killed; `reaper-failure`: the
 * reaper could not free a victim's memory; `cgroup-over-limit`: a cgroup that met its limit again and again;
 * `pagefault-oom`: a page fault found no memory and was tried again.
 */
export const SIGN_KINDS = [
  'allocation-failure',
  'allocation-stall',
  'victim-exiting',
  'reaper-failure',
  'cgroup-over-limit',
  'pagefault-oom',
] as const;
export type SignKind = (typeof SIGN_KINDS)[number];

/** What a kernel log says of trouble that is no kill. What a kind does not have is null. */
export interface Sign {
  readonly kind: SignKind;
  readonly at: IncidentTime;
  readonly hostname: string | null;
  readonly comm: string | null;
  readonly pid: number | null;
  readonly order: number | null;
  readonly gfpMask: string | null;
  readonly gfpFlags: readonly string[] | null;
  readonly cgroup: string | null;
  /** How often; 1 for what is said once. */
  readonly count: number;
  /** How long it waited. */
  readonly stallSeconds: number | null;
  readonly lines: LineRange;
}

/** A sentence about an incident, and the lines of its report that it comes from (empty: from what is not there). */
export interface IncidentStatement {
  readonly message: Message;
  readonly lines: readonly LineRange[];
}
