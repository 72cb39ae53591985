/** Whether a line can be a part of a report that is not there yet. Kernels print the parts in one order, each once. */
import type { CgroupCounter, IncidentKill } from '../../../shared/model';
import type { KilledLine, MemoryAmount, ReportEvent } from './grammar/reportEvent';
import { isDone, zoneIn, type ReportDraft } from './reportDraft';

const MOST_KILLS = 10_000;
/** Lines between two kill lines of one invocation, on kernels that say who died in a line of its own. */
const NEAR_LINES = 4;
/** Lines behind a report within which the same death may be told again. */
const REPEAT_LINES = 200;

/** Amounts that old kernels print again in their footer. */
const SAID_TWICE = new Set<MemoryAmount>(['swapFreeBytes', 'swapCachePages']);

/** @param line where the line stands in the log */
export function canTake(draft: ReportDraft, event: ReportEvent, line: number): boolean {
  switch (event.kind) {
    case 'killed':
      return canTakeKilled(draft, event, line);
    case 'sharing':
      return draft.chosen !== null || draft.kills.length > 0;
    case 'reaped':
    case 'reap-failed':
      return draft.kills.some(({ pid }) => pid === event.pid);
    case 'group':
      return draft.group === null && (draft.constraint !== null || draft.kills.length > 0);
    case 'panic':
    case 'nothing-killable':
      return !draft.isPanic;
    case 'note':
      return true;
    case 'cpu':
    case 'stack':
      // A panic is followed by a stack dump of its own.
      return draft.isPanic || (!isDone(draft) && canTakeBody(draft, event));
    default:
      return !isDone(draft) && canTakeBody(draft, event);
  }
}

function canTakeBody(draft: ReportDraft, event: ReportEvent): boolean {
  switch (event.kind) {
    case 'cpuset':
      return draft.cpuset === null && isOfAsker(draft, event.comm) && !hasMemory(draft);
    case 'cpu':
      return lacksCpu(draft, event.kernel) && isOfAsker(draft, event.comm) && !hasMemory(draft);
    case 'stack':
      return !hasMemory(draft);
    case 'disabled':
    case 'exiting':
      return true;
    case 'tasks-title':
    case 'tasks-header':
    case 'task':
    case 'constraint':
    case 'chosen':
      return canTakeTasks(draft, event);
    default:
      return (
        !hasTasks(draft) &&
        ((printsZones(draft) && canTakeZones(draft, event)) ||
          (printsCgroup(draft) && canTakeCgroup(draft, event)))
      );
  }
}

function canTakeTasks(draft: ReportDraft, event: ReportEvent): boolean {
  const isChosen = draft.constraint !== null || draft.chosen !== null;
  switch (event.kind) {
    case 'tasks-title':
      return !hasTasks(draft);
    case 'tasks-header':
      return draft.columns === null && draft.tasks.size === 0;
    case 'task':
      return !isChosen && !draft.tasks.has(event.pid);
    case 'constraint':
      return !isChosen;
    default:
      return draft.chosen === null;
  }
}

function canTakeZones(draft: ReportDraft, event: ReportEvent): boolean {
  switch (event.kind) {
    case 'mem-info':
      return !draft.hasMemInfo && draft.zones.length === 0;
    case 'totals':
      return Object.keys(event.totals).every((name) => !draft.totals.has(name));
    case 'node':
      return draft.nodes.every(({ node }) => node !== event.node);
    case 'zone':
      return (zoneIn(draft, event)?.bytes ?? null) === null;
    case 'reserve':
      return draft.zones.at(-1)?.reservePages === null;
    case 'buddy':
      return (zoneIn(draft, event)?.blocks ?? null) === null;
    case 'amount':
      return SAID_TWICE.has(event.what) || !draft.amounts.has(event.what);
    case 'slab-title':
      return draft.slabs.length === 0;
    case 'slab':
      return draft.section === 'slabs';
    default:
      return false;
  }
}

