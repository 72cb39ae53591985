import type {
  CgroupCounter,
  IncidentKill,
  IncidentNode,
  IncidentPart,
  IncidentPartKind,
  IncidentSlab,
  IncidentTask,
  IncidentTime,
  LineRange,
} from '../../../shared/model';
import type {
  ChosenLine,
  ConstraintLine,
  KillReason,
  MemoryAmount,
  ReportEvent,
} from './grammar/reportEvent';

/** A zone while its lines come in. */
export interface ZoneDraft {
  readonly node: number | null;
  readonly name: string;
  bytes: Readonly<Record<string, number>> | null;
  isAllUnreclaimable: boolean | null;
  reservePages: readonly number[] | null;
  blocks: readonly number[] | null;
  blockTypes: readonly string[] | null;
}

/** Everything that was read of one invocation so far, as it was printed. */
export interface ReportDraft {
  readonly hostname: string | null;
  readonly at: IncidentTime;
  lines: LineRange;
  invoker: Extract<ReportEvent, { kind: 'invoker' }> | null;
  cpuset: Extract<ReportEvent, { kind: 'cpuset' }> | null;
  cpu: Extract<ReportEvent, { kind: 'cpu' }> | null;
  /** What the machine said of its kernel when it started, if the log has that. */
  bootKernel: string | null;
  readonly functions: string[];
  hasMemInfo: boolean;
  readonly totals: Map<string, number>;
  readonly nodes: IncidentNode[];
  readonly zones: ZoneDraft[];
  readonly amounts: Map<MemoryAmount, number>;
  pageBytes: number | null;
  readonly slabs: IncidentSlab[];
  limit: Extract<ReportEvent, { kind: 'limit' }> | null;
  readonly counters: Map<'memory' | 'swap' | 'memorySwap' | 'kmem', CgroupCounter>;
  statsPath: string | null;
  readonly stats: Map<string, number>;
  columns: readonly string[] | null;
  readonly tasks: Map<number, IncidentTask>;
  constraint: ConstraintLine | null;
  chosen: ChosenLine | null;
  chosenLines: LineRange | null;
  reason: KillReason;
  readonly kills: IncidentKill[];
  isAllocatingTask: boolean;
  group: string | null;
  readonly reaped: number[];
  isPanic: boolean;
  panicOnOom: 'enabled' | 'compulsory' | null;
  isNothingKillable: boolean;
  isDisabled: boolean;
  isVictimExiting: boolean;
  /** Lists whose lines can only be told from others while they go on. */
  section: 'stats' | 'slabs' | null;
  /** Something in it only the OOM killer prints; without that it may be any other dump of memory. */
  isConfirmed: boolean;
  readonly parts: IncidentPart[];
  /** Parts of which a line was cut off. */
  readonly cutParts: Set<IncidentPartKind>;
}

export function emptyDraft(at: IncidentTime, hostname: string | null, lines: LineRange): ReportDraft {
  return {
    hostname,
    at,
    lines,
    invoker: null,
    cpuset: null,
    cpu: null,
    bootKernel: null,
    functions: [],
    hasMemInfo: false,
    totals: new Map(),
    nodes: [],
    zones: [],
    amounts: new Map(),
    pageBytes: null,
    slabs: [],
    limit: null,
    counters: new Map(),
    statsPath: null,
    stats: new Map(),
    columns: null,
    tasks: new Map(),
    constraint: null,
    chosen: null,
    chosenLines: null,
    reason: null,
    kills: [],
    isAllocatingTask: false,
    group: null,
    reaped: [],
    isPanic: false,
    panicOnOom: null,
    isNothingKillable: false,
    isDisabled: false,
    isVictimExiting: false,
    section: null,
    isConfirmed: false,
    parts: [],
    cutParts: new Set(),
  };
}

/** Its outcome is known: what comes now is of another invocation, but for what follows a kill. */
export function isDone(draft: ReportDraft): boolean {
  return (
    draft.kills.length > 0 ||
    draft.isPanic ||
    draft.isNothingKillable ||
    draft.isDisabled ||
    draft.isVictimExiting
  );
}

export function zoneIn(
  { zones }: ReportDraft,
  { node, name }: Pick<ZoneDraft, 'node' | 'name'>,
): ZoneDraft | undefined {
  return zones.find((zone) => zone.name === name && zone.node === node);
}

/** Where a line of a kind belongs; null: it is understood and part of no report's body. */
export const PART_OF: Readonly<Record<ReportEvent['kind'], IncidentPartKind | null>> = {
  invoker: 'invoker',
  cpuset: 'cpuset',
  cpu: 'stack',
  stack: 'stack',
  'mem-info': 'totals',
  totals: 'totals',
  node: 'node',
  zone: 'zone',
  reserve: 'reserve',
  buddy: 'buddy',
  amount: 'ram',
  'slab-title': 'slab',
  slab: 'slab',
  limit: 'cgroup',
  counter: 'cgroup',
  stats: 'cgroup-stats',
  stat: 'cgroup-stats',
  'tasks-title': 'tasks',
  'tasks-header': 'tasks',
  task: 'tasks',
  constraint: 'constraint',
  chosen: 'kill',
  killed: 'kill',
  sharing: 'kill',
  reaped: 'reaper',
  'reap-failed': 'reaper',
  group: 'group',
  panic: 'panic',
  'nothing-killable': 'panic',
  disabled: 'note',
  note: 'note',
  exiting: 'note',
  'allocation-failure': null,
  'pagefault-oom': null,
  'show-memory': null,
  boot: null,
};
