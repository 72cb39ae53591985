import { describe, expect, it } from 'vitest';
import type { HostConnection, SudoAnswer, SudoUse } from '../../../../src/shared/model';
import type { HostInspection } from '../../../../src/shared/change/inspection';
import {
  adjStepOf,
  blockOf,
  codesOf,
  DB,
  inspectedAs,
  JOB,
  NO_CAPABILITIES,
  NO_RESOURCE,
  planWith,
  restartUnit,
  setAdj,
  setUnit,
  THREE,
  unitWith,
} from './planInputs';

const OPS = { user: 'ops', uid: 1000, effectiveCapabilities: NO_CAPABILITIES } as const;
const processes = THREE.map((process) => inspectedAs(process));

interface Way {
  readonly sudo?: SudoUse;
  readonly inspection: Partial<HostInspection>;
  readonly connection?: HostConnection;
}

function planFor(way: Way, process: typeof DB, adj: number, kernel = '6.1.0'): ReturnType<typeof planWith> {
  const host = {
    sudo: way.sudo ?? 'never',
    ...(way.connection === undefined ? {} : { connection: way.connection }),
  };
  const inspection = {
    processes: processes.map((one) => (one.pid === process.pid ? inspectedAs(process) : one)),
  };
  return planWith([setAdj(process, adj)], {
    host,
    kernel,
    processes: THREE.map((one) => (one.pid === process.pid ? process : one)),
    inspection: { ...inspection, ...way.inspection },
  });
}

// JOB is owned by ops, DB by somebody else. Raising is free to the owner; lowering takes CAP_SYS_RESOURCE, down to a minimum.
describe('who may write a knob', () => {
  const raised = { ...JOB, oomScoreAdj: 500 };
  it.each([
    ['root raises and lowers', { inspection: {} }, DB, -500, null, 'none', []],
    ['the owner raises', { inspection: OPS }, JOB, 500, null, 'none', []],
    [
      'the owner takes back what was raised',
      { inspection: OPS },
      raised,
      0,
      null,
      'none',
      ['plan.note.may-be-refused'],
    ],
    ['the owner lowers', { inspection: OPS }, JOB, -500, null, 'none', ['plan.note.may-be-refused']],
    ['another raises', { inspection: OPS }, DB, 500, 'plan.blocked.sudo-not-allowed', 'none', []],
    [
      'root without the capability raises',
      { inspection: { effectiveCapabilities: NO_RESOURCE } },
      DB,
      500,
      null,
      'none',
      [],
    ],
    [
      'root without the capability lowers',
      { inspection: { effectiveCapabilities: NO_RESOURCE } },
      DB,
      -500,
      null,
      'none',
      ['plan.note.root-may-be-refused'],
    ],
    [
      'root without any lowers',
      { inspection: { effectiveCapabilities: NO_CAPABILITIES } },
      DB,
      -500,
      'plan.blocked.root-lacks',
      'none',
      [],
    ],
    [
      'an account with both capabilities',
      { inspection: { ...OPS, effectiveCapabilities: '0000000001000002' } },
      DB,
      -500,
      null,
      'none',
      [],
    ],
  ] as const)('%s', (_name, way, process, adj, code, privilege, notes) => {
    const plan = planFor(way, process, adj);
    expect(blockOf(plan.steps[0])).toBe(code);
    expect(plan.privilege).toBe(privilege);
    expect(codesOf(adjStepOf(plan).notes).filter((note) => !note.startsWith('plan.lasting'))).toEqual(notes);
  });

  it('root of old kernels that compare with the current value needs it to lower at all', () => {
    const way = { inspection: { effectiveCapabilities: NO_RESOURCE } };
    const plan = planFor(way, { ...DB, oomScoreAdj: 500 }, 0, '2.6.36');
    expect(plan.steps[0]?.blocked).toEqual({
      code: 'plan.blocked.root-lacks',
      params: { host: 'db-01', capability: 'CAP_SYS_RESOURCE' },
    });
    expect(
      blockOf(planFor({ inspection: {} }, { ...DB, oomScoreAdj: 500 }, 0, '2.6.36').steps[0]),
    ).toBeNull();
  });

  it('root that may not touch the files of others is told which capability that takes', () => {
    const plan = planFor({ inspection: { effectiveCapabilities: NO_CAPABILITIES } }, DB, 500);
    expect(plan.steps[0]?.blocked?.params).toEqual({ host: 'db-01', capability: 'CAP_DAC_OVERRIDE' });
  });

  it('says of the account what is known', () => {
    expect(planFor({ inspection: OPS }, JOB, 500).account).toEqual({
      user: 'ops',
      uid: 1000,
      hasResourceCapability: false,
      sudo: 'not-asked',
    });
    const inspection = { ...OPS, effectiveCapabilities: null };
    expect(planFor({ inspection }, JOB, 500).account?.hasResourceCapability).toBeNull();
  });
});

