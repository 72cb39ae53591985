import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeItem, ChangePlan, PlanStep } from '../../src/shared/model';
import { Lowmark, onlyResultOf } from './lowmarkOver';
import { NO_HOSTS, PASSWORD, TestHost, UNTIL_IT_SLEEPS, type HostProcess } from './testHost';

/** `oom_score_adj` written on a real machine, by each kind of account. */

let host: TestHost;
let lowmark: Lowmark;

beforeAll(async () => {
  if (NO_HOSTS !== null) return;
  host = TestHost.up('lowmark-adj');
  lowmark = await Lowmark.over(host);
});

afterAll(async () => {
  if (NO_HOSTS !== null) return;
  await lowmark.close();
  host.down();
});

function setAdj(hostId: string, { pid, startTicks }: HostProcess, adj: number): ChangeItem {
  return { kind: 'set-adj', hostId, pid, startTicks, adj, scale: 'oom_score_adj' };
}

function onlyStepOf(plan: ChangePlan): PlanStep {
  const [step] = plan.hosts.flatMap((one) => one.steps);
  if (step === undefined) throw new Error('a plan without steps');
  return step;
}

describe.skipIf(NO_HOSTS !== null)('as root', () => {
  let hostId: string;
  beforeAll(async () => {
    hostId = await lowmark.add(host, 'root');
  });

  it('lowers a service, reads it back with the new score, and takes it back', async () => {
    const mysqld = await host.mainProcessOf('mysqld');
    const before = await host.adjOf(mysqld.pid);
    const scoreBefore = await host.scoreOf(mysqld.pid);
    const plan = await lowmark.propose([setAdj(hostId, mysqld, -400)]);
    const step = onlyStepOf(plan);
    expect(step).toMatchObject({
      kind: 'set-adj',
      before,
      after: -400,
      file: 'oom_score_adj',
      blocked: null,
      process: { comm: 'mysqld', unit: 'mysqld.service' },
    });
    expect(plan.confirmation.kind).toBe('click');
    const run = await lowmark.confirm(plan);
    const result = onlyResultOf(run);
    expect(result).toMatchObject({ outcome: 'done', value: -400 });
    expect(await host.adjOf(mysqld.pid)).toBe(-400);
    expect(result.score).toBe(await host.scoreOf(mysqld.pid));
    expect(result.score).toBeLessThan(scoreBefore);
    const undo = await lowmark.client.changes.proposeUndo({
      changeIds: [`${run.id}/${hostId}/${result.stepId}`],
    });
    expect(onlyStepOf(undo)).toMatchObject({ before: -400, after: before });
    expect(onlyResultOf(await lowmark.confirm(undo)).outcome).toBe('done');
    expect(await host.adjOf(mysqld.pid)).toBe(before);
  });

  it('leaves alone what somebody else has changed since', async () => {
    const sleeper = await host.startProcess('root');
    const plan = await lowmark.propose([setAdj(hostId, sleeper, 200)]);
    await host.run(`echo 77 >/proc/${String(sleeper.pid)}/oom_score_adj`);
    expect(onlyResultOf(await lowmark.confirm(plan))).toMatchObject({
      outcome: 'changed-meanwhile',
      value: 77,
    });
    expect(await host.adjOf(sleeper.pid)).toBe(77);
  });

  it('does not write to a process that was given the same pid', async () => {
    const sleeper = await host.startProcess('root');
    const plan = await lowmark.propose([setAdj(hostId, sleeper, 300)]);
    const pid = String(sleeper.pid);
    // The kernel gives the next process the pid after this one.
    const reused = await host.run(
      `kill -9 ${pid}; while [ -d /proc/${pid} ]; do :; done
       for try in 1 2 3 4 5 6 7 8 9 10; do
         echo ${String(sleeper.pid - 1)} >/proc/sys/kernel/ns_last_pid
         nohup sleep 3000 >/dev/null 2>&1 </dev/null &
         [ $! = ${pid} ] && break
         kill $!
       done
       ${UNTIL_IT_SLEEPS}
       cat /proc/${pid}/comm`,
    );
    expect(reused).toBe('sleep');
    expect((await host.processOf(sleeper.pid)).startTicks).not.toBe(sleeper.startTicks);
    expect(onlyResultOf(await lowmark.confirm(plan)).outcome).toBe('another-process');
    expect(await host.adjOf(sleeper.pid)).toBe(0);
  });

  it('says that a process has ended', async () => {
    const sleeper = await host.startProcess('root');
    const plan = await lowmark.propose([setAdj(hostId, sleeper, 300)]);
    await host.run(`kill -9 ${String(sleeper.pid)}`);
    expect(onlyResultOf(await lowmark.confirm(plan)).outcome).toBe('gone');
  });

  it('asks for a typed word before it protects from every kill', async () => {
    const mysqld = await host.mainProcessOf('mysqld');
    const plan = await lowmark.propose([setAdj(hostId, mysqld, -1000)]);
    expect(plan.confirmation).toMatchObject({ kind: 'typed', phrase: 'box-root' });
    const refusing = lowmark.client.changes.confirm({
      planId: plan.id,
      phrase: 'box',
      reason: 'host test',
      passwords: {},
    });
    await expect(refusing).rejects.toMatchObject({ code: 'REFUSED' });
    expect(await host.adjOf(mysqld.pid)).not.toBe(-1000);
  });
});

