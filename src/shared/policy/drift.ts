import type { ChangeItem, DriftFinding, HostSurvey, Message, NextVictim, Policy } from '../model';
import { message } from '../model';
import { coverageOf, type Coverage, type CoveredProcess } from './coverage';
import { driftSentence } from './driftSentence';
import type { PolicyHost } from './hostMatch';

/** How one host stands to a policy. */
export interface Drift {
  /** Processes that a rule fits. */
  readonly covered: number;
  /** The same by the name of the rule. */
  readonly coveredByRule: Readonly<Record<string, number>>;
  readonly findings: readonly DriftFinding[];
  readonly notes: readonly Message[];
}

/** The most findings of one host that are shown. A rule that fits thousands of processes is put right by its rule. */
export const MOST_FINDINGS = 500;

/**
 * Where live value, unit file and policy do not agree on one host, and where a process that the policy protects is next
 * to die all the same.
 *
 * @param victim whom the kernel would take now; null: not known, or nobody
 */
export function driftOf(
  policy: Policy,
  host: PolicyHost,
  survey: HostSurvey,
  victim: NextVictim | null,
): Drift {
  return driftOfCoverage(coverageOf(policy, host, survey), victim);
}

/** A next victim as far as a survey knows it: one that is older than the pid's process has another name, or nearly always. */
export type VictimName = Pick<NextVictim, 'pid' | 'comm'>;

/** The same from a coverage that was kept: the next victim changes more often than what the rules fit. */
export function driftOfCoverage({ host, covered, notes }: Coverage, victim: VictimName | null): Drift {
  const found = covered
    .map((one) => ({ one, isNextVictim: isProtectedVictim(one, victim) }))
    .filter(({ one, isNextVictim }) => isNextVictim || one.isLiveWrong || isUnitFinding(one))
    .sort((a, b) => Number(b.isNextVictim) - Number(a.isNextVictim) || a.one.process.pid - b.one.process.pid);
  const surplus = found.length - MOST_FINDINGS;
  return {
    covered: covered.length,
    coveredByRule: countByRule(covered),
    findings: found
      .slice(0, MOST_FINDINGS)
      .map(({ one, isNextVictim }) => findingOf(one, host, isNextVictim)),
    notes: surplus > 0 ? [...notes, message('policy.note-more', { findings: surplus })] : notes,
  };
}

function isProtectedVictim({ process, tier }: CoveredProcess, victim: VictimName | null): boolean {
  return victim !== null && process.pid === victim.pid && process.comm === victim.comm && tier.maxAdj < 0;
}

function countByRule(covered: readonly CoveredProcess[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { rule } of covered) counts.set(rule.name, (counts.get(rule.name) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Of the many workers of a unit one speaks for its file. */
function isUnitFinding({ unit }: CoveredProcess): boolean {
  return unit !== null && unit.isWrong && unit.isSpeaker;
}

function findingOf(one: CoveredProcess, host: PolicyHost, isNextVictim: boolean): DriftFinding {
  const { process, rule, tier, unit } = one;
  const { pid, startTicks, comm, user } = process;
  return {
    hostId: host.id,
    hostName: host.name,
    rule: rule.name,
    tier: tier.name,
    process: { pid, startTicks, comm, user, unit: process.unit },
    wantedMin: tier.minAdj,
    wantedMax: tier.maxAdj,
    liveAdj: one.liveAdj,
    unitAdj: unit?.adj ?? null,
    isLiveWrong: one.isLiveWrong,
    isUnitWrong: unit?.isWrong ?? false,
    isNextVictim,
    sentence: driftSentence(one, isNextVictim),
    fixes: fixesOf(one, host.id),
  };
}

/** Each thing for itself: the value now, and what the unit's next start would make of it. */
function fixesOf({ process, rule, unit, isLiveWrong }: CoveredProcess, hostId: string): ChangeItem[] {
  const fixes: ChangeItem[] = [];
  const { pid, startTicks } = process;
  if (isLiveWrong) {
    fixes.push({ kind: 'set-adj', hostId, pid, startTicks, adj: rule.adj, scale: 'oom_score_adj' });
  }
  if (unit?.isWrong === true) {
    fixes.push({ kind: 'set-unit-adj', hostId, unit: unit.unit, adj: rule.adj, isAppliedNow: false });
  }
  return fixes;
}
