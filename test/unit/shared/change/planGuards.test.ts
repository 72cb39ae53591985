import { describe, expect, it } from 'vitest';
import { processKey } from '../../../../src/shared/oom/whatIf';
import { processWith } from '../oom/processes';
import {
  adjStepOf,
  codesOf,
  DB,
  inspectedAs,
  JOB,
  planWith,
  removeUnit,
  setAdj,
  setUnit,
  THREE,
  unitStepOf,
  unitWith,
  WEB,
  type MadeHost,
} from './planInputs';

function guards(adj: number, process = DB, made: MadeHost = {}): string[] {
  return codesOf(adjStepOf(planWith([setAdj(process, adj)], { processes: THREE, ...made })).guards);
}

// A host of 112,640 pages: a tenth are 11,264, a twentieth 5,632.
describe('the guards of a step', () => {
  it('are silent about a value that is no slip', () => {
    expect(guards(-500)).toEqual([]);
    expect(guards(-1000)).toEqual([]);
    expect(guards(300)).toEqual([]);
  });

  it('speak of -17 in the wrong scale, and not of -17 in its own', () => {
    expect(guards(-17)).toEqual(['guard.disable-of-old-scale']);
    const old = processWith({ pid: 10, oomScoreAdj: null, oomAdj: 0 });
    const others = [20, 30].map((pid) => processWith({ pid, oomScoreAdj: null, oomAdj: 0, rssPages: 9_000 }));
    const plan = planWith([setAdj(old, -17, 'oom_adj')], { processes: [old, ...others], kernel: '2.6.32' });
    expect(adjStepOf(plan)).toMatchObject({ after: -17, guards: [] });
  });

  it('are silent about a value of the old scale that was converted', () => {
    const plan = planWith([setAdj(DB, -16, 'oom_adj')], { processes: THREE });
    expect(adjStepOf(plan)).toMatchObject({ after: -941, guards: [] });
  });

  it('speak of the protection of what grows, and not of what stays', () => {
    const growing = (pages: number): MadeHost => ({
      input: { grownPages: new Map([[processKey(DB), pages]]) },
    });
    // 2 % of 9,000 pages are 180.
    expect(guards(-1000, DB, growing(181))).toEqual(['guard.grower']);
    expect(guards(-1000, DB, growing(180))).toEqual([]);
    expect(guards(-999, DB, growing(5_000))).toEqual([]);
  });

  it('speak of the protection of what is large, and not of what is not', () => {
    const sized = (rssPages: number): string[] => {
      const process = { ...DB, rssPages };
      return guards(-1000, process, { processes: [process, WEB, JOB] });
    };
    expect(sized(11_265)).toEqual(['guard.large']);
    expect(sized(11_264)).toEqual([]);
  });

  it('speak of the protection of a login spawner, and not of what it starts', () => {
    const sshd = processWith({ pid: 50, comm: 'sshd', uid: 0 });
    const shell = processWith({ pid: 51, ppid: 50, comm: 'bash' });
    const made = { processes: [...THREE, sshd, shell] };
    expect(guards(-1000, sshd, made)).toEqual(['guard.spawner']);
    expect(guards(-1000, shell, made)).toEqual([]);
    expect(guards(-500, sshd, made)).toEqual([]);
  });

  it('speak up when nothing is left that can be killed', () => {
    expect(guards(-1000, DB, { processes: [DB, processWith({ pid: 1 })] })).toEqual(['guard.nothing-left']);
    expect(guards(-1000, DB, { processes: [DB, WEB] })).toEqual([]);
  });

  it('speak up when little is left', () => {
    const crumb = processWith({ pid: 50, rssPages: 100 });
    expect(guards(-1000, DB, { processes: [DB, crumb] })).toEqual(['guard.little-left']);
  });

  it('are silent about what would be left where that is not known', () => {
    expect(guards(-1000, DB, { input: { sample: null } })).toEqual([]);
    const crumb = processWith({ pid: 50, rssPages: 100 });
    expect(guards(-1000, DB, { processes: [DB, crumb], sample: { memory: null } })).toEqual([]);
    // Who starts what people run is known by name all the same.
    const sshd = processWith({ pid: 10, comm: 'sshd' });
    expect(guards(-1000, sshd, { processes: [sshd], input: { sample: null } })).toEqual(['guard.spawner']);
  });

  it('go by the value that stands there now, not by the one of the sweep', () => {
    const made = { processes: THREE, inspection: { processes: [inspectedAs(DB, { oomScoreAdj: -17 })] } };
    expect(adjStepOf(planWith([setAdj(DB, -17)], made)).blocked?.code).toBe('plan.blocked.already');
  });
});

