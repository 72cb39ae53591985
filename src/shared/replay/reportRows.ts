import type { Incident, IncidentTask, ReplayChanges } from '../model';

/** Processes of the table: one row each, as printed. Threads of one process count once, by their leader where it is there. */
export function processRowsOf(incident: Incident): readonly IncidentTask[] {
  const known = knownRows.get(incident);
  if (known !== undefined) return known;
  const rows = rowsOf(incident);
  knownRows.set(incident, rows);
  return rows;
}

/** A slider that is moved has the same report replayed again and again. */
const knownRows = new WeakMap<Incident, readonly IncidentTask[]>();

function rowsOf({ tasks }: Incident): readonly IncidentTask[] {
  const rows = new Map<number, IncidentTask>();
  for (const task of tasks) {
    const key = task.tgid ?? task.pid;
    if (!rows.has(key) || task.pid === task.tgid) rows.set(key, task);
  }
  return [...rows.values()];
}

/** Whether a pid that is printed elsewhere means this row: kill lines name the process, or the thread of its row. */
function isOfRow(pid: number, row: IncidentTask): boolean {
  return row.pid === pid || row.tgid === pid;
}

/**
 * The row that a pid of another line means, which may be a thread whose own row was put to its process.
 *
 * @param rows of {@link processRowsOf}
 */
export function rowOfPid(
  { tasks }: Incident,
  rows: readonly IncidentTask[],
  pid: number | null,
): IncidentTask | undefined {
  if (pid === null) return undefined;
  const process = tasks.find((task) => task.pid === pid)?.tgid ?? pid;
  return rows.find((row) => isOfRow(pid, row) || isOfRow(process, row));
}

/** Rows of those that died. */
export function victimRowsOf(
  { kills, tasks }: Incident,
  rows: readonly IncidentTask[],
): ReadonlySet<IncidentTask> {
  const died = new Set(kills.map(({ pid }) => pid));
  const processes = new Set(tasks.filter(({ pid }) => died.has(pid)).map(({ pid, tgid }) => tgid ?? pid));
  const isVictim = ({ pid, tgid }: IncidentTask): boolean =>
    died.has(pid) || (tgid !== null && (died.has(tgid) || processes.has(tgid)));
  return new Set(rows.filter(isVictim));
}

/** The rows as they would be with the changes that are tried out. */
export function changedRows(
  rows: readonly IncidentTask[],
  { adjByPid, removedPids }: Pick<ReplayChanges, 'adjByPid' | 'removedPids'>,
): readonly IncidentTask[] {
  if (adjByPid.size === 0 && removedPids.size === 0) return rows;
  const isRemoved = ({ pid, tgid }: IncidentTask): boolean =>
    removedPids.has(pid) || (tgid !== null && removedPids.has(tgid));
  return rows
    .filter((row) => !isRemoved(row))
    .map((row) => {
      const adj = adjByPid.get(row.pid) ?? (row.tgid === null ? undefined : adjByPid.get(row.tgid));
      return adj === undefined ? row : { ...row, oomScoreAdj: adj };
    });
}
