import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entryOf } from '../../../../src/main/storage/auditFile';
import { message, type AuditEntry } from '../../../../src/shared/model';
import { OPERATOR, OpenedDesk, outcomesOf, refusalOf, setAdj } from '../../../support/openedDesk';

let opened: OpenedDesk;

beforeEach(async () => {
  opened = await OpenedDesk.open();
});

afterEach(async () => {
  await opened.close();
});

/** The number of requests to write that reached any host. */
function writes(): number {
  return [...opened.hands.hosts.values()].reduce((sum, host) => sum + host.writes.length, 0);
}

async function auditEntries(): Promise<(AuditEntry | null)[]> {
  const text = await readFile(join(opened.folder, 'audit.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(entryOf);
}

describe('a plan', () => {
  it('says what would be done, and nothing is written', async () => {
    opened.hands.add('web').add(7);
    const plan = await opened.propose(setAdj('web', 7, 300));
    expect(plan.hosts).toMatchObject([
      {
        hostId: 'web',
        bootId: 'boot-1',
        blocked: null,
        account: { user: 'ops', uid: 1000 },
        steps: [{ kind: 'set-adj', before: 0, after: 300, blocked: null }],
      },
    ]);
    expect(plan.hosts[0]?.command).toContain('adj 7 700 job-7 oom_score_adj 0 300');
    expect(plan.expiresAtMs - plan.madeAtMs).toBe(300_000);
    expect([writes(), await auditEntries()]).toEqual([0, []]);
  });

  it('asks every host once for all that is wanted of it', async () => {
    for (const id of ['a', 'b']) {
      const host = opened.hands.add(id);
      host.add(7);
      host.add(8);
    }
    await opened.propose(setAdj('a', 7, 1), setAdj('b', 7, 2), setAdj('a', 8, 3));
    expect(opened.hands.find('a')?.inspections).toEqual([{ pids: [7, 8], units: [], asksSudo: false }]);
    expect(opened.hands.find('b')?.inspections).toEqual([{ pids: [7], units: [], asksSudo: false }]);
  });

  it('asks sudo only where the settings of the host allow it', async () => {
    const host = opened.hands.add('web');
    host.add(7);
    host.config = { ...host.config, sudo: 'passwordless' };
    await opened.propose(setAdj('web', 7, 300));
    expect(host.inspections).toMatchObject([{ asksSudo: true }]);
  });

  it('holds hosts that cannot be asked, and why', async () => {
    opened.hands.add('up').add(7);
    opened.hands.add('down').isLive = false;
    const plan = await opened.propose(setAdj('up', 7, 300), setAdj('down', 7, 300), setAdj('gone', 7, 300));
    expect(
      plan.hosts.map(({ hostId, blocked, command }) => [hostId, blocked?.code, command === null]),
    ).toEqual([
      ['up', undefined, false],
      ['down', 'refusal.host-not-connected', true],
      ['gone', 'refusal.no-such-host', true],
    ]);
  });

  it('does not wait for ever for one host', async () => {
    opened.hands.add('up').add(7);
    opened.hands.add('slow').isSilent = true;
    const plan = opened.propose(setAdj('up', 7, 300), setAdj('slow', 7, 300));
    await opened.clock.advance(20_000);
    expect((await plan).hosts.map(({ blocked }) => blocked)).toEqual([
      null,
      message('refusal.no-answer', { host: 'slow', waitedSeconds: 20 }),
    ]);
  });

  it('finds the processes of a selection, on the hosts that have some', async () => {
    const web = opened.hands.add('web');
    web.add(7, { comm: 'worker', unit: 'jobs.service' });
    web.add(8, { comm: 'worker', unit: 'jobs.service' });
    web.add(9, { comm: 'nginx' });
    opened.hands.add('db').add(7, { comm: 'postgres' });
    const match = { comm: ['worker'], exe: [], cgroup: [], unit: [], user: [] };
    const selection = { hostIds: ['web', 'db'], match, adj: 300, isLasting: true };
    const plan = await opened.desk.propose({ items: [], selection, origin: { kind: 'selection' } });
    expect(plan.hosts.map(({ hostId }) => hostId)).toEqual(['web']);
    expect(
      plan.hosts[0]?.steps.map((step) => (step.kind === 'set-adj' ? step.process.pid : step.kind)),
    ).toEqual(['set-unit-adj', 7, 8]);
    const nowhere = { ...selection, match: { ...match, comm: ['absent'] } };
    expect(
      await refusalOf(opened.desk.propose({ items: [], selection: nowhere, origin: { kind: 'selection' } })),
    ).toBe('refusal.nothing-fits');
  });

  it('leaves out a host that names more processes than anybody can look through', async () => {
    const host = opened.hands.add('crowd');
    for (let pid = 1; pid <= 20_001; pid += 1) host.add(pid, { comm: 'worker' });
    opened.hands.add('web').add(7, { comm: 'worker' });
    const match = { comm: ['worker'], exe: [], cgroup: [], unit: [], user: [] };
    const selection = { hostIds: ['crowd', 'web'], match, adj: 300, isLasting: false };
    const plan = await opened.desk.propose({ items: [], selection, origin: { kind: 'selection' } });
    expect(plan.hosts.map(({ blocked, steps }) => [blocked, steps.length])).toEqual([
      [message('refusal.too-many-processes', { host: 'crowd', count: 20_001, most: 20_000 }), 0],
      [null, 1],
    ]);
    expect(host.inspections).toEqual([]);
  });

  it('is not made of nothing', async () => {
    expect(await refusalOf(opened.propose())).toBe('refusal.nothing-proposed');
  });
});

describe('a confirmation', () => {
  beforeEach(() => {
    const host = opened.hands.add('web');
    host.add(7);
    host.add(8);
  });

  const confirm = (planId: string, over: object = {}): Promise<unknown> =>
    opened.desk.confirm({ planId, phrase: null, reason: 'load test', passwords: {}, ...over });

  it('writes what the plan says, by its own command, and reads it back', async () => {
    const plan = await opened.propose(setAdj('web', 7, 300));
    const run = await opened.carryOut(plan);
    const host = opened.hands.find('web');
    expect(host?.writes).toEqual([
      { command: plan.hosts[0]?.command, privilege: 'none', password: null, stepCount: 1 },
    ]);
    expect(host?.adjOf(7)).toBe(300);
    expect(run).toMatchObject({
      planId: plan.id,
      hosts: [{ state: 'done', results: [{ outcome: 'done', value: 300, score: 900, wasReadAgain: false }] }],
    });
    expect(host?.sweeps).toBe(1);
  });

  it('is on record before anything is sent, and its result after', async () => {
    const host = opened.hands.find('web');
    let open = (): void => undefined;
    if (host !== null) host.gate = new Promise((resolve) => (open = resolve));
    const runId = await opened.confirm(await opened.propose(setAdj('web', 7, 300)));
    await opened.until(runId, (run) => run.hosts[0]?.state === 'writing');
    expect(await auditEntries()).toMatchObject([
      { number: 1, record: { kind: 'confirmed', runId, by: OPERATOR, reason: 'a test' } },
    ]);
    expect(await opened.rows()).toMatchObject([{ subject: 'job-7 (7)', result: null, undo: 'no' }]);
    open();
    await opened.ended(runId);
    expect((await auditEntries())[1]).toMatchObject({
      number: 2,
      record: { kind: 'result', runId, hostId: 'web', results: [{ outcome: 'done', value: 300 }] },
    });
    expect(await opened.rows()).toMatchObject([
      { before: 0, after: 300, account: 'ops', result: { outcome: 'done' }, undo: 'possible' },
    ]);
  });

  it('is refused for a plan that nobody made', async () => {
    expect(await refusalOf(confirm('invented'))).toBe('refusal.plan-unknown');
  });

  it('is refused for a plan that was discarded', async () => {
    const { id } = await opened.propose(setAdj('web', 7, 300));
    opened.desk.discard(id);
    expect(await refusalOf(confirm(id))).toBe('refusal.plan-unknown');
  });

  it('is taken until the plan is five minutes old, and not then', async () => {
    const first = await opened.propose(setAdj('web', 7, 300));
    const second = await opened.propose(setAdj('web', 8, 300));
    await opened.clock.advance(299_999);
    await opened.carryOut(first);
    await opened.clock.advance(1);
    expect(await refusalOf(confirm(second.id))).toBe('refusal.plan-expired');
    expect(opened.hands.find('web')?.adjOf(8)).toBe(0);
  });

  it('is taken once, even when two come at the same time', async () => {
    const { id } = await opened.propose(setAdj('web', 7, 300));
    const answers = await Promise.allSettled([confirm(id), confirm(id)]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await refusalOf(confirm(id))).toBe('refusal.plan-confirmed');
    expect(writes()).toBe(1);
  });

  it('takes the phrase where the plan asks for one', async () => {
    opened.hands.add('db').add(7);
    const plan = await opened.propose(setAdj('web', 7, 300), setAdj('db', 7, 300));
    expect(plan.confirmation).toMatchObject({ kind: 'typed', phrase: '2 hosts' });
    expect(await refusalOf(confirm(plan.id))).toBe('refusal.wrong-phrase');
    expect(await refusalOf(confirm(plan.id, { phrase: 'web' }))).toBe('refusal.wrong-phrase');
    expect(writes()).toBe(0);
    expect(outcomesOf(await opened.carryOut(plan))).toEqual({ web: ['done'], db: ['done'] });
  });

  it('says why', async () => {
    const { id } = await opened.propose(setAdj('web', 7, 300));
    expect(await refusalOf(confirm(id, { reason: '  ' }))).toBe('refusal.no-reason');
  });

  it('is refused where nothing of the plan can be done', async () => {
    const { id } = await opened.propose(setAdj('web', 4711, 300));
    expect(await refusalOf(confirm(id))).toBe('refusal.nothing-to-do');
  });

  it('leaves the plan to be confirmed when it was refused', async () => {
    const { id } = await opened.propose(setAdj('web', 7, 300));
    await refusalOf(confirm(id, { reason: '' }));
    await confirm(id);
    expect(writes()).toBe(1);
  });

  it('takes the password for sudo where the plan needs one', async () => {
    const host = opened.hands.find('web');
    if (host === null) return;
    host.config = { ...host.config, sudo: 'password' };
    host.sudo = 'needs-password';
    const plan = await opened.propose(setAdj('web', 7, -300));
    expect(plan.hosts[0]?.privilege).toBe('sudo-password');
    expect(await refusalOf(confirm(plan.id))).toBe('refusal.password-missing');
    expect(await refusalOf(confirm(plan.id, { passwords: { db: 'x' } }))).toBe('refusal.password-missing');
    expect(await refusalOf(confirm(plan.id, { passwords: { toString: 'x' } }))).toBe(
      'refusal.password-missing',
    );
    expect(outcomesOf(await opened.carryOut(plan, { web: 'correct horse' }))).toEqual({ web: ['done'] });
  });

  it('never lets a password be kept: not in the plan, the audit, the log, or an error', async () => {
    const host = opened.hands.find('web');
    if (host === null) return;
    host.config = { ...host.config, sudo: 'password' };
    host.sudo = 'needs-password';
    const secret = 'swordfish-91';
    const run = await opened.carryOut(await opened.propose(setAdj('web', 7, -300)), { web: secret });
    expect(run.hosts[0]?.results).toMatchObject([
      { outcome: 'denied', sentence: { code: 'change.outcome.denied.sudo-wrong-password' } },
    ]);
    expect(host.writes.map(({ password }) => password)).toEqual([secret]);
    host.password = secret;
    await opened.carryOut(await opened.propose(setAdj('web', 7, -300)), { web: secret });
    const { id } = await opened.propose(setAdj('web', 8, -300));
    const failure = await confirm(id, { reason: '', passwords: { web: secret } }).catch(JSON.stringify);
    expect(
      [await opened.everythingKept(), JSON.stringify(await opened.event()), failure].join(),
    ).not.toContain(secret);
  });
});

describe('read-only mode', () => {
  beforeEach(() => {
    opened.hands.add('web').add(7);
  });

  it('lets plans be made, and none be confirmed, until it is off again; both are on record', async () => {
    await opened.desk.setReadOnly(true);
    const plan = await opened.propose(setAdj('web', 7, 300));
    expect(await refusalOf(opened.confirm(plan))).toBe('refusal.read-only-mode');
    expect((await opened.event()).writeMode).toBe('read-only');
    await opened.desk.setReadOnly(false);
    expect(outcomesOf(await opened.carryOut(plan))).toEqual({ web: ['done'] });
    expect((await auditEntries()).map((entry) => entry?.record)).toMatchObject([
      { kind: 'write-mode', by: OPERATOR, isReadOnly: true },
      { kind: 'write-mode', by: OPERATOR, isReadOnly: false },
      { kind: 'confirmed' },
      { kind: 'result' },
    ]);
  });

  it('is what was said last, also of two at the same time', async () => {
    await opened.desk.setReadOnly(true);
    const off = opened.desk.setReadOnly(false);
    const on = opened.desk.setReadOnly(true);
    await off;
    expect((await opened.event()).writeMode).toBe('read-only');
    await on;
    expect((await opened.event()).writeMode).toBe('read-only');
    expect((await (await opened.reopened()).event()).writeMode).toBe('read-only');
    const records = (await auditEntries()).map((entry) => entry?.record);
    expect(records).toMatchObject(
      [true, false, true].map((isReadOnly) => ({ kind: 'write-mode', isReadOnly })),
    );
  });

  it('outlives Lowmark', async () => {
    await opened.desk.setReadOnly(true);
    const again = await opened.reopened();
    expect((await again.event()).writeMode).toBe('read-only');
  });

  it('stops hosts whose turn has not come', async () => {
    const host = opened.hands.find('web');
    let open = (): void => undefined;
    if (host !== null) host.gate = new Promise((resolve) => (open = resolve));
    host?.add(8);
    const first = await opened.confirm(await opened.propose(setAdj('web', 7, 300)));
    const second = await opened.confirm(await opened.propose(setAdj('web', 8, 300)));
    await opened.until(first, (run) => run.hosts[0]?.state === 'writing');
    await opened.desk.setReadOnly(true);
    open();
    expect(outcomesOf(await opened.ended(first))).toEqual({ web: ['done'] });
    const { hosts } = await opened.ended(second);
    expect(hosts[0]?.results).toMatchObject([
      { outcome: 'not-tried', sentence: { code: 'refusal.read-only-mode' } },
    ]);
    expect(host?.adjOf(8)).toBe(0);
  });

  it('cannot be switched off here where it was set from outside', async () => {
    const forced = await opened.reopened({ isForced: true });
    expect((await forced.event()).writeMode).toBe('read-only-forced');
    expect(await refusalOf(forced.desk.setReadOnly(false))).toBe('refusal.read-only-forced');
    const plan = await forced.propose(setAdj('web', 7, 300));
    expect(await refusalOf(forced.confirm(plan))).toBe('refusal.read-only-forced');
  });

  it('holds for a Lowmark beside the one that has the data folder', async () => {
    const lockedBy = message('refusal.read-only', { pid: 7, shell: 'desktop' });
    const second = await opened.reopened({ lockedBy });
    const plan = await second.propose(setAdj('web', 7, 300));
    expect(await refusalOf(second.confirm(plan))).toBe('refusal.read-only');
    expect(await refusalOf(second.desk.setReadOnly(true))).toBe('refusal.read-only');
    expect([writes(), await auditEntries()]).toEqual([0, []]);
  });
});
