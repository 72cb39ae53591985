import type { Incident, IncidentTask, Message, Replay, ReplayChanges } from '../model';
import { message } from '../model';
import type { BadnessGeneration } from '../oom/generation';
import { generationOfReport } from './generationOfReport';
import { privilegesOf } from './rankingPrivileges';
import { rankRows, type ReportRanking } from './rankingOfReport';
import { changedRows, processRowsOf, victimRowsOf } from './reportRows';
import { actualOf, agreementOf, type Agreement } from './replayAgreement';
import { pageSizeOf } from './replayPageSize';
import { scoreNotesOf } from './replayScore';
import { totalOf } from './totalPages';

/** Nothing is tried out: the report as it is. */
export const NO_CHANGES: ReplayChanges = {
  adjByPid: new Map(),
  removedPids: new Set(),
  addedRamBytes: 0,
  addedSwapBytes: 0,
};

export interface ReplayOptions {
  /** What is tried out; the kernel's own choice is compared only where that is nothing. */
  readonly changes?: ReplayChanges | undefined;
  /** Size of a page of the machine where the caller knows it; the report's own evidence goes first. */
  readonly pageBytes?: number | null | undefined;
}

/** Whether anything is tried out. */
export function hasChanges(changes: ReplayChanges): boolean {
  const { adjByPid, removedPids, addedRamBytes, addedSwapBytes, addedLimitBytes = 0 } = changes;
  return [adjByPid.size, removedPids.size, addedRamBytes, addedSwapBytes, addedLimitBytes].some(
    (one) => one !== 0,
  );
}

/**
 * Computes a report again: who its kernel takes, by the task table and the badness of that kernel (oom_badness,
 * select_bad_process in mm/oom_kill.c), and whether it took the same one.
 */
export function replayOf(incident: Incident, options: ReplayOptions = {}): Replay {
  const { changes = NO_CHANGES } = options;
  const basis = basisOf(incident, options.pageBytes ?? null, changes);
  const { generation, rows, total, isChanged } = basis;
  const agreement = isChanged
    ? CHANGED
    : agreementOf({ ...basis, ...total, incident, ranking: basis.ranking });
  return {
    incidentId: incident.id,
    generation: generation?.kind ?? null,
    totalPages: total.totalPages,
    predicted: basis.ranking.first,
    actual: actualOf(incident),
    died: [...new Set(incident.kills.map(({ pid }) => pid))],
    agrees: agreement.agrees,
    reason: agreement.reason,
    ranking: basis.ranking.rows,
    notes: [...agreement.notes, ...basis.notes, ...(isChanged ? [] : scoreNotesOf(incident, basis, rows))],
  };
}

const CHANGED: Agreement = { agrees: null, reason: null, notes: [message('replay.changed')] };

interface ReplayBasis {
  readonly isChanged: boolean;
  readonly generation: BadnessGeneration | null;
  readonly rows: readonly IncidentTask[];
  readonly ranking: ReportRanking;
  readonly total: ReturnType<typeof totalOf>;
  readonly totalPages: number | null;
  readonly notes: readonly Message[];
}

const NOT_RANKED: ReportRanking = { rows: [], first: null, errorPages: 0 };

function basisOf(incident: Incident, knownBytes: number | null, changes: ReplayChanges): ReplayBasis {
  const chosen = generationOfReport(incident);
  const page = pageSizeOf(incident, knownBytes);
  const { pageBytes } = page;
  const total = totalOf(incident, pageBytes, changes);
  const { totalPages } = total;
  const rows = processRowsOf(incident);
  const isChanged = hasChanges(changes);
  const { generation } = chosen;
  const common = { isChanged, generation, rows, total, totalPages };
  if (generation === null) {
    return { ...common, ranking: NOT_RANKED, notes: rows.length === 0 ? [] : chosen.notes };
  }
  const original = { generation, pageBytes, totalPages: totalOf(incident, pageBytes, NO_CHANGES).totalPages };
  // Who is privileged is told by the report as it was, whatever is tried out.
  const { privileged, notes: told } = privilegesOf(incident, rows, original);
  const changed = changedRows(rows, changes);
  const basis = { ...original, totalPages, privileged };
  const ranking = rankRows(changed, basis, victimRowsOf(incident, changed));
  const notes = notesOf(generation, ranking, [...chosen.notes, ...page.notes, ...total.notes, ...told]);
  return { ...common, ranking, notes: rows.length === 0 ? [] : notes };
}

/** What a ranking of this generation rests on. */
function notesOf(
  generation: BadnessGeneration,
  ranking: ReportRanking,
  sources: readonly Message[],
): readonly Message[] {
  if (generation.kind === 'heuristic') return [message('replay.heuristic')];
  const columns = generation.kind === 'permille' ? [message('replay.columns-missing')] : [];
  return [...columns, ...sources, ...tieNotes(ranking)];
}

/** Equal points at the top: the order of the table decides. */
function tieNotes({ rows }: ReportRanking): Message[] {
  const [first, second] = rows;
  if (first?.points == null || first.points !== second?.points) return [];
  return [message('replay.equals', { comm: second.comm, pid: second.pid })];
}