function canTakeCgroup(draft: ReportDraft, event: ReportEvent): boolean {
  switch (event.kind) {
    case 'limit':
      // Its two halves may be two lines.
      return (
        draft.limit === null ||
        (draft.limit.path === null && event.taskPath === null) ||
        // A terminal's scrollback may hold a line twice.
        (draft.limit.path === event.path && draft.limit.taskPath === event.taskPath)
      );
    case 'counter':
      return isSameCounter(draft.counters.get(event.which), event.counter);
    case 'stats':
      // Descendants have a line each; the first is the cgroup itself.
      return true;
    case 'stat':
      return draft.section === 'stats' && !draft.stats.has(event.name);
    default:
      return false;
  }
}

function isSameCounter(known: CgroupCounter | undefined, counter: CgroupCounter): boolean {
  if (known === undefined) return true;
  const { usageBytes, limitBytes, failCount } = counter;
  return known.usageBytes === usageBytes && known.limitBytes === limitBytes && known.failCount === failCount;
}

/** Since 3.7, which name no oom_adj any more, a report is about the host or about a cgroup, never both. */
function printsZones({ counters, limit, invoker }: ReportDraft): boolean {
  return (counters.size === 0 && limit === null) || invoker === null || invoker.oomAdj !== null;
}

function printsCgroup({ hasMemInfo, invoker }: ReportDraft): boolean {
  return !hasMemInfo || invoker === null || invoker.oomAdj !== null;
}

function hasMemory(draft: ReportDraft): boolean {
  const { hasMemInfo, zones, counters, limit } = draft;
  return hasMemInfo || zones.length > 0 || counters.size > 0 || limit !== null || hasTasks(draft);
}

function hasTasks({ columns, tasks, constraint, chosen }: ReportDraft): boolean {
  return columns !== null || tasks.size > 0 || constraint !== null || chosen !== null;
}

/** Where the process has a line of its own, it comes behind the one of the kernel. */
function lacksCpu({ cpu }: ReportDraft, kernel: string | null): boolean {
  return cpu === null || (cpu.pid === null && kernel === null);
}

function isOfAsker({ invoker }: ReportDraft, comm: string | null): boolean {
  return invoker === null || invoker.comm === null || comm === null || invoker.comm === comm;
}

function canTakeKilled(draft: ReportDraft, event: KilledLine, line: number): boolean {
  const known = draft.kills.find(({ pid }) => pid === event.pid);
  if (known !== undefined) return isSaidAgain(draft, known, event, line);
  if (draft.isPanic || draft.isDisabled || draft.isVictimExiting) return false;
  return draft.kills.length === 0
    ? isFirstKill(draft, event)
    : draft.kills.length < MOST_KILLS && isFurtherKill(draft, event, line);
}

/** The same death told twice, and not that of another process that has the number now. */
function isSaidAgain(draft: ReportDraft, known: IncidentKill, event: KilledLine, line: number): boolean {
  const isSame =
    (known.comm === event.comm || event.comm === null) &&
    (known.anonRssBytes === event.anonRssBytes || known.anonRssBytes === null || event.anonRssBytes === null);
  const isNear = line - draft.lines.last <= REPEAT_LINES;
  return isSame && isNear && (event.reason === null || draft.group !== null || draft.reason === event.reason);
}

function isFurtherKill(draft: ReportDraft, event: KilledLine, line: number): boolean {
  return draft.group !== null || (event.reason === null && line - draft.lines.last <= NEAR_LINES);
}

function isFirstKill({ chosen, constraint }: ReportDraft, event: KilledLine): boolean {
  if (event.reason === null) return true;
  if (chosen !== null) return event.reason === chosen.reason;
  // Since 5.1 one line says both, and it names the one that the line before it names.
  return constraint === null || constraint.pid === null || constraint.pid === event.pid;
}
