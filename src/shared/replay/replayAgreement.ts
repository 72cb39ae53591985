import type { DisagreementReason, Incident, IncidentTask, Message, ReplayedTask } from '../model';
import { message } from '../model';
import type { BadnessGeneration } from '../oom/generation';
import { listsNobody } from './explanation/outcome';
import { type ReportRanking } from './rankingOfReport';
import { rowOfPid, victimRowsOf } from './reportRows';

/** A replayed report, as far as judging it goes. */
export interface Replayed {
  readonly incident: Incident;
  readonly rows: readonly IncidentTask[];
  readonly ranking: ReportRanking;
  readonly generation: BadnessGeneration | null;
  readonly totalPages: number | null;
  /** False: swap may count that the report does not print. */
  readonly isSwapKnown: boolean;
}

/** Whether the kernel and the model took the same one. */
export interface Agreement {
  readonly agrees: boolean | null;
  readonly reason: DisagreementReason | null;
  readonly notes: readonly Message[];
}

/**
 * Who the kernel took: the chosen one of the first kill, for which a child may have died; where no kill line is there, whom
 * the line of the choice names. Null where nobody was.
 */
export function actualOf({ kills, selected }: Incident): number | null {
  const [first] = kills;
  if (first === undefined) return selected?.pid ?? null;
  if (first.chosen !== null) return first.chosen.pid;
  // Since 5.0 that line may name a parent for which a child died.
  return first.score === null ? (selected?.pid ?? first.pid) : first.pid;
}

/** Compares what the model takes with what the kernel did. */
export function agreementOf(replayed: Replayed): Agreement {
  const { incident, rows, ranking, generation } = replayed;
  const actual = actualOf(incident);
  if (rows.length === 0) {
    if (listsNobody(incident)) return EMPTY_TABLE;
    const notes = generation?.kind === 'heuristic' ? [message('replay.heuristic')] : [];
    return { agrees: null, reason: 'table-missing', notes: [message('replay.no-table'), ...notes] };
  }
  if (generation === null || generation.kind === 'heuristic') return UNDECIDED;
  if (actual === null) return withoutKill(replayed);
  const isCut = incident.missing.includes('tasks');
  const actualRow = rowOfPid(incident, rows, actual);
  if (actualRow === undefined)
    return {
      agrees: null,
      reason: 'table-missing',
      notes: [message('replay.victim-not-listed', { pid: actual })],
    };
  if (ranking.first === null) return undecidedWith(replayed, actualRow, isCut);
  return actualRow.pid === ranking.first ? agreeing(replayed, actualRow) : disagreeing(replayed, actualRow);
}

const EMPTY_TABLE: Agreement = { agrees: null, reason: null, notes: [message('replay.empty-table')] };

const UNDECIDED: Agreement = { agrees: null, reason: null, notes: [] };

/** Nobody was killed: right where nothing can be, and otherwise something else was done. */
function withoutKill({ incident, ranking }: Replayed): Agreement {
  const canKill = ranking.rows.some((row) => row.eligible);
  switch (incident.outcome) {
    case 'nothing-killable':
      return canKill
        ? { agrees: false, reason: null, notes: [message('replay.killable-after-all')] }
        : { agrees: true, reason: null, notes: [] };
    case 'panic':
      // A kernel that found nothing to kill panics as well.
      if (!canKill && incident.panicOnOom === null) return { agrees: true, reason: null, notes: [] };
      return { agrees: null, reason: null, notes: [message('replay.panicked')] };
    case 'disabled':
      return { agrees: null, reason: null, notes: [message('replay.killing-disabled')] };
    case 'killed':
    case 'unknown':
      return { agrees: null, reason: null, notes: [message('replay.no-kill-line')] };
  }
}

/** The report has a victim and the model has none: either the victim is exempt, or what is printed does not decide. */
function undecidedWith(
  { incident, ranking, totalPages }: Replayed,
  actualRow: IncidentTask,
  isCut: boolean,
): Agreement {
  if (incident.killsAllocatingTask) return { agrees: null, reason: 'allocating-task', notes: [] };
  const isOpen = ranking.rows.some((row) => row.eligible);
  if (isOpen)
    return {
      agrees: null,
      reason: isCut || totalPages === null ? 'table-missing' : null,
      notes: [message('replay.undecided')],
    };
  return { agrees: false, reason: null, notes: [unexplained(actualRow, null)] };
}

