/** What a report becomes by its next line. */
import type { IncidentPartKind } from '../../../shared/model';
import type { ReportEvent } from './grammar/reportEvent';
import { columnsOfRow, taskOf } from './grammar/taskTable';
import type { LogMessage } from './logMessage';
import { PART_OF, zoneIn, type ReportDraft, type ZoneDraft } from './reportDraft';
import { takeOutcome } from './takingOutcome';

/** More rows than a machine has processes are no table. */
const MOST_TASKS = 200_000;
const MOST_FUNCTIONS = 64;
const MOST_NAMES = 400;
const MOST_ZONES = 4_096;
const MOST_NODES = 1_024;
/** A victim's end is told up to seconds after its report, among lines of others. */
const LATER_LINES = 50;

const OOM_FUNCTION = /^(?:_*out_of_memory|oom_kill_process|mem_cgroup_out_of_memory|dump_header)$/;

/** Takes a line that `canTake` let in, or the one that the report was opened for. */
export function takeMessage(draft: ReportDraft, message: LogMessage): void {
  const { event, isWhole } = message;
  notePart(draft, PART_OF[event.kind], message);
  if (event.kind !== 'stat' && event.kind !== 'slab') draft.section = sectionOf(event);
  takeHead(draft, event);
  takeMemory(draft, event);
  takeCgroup(draft, event);
  takeTasks(draft, event, isWhole);
  takeOutcome(draft, message);
}

function sectionOf({ kind }: ReportEvent): ReportDraft['section'] {
  if (kind === 'stats') return 'stats';
  return kind === 'slab-title' ? 'slabs' : null;
}

function notePart(
  draft: ReportDraft,
  kind: IncidentPartKind | null,
  { lines, isWhole, event }: LogMessage,
): void {
  // What is told of a victim long after its report belongs to it, but not to the lines of the report.
  const isLater = kind === 'reaper' && lines.first > draft.lines.last + LATER_LINES;
  if (kind === null || isLater) return;
  const shown = event.kind === 'amount' && event.what.startsWith('swap') ? 'swap' : kind;
  const last = draft.parts.at(-1);
  if (last !== undefined && last.kind === shown && last.lines.last + 1 >= lines.first) {
    draft.parts[draft.parts.length - 1] = {
      kind: shown,
      lines: { first: last.lines.first, last: Math.max(last.lines.last, lines.last) },
    };
  } else draft.parts.push({ kind: shown, lines });
  if (!isWhole) draft.cutParts.add(shown);
  draft.lines = { first: draft.lines.first, last: Math.max(draft.lines.last, lines.last) };
}

function takeHead(draft: ReportDraft, event: ReportEvent): void {
  if (event.kind === 'cpu') takeCpu(draft, event);
  if (draft.isPanic) return;
  if (event.kind === 'invoker') {
    draft.invoker = event;
    draft.isConfirmed = true;
  } else if (event.kind === 'cpuset') draft.cpuset = event;
  else if (event.kind === 'stack') takeStack(draft, event.functions);
}

function takeCpu(draft: ReportDraft, event: Extract<ReportEvent, { kind: 'cpu' }>): void {
  if (draft.isPanic) {
    // Who panicked need not be who asked, but the kernel is the same.
    draft.bootKernel ??= event.kernel;
    return;
  }
  draft.cpu = { ...event, kernel: event.kernel ?? draft.cpu?.kernel ?? null };
  // The stack dump begins with this line: what came before it is the end of another one.
  draft.functions.length = 0;
}

function takeStack(draft: ReportDraft, functions: readonly string[]): void {
  for (const name of functions) {
    // Arm names each function twice: as who is called, then as who calls.
    const isSaid = draft.functions.at(-1) === name;
    if (!isSaid && draft.functions.length < MOST_FUNCTIONS) draft.functions.push(name);
  }
  if (functions.some((name) => OOM_FUNCTION.test(name))) draft.isConfirmed = true;
}

function takeMemory(draft: ReportDraft, event: ReportEvent): void {
  if (event.kind === 'mem-info') draft.hasMemInfo = true;
  else if (event.kind === 'totals') putAll(draft.totals, event.totals);
  else if (event.kind === 'node') {
    const { node, bytes, isAllUnreclaimable } = event;
    if (draft.nodes.length < MOST_NODES) draft.nodes.push({ node, otherBytes: bytes, isAllUnreclaimable });
  } else if (event.kind === 'amount') {
    if (!draft.amounts.has(event.what)) draft.amounts.set(event.what, event.amount);
  } else if (event.kind === 'slab') {
    const { name, usedBytes, totalBytes } = event;
    if (draft.slabs.length < MOST_NAMES) draft.slabs.push({ name, usedBytes, totalBytes });
  } else takeZone(draft, event);
}

function takeZone(draft: ReportDraft, event: ReportEvent): void {
  if (event.kind === 'zone') {
    const zone = zoneFor(draft, event);
    zone.bytes = event.bytes;
    zone.isAllUnreclaimable = event.isAllUnreclaimable;
  } else if (event.kind === 'reserve') {
    const zone = draft.zones.at(-1);
    if (zone !== undefined) zone.reservePages = event.pages;
  } else if (event.kind === 'buddy') {
    const zone = zoneFor(draft, event);
    draft.pageBytes ??= event.pageBytes;
    if (event.isWhole) {
      zone.blocks = event.blocks;
      zone.blockTypes = event.types;
    } else draft.cutParts.add('buddy');
  }
}

function zoneFor(draft: ReportDraft, { node, name }: Pick<ZoneDraft, 'node' | 'name'>): ZoneDraft {
  const known = zoneIn(draft, { node, name });
  if (known !== undefined) return known;
  const zone = {
    node,
    name,
    bytes: null,
    isAllUnreclaimable: null,
    reservePages: null,
    blocks: null,
    blockTypes: null,
  };
  if (draft.zones.length < MOST_ZONES) draft.zones.push(zone);
  return zone;
}

function takeCgroup(draft: ReportDraft, event: ReportEvent): void {
  if (event.kind === 'limit') {
    const { limit } = draft;
    draft.limit = { ...event, taskPath: event.taskPath ?? limit?.taskPath ?? null };
    draft.isConfirmed = true;
  } else if (event.kind === 'counter') {
    draft.counters.set(event.which, event.counter);
    draft.isConfirmed = true;
  } else if (event.kind === 'stats') {
    if (draft.statsPath !== null) return;
    draft.statsPath = event.path;
    putAll(draft.stats, event.stats);
  } else if (event.kind === 'stat') putAll(draft.stats, { [event.name]: event.amount });
}

function takeTasks(draft: ReportDraft, event: ReportEvent, isWhole: boolean): void {
  if (event.kind === 'tasks-header') {
    draft.columns = event.columns;
    // A header alone may have been pasted anywhere.
    draft.isConfirmed ||= draft.parts.length > 1;
  } else if (event.kind === 'tasks-title') draft.isConfirmed = true;
  else if (event.kind === 'task') {
    const columns = draft.columns ?? columnsOfRow(event.cells);
    const task = columns === null || !isWhole ? null : taskOf(event.pid, event.cells, columns);
    if (task === null || draft.tasks.size >= MOST_TASKS) draft.cutParts.add('tasks');
    else {
      draft.tasks.set(event.pid, task);
      draft.isConfirmed ||= draft.columns !== null;
    }
  }
}

function putAll(map: Map<string, number>, amounts: Readonly<Record<string, number>>): void {
  for (const [name, amount] of Object.entries(amounts)) {
    if (map.size < MOST_NAMES && !map.has(name)) map.set(name, amount);
  }
}
