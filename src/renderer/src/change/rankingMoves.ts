import type { PlanEffect, RankedProcess } from '../../../shared/model';

/** One row of the ranking after a change, and how it got there. */
export interface MovedRow {
  readonly process: RankedProcess;
  /** Places up, below 0 down; null: it came from or went to where there are no places, or was not among the first. */
  readonly movedUp: number | null;
}

/** The rows that a table has room for, and how many changed ones are behind them. */
export interface ShownRows<Row> {
  readonly rows: readonly Row[];
  readonly moreChanged: number;
}

/** Rows after the change with the places that they moved. */
export function movedRows({ before, after }: PlanEffect): readonly MovedRow[] {
  const places = new Map(before.map(({ pid, place }) => [pid, place]));
  return after.map((process) => {
    const was = places.get(process.pid) ?? null;
    return { process, movedUp: was === null || process.place === null ? null : was - process.place };
  });
}

/**
 * The first rows, and changed ones from behind them as far as there is room.
 * @param most how many rows are shown at all
 */
export function shownRows<Row>(
  rows: readonly Row[],
  most: number,
  isChanged: (row: Row) => boolean,
): ShownRows<Row> {
  const shown = rows.slice(0, most);
  return { rows: shown, moreChanged: rows.slice(most).filter(isChanged).length };
}
