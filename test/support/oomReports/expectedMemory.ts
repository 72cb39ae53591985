import type { IncidentMemory, IncidentNode, IncidentSlab, IncidentZone } from '../../../src/shared/model';
import type { Generation } from './generations';
import {
  isNodeUnreclaimable,
  isZoneUnreclaimable,
  lettersOf,
  nodeKb,
  nodesOf,
  pageCachePages,
  swapCachePages,
  totalPages,
  zoneKb,
} from './printMemInfo';
import type { DescribedZone, ReportDescription } from './reportDescription';

/** Fields of a zone line that have a place of their own in an incident. */
const OWN_FIELDS = ['free', 'min', 'low', 'high', 'boost', 'present', 'managed'];

export function expectedZones(description: ReportDescription, row: Generation): IncidentZone[] {
  return description.zones.map((zone) => expectedZone(description, row, zone));
}

function expectedZone(
  { seed, isNuma }: ReportDescription,
  row: Generation,
  zone: DescribedZone,
): IncidentZone {
  const bytes = (field: string): number | null =>
    row.zoneFields.includes(field) ? zoneKb(zone, field, seed) * 1024 : null;
  const others = row.zoneFields.filter((field) => !OWN_FIELDS.includes(field));
  return {
    node: isNuma ? zone.node : null,
    name: zone.name,
    freeBytes: bytes('free'),
    minBytes: bytes('min'),
    lowBytes: bytes('low'),
    highBytes: bytes('high'),
    boostBytes: bytes('boost'),
    presentBytes: bytes('present'),
    managedBytes: bytes('managed'),
    lowmemReservePages: zone.lowmemReservePages,
    freeBlocks: zone.freeBlocks,
    freeBlockTypes: row.hasBuddyLetters
      ? zone.freeBlocks.map((_, order) => lettersOf(zone, order, seed))
      : null,
    otherBytes: Object.fromEntries(others.map((field) => [field, zoneKb(zone, field, seed) * 1024])),
    isAllUnreclaimable: row.isZoneUnreclaimablePrinted ? isZoneUnreclaimable(zone, seed) : null,
  };
}

export function expectedNodes(description: ReportDescription, row: Generation): IncidentNode[] {
  const { nodeFields } = row;
  if (nodeFields === null) return [];
  return nodesOf(description).map((node) => ({
    node,
    otherBytes: Object.fromEntries(
      nodeFields.map((field) => [field, nodeKb(description, node, field) * 1024]),
    ),
    isAllUnreclaimable: isNodeUnreclaimable(description, node),
  }));
}

const NO_MEMORY: IncidentMemory = {
  ramPages: null,
  highMemPages: null,
  reservedPages: null,
  swapTotalBytes: null,
  swapFreeBytes: null,
  pageCachePages: null,
  swapCachePages: null,
  totalsPages: {},
};

export function expectedMemory(
  description: ReportDescription,
  row: Generation,
  isPrinted: boolean,
): IncidentMemory {
  if (!isPrinted) return NO_MEMORY;
  const hasFooter = row.footer !== 'none';
  const hasHighMem = hasFooter && (row.footer === 'movable-only' || description.architecture === 'i686');
  const hasSwap = row.swap !== 'cache-only';
  const hasCachePages = row.swap === 'stats' || row.swap === 'no-stats';
  return {
    ramPages: hasFooter ? description.ramPages : null,
    highMemPages: hasHighMem ? description.highMemPages : null,
    reservedPages: hasFooter ? description.reservedPages : null,
    swapTotalBytes: hasSwap ? description.swapTotalKb * 1024 : null,
    swapFreeBytes: hasSwap ? description.swapFreeKb * 1024 : null,
    pageCachePages: hasCachePages ? pageCachePages(description) : null,
    swapCachePages: hasCachePages || row.footer === 'pages-of-ram' ? swapCachePages(description) : null,
    totalsPages: Object.fromEntries(
      row.totals.flat().map((name) => [name.toLowerCase(), totalPages(description, name)]),
    ),
  };
}

export function expectedSlabs({ slabs }: ReportDescription, row: Generation): IncidentSlab[] {
  if (!row.hasSlabInfo) return [];
  return slabs.map(({ name, usedKb, totalKb }) => ({
    name,
    usedBytes: usedKb * 1024,
    totalBytes: totalKb * 1024,
  }));
}
