import type {
  HostSurvey,
  Policy,
  PolicyRule,
  SurveyedProcess,
  SurveyedUnit,
} from '../../../../src/shared/model';
import { BUILT_IN_TIERS } from '../../../../src/shared/policy/builtInTiers';

export const HOST = { id: 'h1', name: 'db-01', group: null, tags: [] };

/** A service's process below pid 1, at 0. */
export function processOf(pid: number, comm: string, more: Partial<SurveyedProcess> = {}): SurveyedProcess {
  return {
    pid,
    ppid: 1,
    startTicks: pid * 10,
    uid: 0,
    user: 'root',
    comm,
    exe: `/usr/sbin/${comm}`,
    cgroup: null,
    unit: null,
    oomScoreAdj: 0,
    oomAdj: null,
    ...more,
  };
}

/** The same in a systemd service of the system. */
export function serviceOf(
  pid: number,
  comm: string,
  unit: string,
  more: Partial<SurveyedProcess> = {},
): SurveyedProcess {
  return processOf(pid, comm, { unit, cgroup: `/system.slice/${unit}`, ...more });
}

const INIT = processOf(1, 'systemd', { ppid: 0 });

export function unitOf(unit: string, adj: number | null): SurveyedUnit {
  return { unit, adj, files: [`/usr/lib/systemd/system/${unit}`], hasDropIn: false };
}

export function surveyOf(
  processes: readonly SurveyedProcess[],
  units: readonly SurveyedUnit[] = [],
): HostSurvey {
  return { processes: [INIT, ...processes], units, notes: [] };
}

export function ruleOf(
  name: string,
  tier: string,
  adj: number,
  match: Partial<PolicyRule['match']>,
): PolicyRule {
  return {
    name,
    tier,
    adj,
    match: { comm: [], exe: [], cgroup: [], unit: [], user: [], ...match },
    hosts: { names: [], groups: [], tags: [] },
    isLasting: true,
  };
}

export function policyOf(...rules: PolicyRule[]): Policy {
  return { tiers: BUILT_IN_TIERS, rules };
}

/** `mysqld` strongly: -500 to -300, by -400. */
export const DATABASES = ruleOf('databases', 'strongly', -400, { comm: ['mysqld'] });
