import type { implement } from '@orpc/server';
import type { contract } from '../../src/shared/api/contract';
import type { ChangePlan, PolicyDocument } from '../../src/shared/model';

type Implementer = ReturnType<typeof implement<typeof contract>>;

const PLAN: ChangePlan = {
  id: 'plan',
  origin: { kind: 'process' },
  madeAtMs: 0,
  expiresAtMs: 1,
  hosts: [],
  confirmation: { kind: 'click' },
  program: '',
};
const POLICY: PolicyDocument = { text: '', policy: { tiers: [], rules: [] }, problems: [], sha256: '' };

/** Changes, audit and policies of a main in which nothing ever changes. */
export function idleHandlers(os: Implementer) {
  const done = (): Record<string, never> => ({});
  return {
    changes: {
      watchChanges: os.changes.watchChanges.handler(async function* () {
        yield await Promise.resolve({
          sequence: 1,
          writeMode: 'allowed' as const,
          runs: [],
          newestAuditNumber: 0,
        });
      }),
      propose: os.changes.propose.handler(() => PLAN),
      proposeUndo: os.changes.proposeUndo.handler(() => PLAN),
      confirm: os.changes.confirm.handler(({ input }) => ({ runId: input.planId })),
      discard: os.changes.discard.handler(done),
      readAgain: os.changes.readAgain.handler(done),
      setReadOnly: os.changes.setReadOnly.handler(done),
    },
    audit: {
      search: os.audit.search.handler(() => ({ rows: [], hasMore: false })),
      readPlan: os.audit.readPlan.handler(() => PLAN),
      verify: os.audit.verify.handler(() => ({
        isWhole: true,
        entries: 0,
        headHash: null,
        problem: null,
        line: null,
      })),
      exportEntries: os.audit.exportEntries.handler(({ input }) => ({
        fileName: `audit.${input.format}`,
        text: '',
      })),
    },
    policies: {
      watchDrift: os.policies.watchDrift.handler(async function* () {
        yield await Promise.resolve({ sequence: 1, sha256: '', hosts: [], removedIds: [] });
      }),
      read: os.policies.read.handler(() => POLICY),
      check: os.policies.check.handler(() => POLICY),
      save: os.policies.save.handler(() => POLICY),
      readSuggestions: os.policies.readSuggestions.handler(() => POLICY),
      checkDrift: os.policies.checkDrift.handler(done),
    },
  };
}
