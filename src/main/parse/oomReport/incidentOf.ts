/** A report that was read, as an incident. */
import type {
  Incident,
  IncidentCgroup,
  IncidentConstraint,
  IncidentKill,
  IncidentOutcome,
  IncidentTrigger,
  IncidentZone,
} from '../../../shared/model';
import { gfpFlagsOf } from '../../../shared/oom/gfp/gfpFlags';
import { parsePrintedGfp } from '../../../shared/oom/gfp/printedGfp';
import { missingParts } from './missingParts';
import type { ReportDraft, ZoneDraft } from './reportDraft';
import { releasesOf } from './reportLayout';

/** Everything of an incident but what only its neighbours in the log decide. */
export type LoneIncident = Omit<Incident, 'id' | 'copies'>;

export function incidentOf(draft: ReportDraft): LoneIncident {
  const kernel = draft.cpu?.kernel ?? draft.bootKernel;
  const constraint = constraintOf(draft);
  const missing = missingParts(draft, constraint, kernel);
  return {
    kernel,
    pageBytes: draft.pageBytes,
    at: draft.at,
    hostname: draft.hostname,
    trigger: triggerOf(draft, kernel),
    constraint,
    ...allowedNodesOf(draft),
    cgroup: cgroupOf(draft),
    zones: draft.zones.map(zoneOf),
    nodes: draft.nodes,
    memory: memoryOf(draft),
    slabs: draft.slabs,
    tasks: [...draft.tasks.values()],
    selected: selectedOf(draft),
    kills: killsOf(draft),
    reaped: draft.reaped,
    outcome: outcomeOf(draft),
    panic: draft.isPanic,
    panicOnOom: draft.panicOnOom,
    killsAllocatingTask: draft.isAllocatingTask,
    oomGroup: draft.group,
    callTrace: draft.functions,
    complete: missing.length === 0,
    missing,
    parts: draft.parts,
    lines: draft.lines,
  };
}

function allowedNodesOf(draft: ReportDraft): Pick<Incident, 'cpuset' | 'memsAllowed' | 'nodemask'> {
  const { constraint, cpuset, invoker } = draft;
  const named = cpuset ?? constraint;
  return {
    cpuset: named?.cpuset ?? null,
    memsAllowed: (constraint ?? cpuset)?.memsAllowed ?? null,
    nodemask: (constraint ?? invoker)?.nodemask ?? null,
  };
}

/** Where the line of the one who asked is lost, the lines behind it still name it. */
function triggerOf(draft: ReportDraft, kernel: string | null): IncidentTrigger | null {
  const { invoker, cpu, cpuset } = draft;
  if (invoker === null && cpu === null && cpuset === null) return null;
  const comm = [invoker, cpu, cpuset].find((line) => line !== null && line.comm !== null)?.comm ?? null;
  const pid = cpu?.comm === comm ? cpu.pid : null;
  if (invoker === null) return { ...NOTHING_ASKED, comm, pid };
  const { gfpMask, gfpNames, order, oomScoreAdj, oomAdj } = invoker;
  return {
    comm,
    pid,
    gfpMask,
    gfpFlags: flagsOf(gfpMask, gfpNames, draft, kernel),
    order,
    oomScoreAdj,
    oomAdj,
  };
}

const NOTHING_ASKED: IncidentTrigger = {
  comm: null,
  pid: null,
  gfpMask: null,
  gfpFlags: null,
  order: null,
  oomScoreAdj: null,
  oomAdj: null,
};

function flagsOf(
  mask: string | null,
  names: string | null,
  draft: ReportDraft,
  kernel: string | null,
): readonly string[] | null {
  const printed = names === null ? null : parsePrintedGfp(names);
  if (printed !== null) return printed;
  return mask === null ? null : gfpFlagsOf(mask, kernel, releasesOf(draft));
}

/** The line that says it, or, where kernels have none, what the kill line and the blocks before it can only be printed for. */
function constraintOf(draft: ReportDraft): IncidentConstraint | null {
  if (isOfCgroup(draft)) return 'memcg';
  if (draft.constraint?.constraint != null) return draft.constraint.constraint;
  if (draft.reason === 'memory-policy' || draft.reason === 'cpuset') return draft.reason;
  return draft.reason === 'memory' || draft.panicOnOom === 'enabled' ? 'none' : null;
}

/** From 5.0 to 5.2 the line of the constraint says CONSTRAINT_NONE whatever it is, so the rest of it and its like decide. */
function isOfCgroup({ constraint, reason, limit, counters, functions }: ReportDraft): boolean {
  return (
    constraint?.oomMemcg != null ||
    reason === 'memcg' ||
    limit !== null ||
    counters.size > 0 ||
    functions.includes('mem_cgroup_out_of_memory')
  );
}

