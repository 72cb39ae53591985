import type { IncidentSummary } from '../../../../shared/model';
import { startOf } from './calendar';

/** A line of the list: the heading of a day, or an incident. */
export type KillLine =
  | {
      readonly kind: 'day';
      /** Its beginning in this machine's time zone; null: those without a date. */
      readonly dayMs: number | null;
      readonly count: number;
    }
  | {
      readonly kind: 'kill';
      readonly row: IncidentSummary;
      /** Among the incidents. */ readonly index: number;
    };

export interface KillLines {
  readonly lines: readonly KillLine[];
  /** Where each incident stands among the lines. */
  readonly lineOfRow: readonly number[];
}

/**
 * The incidents under headings, one a day.
 * @param rows newest first, those without a date last
 */
export function linesByDay(rows: readonly IncidentSummary[]): KillLines {
  const lines: KillLine[] = [];
  const lineOfRow: number[] = [];
  for (let from = 0; from < rows.length;) {
    const dayMs = dayOf(rows[from]);
    let to = from + 1;
    while (to < rows.length && isOfDay(rows[to], dayMs)) to += 1;
    lines.push({ kind: 'day', dayMs, count: to - from });
    for (const [offset, row] of rows.slice(from, to).entries()) {
      lineOfRow.push(lines.length);
      lines.push({ kind: 'kill', row, index: from + offset });
    }
    from = to;
  }
  return { lines, lineOfRow };
}

function dayOf(row: IncidentSummary | undefined): number | null {
  const atMs = row?.happenedAtMs ?? null;
  return atMs === null ? null : startOf('day', atMs);
}

/** Rows come newest first, so one that is not before the day's beginning is of the day. */
function isOfDay(row: IncidentSummary | undefined, dayMs: number | null): boolean {
  const atMs = row?.happenedAtMs ?? null;
  return atMs === null || dayMs === null ? atMs === dayMs : atMs >= dayMs;
}
