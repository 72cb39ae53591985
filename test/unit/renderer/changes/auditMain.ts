import { createRouterClient, implement } from '@orpc/server';
import type { ApiClient } from '../../../../src/renderer/src/bridge';
import { contract } from '../../../../src/shared/api/contract';
import type { AuditRow, AuditVerdict, ChangePlan } from '../../../../src/shared/model';
import { message } from '../../../../src/shared/model';
import { idleHandlers } from '../../../support/idleApi';
import { mainThat } from '../host/mainStandIn';

/** The far side of the list of changes, in process. */
export interface AuditMain {
  readonly client: ApiClient;
  /** `search web h1 before 5`, `plan r1`, `export csv web`, `read-only true`, ... */
  readonly asked: string[];
  /** All there is on record, newest first; a test may put another list there. */
  rows: readonly AuditRow[];
  /** How many rows an answer has. */
  pageRows: number;
  verdict: AuditVerdict;
  refuses: boolean;
}

/** Main as far as the list of changes needs it. */
export function auditMain(rows: readonly AuditRow[], plan: ChangePlan): AuditMain {
  const os = implement(contract);
  const idle = idleHandlers(os);
  const main: Omit<AuditMain, 'client'> = {
    asked: [],
    rows,
    pageRows: 100,
    verdict: { isWhole: true, entries: 7, headHash: 'ab12', problem: null, line: null },
    refuses: false,
  };
  const refusal = { data: { sentence: message('refusal.sample') } };
  const { changes, audit, policies } = createRouterClient({
    ...idle,
    changes: {
      ...idle.changes,
      setReadOnly: os.changes.setReadOnly.handler(({ input, errors }) => {
        if (main.refuses) throw errors.REFUSED(refusal);
        main.asked.push(`read-only ${String(input.isReadOnly)}`);
        return {};
      }),
    },
    audit: {
      search: os.audit.search.handler(({ input: { text, hostId, beforeNumber }, errors }) => {
        if (main.refuses) throw errors.REFUSED(refusal);
        const before = beforeNumber === null ? '' : ` before ${String(beforeNumber)}`;
        main.asked.push(`search ${text} ${hostId ?? 'any'}${before}`);
        const fitting = main.rows.filter(
          (row) =>
            row.subject.includes(text) &&
            (hostId === null || row.hostId === hostId) &&
            (beforeNumber === null || row.number < beforeNumber),
        );
        return { rows: fitting.slice(0, main.pageRows), hasMore: fitting.length > main.pageRows };
      }),
      readPlan: os.audit.readPlan.handler(({ input }) => {
        main.asked.push(`plan ${input.runId}`);
        return plan;
      }),
      verify: os.audit.verify.handler(() => main.verdict),
      exportEntries: os.audit.exportEntries.handler(({ input: { format, text } }) => {
        main.asked.push(`export ${format} ${text}`);
        return { fileName: `audit.${format}`, text: 'one line' };
      }),
    },
  });
  const { app, fleet, host, incidents } = mainThat([]).client;
  return Object.assign(main, { client: { app, fleet, host, incidents, changes, audit, policies } });
}

/** A change that was made and can be undone, unless changed. */
export function auditRow(number: number, changes: Partial<AuditRow> = {}): AuditRow {
  const runId = `r${String(number)}`;
  const hostId = changes.hostId ?? 'h1';
  return {
    changeId: `${runId}/${hostId}/s1`,
    runId,
    number,
    atMs: 1_000_000 + number,
    by: { user: 'lin', machine: 'desk-3', shell: 'desktop' },
    hostId,
    hostName: 'db-01',
    account: 'ops',
    kind: 'set-adj',
    subject: 'mysqld (1234)',
    before: 0,
    after: -500,
    reason: 'INC-42',
    origin: { kind: 'process' },
    result: {
      stepId: 's1',
      outcome: 'done',
      sentence: message('sample.done'),
      value: -500,
      score: 300,
      wasReadAgain: false,
      atMs: 1_000_500,
    },
    undo: 'possible',
    ...changes,
  };
}
