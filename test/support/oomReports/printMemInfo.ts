import type { Generation } from './generations';
import type { DescribedZone, ReportDescription } from './reportDescription';
import { amountOf } from './reportDescription';

/** Fields of a zone that are numbers of the description, not made up by name. */
export function zoneKb(zone: DescribedZone, field: string, seed: number): number {
  switch (field) {
    case 'free':
      return zone.freeKb;
    case 'min':
      return zone.minKb;
    case 'low':
      return zone.minKb + Math.floor(zone.minKb / 4);
    case 'high':
      return zone.minKb + Math.floor(zone.minKb / 2);
    default:
      return amountOf(seed, `${String(zone.node)}/${zone.name}/${field}`);
  }
}

/** Letters behind a number of free blocks; none where there is no block. */
export function lettersOf(zone: DescribedZone, order: number, seed: number): string {
  if ((zone.freeBlocks[order] ?? 0) === 0) return '';
  return (
    ['U', 'M', 'E', 'UE', 'UM', 'UME', 'H', 'MC'][
      amountOf(seed, `${zone.name}/letters/${String(order)}`, 8)
    ] ?? 'U'
  );
}

export function isZoneUnreclaimable(zone: DescribedZone, seed: number): boolean {
  return amountOf(seed, `${String(zone.node)}/${zone.name}/all_unreclaimable`, 2) === 1;
}

export function nodesOf(description: ReportDescription): number[] {
  return [...new Set(description.zones.map((zone) => zone.node))];
}

/** Lines that belong to one record are joined by newlines. */
export function printMemInfo(description: ReportDescription, row: Generation): string[] {
  return [
    ...(row.memInfoTitle === null ? [] : [row.memInfoTitle]),
    ...perCpuLines(description, row),
    ...totalsLines(description, row),
    ...(row.nodeFields === null ? [] : nodesOf(description).map((node) => nodeLine(description, row, node))),
    ...description.zones.flatMap((zone) => [zoneLine(description, row, zone), reserveLine(row, zone)]),
    ...description.zones.map((zone) => buddyLine(description, row, zone)),
    ...(row.hasHugepagesLine
      ? nodesOf(description).map(
          (node) =>
            `Node ${String(node)} hugepages_total=0 hugepages_free=0 hugepages_surp=0 hugepages_size=2048kB`,
        )
      : []),
    ...swapLines(description, row),
    ...footerLines(description, row),
    ...slabLines(description, row),
  ];
}

function zonePrefix({ isNuma }: ReportDescription, { node, name }: DescribedZone): string {
  return isNuma ? `Node ${String(node)} ${name}` : name;
}

function perCpuLines(description: ReportDescription, row: Generation): string[] {
  if (row.perCpu === null) return [];
  const cpu = {
    'low-high': ['cpu 0 hot: low 32, high 96, batch 16', 'cpu 0 cold: low 0, high 32, batch 16'],
    'high-used': ['cpu 0 hot: high 186, batch 31 used:12', 'cpu 0 cold: high 62, batch 15 used:44'],
    'hot-cold': ['CPU    0: Hot: hi:  186, btch:  31 usd: 160   Cold: hi:   62, btch:  15 usd:  14'],
    'hi-btch': ['CPU    0: hi:  186, btch:  31 usd:  24'],
  }[row.perCpu];
  return description.zones.flatMap((zone) => [`${zonePrefix(description, zone)} per-cpu:`, ...cpu]);
}

function totalsLines(description: ReportDescription, row: Generation): string[] {
  const lines = row.totals.map((names, at) => {
    const line = names.map((name) => `${name}:${String(totalPages(description, name))}`).join(' ');
    return at === 0 ? line : ` ${line}`;
  });
  const freeKb = description.zones.reduce((sum, zone) => sum + zone.freeKb, 0);
  return [
    ...(row.hasFreePagesLine ? ['', `Free pages:  ${String(freeKb).padStart(10)}kB (0kB HighMem)`] : []),
    ...(row.isTotalsOneRecord ? [lines.join('\n')] : lines),
  ];
}

export function totalPages({ seed }: ReportDescription, name: string): number {
  return amountOf(seed, `total/${name}`);
}

export function nodeKb({ seed }: ReportDescription, node: number, field: string): number {
  return amountOf(seed, `node/${String(node)}/${field}`);
}

function nodeLine(description: ReportDescription, row: Generation, node: number): string {
  const fields = (row.nodeFields ?? []).map((field) => {
    const blank = row.isThpSpaced && /_thp$|_pmdmapped$/.test(field) ? ' ' : '';
    return `${field}:${blank}${String(nodeKb(description, node, field))}kB`;
  });
  const scanned = row.hasNodePagesScanned ? ' pages_scanned:1234' : '';
  const isUnreclaimable = isNodeUnreclaimable(description, node);
  return `Node ${String(node)} ${fields.join(' ')}${scanned} all_unreclaimable? ${isUnreclaimable ? 'yes' : 'no'}`;
}

