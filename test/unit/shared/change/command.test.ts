import { describe, expect, it } from 'vitest';
import {
  asciiPartOf,
  commandIndexesOf,
  commandOf,
  stepsThatRun,
} from '../../../../src/shared/change/command';
import { isUnitName } from '../../../../src/shared/change/unitName';
import {
  adjStepOf,
  DB,
  inspectedAs,
  inspectionWith,
  planWith,
  restartUnit,
  setAdj,
  setUnit,
  THREE,
  unitStepOf,
  unitWith,
  WEB,
} from './planInputs';

const UNITS = [unitWith('a.service')];

describe('the command of a host', () => {
  it('has the words of each step that runs, in their order', () => {
    const plan = planWith(
      [setUnit('a.service', 200), setAdj(DB, -500), setAdj(WEB, 0), restartUnit('a.service')],
      {
        processes: THREE,
        inspection: { units: UNITS, processes: [inspectedAs(DB), inspectedAs(WEB)] },
      },
    );
    expect(plan.command).toBe(
      [
        'sh -c "$lowmark_program" lowmark',
        'unit-set a.service absent 200',
        'adj 10 5000 postgres oom_score_adj 0 -500',
        'restart a.service 0123456789abcdef0123456789abcdef',
      ].join(' \\\n  '),
    );
    expect(stepsThatRun(plan).map(({ id }) => id)).toEqual(['1.1', '1.2', '1.4']);
    expect([...commandIndexesOf(plan)]).toEqual([
      ['1.1', 0],
      ['1.2', 1],
      ['1.4', 2],
    ]);
    expect(commandIndexesOf({ ...plan, command: null }).size).toBe(0);
  });

  it.each([
    ['none', /^sh -c /],
    ['sudo', /^sudo -n -- sh -c /],
    ['sudo-password', /^sudo -k -S -p '' -- sh -c /],
  ] as const)('begins with how it gets the right: %s', (privilege, start) => {
    const plan = planWith([setAdj(DB, -500)], { processes: THREE });
    expect(commandOf(plan.steps, privilege, inspectionWith())).toMatch(start);
  });

  it.each([
    ['a name', 'nginx', 'nginx'],
    ['none', '', "''"],
    ['an option', '-rf', "'-rf'"],
    ['a quote', "it's", "'it'\\''s'"],
    ['a command', '$(reboot)`x`', "'$(reboot)`x`'"],
    ['blanks and a star', 'tmux: server *', "'tmux: server *'"],
    ['lines and tabs', 'a\nb\tc', 'abc'],
    ['other scripts', 'größe数据', 'gre'],
  ])('quotes %s', (_name, comm, word) => {
    const process = { ...DB, comm };
    const inspection = inspectionWith({
      processes: [inspectedAs(process, { asciiComm: asciiPartOf(comm) })],
    });
    const plan = planWith([setAdj(process, -500)], { processes: [process, WEB], inspection });
    expect(plan.command).toContain(`adj 10 5000 ${word} oom_score_adj 0 -500`);
  });

  it('compares the bytes that the host said, not what a name looks like', () => {
    const now = inspectedAs(DB, { comm: 'post gres', asciiComm: 'postgres' });
    const plan = planWith([setAdj(DB, -500)], { processes: THREE, inspection: { processes: [now] } });
    expect(plan.command).toContain('adj 10 5000 postgres ');
  });

  it('is none where nothing runs', () => {
    expect(planWith([], { processes: THREE }).command).toBeNull();
    expect(planWith([setAdj(DB, 0)], { processes: THREE }).command).toBeNull();
  });

  it('takes nothing that a plan would have blocked', () => {
    const step = adjStepOf(planWith([setAdj(DB, -500)], { processes: THREE }));
    const unit = unitStepOf(planWith([setUnit('a.service', 5)], { inspection: { units: UNITS } }));
    const evidence = inspectionWith({ units: UNITS });
    expect(() => commandOf([{ ...step, after: Number.NaN }], 'none', evidence)).toThrow(TypeError);
    expect(() => commandOf([{ ...unit, unit: 'a;reboot.service' }], 'none', evidence)).toThrow(TypeError);
    const forged = { units: [unitWith('a.service', { dropInChecksum: '1 2;reboot' })], processes: [] };
    expect(() => commandOf([unit], 'none', forged)).toThrow(TypeError);
  });

  it('leaves out an invocation that is none', () => {
    const units = [unitWith('a.service', { invocationId: '$(reboot)' })];
    expect(planWith([restartUnit('a.service')], { inspection: { units } }).command).toMatch(
      /restart a\.service -$/,
    );
  });
});

describe('names of units', () => {
  it.each([
    ['a.service', true],
    ['getty@tty1.service', true],
    ['dev-disk-by\\x2duuid.swap', true],
    ['system-getty.slice', true],
    ['a', false],
    ['a.', false],
    ['.service', false],
    ['-a.service', false],
    ['a b.service', false],
    ['a/b.service', false],
    ['a.service\n', false],
    ["a'.service", false],
    [`${'a'.repeat(248)}.service`, false],
    [`${'a'.repeat(247)}.service`, true],
  ])('%j', (name, expected) => {
    expect(isUnitName(name)).toBe(expected);
  });
});
