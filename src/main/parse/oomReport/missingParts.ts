/** What a report of its kernel has and this one has not. */
import type { IncidentConstraint, IncidentPartKind } from '../../../shared/model';
import { INCIDENT_PART_KINDS } from '../../../shared/model';
import { isAtLeast, parseKernelRelease } from '../../../shared/oom/kernelRelease';
import { isDone, type ReportDraft, type ZoneDraft } from './reportDraft';

/**
 * @param kernel the release that the log names, or null
 * @returns empty for a whole report
 */
export function missingParts(
  draft: ReportDraft,
  constraint: IncidentConstraint | null,
  kernel: string | null,
): readonly IncidentPartKind[] {
  const missing = new Set<IncidentPartKind>(draft.cutParts);
  if (draft.invoker === null) missing.add('invoker');
  if (constraint === 'memcg') {
    if (!draft.counters.has('memory')) missing.add('cgroup');
  } else for (const kind of missingOfHost(draft)) missing.add(kind);
  if (lacksTasks(draft)) missing.add('tasks');
  if (draft.constraint === null && draft.kills.length > 0 && namesConstraint(draft, kernel)) {
    missing.add('constraint');
  }
  // Where one of two kill lines is there, it is not the end.
  if (!isDone(draft) || isKillCut(draft, kernel)) missing.add('kill');
  return INCIDENT_PART_KINDS.filter((kind) => missing.has(kind));
}

function missingOfHost(draft: ReportDraft): readonly IncidentPartKind[] {
  const missing: IncidentPartKind[] = [];
  const hasZones = draft.zones.some(({ bytes }) => bytes !== null);
  if (!hasZones || draft.zones.some(({ bytes }) => bytes === null)) missing.push('zone');
  // Of an empty zone no blocks are listed.
  const isEmpty = ({ bytes }: ZoneDraft): boolean => bytes === null || bytes['present'] === 0;
  if (draft.zones.some((zone) => !isEmpty(zone) && zone.blocks === null)) missing.push('buddy');
  // To 2.6.11 a report ends with swap, and names no order.
  const printsRam = draft.invoker === null || draft.invoker.order !== null;
  if (printsRam && !draft.amounts.has('ramPages')) missing.push('ram');
  return missing;
}

/** Sizes stand behind a victim's name since 2.6.34, and its user and adj since 5.4. */
function isKillCut({ kills, invoker, chosen }: ReportDraft, kernel: string | null): boolean {
  const [first] = kills;
  if (first === undefined || invoker === null || invoker.oomScoreAdj === null) return false;
  const release = parseKernelRelease(kernel);
  const printsAdj = chosen === null && release !== null && isAtLeast(release, 5, 4);
  return first.fileRssBytes === null || (printsAdj && first.oomScoreAdj === null);
}

function lacksTasks(draft: ReportDraft): boolean {
  // A table without a row: nobody in this cgroup has memory.
  if (draft.columns !== null && isDone(draft) && draft.kills.length === 0) return false;
  return draft.tasks.size === 0 ? listsTasks(draft) : draft.columns === null;
}

/** The table is printed by default since 2.6.36, which names oom_score_adj first. */
function listsTasks({ invoker, reason, kills }: ReportDraft): boolean {
  if (invoker !== null) return invoker.oomScoreAdj !== null;
  return reason !== null || kills.length > 0;
}

function namesConstraint({ kills }: ReportDraft, kernel: string | null): boolean {
  const release = parseKernelRelease(kernel);
  return (
    (release !== null && isAtLeast(release, 5, 0)) || kills.some(({ oomScoreAdj }) => oomScoreAdj !== null)
  );
}
