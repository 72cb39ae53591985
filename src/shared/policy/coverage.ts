import type { HostSurvey, Message, Policy, PolicyRule, PolicyTier, SurveyedProcess } from '../model';
import { message } from '../model';
import { adjOfScoreAdj, scoreAdjOfAdj } from '../oom/oomAdj';
import { ownerOf } from '../replay/explanation/owner';
import { fitsHost, type PolicyHost } from './hostMatch';
import { ownSettingOf } from './ownSetting';
import { fitsProcess } from './processMatch';
import { unitStandings, type UnitStanding } from './unitStanding';

/** A process that a rule of the policy fits. */
export interface CoveredProcess {
  readonly process: SurveyedProcess;
  readonly rule: PolicyRule;
  readonly tier: PolicyTier;
  /** `oom_score_adj`, of `oom_adj` where the kernel has only that; null: not reported. */
  readonly liveAdj: number | null;
  readonly isLiveWrong: boolean;
  /** What its systemd unit starts it with, where the rule asks for that; null: it does not, or there is none. */
  readonly unit: UnitStanding | null;
  /** Kubelet sets the values of pods: nothing but the pod itself can change them for good. */
  readonly isInPod: boolean;
}

/** Which processes of a host the policy is about, and how each stands. */
export interface Coverage {
  readonly host: PolicyHost;
  readonly covered: readonly CoveredProcess[];
  readonly notes: readonly Message[];
}

/** Holds a survey against the policy. The first rule that fits a process decides. */
export function coverageOf(policy: Policy, host: PolicyHost, survey: HostSurvey): Coverage {
  const rules = policy.rules.filter((rule) => fitsHost(rule.hosts, host));
  const tiers = new Map(policy.tiers.map((tier) => [tier.name, tier]));
  const byPid = new Map(survey.processes.map((process) => [process.pid, process]));
  const fitting: Omit<CoveredProcess, 'unit'>[] = [];
  const ownSettings = new Map<string, number>();
  for (const process of survey.processes) {
    if (isBeyondRules(process, byPid)) continue;
    const rule = rules.find(({ match }) => fitsProcess(match, process));
    const tier = tiers.get(rule?.tier ?? '');
    if (rule === undefined || tier === undefined) continue;
    const program = ownSettingOf(process, byPid);
    if (program === null) fitting.push(liveStandingOf(process, rule, tier));
    else ownSettings.set(program, (ownSettings.get(program) ?? 0) + 1);
  }
  const standings = unitStandings(fitting, survey, byPid);
  const covered = fitting.map((one) => ({ ...one, unit: standings.get(one.process.pid) ?? null }));
  return { host, covered, notes: [...survey.notes, ...notesOf(covered, ownSettings)] };
}

/** Never killed, whatever they are set to: init, and threads of the kernel. */
function isBeyondRules({ pid, ppid }: SurveyedProcess, byPid: ReadonlyMap<number, SurveyedProcess>): boolean {
  if (pid === 1) return true;
  const threads = byPid.get(2)?.comm === 'kthreadd';
  return threads && (pid === 2 || ppid === 2);
}

function liveStandingOf(
  process: SurveyedProcess,
  rule: PolicyRule,
  tier: PolicyTier,
): Omit<CoveredProcess, 'unit'> {
  const { oomScoreAdj, oomAdj, cgroup } = process;
  const liveAdj = oomScoreAdj ?? (oomAdj === null ? null : scoreAdjOfAdj(oomAdj));
  const owner = ownerOf(cgroup);
  const isInPod = owner?.kind === 'pod' || owner?.kind === 'pods';
  const isWithin = liveAdj === null || (liveAdj >= tier.minAdj && liveAdj <= tier.maxAdj);
  // The old scale has one step for 59 of the new one: what a fix writes there (see `adjStep`) is right, if not to the number.
  const isAsFixed = oomScoreAdj === null && oomAdj !== null && oomAdj === adjOfScoreAdj(rule.adj, 'stored');
  return { process, rule, tier, liveAdj, isInPod, isLiveWrong: !isInPod && !isWithin && !isAsFixed };
}

function notesOf(covered: readonly CoveredProcess[], ownSettings: ReadonlyMap<string, number>): Message[] {
  const notes: Message[] = [];
  const count = (isCounted: (one: CoveredProcess) => boolean): number => covered.filter(isCounted).length;
  const inPods = count((one) => one.isInPod);
  if (inPods > 0) notes.push(message('policy.note-pods', { processes: inPods }));
  const inContainers = count((one) => one.isLiveWrong && ownerOf(one.process.cgroup)?.kind === 'container');
  if (inContainers > 0) notes.push(message('policy.note-containers', { processes: inContainers }));
  const unreported = count((one) => one.liveAdj === null);
  if (unreported > 0) notes.push(message('policy.note-not-reported', { processes: unreported }));
  for (const [program, processes] of ownSettings) {
    notes.push(message('policy.note-own-setting', { processes, program }));
  }
  return notes;
}