function cgroupOf(draft: ReportDraft): IncidentCgroup | null {
  const { counters, stats } = draft;
  const { path, taskPath } = cgroupPathsOf(draft);
  if (path === null && taskPath === null && counters.size === 0) return null;
  return {
    path,
    taskPath,
    ...(counters.get('memory') ?? { usageBytes: null, limitBytes: null, failCount: null }),
    swap: counters.get('swap') ?? null,
    memorySwap: counters.get('memorySwap') ?? null,
    kmem: counters.get('kmem') ?? null,
    stats: stats.size === 0 ? null : Object.fromEntries(stats),
  };
}

function cgroupPathsOf({
  limit,
  constraint,
  statsPath,
}: ReportDraft): Pick<IncidentCgroup, 'path' | 'taskPath'> {
  return {
    path: constraint?.oomMemcg ?? limit?.path ?? statsPath,
    taskPath: constraint?.taskMemcg ?? limit?.taskPath ?? null,
  };
}

/** Amounts of a zone's line that have a field of their own. */
const OWN_FIELDS = new Set(['free', 'min', 'low', 'high', 'boost', 'present', 'managed']);

function zoneOf({
  node,
  name,
  bytes,
  isAllUnreclaimable,
  reservePages,
  blocks,
  blockTypes,
}: ZoneDraft): IncidentZone {
  const amount = (field: string): number | null =>
    bytes !== null && Object.hasOwn(bytes, field) ? (bytes[field] ?? null) : null;
  return {
    node,
    name,
    freeBytes: amount('free'),
    minBytes: amount('min'),
    lowBytes: amount('low'),
    highBytes: amount('high'),
    boostBytes: amount('boost'),
    presentBytes: amount('present'),
    managedBytes: amount('managed'),
    lowmemReservePages: reservePages,
    freeBlocks: blocks,
    freeBlockTypes: blockTypes,
    otherBytes: Object.fromEntries(Object.entries(bytes ?? {}).filter(([field]) => !OWN_FIELDS.has(field))),
    isAllUnreclaimable,
  };
}

function memoryOf({ amounts, totals }: ReportDraft): Incident['memory'] {
  return {
    ramPages: amounts.get('ramPages') ?? null,
    highMemPages: amounts.get('highMemPages') ?? null,
    reservedPages: amounts.get('reservedPages') ?? null,
    swapTotalBytes: amounts.get('swapTotalBytes') ?? null,
    swapFreeBytes: amounts.get('swapFreeBytes') ?? null,
    pageCachePages: amounts.get('pageCachePages') ?? null,
    swapCachePages: amounts.get('swapCachePages') ?? null,
    totalsPages: Object.fromEntries(totals),
  };
}

function selectedOf({ constraint, chosen }: ReportDraft): Incident['selected'] {
  if (chosen !== null) return { pid: chosen.pid, comm: chosen.comm, score: chosen.score };
  if (constraint?.pid == null) return null;
  return { pid: constraint.pid, comm: constraint.comm, score: null };
}

/** Where only the first of two kill lines is in the log, it is all that is known of who died. */
function killsOf({ kills, chosen, chosenLines, constraint, tasks }: ReportDraft): readonly IncidentKill[] {
  if (kills.length > 0) {
    return kills.map((kill) => ({ ...kill, comm: kill.comm ?? namedElsewhere(kill.pid, constraint, tasks) }));
  }
  if (chosen === null || chosenLines === null) return [];
  return [
    {
      pid: chosen.pid,
      comm: chosen.comm,
      uid: null,
      score: chosen.score,
      totalVmBytes: null,
      anonRssBytes: null,
      fileRssBytes: null,
      shmemRssBytes: null,
      pageTableBytes: null,
      oomScoreAdj: null,
      chosen: null,
      lines: chosenLines,
    },
  ];
}

/** A name that a cut line lost and another line of the same report has. */
function namedElsewhere(
  pid: number,
  constraint: ReportDraft['constraint'],
  tasks: ReportDraft['tasks'],
): string | null {
  return constraint?.pid === pid ? constraint.comm : (tasks.get(pid)?.comm ?? null);
}

function outcomeOf(draft: ReportDraft): IncidentOutcome {
  if (draft.kills.length > 0 || (draft.chosen !== null && !draft.isPanic)) return 'killed';
  if (draft.isPanic) return 'panic';
  if (draft.isNothingKillable) return 'nothing-killable';
  return draft.isDisabled ? 'disabled' : 'unknown';
}