describe('the way through sudo', () => {
  it.each([
    ['never', 'works', 'none', 'plan.blocked.sudo-not-allowed'],
    ['passwordless', 'works', 'sudo', null],
    ['passwordless', 'needs-password', 'none', 'plan.blocked.sudo-needs-password'],
    ['passwordless', 'refused', 'none', 'plan.blocked.sudo-refused'],
    ['passwordless', 'missing', 'none', 'plan.blocked.sudo-missing'],
    ['password', 'works', 'sudo', null],
    ['password', 'needs-password', 'sudo-password', null],
    ['password', 'refused', 'none', 'plan.blocked.sudo-refused'],
    ['password', 'missing', 'none', 'plan.blocked.sudo-missing'],
  ] satisfies [SudoUse, SudoAnswer, string, string | null][])(
    'settings %s, sudo %s',
    (sudo, answer, privilege, code) => {
      const plan = planFor({ sudo, inspection: { ...OPS, sudo: answer } }, DB, -500);
      expect([plan.privilege, blockOf(plan.steps[0])]).toEqual([privilege, code]);
      expect(plan.steps[0]?.needsPrivilege).toBe(true);
      expect(plan.command === null).toBe(code !== null);
    },
  );

  it('is not taken where the account can do everything itself', () => {
    const plan = planFor({ sudo: 'passwordless', inspection: { ...OPS, sudo: 'works' } }, JOB, 500);
    expect(plan.privilege).toBe('none');
    expect(plan.command).toMatch(/^sh -c /);
  });

  it('is taken for what the account can likely do itself only where that asks nobody for a password', () => {
    const raised = { ...JOB, oomScoreAdj: 500 };
    const works = planFor({ sudo: 'passwordless', inspection: { ...OPS, sudo: 'works' } }, raised, 0);
    expect(works.privilege).toBe('sudo');
    const asks = planFor({ sudo: 'password', inspection: { ...OPS, sudo: 'needs-password' } }, raised, 0);
    expect(asks.privilege).toBe('none');
    expect(codesOf(adjStepOf(asks).notes)).toContain('plan.note.may-be-refused');
    expect(
      planFor({ sudo: 'password', inspection: { ...OPS, sudo: 'needs-password' } }, raised, -1).privilege,
    ).toBe('sudo-password');
  });

  it('leaves steps that need none when there is no way for the others', () => {
    const plan = planWith([setAdj(JOB, 500), setAdj(DB, 500)], {
      processes: THREE,
      inspection: { ...OPS, processes },
    });
    expect(plan.steps.map(blockOf)).toEqual([null, 'plan.blocked.sudo-not-allowed']);
    expect(plan.blocked).toBeNull();
    expect(plan.command).toContain('adj 30 ');
    expect(plan.command).not.toContain('adj 10 ');
  });

  it('is not offered to root, and not on this machine', () => {
    const inspection = { effectiveCapabilities: NO_CAPABILITIES, sudo: 'works' } as const;
    expect(blockOf(planFor({ sudo: 'passwordless', inspection }, DB, -500).steps[0])).toBe(
      'plan.blocked.root-lacks',
    );
    const local = planFor({ connection: { kind: 'local' }, inspection: OPS }, DB, -500);
    expect(blockOf(local.steps[0])).toBe('plan.blocked.other-account');
  });

  it('is needed for units by everybody but root', () => {
    const units = [unitWith('nginx.service')];
    const items = [setUnit('nginx.service', -500), restartUnit('nginx.service')];
    const plan = planWith(items, {
      host: { sudo: 'passwordless' },
      inspection: { ...OPS, sudo: 'works', units },
    });
    expect(plan.privilege).toBe('sudo');
    expect(plan.steps.map(({ right, needsPrivilege }) => [right?.code, needsPrivilege])).toEqual([
      ['plan.right.drop-in', true],
      ['plan.right.restart', true],
    ]);
    const root = planWith(items, { inspection: { units } });
    expect(root.steps.map(({ needsPrivilege }) => needsPrivilege)).toEqual([false, false]);
    const capable = planWith(items, {
      inspection: { ...OPS, effectiveCapabilities: '000001ffffffffff', units },
    });
    expect(capable.steps.map(blockOf)).toEqual([
      'plan.blocked.sudo-not-allowed',
      'plan.blocked.sudo-not-allowed',
    ]);
  });
});

describe('a host that cannot be written', () => {
  const recording = { kind: 'recording', path: '/r.jsonl', isDemo: true, startRatio: 0 } as const;

  it('as a recording shows everything all the same', () => {
    const plan = planWith([setAdj(DB, -1000)], {
      host: { connection: recording },
      processes: THREE,
      inspection: null,
    });
    expect(plan).toMatchObject({
      blocked: { code: 'plan.host.recording' },
      account: null,
      privilege: 'none',
      command: null,
    });
    expect(adjStepOf(plan)).toMatchObject({
      blocked: null,
      before: 0,
      after: -1000,
      placeBefore: 1,
      placeAfter: null,
    });
    expect(plan.effect?.victimBefore?.comm).toBe('postgres');
    expect(plan.effect?.victimAfter?.comm).toBe('nginx');
  });

  it('as one that is not connected says so in the words of who knows why', () => {
    const unavailable = { code: 'failure.connection-lost', params: { host: 'db-01' } };
    const plan = planWith([setAdj(DB, -500), setUnit('a.service', 5)], {
      processes: THREE,
      inspection: null,
      input: { unavailable },
    });
    expect(plan.blocked).toEqual(unavailable);
    expect(plan.command).toBeNull();
    expect(plan.steps).toHaveLength(2);
  });

  it('as one that was not asked', () => {
    const plan = planWith([setAdj(DB, -500)], { processes: THREE, inspection: null });
    expect(plan.blocked?.code).toBe('plan.host.not-asked');
  });
});
