import { rankRowsOf, type RankRow } from '../../../../shared/incidentDocument/rankRows';
import type { Incident, Replay, ReplayChanges } from '../../../../shared/model';

/** A process in the table of a replay, as it was and with what is tried out. Why it stands there is in the replay. */
export interface TableRow extends RankRow {
  readonly uid: number | null;
  /** Its place as the report has it, `place` is the one that is shown; null: it cannot be killed, and has none. */
  readonly placeBefore: number | null;
  /** Its oom_score_adj as the report has it. */
  readonly adjBefore: number | null;
  /** Its adj is tried out. */
  readonly isTried: boolean;
  /** It is tried out that it did not run. */
  readonly isRemoved: boolean;
  /** With what is tried out this one dies instead. */
  readonly wouldDie: boolean;
}

/** The rows of a report as it is: all processes of the task table, the first in line first. */
export function tableRowsOf(incident: Incident, replay: Replay): readonly TableRow[] {
  const uids = new Map(incident.tasks.map(({ pid, uid }) => [pid, uid]));
  return rankRowsOf(incident, replay, Infinity).map((row) => ({
    ...row,
    uid: uids.get(row.pid) ?? null,
    placeBefore: row.eligible ? row.place : null,
    adjBefore: row.oomScoreAdj,
    isTried: false,
    isRemoved: false,
    wouldDie: false,
  }));
}

/**
 * The rows in the order that what is tried out would bring about; those that are taken away come last.
 * @param after the replay with the changes
 * @param victim who would have died then; null: nobody, or it cannot be told
 */
export function triedRowsOf(
  before: readonly TableRow[],
  after: Replay,
  changes: ReplayChanges,
  victim: number | null,
): readonly TableRow[] {
  const known = new Map(before.map((row) => [row.pid, row]));
  const ranked = after.ranking.flatMap((task, index): TableRow[] => {
    const row = known.get(task.pid);
    if (row === undefined) return [];
    known.delete(task.pid);
    return [
      {
        ...row,
        place: index + 1,
        points: task.points,
        sharePercent: shareOf(task.points, after),
        oomScoreAdj: task.oomScoreAdj ?? row.oomScoreAdj,
        eligible: task.eligible,
        isTried: changes.adjByPid.has(task.pid),
        wouldDie: task.pid === victim,
      },
    ];
  });
  const removed = [...known.values()].map((row) => ({
    ...row,
    isRemoved: true,
    points: null,
    sharePercent: null,
  }));
  return [...ranked, ...removed];
}

/** As {@link rankRowsOf} counts it. */
function shareOf(points: number | null, { generation, totalPages }: Replay): number | null {
  if (points === null) return null;
  if (generation === 'permille') return points / 10;
  const isInPages = generation === 'pages' || generation === 'signed';
  return isInPages && totalPages !== null && totalPages > 0 ? (points / totalPages) * 100 : null;
}

/** Rows that a search leaves: every word in name, pid, user or a kind of mark, whatever its case. */
export function searchRows(rows: readonly TableRow[], query: string): readonly TableRow[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return rows;
  return rows.filter(({ comm, pid, uid }) => {
    const text = `${comm.toLowerCase()}\n${String(pid)}\n${String(uid ?? '')}`;
    return words.every((word) => text.includes(word));
  });
}

/** Columns that the report prints nothing for are left out. */
export const OPTIONAL_COLUMNS = ['uid', 'points', 'share', 'rss', 'swap', 'pageTables', 'adj'] as const;
export type OptionalColumn = (typeof OPTIONAL_COLUMNS)[number];

/** Of the columns, those that any row of these tables has something in. */
export function columnsOf(...tables: readonly (readonly TableRow[])[]): readonly OptionalColumn[] {
  const has: Readonly<Record<OptionalColumn, (row: TableRow) => boolean>> = {
    uid: ({ uid }) => uid !== null,
    points: ({ points }) => points !== null,
    share: ({ sharePercent }) => sharePercent !== null,
    rss: ({ rssPages }) => rssPages !== null,
    swap: ({ swapPages }) => swapPages !== null,
    pageTables: (row) => row.pageTableBytes !== null || row.pageTablePages !== null,
    adj: (row) => row.oomScoreAdj !== null || row.oomAdj !== null,
  };
  return OPTIONAL_COLUMNS.filter((column) => tables.some((rows) => rows.some(has[column])));
}

/** The index that a key leads to in a table of `count` rows; null: the key is not for it. */
export function rowAfterKey(key: string, index: number, count: number, pageRows: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + pageRows,
    PageUp: index - pageRows,
    Home: 0,
    End: count - 1,
  };
  const target = Object.hasOwn(targets, key) ? targets[key] : undefined;
  if (target === undefined || count === 0) return null;
  return Math.min(count - 1, Math.max(0, target));
}
