import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PacedWatch } from '../../../../src/main/fleet/pacedWatch';
import type { FakeHost } from '../../../support/fakeHosts';
import { OpenedDesk, outcomesOf, refusalOf, setAdj } from '../../../support/openedDesk';
import { settle } from '../../../support/manualClock';

let opened: OpenedDesk;
let web: FakeHost;

beforeEach(async () => {
  opened = await OpenedDesk.open();
  web = opened.hands.add('web');
  web.add(7);
  web.add(8);
});

afterEach(async () => {
  await opened.close();
});

/** Holds the writes of a host until the function is called. */
function held(host: FakeHost): () => void {
  let open = (): void => undefined;
  host.gate = new Promise((resolve) => (open = resolve));
  return () => {
    open();
  };
}

describe('a change of many hosts', () => {
  it('reports each host by itself, whatever becomes of the others', async () => {
    const [fine, gone, other, refusing] = ['fine', 'gone', 'other', 'refusing'].map((id) => {
      const host = opened.hands.add(id);
      host.add(7, { adj: 100 });
      return host;
    });
    const wanted = ['fine', 'gone', 'other', 'refusing'].map((id) =>
      setAdj(id, 7, id === 'refusing' ? -500 : 500),
    );
    const plan = await opened.propose(...wanted);
    gone?.processes.delete(7);
    other?.add(7, { startTicks: 701 });
    const run = await opened.carryOut(plan);
    expect(outcomesOf(run)).toEqual({
      fine: ['done'],
      gone: ['gone'],
      other: ['another-process'],
      refusing: ['denied'],
    });
    expect(run.hosts.at(-1)?.results[0]?.sentence).toMatchObject({
      code: 'change.outcome.denied.adj-lowering',
      params: { host: 'refusing', user: 'ops', comm: 'job-7', pid: 7 },
    });
    expect(fine?.adjOf(7)).toBe(500);
    expect(other?.adjOf(7)).toBe(0);
    expect(refusing?.adjOf(7)).toBe(100);
  });

  it('writes twenty at a time', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `host-${String(index)}`);
    const gates = ids.map((id) => {
      const host = opened.hands.add(id);
      host.add(7);
      return held(host);
    });
    const runId = await opened.confirm(await opened.propose(...ids.map((id) => setAdj(id, 7, 300))));
    await settle();
    const run = await opened.run(runId);
    expect(run.hosts.filter(({ state }) => state === 'writing')).toHaveLength(20);
    for (const open of gates) open();
    expect(new Set(Object.values(outcomesOf(await opened.ended(runId))).flat())).toEqual(new Set(['done']));
  });

  it('does not try again by itself', async () => {
    const plan = await opened.propose(setAdj('web', 7, 300));
    web.breaks = 'before';
    const runId = await opened.confirm(plan);
    await opened.until(runId, (run) => run.hosts[0]?.state === 'reading-again');
    opened.hands.reconnect('web');
    await opened.ended(runId);
    await opened.clock.advance(600_000);
    expect(web.writes).toHaveLength(1);
  });
});

describe('a host that is not the one of the plan any more', () => {
  it.each<[string, (host: FakeHost) => void, string]>([
    ['was started again', (host) => void (host.bootId = 'boot-2'), 'rebooted'],
    ['is not connected', (host) => void (host.isLive = false), 'not-connected'],
    [
      'has another address',
      (host) => {
        const { connection } = host.config;
        if (connection.kind === 'ssh')
          host.config = { ...host.config, connection: { ...connection, host: 'elsewhere' } };
      },
      'other-address',
    ],
    ['was taken off the list', () => void opened.hands.hosts.delete('web'), 'unlisted'],
  ])('%s: nothing is sent', async (_name, change, reason) => {
    const plan = await opened.propose(setAdj('web', 7, 300));
    change(web);
    const { hosts } = await opened.carryOut(plan);
    expect(hosts[0]?.results).toMatchObject([
      { outcome: 'not-tried', sentence: { code: `change.outcome.not-tried.${reason}` } },
    ]);
    expect([web.writes, web.adjOf(7)]).toEqual([[], 0]);
  });

  it('does not allow sudo any more: nothing is sent', async () => {
    web.config = { ...web.config, sudo: 'passwordless' };
    web.sudo = 'works';
    const plan = await opened.propose(setAdj('web', 7, -300));
    expect(plan.hosts[0]?.privilege).toBe('sudo');
    web.config = { ...web.config, sudo: 'never' };
    expect(outcomesOf(await opened.carryOut(plan))).toEqual({ web: ['not-tried'] });
    expect(web.writes).toEqual([]);
  });
});

