import type { BuddyPoint } from '../../../shared/model';
import { heatOf } from './buddyHeat';

/** One order of one zone. */
export interface HeatRow {
  readonly zone: string;
  readonly order: number;
}

export interface HeatCell {
  readonly row: number;
  readonly column: number;
  readonly blocks: number;
  readonly heat: ReturnType<typeof heatOf>;
}

/** Free blocks of every zone and order over time. */
export interface HeatGrid {
  /** Moments in milliseconds since the epoch, rising. */
  readonly columns: readonly number[];
  readonly rows: readonly HeatRow[];
  readonly zones: readonly { readonly name: string; readonly orders: number }[];
  readonly cells: readonly HeatCell[];
}

/**
 * Lays out the heat map: rows are the zones of the newest point in the kernel's order, each with its orders from the
 * smallest; a zone that an older point does not have leaves its cells out.
 */
export function heatGridOf(points: readonly BuddyPoint[]): HeatGrid {
  const newest = points.at(-1)?.buddy ?? [];
  const hasNodes = new Set(newest.map(({ node }) => node)).size > 1;
  const zones = newest.map(({ node, zone, freeBlocks }) => ({
    key: `${String(node)} ${zone}`,
    name: hasNodes ? `${String(node)} ${zone}` : zone,
    orders: freeBlocks.length,
  }));
  const rows: HeatRow[] = [];
  const firstRows = new Map<string, number>();
  for (const { key, name, orders } of zones) {
    firstRows.set(key, rows.length);
    for (let order = 0; order < orders; order += 1) rows.push({ zone: name, order });
  }
  const cells = points.flatMap(({ buddy }, column) =>
    buddy.flatMap(({ node, zone, freeBlocks }) => {
      const first = firstRows.get(`${String(node)} ${zone}`);
      if (first === undefined) return [];
      return freeBlocks.flatMap((blocks, order): HeatCell[] =>
        rows[first + order]?.order === order
          ? [{ row: first + order, column, blocks, heat: heatOf(blocks) }]
          : [],
      );
    }),
  );
  return { columns: points.map(({ atMs }) => atMs), rows, zones, cells };
}