describe('the guards of a plan', () => {
  it('take all of its changes together: two protections may leave nothing', () => {
    const made = { processes: [DB, WEB] };
    expect(guards(-1000, DB, made)).toEqual([]);
    expect(guards(-1000, WEB, made)).toEqual([]);
    const both = planWith([setAdj(DB, -1000), setAdj(WEB, -1000)], made);
    expect(both.steps.map((step) => codesOf(step.guards))).toEqual([
      ['guard.nothing-left'],
      ['guard.nothing-left'],
    ]);
  });

  it('take away what another change gives free', () => {
    const held = { ...WEB, oomScoreAdj: -1000 };
    const made = { processes: [DB, held] };
    expect(guards(-1000, DB, made)).toEqual(['guard.nothing-left']);
    const plan = planWith([setAdj(DB, -1000), setAdj(held, 0)], made);
    expect(plan.steps.map((step) => step.guards)).toEqual([[], []]);
  });

  it('do not count a change that cannot be done', () => {
    const made = { processes: [DB, WEB], inspection: { processes: [inspectedAs(DB)] } };
    const plan = planWith([setAdj(DB, -1000), setAdj(WEB, -1000)], made);
    expect(plan.steps.map((step) => codesOf(step.guards))).toEqual([[], []]);
  });
});

describe('the guards of a drop-in', () => {
  const unit = 'postgresql.service';
  const unitGuards = (adj: number, wanted: Partial<ReturnType<typeof unitWith>>, name = unit): string[] =>
    codesOf(
      unitStepOf(
        planWith([setUnit(name, adj)], { processes: THREE, inspection: { units: [unitWith(name, wanted)] } }),
      ).guards,
    );

  it('speak of the wrong scale', () => {
    expect(unitGuards(-17, {})).toEqual(['guard.disable-of-old-scale']);
    expect(unitGuards(-500, {})).toEqual([]);
  });

  it('judge the processes that it has now', () => {
    const sshd = processWith({ pid: 50, comm: 'sshd', uid: 0 });
    const made = (adj: number): string[] => {
      const inspection = { units: [unitWith('sshd.service', { pids: [50] })] };
      const plan = planWith([setUnit('sshd.service', adj)], { processes: [...THREE, sshd], inspection });
      return codesOf(unitStepOf(plan).guards);
    };
    expect(made(-1000)).toEqual(['guard.spawner']);
    expect(made(-500)).toEqual([]);
    expect(unitGuards(-1000, { pids: [10] })).toEqual([]);
  });

  it('know a spawner without processes by its name', () => {
    expect(unitGuards(-1000, {}, 'ssh.service')).toEqual(['plan.guard.spawner-unit']);
    expect(unitGuards(-1000, {}, 'getty@tty1.service')).toEqual(['plan.guard.spawner-unit']);
    expect(unitGuards(-1000, {}, 'cron.service')).toEqual(['plan.guard.spawner-unit']);
    expect(unitGuards(-500, {}, 'cron.service')).toEqual([]);
    expect(unitGuards(-1000, {})).toEqual([]);
  });

  it('speak of a file that somebody has edited, and not of one as it was written', () => {
    const heading = '# Set through Lowmark. Remove this file and run systemctl daemon-reload to undo.\n';
    const own = `${heading}[Service]\nOOMScoreAdjust=-300\n`;
    expect(unitGuards(-500, { dropInText: own })).toEqual([]);
    expect(unitGuards(-500, { dropInText: `${own}MemoryMax=1G\n` })).toEqual(['plan.guard.edited-drop-in']);
    const removing = (dropInText: string): string[] => {
      const units = [unitWith(unit, { dropInText, dropInChecksum: '1 2' })];
      return codesOf(unitStepOf(planWith([removeUnit(unit)], { inspection: { units } })).guards);
    };
    expect(removing(own)).toEqual([]);
    expect(removing(`${own}MemoryMax=1G\n`)).toEqual(['plan.guard.edited-drop-in']);
  });
});