function agreeing({ incident, rows }: Replayed, actualRow: IncidentTask): Agreement {
  const { kills, killsAllocatingTask } = incident;
  if (killsAllocatingTask)
    return { agrees: true, reason: 'allocating-task', notes: [message('replay.allocating-task-too')] };
  const [first] = kills;
  if (first === undefined || victimRowsOf(incident, rows).has(actualRow))
    return { agrees: true, reason: null, notes: [] };
  const params = {
    comm: first.comm ?? '?',
    pid: first.pid,
    chosenComm: actualRow.comm,
    chosenPid: actualRow.pid,
  };
  return { agrees: true, reason: 'sacrificed-child', notes: [message('replay.child-died', params)] };
}

function disagreeing(replayed: Replayed, actualRow: IncidentTask): Agreement {
  const reason = reasonOf(replayed, actualRow);
  const predictedRow = replayed.ranking.rows[0];
  const note =
    reason === null
      ? unexplained(actualRow, predictedRow ?? null)
      : message(`replay.differs.${reason}`, {
          comm: actualRow.comm,
          pid: actualRow.pid,
          predictedComm: predictedRow?.comm ?? '?',
          predictedPid: predictedRow?.pid ?? 0,
        });
  return { agrees: false, reason, notes: [note] };
}

function unexplained(actualRow: IncidentTask, predicted: ReplayedTask | null): Message {
  const { comm, pid } = actualRow;
  return predicted === null
    ? message('replay.unexplained-exempt', { comm, pid })
    : message('replay.unexplained', {
        comm,
        pid,
        predictedComm: predicted.comm,
        predictedPid: predicted.pid,
      });
}

/** Why the kernel took another one than the model; null where none of the known reasons holds. */
function reasonOf(replayed: Replayed, actualRow: IncidentTask): DisagreementReason | null {
  if (isAllocatingTask(replayed, actualRow)) return 'allocating-task';
  const { ranking } = replayed;
  const [predicted] = ranking.rows;
  const actual = ranking.rows.find((row) => row.pid === actualRow.pid);
  const ahead = aheadBy(predicted, actual);
  if (ahead !== null && ahead <= ranking.errorPages) return 'tie';
  if (ahead !== null && ahead <= roundingOf(replayed)) return 'rounding';
  if (mayBeChild(replayed)) return 'sacrificed-child';
  const adjDecides = (actual?.oomScoreAdj ?? 0) > (predicted?.oomScoreAdj ?? 0);
  return mayBeSwap(replayed, actualRow, adjDecides) ? 'swap-not-printed' : null;
}

/**
 * Tables up to 3.5 do not list what is in swap; later, swap that a cgroup's report does not print makes a higher adj count for
 * more.
 */
function mayBeSwap(
  { generation, incident, isSwapKnown }: Replayed,
  actualRow: IncidentTask,
  adjDecides: boolean,
): boolean {
  const isNotListed = generation?.kind === 'permille' && actualRow.swapPages === null;
  return isNotListed ? incident.memory.swapTotalBytes !== 0 : !isSwapKnown && adjDecides;
}

function aheadBy(predicted: ReplayedTask | undefined, actual: ReplayedTask | undefined): number | null {
  if (predicted?.points == null || actual?.points == null) return null;
  return predicted.points - actual.points;
}

/** A thousandth of all memory, and what counters per processor may hold back, in the generation's unit. */
function roundingOf({ generation, totalPages, ranking }: Replayed): number {
  return generation?.kind === 'permille' ? 1 : Math.trunc((totalPages ?? 0) / 1000) + ranking.errorPages;
}

/** The kernel says so, or an old one printed no points for whoever asked (out_of_memory calls oom_kill_process with 0). */
function isAllocatingTask({ incident, rows, ranking }: Replayed, actualRow: IncidentTask): boolean {
  if (incident.killsAllocatingTask) return true;
  const asking = rowOfPid(incident, rows, incident.trigger?.pid ?? null);
  const points = ranking.rows.find((row) => row.pid === actualRow.pid)?.points ?? 0;
  return asking === actualRow && printedScoreOf(incident) === 0 && points > 1;
}

/** The line that names the chosen one is not there, and such a kernel kills a child of it where it has one. */
function mayBeChild({ generation, incident }: Replayed): boolean {
  const [first] = incident.kills;
  if (generation === null || generation.kind === 'signed' || generation.kind === 'heuristic') return false;
  return (
    generation.sacrifices === 'worst' &&
    first?.chosen === null &&
    first.score === null &&
    incident.selected === null
  );
}

/** The score that kernels up to 5.0 print of the chosen one. */
export function printedScoreOf({ kills, selected }: Incident): number | null {
  const [first] = kills;
  return first?.chosen?.score ?? first?.score ?? selected?.score ?? null;
}

/** The score that a kernel would print for a row: thousandths of all memory, of what it takes to be 1 at least. */
export function computedScoreOf(points: number, generation: BadnessGeneration, totalPages: number): number {
  return generation.kind === 'permille' ? points : Math.trunc((points * 1000) / totalPages);
}
