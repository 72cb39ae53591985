import type { BuddyZone, Zone } from '../model';
import { isAtLeast, parseKernelRelease } from './kernelRelease';

/**
 * Would a request for 2^order pages find them in a zone now? The test that decides it in mm/page_alloc.c
 * (zone_watermark_ok and what it became), from what zoneinfo and buddyinfo say. Numbers of two moments: an estimate.
 */

/** How a kernel tests a zone for an order. */
export type WatermarkTest =
  /** 2.6.8 and 2.6.9: free pages alone. */
  | 'free-only'
  /** To 4.3: what is left above each order's share of the mark. */
  | 'halving'
  /** Since 4.4: any block that is large enough. */
  | 'any-block';

/** What tries: a request before reclaim, one after it, and the last look before a kill. */
export type Mark = 'low' | 'min' | 'high';

/** A request that may use this zone and those below it: what the reserve of each is kept from. */
export interface AllocationRequest {
  readonly order: number;
  /** Index of the highest zone it may use, in the order of the kernel's zone types. */
  readonly highestZone: number;
  readonly mark: Mark;
}

export type AllocationOutcome =
  /** By how many pages the test passed. */
  | { readonly kind: 'succeeds'; readonly headroomPages: number }
  /** By how many pages it is short of mark and reserve; a `no-block` has enough pages and none together. */
  | { readonly kind: 'fails'; readonly because: 'below-mark' | 'no-block'; readonly headroomPages: number }
  /** The zone does not report what the test needs. */
  | { readonly kind: 'unknown' };

/** The test of a kernel, by its version: nothing else tells them apart. The newest where there is none. */
export function watermarkTestOf(release: string | null): WatermarkTest {
  const version = parseKernelRelease(release);
  if (version === null || isAtLeast(version, 4, 4)) return 'any-block';
  return isAtLeast(version, 2, 6, 11) ? 'halving' : 'free-only';
}

/**
 * Tests one zone.
 *
 * @param blocks free blocks by order; null where buddyinfo was not read, then orders above 0 are unknown
 */
export function tryAllocation(
  zone: Zone,
  blocks: readonly number[] | null,
  { order, highestZone, mark }: AllocationRequest,
  test: WatermarkTest,
): AllocationOutcome {
  const { freePages } = zone;
  const markPages = { low: zone.lowPages, min: zone.minPages, high: zone.highPages }[mark];
  if (freePages === null || markPages === null) return { kind: 'unknown' };
  const neededPages = 2 ** order;
  const reservePages = reserveAgainst(zone, highestZone);
  if (test === 'free-only') {
    const headroomPages = freePages - (markPages + neededPages + reservePages);
    return headroomPages >= 0
      ? { kind: 'succeeds', headroomPages }
      : { kind: 'fails', because: 'below-mark', headroomPages };
  }
  const usablePages = freePages - (neededPages - 1);
  // It takes more than the mark: as many as the mark itself is not enough.
  const headroomPages = usablePages - (markPages + reservePages) - 1;
  if (headroomPages < 0) return { kind: 'fails', because: 'below-mark', headroomPages };
  if (order === 0) return { kind: 'succeeds', headroomPages };
  if (blocks === null) return { kind: 'unknown' };
  const isFound =
    test === 'any-block'
      ? blocks.some((count, at) => at >= order && count > 0)
      : isAboveHalvedMarks(usablePages, markPages, blocks, order);
  return isFound
    ? { kind: 'succeeds', headroomPages }
    : { kind: 'fails', because: 'no-block', headroomPages };
}

/** Pages of a zone that a request keeps out of, since it could have used a higher zone (lowmem reserve). */
export function reserveAgainst({ lowmemReservePages }: Zone, highestZone: number): number {
  return lowmemReservePages?.[Math.min(highestZone, lowmemReservePages.length - 1)] ?? 0;
}

/** Each smaller order's blocks are no use, and each step up half of the mark is enough. */
function isAboveHalvedMarks(
  usablePages: number,
  markPages: number,
  blocks: readonly number[],
  order: number,
): boolean {
  let left = usablePages;
  let mark = markPages;
  for (let at = 0; at < order; at += 1) {
    left -= (blocks[at] ?? 0) * 2 ** at;
    mark = Math.trunc(mark / 2);
    if (left <= mark) return false;
  }
  return true;
}

/** What {@link allocationsIn} says of one zone. */
export interface ZoneAllocations {
  /** Free pages above mark and reserve for a single page; negative where even that fails; null: unknown. */
  readonly headroomPages: number | null;
  /** The largest order that would succeed now; null where none would, or nothing is known. */
  readonly largestOrder: number | null;
  /** Orders that would fail now, rising. */
  readonly failingOrders: readonly number[];
  /**
   * By order, the watermark at which a request stops: `low` wakes kswapd and may still get its block, `min` fails; null
   * passes both, or is not known.
   */
  readonly stopsAt: readonly ('low' | 'min' | null)[];
}

/** Orders to test where buddyinfo does not say how many there are: 0 to 10. */
const USUAL_ORDERS = 11;

/** Every order of one zone for one kind of request that has reclaimed already: what it finds is what min leaves it. */
export function allocationsIn(
  zone: Zone,
  blocks: readonly number[] | null,
  { highestZone }: Pick<AllocationRequest, 'highestZone'>,
  test: WatermarkTest,
): ZoneAllocations {
  const orders = Array.from({ length: blocks?.length ?? USUAL_ORDERS }, (_, order) => order);
  const at = (mark: Mark): AllocationOutcome[] =>
    orders.map((order) => tryAllocation(zone, blocks, { order, highestZone, mark }, test));
  const [outcomes, withoutReclaim] = [at('min'), at('low')];
  const [single] = outcomes;
  const largest = outcomes.findLastIndex(({ kind }) => kind === 'succeeds');
  return {
    headroomPages: single === undefined || single.kind === 'unknown' ? null : single.headroomPages,
    largestOrder: largest === -1 ? null : largest,
    failingOrders: orders.filter((order) => outcomes[order]?.kind === 'fails'),
    stopsAt: orders.map((order) => {
      if (outcomes[order]?.kind === 'fails') return 'min';
      return withoutReclaim[order]?.kind === 'fails' ? 'low' : null;
    }),
  };
}

/**
 * How much of a failure at an order is owed to fragmentation (fragmentation_index in mm/vmstat.c): towards 0 there is too
 * little memory, towards 1 it lies in pieces; -1 where a block is free.
 *
 * @returns null for a zone without a free block, of which nothing can be said
 */
export function fragmentationIndex(blocks: readonly number[], order: number): number | null {
  if (blocks.some((count, at) => at >= order && count > 0)) return -1;
  const freeBlocks = blocks.reduce((sum, count) => sum + count, 0);
  if (freeBlocks === 0) return null;
  const freePages = blocks.reduce((sum, count, at) => sum + count * 2 ** at, 0);
  return (1000 - Math.trunc((1000 + Math.trunc((freePages * 1000) / 2 ** order)) / freeBlocks)) / 1000;
}

/** The free blocks of a zone, from the line of buddyinfo that is about it. */
export function blocksOf(buddy: readonly BuddyZone[], { node, name }: Zone): readonly number[] | null {
  return buddy.find((line) => line.node === node && line.zone === name)?.freeBlocks ?? null;
}