describe.skipIf(NO_HOSTS !== null)('as a plain account', () => {
  let hostId: string;
  beforeAll(async () => {
    hostId = await lowmark.add(host, 'ops');
  });

  it('raises its own process, and says which capability lowering lacks', async () => {
    const sleeper = await host.startProcess('ops');
    const raising = await lowmark.propose([setAdj(hostId, sleeper, 250)]);
    expect(raising.hosts[0]?.privilege).toBe('none');
    expect(onlyResultOf(await lowmark.confirm(raising))).toMatchObject({ outcome: 'done', value: 250 });
    const lowering = await lowmark.propose([setAdj(hostId, sleeper, -100)]);
    const step = onlyStepOf(lowering);
    expect(step.right?.code).toMatch(/capability/);
    if (step.blocked === null) {
      const result = onlyResultOf(await lowmark.confirm(lowering));
      expect(result.outcome).toBe('denied');
    }
    expect(await host.adjOf(sleeper.pid)).toBe(250);
  });

  it('may not touch a process of somebody else', async () => {
    const mysqld = await host.mainProcessOf('mysqld');
    const plan = await lowmark.propose([setAdj(hostId, mysqld, 500)]);
    expect(onlyStepOf(plan).blocked).not.toBeNull();
    expect(plan.hosts[0]?.command).toBeNull();
  });
});

describe.skipIf(NO_HOSTS !== null)('through sudo', () => {
  it('writes with sudo -n where that is allowed', async () => {
    const hostId = await lowmark.add(host, 'opsudo', 'passwordless');
    const mysqld = await host.mainProcessOf('mysqld');
    const plan = await lowmark.propose([setAdj(hostId, mysqld, -150)]);
    expect(plan.hosts[0]).toMatchObject({ privilege: 'sudo', account: { user: 'opsudo', sudo: 'works' } });
    expect(plan.hosts[0]?.command).toMatch(/^sudo -n -- sh -c /);
    expect(onlyResultOf(await lowmark.confirm(plan))).toMatchObject({ outcome: 'done', value: -150 });
    expect(await host.adjOf(mysqld.pid)).toBe(-150);
  });

  it('does not use sudo where the settings do not allow it', async () => {
    const hostId = await lowmark.add(host, 'pw', 'never');
    const mysqld = await host.mainProcessOf('mysqld');
    const plan = await lowmark.propose([setAdj(hostId, mysqld, -160)]);
    expect(onlyStepOf(plan).blocked).not.toBeNull();
    await lowmark.client.fleet.removeHost({ hostId });
  });

  it('asks for the password, refuses a wrong one, and forgets the right one', async () => {
    const hostId = await lowmark.add(host, 'pw', 'password');
    const mysqld = await host.mainProcessOf('mysqld');
    const before = await host.adjOf(mysqld.pid);
    const first = await lowmark.propose([setAdj(hostId, mysqld, -170)]);
    expect(first.hosts[0]).toMatchObject({
      privilege: 'sudo-password',
      account: { sudo: 'needs-password' },
    });
    await expect(lowmark.begin(first)).rejects.toMatchObject({ code: 'REFUSED' });
    const wrong = await lowmark.confirm(first, { [hostId]: 'not the password' });
    expect(onlyResultOf(wrong).outcome).toBe('denied');
    expect(await host.adjOf(mysqld.pid)).toBe(before);
    const again = await lowmark.propose([setAdj(hostId, mysqld, -170)]);
    const right = await lowmark.confirm(again, { [hostId]: PASSWORD });
    expect(onlyResultOf(right)).toMatchObject({ outcome: 'done', value: -170 });
    expect(lowmark.stored()).not.toContain(PASSWORD);
    // sudo itself has kept nothing either.
    const third = await lowmark.propose([setAdj(hostId, mysqld, -180)]);
    expect(third.hosts[0]?.account?.sudo).toBe('needs-password');
  });
});
