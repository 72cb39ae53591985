import { describe, expect, it } from 'vitest';
import type { InspectedUnit } from '../../../../src/shared/change/inspection';
import {
  blockOf,
  codesOf,
  DB,
  inspectedAs,
  planWith,
  removeUnit,
  restartStepOf,
  restartUnit,
  setAdj,
  setUnit,
  THREE,
  unitStepOf,
  unitWith,
  WEB,
} from './planInputs';

const UNIT = 'postgresql.service';
const PATH = '/etc/systemd/system/postgresql.service.d/90-lowmark-oom.conf';
const HEADING = '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.';
const dropInText = (adj: number): string => `${HEADING}\n[Service]\nOOMScoreAdjust=${String(adj)}\n`;

function planFor(
  item: ReturnType<typeof setUnit>,
  wanted: Partial<InspectedUnit> = {},
  processes = THREE,
): ReturnType<typeof planWith> {
  const unit = item.kind === 'set-adj' ? UNIT : item.unit;
  return planWith([item], { processes, inspection: { units: [unitWith(unit, wanted)] } });
}

describe('setting what a unit starts with', () => {
  it('writes a drop-in where there was none', () => {
    const plan = planFor(setUnit(UNIT, -500), {
      dropInPaths: ['/usr/lib/systemd/system/service.d/10-x.conf'],
    });
    expect(unitStepOf(plan)).toMatchObject({
      kind: 'set-unit-adj',
      blocked: null,
      unit: UNIT,
      path: PATH,
      diff: [
        { kind: 'added', text: HEADING },
        { kind: 'added', text: '[Service]' },
        { kind: 'added', text: 'OOMScoreAdjust=-500' },
      ],
      before: 0,
      after: -500,
      files: ['/usr/lib/systemd/system/postgresql.service', '/usr/lib/systemd/system/service.d/10-x.conf'],
      notes: [{ code: 'plan.note.unit.next-start', params: { unit: UNIT } }],
    });
    expect(plan.command).toBe(
      `sh -c "$lowmark_program" lowmark \\\n  unit-set postgresql.service absent -500`,
    );
  });

  it('changes the one that is there, which is none of the other files', () => {
    const plan = planFor(setUnit(UNIT, -500), {
      oomScoreAdjust: -300,
      dropInText: dropInText(-300),
      dropInChecksum: '4038471504 113',
      dropInPaths: [PATH],
    });
    expect(unitStepOf(plan)).toMatchObject({
      diff: [
        { kind: 'same', text: HEADING },
        { kind: 'same', text: '[Service]' },
        { kind: 'removed', text: 'OOMScoreAdjust=-300' },
        { kind: 'added', text: 'OOMScoreAdjust=-500' },
      ],
      before: -300,
      files: ['/usr/lib/systemd/system/postgresql.service'],
    });
    expect(plan.command).toContain('unit-set postgresql.service 4038471504-113 -500');
  });

  it.each([
    ['by its own file', { oomScoreAdjust: -500 }, 'plan.blocked.unit.already'],
    ['by the drop-in', { oomScoreAdjust: -500, dropInText: dropInText(-500) }, 'plan.blocked.unit.already'],
    // The drop-in says so, but another file wins, or systemd has not read it yet.
    ['by the drop-in only', { oomScoreAdjust: 0, dropInText: dropInText(-500) }, null],
    [
      'by another file that wins over the drop-in',
      { oomScoreAdjust: -500, dropInText: dropInText(-300) },
      null,
    ],
  ])('that is so already %s', (_name, wanted, code) => {
    expect(blockOf(planFor(setUnit(UNIT, -500), wanted).steps[0])).toBe(code);
  });

  it('speaks of drop-ins that are read later', () => {
    const dropInPaths = [
      '/etc/systemd/system/postgresql.service.d/10-early.conf',
      '/run/systemd/system/postgresql.service.d/95-late.conf',
      PATH,
      '/etc/systemd/system/postgresql.service.d/override.conf',
    ];
    const { notes } = unitStepOf(planFor(setUnit(UNIT, -500), { dropInPaths, dropInText: dropInText(-300) }));
    expect(
      notes.filter(({ code }) => code === 'plan.note.unit.later-drop-in').map(({ params }) => params['path']),
    ).toEqual([dropInPaths[1], dropInPaths[3]]);
  });

  it.each([-1001, 1001, 0.5])('takes no %d', (adj) => {
    expect(blockOf(planFor(setUnit(UNIT, adj)).steps[0])).toBe('plan.blocked.range');
  });
});