describe('a connection that breaks while it is written', () => {
  /** Confirms two steps, breaks, lets something happen on the host, and lets it come back. */
  async function broken(
    breaks: 'before' | 'half-way' | 'after',
    meanwhile: () => void = () => undefined,
  ): Promise<ReturnType<typeof opened.ended>> {
    const plan = await opened.propose(setAdj('web', 7, 300), setAdj('web', 8, 300));
    web.breaks = breaks;
    const runId = await opened.confirm(plan);
    await opened.until(runId, (run) => run.hosts[0]?.state === 'reading-again');
    meanwhile();
    opened.hands.reconnect('web');
    return opened.ended(runId);
  }

  it.each([
    ['before', ['not-written', 'not-written'], [true, true], [0, 0]],
    ['half-way', ['done', 'not-written'], [false, true], [300, 0]],
    ['after', ['done', 'done'], [true, true], [300, 300]],
  ] as const)('%s: reading again tells which were written', async (breaks, outcomes, again, values) => {
    const run = await broken(breaks);
    expect(outcomesOf(run)).toEqual({ web: outcomes });
    expect(run.hosts[0]?.results.map(({ wasReadAgain }) => wasReadAgain)).toEqual(again);
    expect(run.hosts[0]?.results.map(({ value }) => value)).toEqual(values);
    expect(await opened.rows()).toMatchObject(outcomes.map((outcome) => ({ result: { outcome } })));
  });

  it.each<[string, () => void, string, string]>([
    ['another value', () => web.add(7, { adj: 55 }), 'changed-meanwhile', 'changed-meanwhile.adj-again'],
    ['no such process', () => void web.processes.delete(7), 'gone', 'gone.adj-again'],
    [
      'another process of that pid',
      () => web.add(7, { startTicks: 9_000, adj: 300 }),
      'another-process',
      'another-process.adj-again',
    ],
    [
      'another program in that process',
      () => web.add(7, { comm: 'sleep', adj: 300 }),
      'another-process',
      'another-process.adj-again',
    ],
    [
      'another boot with the same pid, start time and value',
      () => {
        web.bootId = 'boot-2';
        web.add(7, { adj: 300 });
      },
      'gone',
      'gone.rebooted',
    ],
  ])('finds %s', async (_name, meanwhile, outcome, code) => {
    const { hosts } = await broken('before', meanwhile);
    expect(hosts[0]?.results[0]).toMatchObject({
      outcome,
      sentence: { code: `change.outcome.${code}` },
      wasReadAgain: true,
    });
  });

  it('stays unknown where the host does not come back within a minute, and can be read again later', async () => {
    const plan = await opened.propose(setAdj('web', 7, 300));
    web.breaks = 'after';
    const runId = await opened.confirm(plan);
    await opened.until(runId, (run) => run.hosts[0]?.state === 'reading-again');
    await opened.clock.advance(60_000);
    expect(outcomesOf(await opened.ended(runId))).toEqual({ web: ['unknown'] });
    expect(await opened.rows()).toMatchObject([{ result: { outcome: 'unknown' }, undo: 'no' }]);
    expect(await refusalOf(opened.desk.readAgain(runId, 'web'))).toBe('refusal.host-not-connected');
    opened.hands.reconnect('web');
    await opened.desk.readAgain(runId, 'web');
    expect(outcomesOf(await opened.run(runId))).toEqual({ web: ['done'] });
    expect(await opened.rows()).toMatchObject([
      { result: { outcome: 'done', wasReadAgain: true }, undo: 'possible' },
    ]);
    expect(await refusalOf(opened.desk.readAgain(runId, 'web'))).toBe('refusal.nothing-unknown');
    expect(web.writes).toHaveLength(1);
  });

  it('waits on when it breaks again while it is read', async () => {
    const plan = await opened.propose(setAdj('web', 7, 300));
    web.breaks = 'after';
    const runId = await opened.confirm(plan);
    await opened.until(runId, (run) => run.hosts[0]?.state === 'reading-again');
    // Connected for the session, and not for who asks.
    web.isSilent = true;
    opened.hands.reconnect('web');
    await opened.clock.advance(20_000);
    web.isSilent = false;
    await opened.clock.advance(1_000);
    expect(outcomesOf(await opened.ended(runId))).toEqual({ web: ['done'] });
  });
});

