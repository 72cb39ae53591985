import type { Incident, IncidentTask, Message } from '../model';
import { message } from '../model';
import type { BadnessGeneration } from '../oom/generation';
import { type ReportRanking } from './rankingOfReport';
import { rowOfPid } from './reportRows';
import { actualOf, computedScoreOf, printedScoreOf } from './replayAgreement';

interface Scored {
  readonly generation: BadnessGeneration | null;
  readonly totalPages: number | null;
  readonly total: { readonly isSwapKnown: boolean };
  readonly ranking: ReportRanking;
}

/** How far counters that threads and processors keep for themselves were seen to move a score, in thousandths. */
const COUNTER_PERMILLE = 3;

/**
 * What the score that a kernel up to 5.0 printed of the chosen one says of ours: the same, or how far apart and why.
 *
 * @returns empty where none is printed, or ours cannot be computed
 */
export function scoreNotesOf(
  incident: Incident,
  { generation, totalPages, total, ranking }: Scored,
  rows: readonly IncidentTask[],
): readonly Message[] {
  const printed = printedScoreOf(incident);
  if (printed === null || generation === null || totalPages === null) return [];
  const row = rowOfPid(incident, rows, actualOf(incident));
  const points = ranking.rows.find(({ pid }) => pid === row?.pid)?.points ?? null;
  if (row === undefined || points === null) return [];
  const computed = computedScoreOf(points, generation, totalPages);
  const params = { pid: row.pid, printed, computed };
  if (printed === computed) return [message('replay.score-agrees', params)];
  return [
    message(`replay.score-${whyDiffers(incident, row, total.isSwapKnown, printed - computed)}`, params),
  ];
}

function whyDiffers(
  { killsAllocatingTask, memory }: Incident,
  row: IncidentTask,
  isSwapKnown: boolean,
  difference: number,
): 'allocating-task' | 'columns-missing' | 'counters' | 'swap-unknown' | 'differs' {
  if (killsAllocatingTask) return 'allocating-task';
  if (row.swapPages === null && difference > 0 && memory.swapTotalBytes !== 0) return 'columns-missing';
  if (Math.abs(difference) <= COUNTER_PERMILLE) return 'counters';
  // More swap than is printed makes the same memory a smaller share.
  return !isSwapKnown && difference < 0 ? 'swap-unknown' : 'differs';
}