describe('setting it for the processes that run now too', () => {
  it('makes a step of each, behind the drop-in', () => {
    const plan = planFor(setUnit(UNIT, -500, true), { pids: [10, 20] });
    expect(
      plan.steps.map((step) => (step.kind === 'set-adj' ? [step.process.pid, step.after] : step.kind)),
    ).toEqual(['set-unit-adj', [10, -500], [20, -500]]);
    expect(unitStepOf(plan).notes).toEqual([
      { code: 'plan.note.unit.now', params: { unit: UNIT, count: 2 } },
    ]);
  });

  it('leaves a process to the item that names it, and one that has the value alone', () => {
    const web = { ...WEB, oomScoreAdj: -500 };
    const plan = planWith([setUnit(UNIT, -500, true), setAdj(DB, -300)], {
      processes: [DB, web],
      inspection: {
        units: [unitWith(UNIT, { pids: [10, 20] })],
        processes: [inspectedAs(DB), inspectedAs(web)],
      },
    });
    expect(plan.steps.map((step) => [step.kind, blockOf(step)])).toEqual([
      ['set-unit-adj', null],
      ['set-adj', 'plan.blocked.already'],
      ['set-adj', null],
    ]);
  });

  it('knows a process that was not asked for from the sweep, and counts one that nobody knows', () => {
    const plan = planWith([setUnit(UNIT, -500, true)], {
      processes: THREE,
      inspection: { units: [unitWith(UNIT, { pids: [10, 444] })], processes: [] },
    });
    expect(plan.steps.map(blockOf)).toEqual([null, null]);
    expect(plan.command).toContain('adj 10 5000 postgres oom_score_adj 0 -500');
    expect(unitStepOf(plan).notes).toEqual([
      { code: 'plan.note.unit.now', params: { unit: UNIT, count: 1 } },
      { code: 'plan.note.unit.unseen', params: { unit: UNIT, count: 1 } },
    ]);
  });

  it('takes each process once, whatever unit it is seen in', () => {
    const units = [unitWith(UNIT, { pids: [10, 10] }), unitWith('b.service', { pids: [10, 20] })];
    const plan = planWith([setUnit(UNIT, -500, true), setUnit('b.service', -300, true)], {
      processes: THREE,
      inspection: { units, processes: THREE.map((process) => inspectedAs(process)) },
    });
    const steps = plan.steps.map((step) =>
      step.kind === 'set-adj' ? [step.process.pid, step.after] : step.kind,
    );
    expect(steps).toEqual(['set-unit-adj', [10, -500], 'set-unit-adj', [20, -300]]);
  });

  it('waits for the restart where the plan has one, which comes last', () => {
    const plan = planWith([restartUnit(UNIT), setUnit(UNIT, -500, true)], {
      processes: THREE,
      inspection: { units: [unitWith(UNIT, { pids: [10] })] },
    });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['set-unit-adj', 'restart-unit']);
    expect(codesOf(unitStepOf(plan).notes)).toEqual(['plan.note.unit.with-restart']);
  });

  it('is for the next start where nothing runs', () => {
    expect(codesOf(unitStepOf(planFor(setUnit(UNIT, -500, true))).notes)).toEqual([
      'plan.note.unit.next-start',
    ]);
  });
});

describe('removing the drop-in', () => {
  it('takes all of it away', () => {
    const wanted = { dropInText: dropInText(-300), dropInChecksum: '1 2', oomScoreAdjust: -300 };
    const plan = planFor(removeUnit(UNIT), wanted);
    expect(unitStepOf(plan)).toMatchObject({
      kind: 'remove-unit-adj',
      blocked: null,
      before: -300,
      after: null,
    });
    expect(unitStepOf(plan).diff.map(({ kind }) => kind)).toEqual(['removed', 'removed', 'removed']);
    expect(plan.command).toContain('unit-remove postgresql.service 1-2');
  });

  it('has nothing to do where there is none', () => {
    expect(blockOf(planFor(removeUnit(UNIT)).steps[0])).toBe('plan.blocked.unit.no-drop-in');
  });

  it('and writing it: the later one counts', () => {
    const units = [unitWith(UNIT, { dropInText: dropInText(-300), dropInChecksum: '1 2' })];
    const plan = planWith([removeUnit(UNIT), setUnit(UNIT, 100)], { inspection: { units } });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(['set-unit-adj']);
  });
});

describe('restarting a unit', () => {
  it('shows how it stands, and what systemd does by itself', () => {
    const wanted = {
      description: 'PostgreSQL',
      activeState: 'failed',
      subState: 'failed',
      result: 'oom-kill',
      restart: 'on-failure',
      restartSeconds: 5,
    };
    const plan = planFor(restartUnit(UNIT), wanted);
    expect(restartStepOf(plan)).toMatchObject({
      description: 'PostgreSQL',
      activeState: 'failed',
      subState: 'failed',
      lastResult: 'oom-kill',
      restartPolicy: 'on-failure',
      restartDelaySeconds: 5,
      notes: [{ code: 'plan.note.restart.comes-back', params: { policy: 'on-failure' } }],
    });
    expect(plan.command).toContain('restart postgresql.service 0123456789abcdef0123456789abcdef');
  });

  it.each([
    [{ restart: 'no' }, ['plan.note.restart.stays-down']],
    [{ restart: 'on-success' }, ['plan.note.restart.stays-down']],
    [{ restart: 'always', pids: [10, 20] }, ['plan.note.restart.ends', 'plan.note.restart.comes-back']],
    [{ activeState: 'activating', subState: 'auto-restart', pids: [] }, ['plan.note.restart.waiting']],
    [{ activeState: 'failed', result: 'start-limit-hit' }, ['plan.note.restart.limit']],
    [{ activeState: 'inactive', pids: [10] }, []],
  ])('with %j', (wanted, codes) => {
    expect(codesOf(restartStepOf(planFor(restartUnit(UNIT), wanted)).notes)).toEqual(codes);
  });

  it('goes without an invocation where systemd names none', () => {
    expect(planFor(restartUnit(UNIT), { invocationId: null }).command).toMatch(
      /restart postgresql\.service -$/,
    );
  });
});

