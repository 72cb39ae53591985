import type { Incident, IncidentTask, Message } from '../model';
import { message } from '../model';
import type { BadnessGeneration } from '../oom/generation';
import { rankRows, rowOfPid, victimRowsOf, type RankingBasis, type ReportRanking } from './rankingOfReport';
import { actualOf, computedScoreOf, printedScoreOf } from './replayAgreement';

/** A ranking, and who was taken to be privileged for it. */
export interface PrivilegedRanking {
  readonly ranking: ReportRanking;
  readonly privileged: ReadonlySet<number>;
  readonly notes: readonly Message[];
}

/**
 * Ranks a report whose kernel takes something off for CAP_SYS_ADMIN, which no report prints. Processes of uid 0 are taken to
 * have it, unless the score that is printed, or the choice itself, shows that they do not (root of a container).
 */
export function rankingWithPrivileges(
  incident: Incident,
  rows: readonly IncidentTask[],
  basis: Omit<RankingBasis, 'privileged'>,
): PrivilegedRanking {
  const victims = victimRowsOf(incident, rows);
  const rank = (privileged: ReadonlySet<number>): ReportRanking =>
    rankRows(rows, { ...basis, privileged }, victims);
  const roots = hasBonus(basis.generation) ? rows.filter(({ uid }) => uid === 0).map(({ pid }) => pid) : [];
  if (roots.length === 0) return { ranking: rank(new Set()), privileged: new Set(), notes: [] };
  const assumed = rank(new Set(roots));
  const taken = { ranking: assumed, privileged: new Set(roots), notes: [message('replay.bonus-assumed')] };
  const actualPid = rowOfPid(incident, rows, actualOf(incident))?.pid ?? null;
  if (actualPid === null || (printedScoreOf(incident) === null && assumed.first === actualPid)) return taken;
  const plain = rank(new Set());
  if (showsNoBonus(incident, actualPid, basis, { plain, assumed })) {
    // Its score shows that it has none; nothing tells of the others.
    const privileged = new Set(roots.filter((pid) => pid !== actualPid));
    const params = { pid: actualPid };
    return { ranking: rank(privileged), privileged, notes: [message('replay.bonus-not-had', params)] };
  }
  return assumed.first !== actualPid && plain.first === actualPid
    ? { ranking: plain, privileged: new Set(), notes: [message('replay.bonus-left-out')] }
    : taken;
}

/** Whether badness takes something off for CAP_SYS_ADMIN (to 4.16). */
export function hasBonus(generation: BadnessGeneration): boolean {
  return generation.kind === 'permille' || (generation.kind === 'pages' && generation.rootBonus !== 'none');
}

function showsNoBonus(
  incident: Incident,
  pid: number,
  { generation, totalPages }: Omit<RankingBasis, 'privileged'>,
  { plain, assumed }: { readonly plain: ReportRanking; readonly assumed: ReportRanking },
): boolean {
  const printed = printedScoreOf(incident);
  if (printed === null || totalPages === null || incident.killsAllocatingTask) return false;
  const scoreIn = ({ rows }: ReportRanking): number | null => {
    const points = rows.find((row) => row.pid === pid)?.points ?? null;
    return points === null ? null : computedScoreOf(points, generation, totalPages);
  };
  return scoreIn(plain) === printed && scoreIn(assumed) !== printed;
}
