import type { BuddyZone } from '../../../shared/model';

/** The least number of free blocks of each step of heat; below the first there are none. */
export const HEAT_STEPS = [1, 10, 100, 1_000, 10_000] as const;

/**
 * The heat of a cell, by decades of its block count. It does not depend on other cells, so a colour means the same in
 * every zone and at every moment.
 * @returns 0 (no free block) to 5 (10,000 and more)
 */
export function heatOf(blocks: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (blocks < HEAT_STEPS[0]) return 0;
  if (blocks < HEAT_STEPS[1]) return 1;
  if (blocks < HEAT_STEPS[2]) return 2;
  if (blocks < HEAT_STEPS[3]) return 3;
  return blocks < HEAT_STEPS[4] ? 4 : 5;
}

/** Size of one block in bytes. */
export function blockBytes(order: number, pageBytes: number): number {
  return 2 ** order * pageBytes;
}

/** The orders that a table of these zones needs: as many as the longest line has. */
export function ordersOf(buddy: readonly BuddyZone[]): readonly number[] {
  return Array.from(
    { length: Math.max(0, ...buddy.map((zone) => zone.freeBlocks.length)) },
    (_, order) => order,
  );
}

/** All free pages of a zone that lie in blocks. */
export function freeBlockPages(zone: BuddyZone): number {
  return zone.freeBlocks.reduce((pages, blocks, order) => pages + blocks * 2 ** order, 0);
}

/** The order of the largest block that is free; null: none is. */
export function largestFreeOrder(zone: BuddyZone): number | null {
  const order = zone.freeBlocks.findLastIndex((blocks) => blocks > 0);
  return order === -1 ? null : order;
}
