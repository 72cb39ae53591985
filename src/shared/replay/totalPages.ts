import type { CgroupCounter, Incident, IncidentZone, Message, ReplayChanges } from '../model';
import { message } from '../model';
import { isAtLeast, parseKernelRelease } from '../oom/kernelRelease';
import { parseNodeList } from '../oom/nodeList';

/** What adj was measured by (constrained_alloc in mm/oom_kill.c), from what a report prints. */
export interface ReportTotal {
  /** RAM (or the limit, or the nodes' pages) and swap; null where the report does not print what it takes. */
  readonly totalPages: number | null;
  /** False: swap may count that the report does not print, so the total is a lower end. */
  readonly isSwapKnown: boolean;
  readonly notes: readonly Message[];
}

type AddedMemory = Pick<ReplayChanges, 'addedRamBytes' | 'addedSwapBytes' | 'addedLimitBytes'>;

interface Part {
  readonly pages: number | null;
  readonly notes: readonly Message[];
}

/**
 * What the shortage was of: the machine, the cgroup at its limit, or the nodes that the request was bound to.
 * A report that does not say is one of the machine, unless it has a cgroup's block.
 */
export function shortageOf({ constraint, cgroup }: Incident): 'machine' | 'memcg' | 'nodes' {
  if (constraint === 'memcg' || (constraint === null && cgroup !== null)) return 'memcg';
  return constraint === 'cpuset' || constraint === 'memory-policy' ? 'nodes' : 'machine';
}

/**
 * What 1000 thousandths of adj were for a report.
 *
 * @param added memory that is tried out, in bytes; below 0 takes away
 */
export function totalOf(incident: Incident, pageBytes: number, added: AddedMemory): ReportTotal {
  const toPages = (bytes: number): number => Math.trunc(bytes / pageBytes);
  const shortage = shortageOf(incident);
  const base = baseOf(incident, toPages);
  const swap =
    shortage === 'memcg' ? cgroupSwapOf(incident, toPages, added) : swapOf(incident, toPages, added);
  const addedPages = toPages(shortage === 'memcg' ? (added.addedLimitBytes ?? 0) : added.addedRamBytes);
  const totalPages =
    base.pages === null ? null : Math.max(1, Math.max(0, base.pages + addedPages) + swap.pages);
  return { totalPages, isSwapKnown: swap.isKnown, notes: [...base.notes, ...swap.notes] };
}

function baseOf(incident: Incident, toPages: (bytes: number) => number): Part {
  switch (shortageOf(incident)) {
    case 'machine':
      return machinePages(incident, toPages);
    case 'nodes':
      return nodePages(incident, toPages);
    case 'memcg': {
      const limitBytes = incident.cgroup?.limitBytes ?? null;
      const isNumber = limitBytes !== null && limitBytes !== 'unlimited';
      return {
        pages: isNumber ? toPages(limitBytes) : null,
        notes: isNumber ? [] : [message('replay.total.no-limit')],
      };
    }
  }
}

/** totalram_pages: what the buddy allocator was given. */
function machinePages({ memory, zones, kernel }: Incident, toPages: (bytes: number) => number): Part {
  const { ramPages, reservedPages } = memory;
  const managedPages = managedOf(zones, ramPages, toPages);
  if (managedPages !== null) return { pages: managedPages, notes: [] };
  if (ramPages === null || reservedPages === null || reservedPages >= ramPages)
    return { pages: null, notes: [message('replay.total.unknown')] };
  return {
    pages: ramPages - reservedPages,
    notes: hasReservedOfLastZone(kernel) ? [message('replay.total.reserved-unsure')] : [],
  };
}

/**
 * All zones' managed pages; null unless every zone was printed, which shows in their present pages making all of RAM: nodes
 * and zones that a request could not use are left out.
 */
function managedOf(
  zones: readonly IncidentZone[],
  ramPages: number | null,
  toPages: (bytes: number) => number,
): number | null {
  let presentPages = 0;
  let managedPages = 0;
  for (const { presentBytes, managedBytes } of zones) {
    if (presentBytes === null || managedBytes === null) return null;
    presentPages += toPages(presentBytes);
    managedPages += toPages(managedBytes);
  }
  return managedPages > 0 && presentPages === ramPages ? managedPages : null;
}

/** 3.16 to 3.19.7 print as reserved what the last zone alone has (show_mem in lib/show_mem.c). */
function hasReservedOfLastZone(kernel: string | null): boolean {
  const version = parseKernelRelease(kernel);
  return version !== null && isAtLeast(version, 3, 16) && !isAtLeast(version, 3, 19, 8);
}