describe('two at once', () => {
  it('leaves alone what somebody else has changed since the plan was made', async () => {
    const plan = await opened.propose(setAdj('web', 7, 300));
    web.add(7, { adj: 200 });
    const { hosts } = await opened.carryOut(plan);
    expect(hosts[0]?.results).toMatchObject([
      {
        outcome: 'changed-meanwhile',
        value: 200,
        sentence: { params: { before: 0, after: 300, value: 200, host: 'web' } },
      },
    ]);
    expect(web.adjOf(7)).toBe(200);
  });

  it('takes two plans for one process one after the other: the second finds what the first did', async () => {
    const [first, second] = await Promise.all([
      opened.propose(setAdj('web', 7, 300)),
      opened.propose(setAdj('web', 7, 400)),
    ]);
    const open = held(web);
    const runs = [await opened.confirm(first), await opened.confirm(second)];
    await settle();
    open();
    const ended = await Promise.all(runs.map((id) => opened.ended(id)));
    expect(ended.map(outcomesOf)).toEqual([{ web: ['done'] }, { web: ['changed-meanwhile'] }]);
    expect([web.mostWriting, web.adjOf(7)]).toEqual([1, 300]);
  });
});

describe('taking back', () => {
  it('puts back the value of before, once, and is itself a change that can be taken back', async () => {
    web.add(7, { adj: 100 });
    await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
    const [done] = await opened.rows();
    web.uid = 0;
    const plan = await opened.desk.proposeUndo([done?.changeId ?? '']);
    expect(plan.origin).toEqual({ kind: 'undo', changeIds: [done?.changeId] });
    expect(plan.hosts[0]?.steps).toMatchObject([{ kind: 'set-adj', before: 300, after: 100 }]);
    await opened.carryOut(plan);
    expect(web.adjOf(7)).toBe(100);
    expect((await opened.rows()).map(({ undo }) => undo)).toEqual(['possible', 'undone']);
    expect(await refusalOf(opened.desk.proposeUndo([done?.changeId ?? '']))).toBe('refusal.nothing-to-undo');
  });

  it('asks the host whether the same process lives', async () => {
    await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
    const [done] = await opened.rows();
    web.add(7, { startTicks: 9_000 });
    const plan = await opened.desk.proposeUndo([done?.changeId ?? '']);
    expect(plan.hosts).toMatchObject([
      { command: null, steps: [{ blocked: { code: 'plan.blocked.another-process' } }] },
    ]);
  });

  it('does not take a process of another boot for the same, though pid and start time are', async () => {
    await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
    const [done] = await opened.rows();
    web.bootId = 'boot-2';
    const plan = await opened.desk.proposeUndo([done?.changeId ?? '']);
    expect(plan.hosts).toMatchObject([
      { command: null, steps: [], blocked: { code: 'change.undo.rebooted' } },
    ]);
    expect(await refusalOf(opened.confirm(plan))).toBe('refusal.nothing-to-do');
  });

  it('leaves out what was not done', async () => {
    web.uid = 0;
    const plan = await opened.propose(setAdj('web', 7, 300), setAdj('web', 8, 300));
    web.processes.delete(8);
    await opened.carryOut(plan);
    const ids = (await opened.rows()).map(({ changeId }) => changeId);
    const undo = await opened.desk.proposeUndo(ids);
    expect(undo.hosts[0]?.steps).toMatchObject([{ process: { pid: 7 }, after: 0 }]);
    expect(await refusalOf(opened.desk.proposeUndo(['no/such/change']))).toBe('refusal.nothing-to-undo');
  });

  it('of two changes of one process goes back to the value before both', async () => {
    web.uid = 0;
    await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
    await opened.carryOut(await opened.propose(setAdj('web', 7, 400)));
    const ids = (await opened.rows()).map(({ changeId }) => changeId);
    const plan = await opened.desk.proposeUndo(ids);
    expect(plan.hosts[0]?.steps).toMatchObject([{ before: 400, after: 0 }]);
  });
});

