import { createRouterClient, implement } from '@orpc/server';
import type { ApiClient } from '../../../../src/renderer/src/bridge';
import { contract } from '../../../../src/shared/api/contract';
import type {
  DriftFinding,
  HostDrift,
  Policy,
  PolicyDocument,
  PolicyRule,
} from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';
import { BUILT_IN_TIERS } from '../../../../src/shared/policy/builtInTiers';
import { idleHandlers } from '../../../support/idleApi';
import { mainThat } from '../host/mainStandIn';

const NO_MATCH = { comm: [], exe: [], cgroup: [], unit: [], user: [] };

export function ruleOf(name: string, changes: Partial<PolicyRule> = {}): PolicyRule {
  return {
    name,
    tier: 'strongly',
    adj: -400,
    match: { ...NO_MATCH, comm: [name] },
    hosts: { names: [], groups: [], tags: [] },
    isLasting: true,
    ...changes,
  };
}

/** A text whose lines are names of rules, each prefixed by `rule `; `bad` anywhere is a problem in its line. */
export function documentOf(text: string): PolicyDocument {
  const lines = text.split('\n');
  const names = lines.flatMap((line) => (line.startsWith('rule ') ? [line.slice('rule '.length)] : []));
  const problems = lines.flatMap((line, index) =>
    line.includes('bad') ? [{ line: index + 1, column: 3, sentence: message('sample.bad') }] : [],
  );
  const policy: Policy | null =
    problems.length > 0 || text.trim() === ''
      ? null
      : { tiers: BUILT_IN_TIERS, rules: names.map((name) => ruleOf(name)) };
  return { text, policy, problems, sha256: `sha of ${text}` };
}

/** The far side of the policies, in process. */
export interface PolicyMain {
  readonly client: ApiClient;
  /** `read`, `check rule a`, `save rule a over sha of ...`, `drift h1`, ... */
  readonly asked: string[];
  stored: string;
}

export const SUGGESTIONS = [
  'lowmark-policy: 1',
  'rules:',
  '  # Why.',
  '  - name: databases',
  '    tier: strongly',
  '',
].join('\n');

/** Main as far as the page of policies needs it. */
export function policyMain(stored: string): PolicyMain {
  const os = implement(contract);
  const idle = idleHandlers(os);
  const main = { asked: [] as string[], stored };
  const { changes, audit, policies } = createRouterClient({
    ...idle,
    policies: {
      ...idle.policies,
      read: os.policies.read.handler(() => {
        main.asked.push('read');
        return documentOf(main.stored);
      }),
      check: os.policies.check.handler(({ input: { text } }) => {
        main.asked.push(`check ${text}`);
        return documentOf(text);
      }),
      save: os.policies.save.handler(({ input: { text, replacesSha256 }, errors }) => {
        main.asked.push(`save ${text} over ${replacesSha256}`);
        if (replacesSha256 !== documentOf(main.stored).sha256)
          throw errors.REFUSED({ data: { sentence: message('refusal.sample') } });
        main.stored = text;
        return documentOf(text);
      }),
      readSuggestions: os.policies.readSuggestions.handler(() => ({
        ...documentOf(''),
        text: SUGGESTIONS,
        policy: { tiers: BUILT_IN_TIERS, rules: [ruleOf('databases')] },
      })),
      checkDrift: os.policies.checkDrift.handler(({ input }) => {
        main.asked.push(`drift ${input.hostIds.join()}`);
        return {};
      }),
    },
  });
  const { app, fleet, host, incidents } = mainThat([]).client;
  return Object.assign(main, { client: { app, fleet, host, incidents, changes, audit, policies } });
}

/** A process whose live value is not what its rule asks for, unless changed. */
export function findingOf(pid: number, changes: Partial<DriftFinding> = {}): DriftFinding {
  const hostId = changes.hostId ?? 'h1';
  return {
    hostId,
    hostName: 'db-01',
    rule: 'databases',
    tier: 'strongly',
    process: { pid, startTicks: 77, comm: 'mysqld', user: 'mysql', unit: 'mysqld.service' },
    wantedMin: -500,
    wantedMax: -300,
    liveAdj: 0,
    unitAdj: null,
    isLiveWrong: true,
    isUnitWrong: false,
    isNextVictim: false,
    sentence: message('sample.drift'),
    fixes: [{ kind: 'set-adj', hostId, pid, startTicks: 77, adj: -400, scale: 'oom_score_adj' }],
    ...changes,
  };
}

/** A host that was checked, unless changed. */
export function driftOf(hostId: string, changes: Partial<HostDrift> = {}): HostDrift {
  return {
    hostId,
    hostName: hostId,
    state: 'checked',
    checkedAtMs: 1_000_000,
    problem: null,
    notes: [],
    covered: 3,
    coveredByRule: { databases: 3 },
    findings: [],
    ...changes,
  };
}
