import { describe, expect, it } from 'vitest';
import { AuditTable } from '../../../../src/shared/audit/auditTable';
import {
  message,
  type AdjStep,
  type AuditEntry,
  type AuditRecord,
  type ChangeOrigin,
  type PlanHost,
  type StepOutcome,
} from '../../../../src/shared/model';

const BY = { user: 'alice', machine: 'bastion', shell: 'desktop' };
const NOTHING = { blocked: null, guards: [], notes: [], right: null, needsPrivilege: false };

function step(id: string, pid: number, comm: string): AdjStep {
  return {
    ...NOTHING,
    kind: 'set-adj',
    id,
    process: {
      pid,
      startTicks: 1,
      startedAtMs: null,
      comm,
      commandLine: null,
      user: null,
      uid: null,
      cgroup: null,
      unit: null,
      threads: null,
      children: [],
      childCount: 0,
    },
    file: 'oom_score_adj',
    before: 0,
    after: 300,
    mapping: null,
    placeBefore: null,
    placeAfter: null,
    scoreBefore: null,
  };
}

function host(hostId: string, steps: PlanHost['steps'], bootId = 'boot'): PlanHost {
  return {
    hostId,
    hostName: hostId.toUpperCase(),
    address: null,
    kernel: null,
    bootId,
    account: null,
    privilege: 'none',
    blocked: null,
    notes: [],
    steps,
    effect: null,
    command: 'sh',
  };
}

/** A table that takes records one after the other. */
class Written {
  readonly table = new AuditTable();
  #number = 0;

  take(record: AuditRecord): this {
    this.#number += 1;
    const entry: AuditEntry = {
      version: 1,
      number: this.#number,
      at: new Date(this.#number * 1_000).toISOString(),
      previousHash: '',
      record,
      hash: '',
    };
    this.table.take(entry);
    return this;
  }

  confirmed(runId: string, hosts: PlanHost[], reason = '', origin: ChangeOrigin = { kind: 'process' }): this {
    const plan = {
      id: '',
      origin,
      madeAtMs: 0,
      expiresAtMs: 0,
      hosts,
      confirmation: { kind: 'click' as const },
      program: '',
    };
    return this.take({ kind: 'confirmed', runId, by: BY, reason, plan });
  }

  result(runId: string, hostId: string, outcomes: Record<string, StepOutcome>): this {
    const results = Object.entries(outcomes).map(([stepId, outcome]) => ({
      stepId,
      outcome,
      sentence: message('change.outcome.unknown', { host: hostId }),
      value: null,
      score: null,
      wasReadAgain: false,
      atMs: 0,
    }));
    return this.take({ kind: 'result', runId, hostId, hostName: hostId, results });
  }

  ids(text = '', hostId: string | null = null, beforeNumber: number | null = null, limit = 100): string[] {
    return this.table.search({ text, hostId, beforeNumber, limit }).rows.map(({ changeId }) => changeId);
  }
}

describe('the rows of the audit', () => {
  const written = (): Written =>
    new Written()
      .confirmed(
        'r1',
        [host('a', [step('1', 7, 'nginx'), step('2', 8, 'postgres')]), host('b', [step('1', 7, 'nginx')])],
        'Load test',
      )
      .result('r1', 'a', { '1': 'done', '2': 'denied' })
      .take({ kind: 'write-mode', by: BY, isReadOnly: true })
      .confirmed('r2', [host('a', [step('1', 9, 'redis')])], '值班');

  it('come newest first, each with its last result', () => {
    const { rows } = written().table.search({ text: '', hostId: null, beforeNumber: null, limit: 100 });
    expect(
      rows.map(({ changeId, number, subject, result, undo }) => [
        changeId,
        number,
        subject,
        result?.outcome,
        undo,
      ]),
    ).toEqual([
      ['r2/a/1', 4, 'redis (9)', undefined, 'no'],
      ['r1/a/1', 1, 'nginx (7)', 'done', 'possible'],
      ['r1/a/2', 1, 'postgres (8)', 'denied', 'no'],
      ['r1/b/1', 1, 'nginx (7)', undefined, 'no'],
    ]);
  });

  it.each([
    ['NGINX', ['r1/a/1', 'r1/b/1']],
    ['nginx done', ['r1/a/1']],
    ['load  TEST postgres', ['r1/a/2']],
    ['alice 值班', ['r2/a/1']],
    ['bastion denied', ['r1/a/2']],
    ['unknown redis', ['r2/a/1']],
    ['被拒绝', ['r1/a/2']],
    ['nginx postgres', []],
    ['', ['r2/a/1', 'r1/a/1', 'r1/a/2', 'r1/b/1']],
  ])('are found by words that all occur: %j', (text, ids) => {
    expect(written().ids(text)).toEqual(ids);
  });

  it('are found by host, and come in pages that do not tear an entry', () => {
    expect(written().ids('', 'b')).toEqual(['r1/b/1']);
    const first = written().table.search({ text: '', hostId: null, beforeNumber: null, limit: 1 });
    expect([first.rows.map(({ number }) => number), first.hasMore]).toEqual([[4], true]);
    const second = written().table.search({ text: '', hostId: null, beforeNumber: 4, limit: 1 });
    expect([second.rows.map(({ number }) => number), second.hasMore]).toEqual([[1, 1, 1], false]);
  });

  it('take a later result for the one before, as when the host was read again', () => {
    const table = written().result('r2', 'a', { '1': 'unknown' }).result('r2', 'a', { '1': 'done' }).table;
    expect(table.row('r2/a/1')).toMatchObject({ result: { outcome: 'done' }, undo: 'possible' });
  });

  it('ignore results of runs that they do not know', () => {
    expect(written().result('r9', 'a', { '1': 'done' }).ids()).toHaveLength(4);
  });
});

describe('what was taken back', () => {
  const undo: ChangeOrigin = { kind: 'undo', changeIds: ['r1/a/1', 'r1/a/2'] };
  const done = (): Written =>
    new Written()
      .confirmed('r1', [host('a', [step('1', 7, 'nginx'), step('2', 8, 'redis')])])
      .result('r1', 'a', { '1': 'done', '2': 'done' })
      .confirmed('r2', [host('a', [step('1', 7, 'nginx'), step('2', 8, 'redis')])], '', undo);

  it.each([
    [{ '1': 'done', '2': 'done' }, ['undone', 'undone']],
    [{ '1': 'done', '2': 'denied' }, ['undone', 'possible']],
    [{ '1': 'already', '2': 'unknown' }, ['undone', 'possible']],
    [{}, ['possible', 'possible']],
  ] as const)('is what was undone, and nothing else: %j', (outcomes, undos) => {
    const { table } = done().result('r2', 'a', outcomes);
    expect(['r1/a/1', 'r1/a/2'].map((id) => table.row(id)?.undo)).toEqual(undos);
  });
});