describe('what is on record', () => {
  it('shows a change as unknown whose Lowmark ended in the middle, which can be read again by the next', async () => {
    const open = held(web);
    const runId = await opened.confirm(await opened.propose(setAdj('web', 7, 300)));
    await opened.until(runId, (run) => run.hosts[0]?.state === 'writing');
    // As after a crash: the process of before writes no more, and the host has done what it was told.
    const next = await opened.reopened({ folder: opened.folder });
    web.add(7, { adj: 300 });
    expect(await next.rows()).toMatchObject([{ runId, result: null, undo: 'no' }]);
    await next.desk.readAgain(runId, 'web');
    expect(await next.rows()).toMatchObject([{ result: { outcome: 'done', wasReadAgain: true } }]);
    open();
    await opened.ended(runId);
  });

  it('takes no confirmation any more that it cannot hold', async () => {
    const open = held(web);
    const runId = await opened.confirm(await opened.propose(setAdj('web', 7, 300)));
    const second = await opened.confirm(await opened.propose(setAdj('web', 8, 300)));
    await opened.until(runId, (run) => run.hosts[0]?.state === 'writing');
    await rm(opened.folder, { recursive: true });
    await writeFile(opened.folder, 'no folder any more');
    open();
    await opened.ended(runId);
    await opened.ended(second);
    expect(web.writes).toHaveLength(2);
    expect(opened.logged.join('\n')).toContain('the audit could not be written');
    const plan = await opened.propose(setAdj('web', 8, 500));
    const writesBefore = web.writes.length;
    expect(await refusalOf(opened.confirm(plan))).toBe('refusal.audit-not-written');
    expect(web.writes).toHaveLength(writesBefore);
  });

  it('has no host written any more by a run whose results it cannot hold', async () => {
    const hosts = Array.from({ length: 21 }, (_, index) => {
      const host = opened.hands.add(`host-${String(index)}`);
      host.add(7);
      return { host, open: held(host) };
    });
    const items = hosts.map(({ host }) => setAdj(host.config.id, 7, 300));
    const runId = await opened.confirm(await opened.propose(...items));
    await opened.until(runId, (run) => run.hosts.filter(({ state }) => state === 'writing').length === 20);
    await rm(opened.folder, { recursive: true });
    await writeFile(opened.folder, 'no folder any more');
    for (const { open } of hosts) open();
    const run = await opened.ended(runId);
    expect(run.hosts.at(-1)?.results).toMatchObject([
      { outcome: 'not-tried', sentence: { code: 'refusal.audit-not-written' } },
    ]);
    expect(hosts.at(-1)?.host.adjOf(7)).toBe(0);
  });

  it('begins nothing new when Lowmark ends, and says so', async () => {
    const open = held(web);
    const first = await opened.confirm(await opened.propose(setAdj('web', 7, 300)));
    const second = await opened.confirm(await opened.propose(setAdj('web', 8, 300)));
    await opened.until(first, (run) => run.hosts[0]?.state === 'writing');
    const closed = opened.desk.close();
    open();
    await closed;
    expect(outcomesOf(await opened.run(first))).toEqual({ web: ['done'] });
    expect((await opened.run(second)).hosts[0]?.results).toMatchObject([
      { outcome: 'not-tried', sentence: { code: 'change.outcome.not-tried.closed' } },
    ]);
    expect((await opened.rows()).map(({ result }) => result?.outcome)).toEqual(['not-tried', 'done']);
  });

  it('is not taken from where another change stands now', async () => {
    const runId = await opened.confirm(await opened.propose(setAdj('web', 7, 300)));
    await opened.ended(runId);
    await opened.carryOut(await opened.propose(setAdj('web', 8, 300)));
    const path = join(opened.folder, 'audit.jsonl');
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines[2]).toHaveLength(lines[0]?.length ?? 0);
    await writeFile(path, lines.with(0, lines[2] ?? '').join('\n'));
    expect(await refusalOf(opened.audit.plan(runId))).toBe('refusal.no-such-run');
  });

  it('is closed to others', async () => {
    await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
    expect((await stat(join(opened.folder, 'audit.jsonl'))).mode & 0o777).toBe(0o600);
  });
});

describe('the stream of changes', () => {
  it('begins with all runs, then sends those that move, under the pace of its acknowledgements', async () => {
    const first = await opened.carryOut(await opened.propose(setAdj('web', 7, 300)));
    const stop = new AbortController();
    const watch = new PacedWatch(opened.clock, stop.signal);
    const events = opened.desk.events(watch);
    expect((await events.next()).value).toMatchObject({
      sequence: 1,
      writeMode: 'allowed',
      runs: [{ id: first.id }],
      newestAuditNumber: 2,
    });
    const second = await opened.carryOut(await opened.propose(setAdj('web', 8, 300)));
    const next = events.next();
    watch.acknowledge(1);
    await opened.clock.advance(200);
    expect((await next).value).toMatchObject({
      sequence: 2,
      runs: [{ id: second.id, hosts: [{ state: 'done' }] }],
      newestAuditNumber: 4,
    });
    const last = events.next();
    stop.abort();
    expect(await last).toEqual({ done: true, value: undefined });
  });

  it('keeps the last fifty runs', async () => {
    for (let count = 1; count <= 52; count += 1) {
      await opened.carryOut(await opened.propose(setAdj('web', 7, count)));
    }
    expect((await opened.event()).runs).toHaveLength(50);
    expect(await opened.rows()).toHaveLength(52);
  });
});