export function isNodeUnreclaimable({ seed }: ReportDescription, node: number): boolean {
  return amountOf(seed, `node/${String(node)}/all_unreclaimable`, 2) === 1;
}

function zoneLine(description: ReportDescription, row: Generation, zone: DescribedZone): string {
  const fields = row.zoneFields.map((field) => {
    const unit = /_highatomic$/.test(field) ? 'KB' : 'kB';
    return `${field}:${String(zoneKb(zone, field, description.seed))}${unit}`;
  });
  const scanned = row.hasZonePagesScanned ? ' pages_scanned:5706' : '';
  const unreclaimable = row.isZoneUnreclaimablePrinted
    ? ` all_unreclaimable? ${isZoneUnreclaimable(zone, description.seed) ? 'yes' : 'no'}`
    : '';
  return `${zonePrefix(description, zone)} ${fields.join(' ')}${scanned}${unreclaimable}`;
}

function reserveLine(row: Generation, { lowmemReservePages }: DescribedZone): string {
  return `${row.reserveName}[]: ${lowmemReservePages.join(' ')}`;
}

function buddyLine(description: ReportDescription, row: Generation, zone: DescribedZone): string {
  const blocks = zone.freeBlocks.map((count, order) => {
    const letters = row.hasBuddyLetters ? lettersOf(zone, order, description.seed) : '';
    const size = description.pageKb * 2 ** order;
    return `${String(count)}*${String(size)}kB${letters === '' ? '' : ` (${letters})`}`;
  });
  const sumKb = zone.freeBlocks.reduce(
    (sum, count, order) => sum + count * description.pageKb * 2 ** order,
    0,
  );
  return `${zonePrefix(description, zone)}: ${blocks.join(' ')} = ${String(sumKb)}kB`;
}

export function pageCachePages({ seed }: ReportDescription): number {
  return amountOf(seed, 'pagecache');
}

export function swapCachePages({ seed }: ReportDescription): number {
  return amountOf(seed, 'swapcache');
}

function swapLines(description: ReportDescription, row: Generation): string[] {
  const free = `Free swap  = ${String(description.swapFreeKb)}kB`;
  const total = `Total swap = ${String(description.swapTotalKb)}kB`;
  const cache = 'Swap cache: add 677008, delete 676968, find 278549/335435, race 0+25';
  const pages = [
    `${String(pageCachePages(description))} total pagecache pages`,
    `${String(swapCachePages(description))} pages in swap cache`,
  ];
  switch (row.swap) {
    case 'cache-only':
      return [cache];
    case 'cache-and-totals':
      return [cache, free, total];
    case 'cache-totals-again':
      return [cache, free, total, `Free swap:  ${String(description.swapFreeKb).padStart(10)}kB`];
    case 'stats':
      return [...pages, 'Swap cache stats: add 32800, delete 32338, find 269/274', free, total];
    case 'no-stats':
      return [...pages, free, total];
  }
}

function footerLines(description: ReportDescription, row: Generation): string[] {
  const { ramPages, highMemPages, reservedPages, architecture } = description;
  switch (row.footer) {
    case 'none':
      return [];
    case 'pages-of-ram':
      return [
        `${String(ramPages)} pages of RAM`,
        ...(architecture === 'i686' ? [`${String(highMemPages)} pages of HIGHMEM`] : []),
        `${String(reservedPages)} reserved pages`,
        '7176 pages shared',
        `${String(swapCachePages(description))} pages swap cached`,
      ];
    case 'shared':
      return [
        `${String(ramPages)} pages RAM`,
        ...(architecture === 'i686' ? [`${String(highMemPages)} pages HighMem`] : []),
        `${String(reservedPages)} pages reserved`,
        '623 pages shared',
        '391424 pages non-shared',
      ];
    case 'movable-only':
      return [
        `${String(ramPages)} pages RAM`,
        `${String(highMemPages)} pages HighMem/MovableOnly`,
        `${String(reservedPages)} pages reserved`,
        '0 pages cma reserved',
        '0 pages hwpoisoned',
      ];
  }
}

function slabLines({ slabs }: ReportDescription, row: Generation): string[] {
  if (!row.hasSlabInfo || slabs.length === 0) return [];
  return [
    'Unreclaimable slab info:',
    'Name                      Used          Total',
    ...slabs.map(
      ({ name, usedKb, totalKb }) =>
        `${name.padEnd(17)} ${String(usedKb).padStart(10)}KB ${String(totalKb).padStart(10)}KB`,
    ),
  ];
}
