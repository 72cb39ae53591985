import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UnitAdjStep } from '../../src/shared/model';
import { Lowmark, onlyResultOf } from './lowmarkOver';
import { NO_HOSTS, TestHost } from './testHost';

/** Units of a real systemd: drop-ins, restarts, and what becomes of a change when the connection breaks. */

const DROP_IN = '/etc/systemd/system/mysqld.service.d/90-lowmark-oom.conf';

let host: TestHost;
let lowmark: Lowmark;
let hostId: string;

beforeAll(async () => {
  if (NO_HOSTS !== null) return;
  host = TestHost.up('lowmark-units');
  lowmark = await Lowmark.over(host);
  hostId = await lowmark.add(host, 'opsudo', 'passwordless');
});

afterAll(async () => {
  if (NO_HOSTS !== null) return;
  await lowmark.close();
  host.down();
});

describe.skipIf(NO_HOSTS !== null)('a unit', () => {
  it('keeps its value after a restart, and loses it with the drop-in', async () => {
    const unit = 'mysqld.service';
    const plan = await lowmark.propose([
      { kind: 'set-unit-adj', hostId, unit, adj: -300, isAppliedNow: true },
    ]);
    const steps = plan.hosts.flatMap((one) => one.steps);
    expect(steps.map(({ kind }) => kind).sort()).toEqual(['set-adj', 'set-unit-adj']);
    const unitStep = steps.find((step): step is UnitAdjStep => step.kind === 'set-unit-adj');
    expect(unitStep).toMatchObject({ path: DROP_IN, after: -300 });
    expect(unitStep?.diff).toContainEqual({ kind: 'added', text: 'OOMScoreAdjust=-300' });
    const run = await lowmark.confirm(plan);
    expect(run.hosts.flatMap(({ results }) => results.map(({ outcome }) => outcome))).toEqual([
      'done',
      'done',
    ]);
    const running = await host.mainProcessOf(unit);
    expect(await host.adjOf(running.pid)).toBe(-300);
    expect(await host.run(`systemctl show -p OOMScoreAdjust --value ${unit}`)).toBe('-300');
    await host.run(`systemctl restart ${unit}`);
    const restarted = await host.mainProcessOf(unit);
    expect(restarted.pid).not.toBe(running.pid);
    expect(await host.adjOf(restarted.pid)).toBe(-300);

    const removal = await lowmark.propose([{ kind: 'remove-unit-adj', hostId, unit }]);
    expect(onlyResultOf(await lowmark.confirm(removal)).outcome).toBe('done');
    expect(await host.run(`ls ${DROP_IN} 2>&1 || true`)).toMatch(/No such file/);
    expect(await host.run(`systemctl show -p OOMScoreAdjust --value ${unit}`)).toBe('0');
  });

  it('does not overwrite a drop-in that somebody else has changed since', async () => {
    const unit = 'nginx.service';
    const path = `/etc/systemd/system/${unit}.d/90-lowmark-oom.conf`;
    const plan = await lowmark.propose([
      { kind: 'set-unit-adj', hostId, unit, adj: -200, isAppliedNow: false },
    ]);
    await host.run(
      `mkdir -p ${path.replace(/\/[^/]*$/, '')}; printf '[Service]\\nOOMScoreAdjust=5\\n' >${path}`,
    );
    expect(onlyResultOf(await lowmark.confirm(plan)).outcome).toBe('changed-meanwhile');
    expect(await host.run(`cat ${path}`)).toContain('OOMScoreAdjust=5');
    await host.run(`rm ${path}; systemctl daemon-reload`);
  });

  it('that died is started again', async () => {
    const unit = 'tomcat.service';
    await host.run(`systemctl kill -s KILL ${unit}; while systemctl is-active -q ${unit}; do :; done`);
    const plan = await lowmark.propose([{ kind: 'restart-unit', hostId, unit }]);
    const [step] = plan.hosts.flatMap((one) => one.steps);
    expect(step).toMatchObject({ kind: 'restart-unit', activeState: 'failed', restartPolicy: 'no' });
    expect(onlyResultOf(await lowmark.confirm(plan)).outcome).toBe('done');
    expect(await host.run(`systemctl is-active ${unit}`)).toBe('active');
  });
});

describe.skipIf(NO_HOSTS !== null)('a connection that breaks', () => {
  it('in the middle of a change is answered with what the host shows afterwards', async () => {
    const unit = 'slow.service';
    await host.run(
      `printf '[Service]\\nExecStart=/bin/sleep infinity\\nExecStop=/bin/sleep 6\\n' >/etc/systemd/system/${unit}
       systemctl daemon-reload; systemctl start ${unit}`,
    );
    const before = await host.run(`systemctl show -p InvocationID --value ${unit}`);
    const plan = await lowmark.propose([{ kind: 'restart-unit', hostId, unit }]);
    const { runId } = await lowmark.begin(plan);
    await lowmark.runWhere(runId, (run) => run.hosts[0]?.state === 'writing');
    await host.run(`while [ "$(systemctl show -p SubState --value ${unit})" != stop ]; do :; done`);
    await host.scenario('kill-sshd.sh');
    const run = await lowmark.runWhere(runId, ({ endedAtMs }) => endedAtMs !== null);
    const result = onlyResultOf(run);
    const after = await host.run(`systemctl show -p InvocationID --value ${unit}`);
    // Whatever is said has to be what the host says too.
    if (result.outcome === 'done') expect(after).not.toBe(before);
    else expect(['not-written', 'unknown']).toContain(result.outcome);
    expect(result.wasReadAgain || result.outcome === 'unknown').toBe(true);
  });
});

describe.skipIf(NO_HOSTS !== null)('a policy', () => {
  it('finds what drifts, and its fix ends that', async () => {
    const text = [
      'lowmark-policy: 1',
      'tiers:',
      '  early: [100, 500]',
      'rules:',
      '  - name: batch jobs',
      '    tier: early',
      '    adj: 400',
      '    match: { unit: batch.service }',
      '  - name: web servers',
      '    tier: early',
      '    adj: 120',
      '    match: { unit: nginx.service }',
      '',
    ].join('\n');
    const { sha256 } = await lowmark.client.policies.read();
    const saved = await lowmark.client.policies.save({ text, replacesSha256: sha256 });
    expect(saved.problems).toEqual([]);
    await lowmark.client.policies.checkDrift({ hostIds: [hostId] });
    const drift = await lowmark.driftWhere(hostId, (one) => one.state === 'checked' && one.covered > 0);
    // batch is started with 300, which the tier allows; nginx has nothing of the kind, in three processes.
    expect(drift.findings.map(({ rule }) => rule)).toEqual(Array(3).fill('web servers'));
    const items = drift.findings.flatMap(({ fixes }) => fixes);
    const plan = await lowmark.client.changes.propose({
      items: [...items],
      selection: null,
      origin: { kind: 'policy', rules: ['web servers'] },
    });
    const run = await lowmark.confirm(plan);
    expect(new Set(run.hosts.flatMap(({ results }) => results.map(({ outcome }) => outcome)))).toEqual(
      new Set(['done']),
    );
    await lowmark.client.policies.checkDrift({ hostIds: [hostId] });
    const settled = await lowmark.driftWhere(
      hostId,
      (one) => one.state === 'checked' && (one.checkedAtMs ?? 0) > (drift.checkedAtMs ?? 0),
    );
    expect(settled.findings).toEqual([]);
  });
});
