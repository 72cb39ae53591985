import type { CgroupCounter, IncidentConstraint } from '../../../../shared/model';

/** Amounts by the kernel's own names. */
export type Amounts = Readonly<Record<string, number>>;

/** Single numbers of the Mem-Info block, by where they go. */
export type MemoryAmount =
  | 'ramPages'
  | 'highMemPages'
  | 'reservedPages'
  | 'swapTotalBytes'
  | 'swapFreeBytes'
  | 'pageCachePages'
  | 'swapCachePages';

/** `oom-kill:constraint=…`; what a cut line no longer has is null. */
export interface ConstraintLine {
  readonly constraint: IncidentConstraint | null;
  readonly nodemask: string | null;
  readonly cpuset: string | null;
  readonly memsAllowed: string | null;
  readonly oomMemcg: string | null;
  readonly taskMemcg: string | null;
  readonly comm: string | null;
  readonly pid: number | null;
  readonly uid: number | null;
}

/** What the beginning of a kill line says of the shortage. */
export type KillReason = 'memory' | 'memcg' | 'memory-policy' | 'cpuset' | null;

/** `Kill process N (X) score S or sacrifice child`: who was chosen, not yet who died. */
export interface ChosenLine {
  readonly reason: KillReason;
  readonly isAllocatingTask: boolean;
  readonly pid: number;
  readonly comm: string | null;
  readonly score: number | null;
}

/** `Killed process N (X) …`: who died. */
export interface KilledLine {
  readonly reason: KillReason;
  readonly isAllocatingTask: boolean;
  readonly pid: number;
  readonly comm: string | null;
  readonly uid: number | null;
  readonly totalVmBytes: number | null;
  readonly anonRssBytes: number | null;
  readonly fileRssBytes: number | null;
  readonly shmemRssBytes: number | null;
  readonly pageTableBytes: number | null;
  readonly oomScoreAdj: number | null;
}

/** A request for pages that was turned down or had to wait. */
export interface AllocationLine {
  readonly comm: string | null;
  readonly order: number | null;
  readonly gfpMask: string | null;
  readonly gfpNames: string | null;
  readonly stallSeconds: number | null;
}

/** One line of a report, understood. */
export type ReportEvent =
  | {
      readonly kind: 'invoker';
      readonly comm: string | null;
      readonly gfpMask: string | null;
      /** As printed between brackets. */
      readonly gfpNames: string | null;
      readonly nodemask: string | null;
      readonly order: number | null;
      readonly oomAdj: number | null;
      readonly oomScoreAdj: number | null;
    }
  | { readonly kind: 'cpuset'; readonly comm: string; readonly cpuset: string; readonly memsAllowed: string }
  | {
      readonly kind: 'cpu';
      /** Null on s390 to 3.8, which names the process in a line of its own. */
      readonly pid: number | null;
      readonly comm: string | null;
      readonly kernel: string | null;
    }
  | { readonly kind: 'stack'; readonly functions: readonly string[] }
  | { readonly kind: 'mem-info' }
  | { readonly kind: 'totals'; readonly totals: Amounts }
  | {
      readonly kind: 'node';
      readonly node: number;
      readonly bytes: Amounts;
      readonly isAllUnreclaimable: boolean | null;
    }
  | {
      readonly kind: 'zone';
      readonly node: number | null;
      readonly name: string;
      readonly bytes: Amounts;
      readonly isAllUnreclaimable: boolean | null;
    }
  | { readonly kind: 'reserve'; readonly pages: readonly number[] }
  | {
      readonly kind: 'buddy';
      readonly node: number | null;
      readonly name: string;
      readonly blocks: readonly number[];
      readonly types: readonly string[];
      readonly pageBytes: number;
      /** Its sum stands at its end. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'amount'; readonly what: MemoryAmount; readonly amount: number }
  | { readonly kind: 'slab-title' }
  | {
      readonly kind: 'slab';
      readonly name: string;
      readonly usedBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'limit'; readonly taskPath: string | null; readonly path: string | null }
  | {
      readonly kind: 'counter';
      readonly which: 'memory' | 'swap' | 'memorySwap' | 'kmem';
      readonly counter: CgroupCounter;
    }
  | { readonly kind: 'stats'; readonly path: string; readonly stats: Amounts }
  | { readonly kind: 'stat'; readonly name: string; readonly amount: number }
  | { readonly kind: 'tasks-title' }
  | { readonly kind: 'tasks-header'; readonly columns: readonly string[] }
  | { readonly kind: 'task'; readonly pid: number; readonly cells: string }
  | ({ readonly kind: 'constraint' } & ConstraintLine)
  | ({ readonly kind: 'chosen' } & ChosenLine)
  | ({ readonly kind: 'killed' } & KilledLine)
  | { readonly kind: 'sharing'; readonly pid: number; readonly comm: string }
  | { readonly kind: 'reaped'; readonly pid: number }
  | { readonly kind: 'reap-failed'; readonly pid: number; readonly comm: string | null }
  | { readonly kind: 'group'; readonly path: string }
  | {
      readonly kind: 'panic';
      readonly panicOnOom: 'enabled' | 'compulsory' | null;
      readonly isPanic: boolean;
    }
  | { readonly kind: 'nothing-killable'; readonly isPanic: boolean }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'note' }
  | { readonly kind: 'exiting'; readonly pid: number; readonly comm: string }
  | ({ readonly kind: 'allocation-failure' } & AllocationLine)
  | { readonly kind: 'pagefault-oom' }
  /** A person asked for the state of memory: what follows is no report. */
  | { readonly kind: 'show-memory' }
  | { readonly kind: 'boot'; readonly kernel: string };
