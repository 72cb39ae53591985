import type { Incident, IncidentTask, Replay, ReplayedTask } from '../model';

/** Processes of the ranking that a document shows; how many more there are is one sentence. */
export const SHOWN_PROCESSES = 20;

/** A process of the task table at its place in the replay's ranking. */
export interface RankRow {
  readonly place: number;
  readonly pid: number;
  readonly comm: string;
  /** In the generation's own unit; null: cannot be killed. */
  readonly points: number | null;
  /** Points against what adj is measured by, 0 to 100 and beyond; null where points are not of that kind. */
  readonly sharePercent: number | null;
  readonly rssPages: number | null;
  readonly swapPages: number | null;
  readonly pageTableBytes: number | null;
  readonly pageTablePages: number | null;
  readonly oomScoreAdj: number | null;
  readonly oomAdj: number | null;
  readonly eligible: boolean;
  readonly isPredicted: boolean;
  readonly isActual: boolean;
  readonly hasDied: boolean;
}

/**
 * The ranking of a replay beside what the task table says of each process: the best candidates, and below them those that
 * died or were chosen although they rank lower.
 *
 * @param most how many of the best are wanted
 */
export function rankRowsOf(incident: Incident, replay: Replay, most: number): readonly RankRow[] {
  const tasks = new Map(incident.tasks.map((task) => [task.pid, task]));
  const isTaken = namedBy(replay.actual === null ? [] : [replay.actual]);
  const isDead = namedBy(replay.died);
  return replay.ranking.flatMap((ranked, index): RankRow[] => {
    const task = tasks.get(ranked.pid) ?? null;
    const isActual = isTaken(ranked, task);
    const hasDied = isDead(ranked, task);
    if (index >= most && !isActual && !hasDied) return [];
    return [
      {
        place: index + 1,
        pid: ranked.pid,
        comm: ranked.comm,
        points: ranked.points,
        sharePercent: sharePercentOf(ranked.points, replay),
        ...columnsOf(task),
        oomScoreAdj: ranked.oomScoreAdj ?? task?.oomScoreAdj ?? null,
        eligible: ranked.eligible,
        isPredicted: ranked.pid === replay.predicted,
        isActual,
        hasDied,
      },
    ];
  });
}

/** Whether any of some pids means a row. A kill line may name a thread, where the table has its process. */
function namedBy(pids: readonly number[]): (ranked: ReplayedTask, task: IncidentTask | null) => boolean {
  const named = new Set(pids);
  return ({ pid }, task) =>
    named.has(pid) ||
    (task !== null && (named.has(task.pid) || (task.tgid !== null && named.has(task.tgid))));
}

type TaskColumns = Pick<RankRow, 'rssPages' | 'swapPages' | 'pageTableBytes' | 'pageTablePages' | 'oomAdj'>;

function columnsOf(task: IncidentTask | null): TaskColumns {
  return {
    rssPages: task?.rssPages ?? null,
    swapPages: task?.swapPages ?? null,
    pageTableBytes: task?.pageTableBytes ?? null,
    pageTablePages: task?.pageTablePages ?? null,
    oomAdj: task?.oomAdj ?? null,
  };
}

/** 2.6.36 to 3.4 count in thousandths; since 3.5 in pages of what adj is measured by; before, in points without a whole. */
function sharePercentOf(points: number | null, { generation, totalPages }: Replay): number | null {
  if (points === null) return null;
  if (generation === 'permille') return points / 10;
  const isInPages = generation === 'pages' || generation === 'signed';
  return isInPages && totalPages !== null && totalPages > 0 ? (points / totalPages) * 100 : null;
}

/** Which columns of the task table any of the rows has a value for. */
export function hasColumn(
  rows: readonly RankRow[],
  column: 'points' | 'sharePercent' | keyof TaskColumns | 'oomScoreAdj',
): boolean {
  return rows.some((row) => row[column] !== null);
}
