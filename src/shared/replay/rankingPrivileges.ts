import type { Incident, IncidentTask, Message } from '../model';
import { message } from '../model';
import type { BadnessGeneration } from '../oom/generation';
import { firstOfRows, rankRows, type RankingBasis } from './rankingOfReport';
import { rowOfPid, victimRowsOf } from './reportRows';
import { actualOf, computedScoreOf, printedScoreOf } from './replayAgreement';

/** Who is taken to be privileged, and what is to be said of it. */
export interface Privileges {
  readonly privileged: ReadonlySet<number>;
  readonly notes: readonly Message[];
}

/**
 * Who of a report has CAP_SYS_ADMIN, which no report prints, where its kernel takes something off for it. Processes of uid 0
 * are taken to have it, unless the score that is printed, or the choice itself, shows that they do not (root of a container).
 */
export function privilegesOf(
  incident: Incident,
  rows: readonly IncidentTask[],
  basis: Omit<RankingBasis, 'privileged'>,
): Privileges {
  const roots = hasBonus(basis.generation) ? rows.filter(({ uid }) => uid === 0).map(({ pid }) => pid) : [];
  if (roots.length === 0) return { privileged: new Set(), notes: [] };
  const all = new Set(roots);
  const taken = { privileged: all, notes: [message('replay.bonus-assumed')] };
  const actualPid = rowOfPid(incident, rows, actualOf(incident))?.pid ?? null;
  if (actualPid === null) return taken;
  const victims = victimRowsOf(incident, rows);
  const firstWith = (privileged: ReadonlySet<number>): number | null =>
    firstOfRows(rows, { ...basis, privileged }, victims);
  if (printedScoreOf(incident) === null && firstWith(all) === actualPid) return taken;
  const scoreWith = (privileged: ReadonlySet<number>): number | null =>
    scoreOfRow(rows, actualPid, { basis: { ...basis, privileged }, victims });
  if (showsNoBonus(incident, { plain: scoreWith(new Set()), assumed: scoreWith(all) })) {
    // Its score shows that it has none; nothing tells of the others.
    const privileged = new Set(roots.filter((pid) => pid !== actualPid));
    return { privileged, notes: [message('replay.bonus-not-had', { pid: actualPid })] };
  }
  return firstWith(all) !== actualPid && firstWith(new Set()) === actualPid
    ? { privileged: new Set(), notes: [message('replay.bonus-left-out')] }
    : taken;
}

/** Whether badness takes something off for CAP_SYS_ADMIN (to 4.16). */
function hasBonus(generation: BadnessGeneration): boolean {
  return generation.kind === 'permille' || (generation.kind === 'pages' && generation.rootBonus !== 'none');
}

function showsNoBonus(
  incident: Incident,
  { plain, assumed }: { readonly plain: number | null; readonly assumed: number | null },
): boolean {
  const printed = printedScoreOf(incident);
  if (printed === null || incident.killsAllocatingTask) return false;
  return plain === printed && assumed !== printed;
}

/** The score that the kernel would have printed of a row; null where it has none, or its measure is not known. */
function scoreOfRow(
  rows: readonly IncidentTask[],
  pid: number,
  { basis, victims }: { readonly basis: RankingBasis; readonly victims: ReadonlySet<IncidentTask> },
): number | null {
  const { totalPages, generation } = basis;
  if (totalPages === null) return null;
  const own = rows.filter((row) => row.pid === pid);
  const points = rankRows(own, basis, victims).rows[0]?.points ?? null;
  return points === null ? null : computedScoreOf(points, generation, totalPages);
}