describe('a unit that nothing can be done to', () => {
  const container = '0123456789ab0123456789ab0123456789ab0123456789ab0123456789abcdef';
  it.each([
    ['a b.service', 'bad-name', 'bad-name', 'bad-name'],
    ['-x.service', 'bad-name', 'bad-name', 'bad-name'],
    ['../x.service', 'bad-name', 'bad-name', 'bad-name'],
    ['$(reboot).service', 'bad-name', 'bad-name', 'bad-name'],
    ['getty@.service', 'template', 'template', 'template'],
    ['cron.timer', 'no-service', 'no-service', 'no-service'],
    // Its folder of drop-ins is read for web-a.service too (systemd.unit(5)).
    ['web-.service', 'prefix', 'no-drop-in', undefined],
    ['web-@a.service', 'prefix', 'no-drop-in', undefined],
    ['web@a-.service', undefined, 'no-drop-in', undefined],
    ['machine-1.scope', 'plan.lasting.scope', 'no-service', 'no-service'],
    ['session-3.scope', 'plan.lasting.session', 'no-service', 'no-service'],
    [`docker-${container}.scope`, 'plan.lasting.container', 'no-service', 'no-service'],
    ['missing.service', 'not-found', 'not-found', 'not-found'],
  ])('%s', (unit, ...codes) => {
    const known = unitWith(unit, { loadState: unit === 'missing.service' ? 'not-found' : 'loaded' });
    const blocks = [setUnit(unit, -500), removeUnit(unit), restartUnit(unit)].map((item) =>
      blockOf(planWith([item], { inspection: { units: [known] } }).steps[0])?.replace(
        'plan.blocked.unit.',
        '',
      ),
    );
    expect(blocks).toEqual(codes);
  });

  it.each([
    [{ loadState: 'masked' }, 'plan.blocked.unit.masked'],
    [{ loadState: 'bad-setting' }, 'plan.blocked.unit.not-loaded'],
    [{ fragmentPath: '/run/systemd/transient/postgresql.service' }, 'plan.blocked.unit.transient'],
    [{ fragmentPath: null }, null],
  ])('because of %j', (wanted, code) => {
    expect(blockOf(planFor(setUnit(UNIT, -500), wanted).steps[0])).toBe(code);
    expect(blockOf(planFor(restartUnit(UNIT), wanted).steps[0])).toBe(code);
  });

  it('because its drop-in is none that Lowmark could have written', () => {
    const wanted = { dropInText: `${dropInText(-300)}${'#\n'.repeat(10_000)}`, dropInChecksum: '1 20113' };
    for (const item of [setUnit(UNIT, -500), removeUnit(UNIT)]) {
      const step = planFor(item, wanted).steps[0];
      expect(blockOf(step)).toBe('plan.blocked.unit.large-drop-in');
      expect(JSON.stringify(step).length).toBeLessThan(2_000);
    }
    expect(blockOf(planFor(restartUnit(UNIT), wanted).steps[0])).toBeNull();
  });

  it.each([
    ['openrc', 'plan.lasting.openrc'],
    ['sysv', 'plan.lasting.sysv'],
    ['unknown', 'plan.blocked.unit.no-systemd'],
  ] as const)('because %s looks after services', (initSystem, code) => {
    const blocks = [setUnit(UNIT, -500), removeUnit(UNIT), restartUnit(UNIT)].map((item) =>
      blockOf(planWith([item], { inspection: { initSystem } }).steps[0]),
    );
    expect(blocks).toEqual([code, 'plan.blocked.unit.no-systemd', 'plan.blocked.unit.no-systemd']);
  });

  it('because it is of a user', () => {
    const cgroup = '/user.slice/user-1000.slice/user@1000.service/app.slice/app.service';
    const made = { processes: [{ ...DB, cgroup }] };
    expect(blockOf(planWith([setUnit('app.service', -500)], made).steps[0])).toBe('plan.lasting.user-unit');
    expect(blockOf(planWith([restartUnit('app.service')], made).steps[0])).toBe('plan.blocked.unit.of-user');
    expect(blockOf(planWith([restartUnit('other.service')], made).steps[0])).toBe(
      'plan.blocked.unit.not-found',
    );
  });

  it('has no right to be asked for, and no guard', () => {
    const plan = planFor(setUnit(UNIT, -17), { loadState: 'masked', dropInText: 'x' });
    expect(plan.steps[0]).toMatchObject({ right: null, needsPrivilege: false, guards: [], notes: [] });
  });
});
