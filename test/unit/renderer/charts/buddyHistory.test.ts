import { describe, expect, it } from 'vitest';
import { heatGridOf } from '../../../../src/renderer/src/charts/buddyHistory';
import type { BuddyPoint } from '../../../../src/shared/model';

function point(atMs: number, zones: Readonly<Record<string, readonly number[]>>, node = 0): BuddyPoint {
  return {
    atMs,
    buddy: Object.entries(zones).map(([zone, freeBlocks]) => ({ node, zone, freeBlocks })),
  };
}

describe('free blocks over time', () => {
  it('have a row for each order of each zone, and a column for each moment', () => {
    const grid = heatGridOf([
      point(10, { DMA: [1, 2], Normal: [500, 0] }),
      point(20, { DMA: [0, 2], Normal: [7, 30] }),
    ]);
    expect(grid.columns).toEqual([10, 20]);
    expect(grid.rows).toEqual([
      { zone: 'DMA', order: 0 },
      { zone: 'DMA', order: 1 },
      { zone: 'Normal', order: 0 },
      { zone: 'Normal', order: 1 },
    ]);
    expect(grid.cells).toHaveLength(8);
    expect(grid.cells).toContainEqual({ row: 2, column: 0, blocks: 500, heat: 3 });
    expect(grid.cells).toContainEqual({ row: 3, column: 1, blocks: 30, heat: 2 });
  });

  it('leave out what the newest moment does not have', () => {
    const grid = heatGridOf([point(10, { Gone: [1], DMA: [1, 2, 3] }), point(20, { DMA: [1, 2] })]);
    expect(grid.rows).toHaveLength(2);
    expect(grid.cells).toHaveLength(4);
  });

  it('name the node where there is more than one', () => {
    const both = [...point(10, { Normal: [1] }).buddy, ...point(10, { Normal: [1] }, 1).buddy];
    expect(heatGridOf([{ atMs: 10, buddy: both }]).zones.map(({ name }) => name)).toEqual([
      '0 Normal',
      '1 Normal',
    ]);
  });

  it('are nothing without a moment', () => {
    expect(heatGridOf([])).toEqual({ columns: [], rows: [], zones: [], cells: [] });
  });
});
