import type { Audit } from '../../src/main/actions/audit';
import type { Changes } from '../../src/main/actions/changes';
import type { Policies } from '../../src/main/policies/policies';
import type { ChangePlan, PolicyDocument } from '../../src/shared/model';

export const EMPTY_PLAN: ChangePlan = {
  id: 'plan',
  origin: { kind: 'process' },
  madeAtMs: 0,
  expiresAtMs: 1,
  hosts: [],
  confirmation: { kind: 'click' },
  program: '',
};

const EMPTY_POLICY: PolicyDocument = { text: '', policy: { tiers: [], rules: [] }, problems: [], sha256: '' };

/** Changes of which there are none. */
export function idleChanges(changed: Partial<Changes> = {}): Changes {
  return {
    async *events(watch) {
      yield await Promise.resolve({
        sequence: watch.nextSequence(),
        writeMode: 'allowed' as const,
        runs: [],
        newestAuditNumber: 0,
      });
    },
    propose: () => Promise.resolve(EMPTY_PLAN),
    proposeUndo: () => Promise.resolve(EMPTY_PLAN),
    confirm: () => Promise.resolve({ runId: 'run' }),
    discard: () => undefined,
    readAgain: () => Promise.resolve(),
    setReadOnly: () => Promise.resolve(),
    close: () => Promise.resolve(),
    ...changed,
  };
}

/** An audit with nothing in it. */
export function idleAudit(changed: Partial<Audit> = {}): Audit {
  return {
    search: () => Promise.resolve({ rows: [], hasMore: false }),
    plan: () => Promise.resolve(EMPTY_PLAN),
    verify: () => Promise.resolve({ isWhole: true, entries: 0, headHash: null, problem: null, line: null }),
    exportEntries: () => Promise.resolve({ fileName: 'audit.csv', text: '' }),
    ...changed,
  };
}

/** A policy without rules. */
export function idlePolicies(changed: Partial<Policies> = {}): Policies {
  return {
    async *events(watch) {
      yield await Promise.resolve({ sequence: watch.nextSequence(), sha256: '', hosts: [], removedIds: [] });
    },
    read: () => Promise.resolve(EMPTY_POLICY),
    check: () => EMPTY_POLICY,
    save: () => Promise.resolve(EMPTY_POLICY),
    suggestions: () => EMPTY_POLICY,
    checkDrift: () => undefined,
    close: () => undefined,
    ...changed,
  };
}