/** node_present_pages of the allowed nodes (up to 5.3 node_spanned_pages, holes included, which no report prints). */
function nodePages(incident: Incident, toPages: (bytes: number) => number): Part {
  const { zones, constraint, memsAllowed, nodemask, memory, kernel } = incident;
  const list = constraint === 'cpuset' ? memsAllowed : (nodemask ?? memsAllowed);
  const nodes = list === null ? null : parseNodeList(list);
  const allowed = zones.filter(({ node }) => nodes === null || node === null || nodes.includes(node));
  const present = allowed.flatMap(({ presentBytes }) =>
    presentBytes === null ? [] : [toPages(presentBytes)],
  );
  if (present.length === 0 || present.length < allowed.length)
    return { pages: null, notes: [message('replay.total.unknown')] };
  const version = parseKernelRelease(kernel);
  const notes: Message[] = [];
  if (version !== null && !isAtLeast(version, 5, 4)) notes.push(message('replay.total.holes'));
  if ((memory.highMemPages ?? 0) > 0 && !zones.some(({ name }) => name === 'HighMem' || name === 'Movable'))
    notes.push(message('replay.total.zones-left-out'));
  return { pages: present.reduce((sum, pages) => sum + pages, 0), notes };
}

interface SwapPart {
  readonly pages: number;
  readonly isKnown: boolean;
  readonly notes: readonly Message[];
}

/** total_swap_pages. A report with the RAM lines and none of swap is from a kernel that was built without it. */
function swapOf(
  { memory, tasks }: Incident,
  toPages: (bytes: number) => number,
  added: AddedMemory,
): SwapPart {
  const { swapTotalBytes, ramPages } = memory;
  const pages = Math.max(0, toPages(swapTotalBytes ?? 0) + toPages(added.addedSwapBytes));
  if (swapTotalBytes !== null) return { pages, isKnown: true, notes: [] };
  const isUsed = tasks.some(({ swapPages }) => (swapPages ?? 0) > 0);
  const isWithout = ramPages !== null && !isUsed;
  return { pages, isKnown: isWithout, notes: isWithout ? [] : [message('replay.total.swap-not-printed')] };
}

/**
 * The swap that a cgroup may use (mem_cgroup_get_max): bounded by its own limit, and by the machine's swap, which the report
 * of a cgroup does not print since 3.10.
 */
function cgroupSwapOf(incident: Incident, toPages: (bytes: number) => number, added: AddedMemory): SwapPart {
  const { memory } = incident;
  const boundPages = swapBoundOf(incident, toPages);
  const addedPages = toPages(added.addedSwapBytes);
  const machinePages =
    memory.swapTotalBytes === null ? null : Math.max(0, toPages(memory.swapTotalBytes) + addedPages);
  if (boundPages === 0) return { pages: 0, isKnown: true, notes: [] };
  if (machinePages !== null)
    return { pages: Math.min(machinePages, boundPages ?? machinePages), isKnown: true, notes: [] };
  if (usesNoSwap(incident)) {
    const pages = Math.min(Math.max(0, addedPages), boundPages ?? Number.POSITIVE_INFINITY);
    return { pages, isKnown: false, notes: [message('replay.total.cgroup-uses-no-swap')] };
  }
  return boundPages === null
    ? { pages: Math.max(0, addedPages), isKnown: false, notes: [message('replay.total.cgroup-swap-unknown')] }
    : { pages: boundPages, isKnown: false, notes: [message('replay.total.cgroup-swap-bound')] };
}

/** The swap that its own limits leave a cgroup; null: as much as there is, or not printed. */
function swapBoundOf({ cgroup }: Incident, toPages: (bytes: number) => number): number | null {
  const swapLimit = cgroup?.swap?.limitBytes ?? null;
  if (typeof swapLimit === 'number') return toPages(swapLimit);
  const bothLimit = cgroup?.memorySwap?.limitBytes ?? null;
  const limit = cgroup?.limitBytes ?? null;
  if (typeof bothLimit !== 'number' || typeof limit !== 'number') return null;
  return Math.max(0, toPages(bothLimit) - toPages(limit));
}

/** A cgroup that ran out with nothing of it in swap had none that it could use, or was told not to (swappiness 0). */
function usesNoSwap({ cgroup, tasks }: Incident): boolean {
  if (tasks.some(({ swapPages }) => swapPages !== 0) || tasks.length === 0) return false;
  const isZero = (counter: CgroupCounter | null | undefined): boolean => (counter?.usageBytes ?? 0) === 0;
  return cgroup?.swap != null
    ? isZero(cgroup.swap)
    : (cgroup?.memorySwap?.usageBytes ?? 0) <= (cgroup?.usageBytes ?? 0);
}
