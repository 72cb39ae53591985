import { describe, expect, it } from 'vitest';
import { processWith } from '../oom/processes';
import {
  adjStepOf,
  blockOf,
  codesOf,
  DB,
  inspectedAs,
  JOB,
  NOW_MS,
  planWith,
  setAdj,
  setUnit,
  THREE,
  WEB,
} from './planInputs';

describe('the process of a step', () => {
  it('is shown as the host has it now, with what only the sweep knows', () => {
    const db = { ...DB, commandLine: 'postgres -D /data', oomScoreAdj: 0, cgroup: null };
    const child = processWith({ pid: 11, ppid: 10, comm: 'writer', startTicks: 5_001 });
    const now = inspectedAs(db, {
      oomScoreAdj: 100,
      oomScore: 700,
      threads: 3,
      cgroup: '/system.slice/postgresql.service',
    });
    const plan = planWith([setAdj(db, -500)], {
      processes: [db, child, WEB],
      inspection: { processes: [now] },
    });
    expect(adjStepOf(plan)).toMatchObject({
      blocked: null,
      file: 'oom_score_adj',
      before: 100,
      after: -500,
      scoreBefore: 700,
      mapping: null,
      process: {
        pid: 10,
        startTicks: 5_000,
        // The sample came 1,000 s after boot, the process started 50 s after it.
        startedAtMs: NOW_MS - 950_000,
        comm: 'postgres',
        commandLine: 'postgres -D /data',
        user: 'postgres',
        uid: 26,
        unit: 'postgresql.service',
        cgroup: '/system.slice/postgresql.service',
        threads: 3,
        children: [{ pid: 11, comm: 'writer', adj: 0 }],
        childCount: 1,
      },
    });
  });

  it('shows five of its children, and counts all', () => {
    const children = [1, 2, 3, 4, 5, 6, 7].map((n) =>
      processWith({ pid: 40 + n, ppid: 10, comm: `c${String(n)}` }),
    );
    const step = adjStepOf(planWith([setAdj(DB, 100)], { processes: [DB, ...children] }));
    expect(step.process.children.map(({ pid }) => pid)).toEqual([41, 42, 43, 44, 45]);
    expect(step.process.childCount).toBe(7);
    expect(step.notes.find(({ code }) => code === 'plan.note.many-children')?.params).toEqual({
      count: 7,
      names: 'c1 (41), c2 (42), c3 (43), c4 (44), c5 (45)',
    });
  });

  it('is left alone when it has ended, with what was known of it', () => {
    const plan = planWith([setAdj(DB, -500)], { processes: THREE, inspection: { processes: [] } });
    expect(plan.steps[0]).toMatchObject({
      blocked: { code: 'plan.blocked.gone', params: { pid: 10 } },
      process: { comm: 'postgres' },
      right: null,
      needsPrivilege: false,
    });
    expect(plan.blocked?.code).toBe('plan.host.nothing-runs');
    expect(plan.command).toBeNull();
  });

  it('is left alone when its pid has passed on', () => {
    const now = inspectedAs(DB, { startTicks: 99_000, comm: 'cron' });
    const plan = planWith([setAdj(DB, -500)], { processes: THREE, inspection: { processes: [now] } });
    expect(plan.steps[0]?.blocked).toEqual({
      code: 'plan.blocked.another-process',
      params: { pid: 10, comm: 'cron' },
    });
  });

  it('may be newer than the sweep', () => {
    const young = processWith({ pid: 77, startTicks: 90_000, comm: 'young' });
    const plan = planWith([setAdj(young, 500)], {
      processes: THREE,
      inspection: { processes: [inspectedAs(young)] },
    });
    const step = adjStepOf(plan);
    expect(step.blocked).toBeNull();
    expect(step).toMatchObject({ before: 0, after: 500, placeBefore: null, placeAfter: null });
    expect(codesOf(step.notes)).toContain('plan.note.not-in-sweep');
    // The child is of the one that had the pid when all were looked at.
    const child = processWith({ pid: 78, ppid: 77 });
    const reused = planWith([setAdj(young, 500)], {
      processes: [...THREE, { ...young, startTicks: 100 }, child],
      inspection: { processes: [inspectedAs(young)] },
    });
    expect(adjStepOf(reused).process).toMatchObject({ children: [], childCount: 0 });
  });

  it.each([
    ['the first process', processWith({ pid: 1 }), 'plan.blocked.init'],
    [
      'a kernel thread',
      processWith({ pid: 9, ppid: 2, rssPages: 0, vsizeBytes: 0 }),
      'plan.blocked.kernel-thread',
    ],
    ['a zombie', processWith({ pid: 9, state: 'Z' }), 'plan.blocked.gone'],
    ['one without a knob', processWith({ pid: 9, oomScoreAdj: null }), 'plan.blocked.no-knob'],
  ])('cannot be %s', (_name, process, code) => {
    expect(blockOf(planWith([setAdj(process, -500)], { processes: [process] }).steps[0])).toBe(code);
  });
});

describe('the value', () => {
  it.each([
    [-1001, 'plan.blocked.range'],
    [-1000, null],
    [1000, null],
    [1001, 'plan.blocked.range'],
    [1.5, 'plan.blocked.range'],
    [0, 'plan.blocked.already'],
  ])('%d is judged', (adj, code) => {
    expect(blockOf(planWith([setAdj(DB, adj)], { processes: THREE }).steps[0])).toBe(code);
  });

  it('that stands there already leaves nothing to do on the host', () => {
    const plan = planWith([setAdj(DB, 0), setAdj(WEB, 0)], { processes: THREE });
    expect(plan.blocked?.code).toBe('plan.host.as-wanted');
  });

  // facts 2: -17 is -1000, 15 is 1000, else trunc(adj * 1000 / 17).
  it.each([
    [-17, -1000],
    [-16, -941],
    [8, 470],
    [15, 1000],
  ])('of the old scale, %d, is written as %d on a newer kernel', (oomAdj, oomScoreAdj) => {
    const step = adjStepOf(planWith([setAdj(DB, oomAdj, 'oom_adj')], { processes: THREE }));
    expect(step).toMatchObject({
      file: 'oom_score_adj',
      after: oomScoreAdj,
      mapping: { oomAdj, oomScoreAdj },
    });
    expect(step.notes[0]).toEqual({ code: 'plan.note.to-new-scale', params: { oomAdj, oomScoreAdj } });
  });

  it.each([-18, 16, 100])('%d is none of the old scale', (adj) => {
    const step = planWith([setAdj(DB, adj, 'oom_adj')], { processes: THREE }).steps[0];
    expect(step?.blocked).toMatchObject({ code: 'plan.blocked.range', params: { adj } });
  });

  const old = processWith({ pid: 10, comm: 'oracle', oomScoreAdj: null, oomAdj: 0, rssPages: 1_000 });

  // facts 2, as 2.6.36 did: -1000 is -17, else trunc(sadj * 15 / 1000).
  it.each([
    [-1000, -17],
    [-500, -7],
    [-100, -1],
    [400, 6],
    [1000, 15],
  ])('of the new scale, %d, is written as %d where there is only oom_adj', (oomScoreAdj, oomAdj) => {
    const step = adjStepOf(planWith([setAdj(old, oomScoreAdj)], { processes: [old], kernel: '2.6.32' }));
    expect(step).toMatchObject({
      blocked: null,
      file: 'oom_adj',
      before: 0,
      after: oomAdj,
      mapping: { oomAdj, oomScoreAdj },
    });
    expect(codesOf(step.notes)).toContain('plan.note.to-old-scale');
  });

  it('too small for the old scale changes nothing there, and is said to', () => {
    const step = planWith([setAdj(old, -50)], { processes: [old], kernel: '2.6.32' }).steps[0];
    expect(step).toMatchObject({
      blocked: { code: 'plan.blocked.already' },
      mapping: { oomAdj: 0, oomScoreAdj: -50 },
    });
  });

  it('of the old scale is written as it is where there is only that, within what that kernel takes', () => {
    const host = { processes: [old], kernel: '2.6.32' };
    expect(adjStepOf(planWith([setAdj(old, -17, 'oom_adj')], host))).toMatchObject({
      after: -17,
      mapping: null,
    });
    // Before 2.6.18 there was no -17.
    expect(blockOf(planWith([setAdj(old, -17, 'oom_adj')], { ...host, kernel: '2.6.11' }).steps[0])).toBe(
      'plan.blocked.range',
    );
  });
});

describe('the notes', () => {
  const threaded = (kernel: string): string[] => {
    const inspection = { processes: [inspectedAs(DB, { threads: 8 })] };
    return codesOf(adjStepOf(planWith([setAdj(DB, 5)], { processes: THREE, kernel, inspection })).notes);
  };

  it('say that threads share the knob since 2.6.32, and have one each before', () => {
    expect(threaded('6.1.0')).toContain('plan.note.threads');
    expect(threaded('2.6.32')).toContain('plan.note.threads');
    expect(threaded('2.6.30')).toContain('plan.note.each-thread');
    expect(codesOf(adjStepOf(planWith([setAdj(DB, 5)], { processes: THREE })).notes)).toEqual([
      'plan.lasting.none',
    ]);
  });

  it('say once a host, since 4.9, that sharers of the memory are changed along', () => {
    const notesOn = (kernel: string): string[] =>
      codesOf(planWith([setAdj(DB, 5), setAdj(WEB, 5)], { processes: THREE, kernel }).notes);
    expect(notesOn('4.9.0')).toEqual(['plan.note.shared-memory']);
    expect(notesOn('4.4.0')).toEqual([]);
  });

  it('say that children keep what they have', () => {
    const child = { ...JOB, ppid: DB.pid };
    const step = adjStepOf(planWith([setAdj(DB, 5)], { processes: [DB, child] }));
    expect(step.notes[0]).toEqual({ code: 'plan.note.children', params: { count: 1, names: 'job (30)' } });
  });

  const scope = (id: string): string => `/system.slice/${id}.scope`;
  const container = '0123456789ab0123456789ab0123456789ab0123456789ab0123456789abcdef';
  it.each([
    ['/system.slice/postgresql.service', 'plan.lasting.unit'],
    ['/user.slice/user-1000.slice/user@1000.service/app.slice/app.service', 'plan.lasting.user-unit'],
    [scope('machine-1'), 'plan.lasting.scope'],
    [scope(`docker-${container}`), 'plan.lasting.container'],
    [`/machine.slice/libpod-${container}.scope`, 'plan.lasting.container'],
    [`/kubepods/burstable/pod12ab/${container}`, 'plan.lasting.pod'],
    ['/user.slice/user-0.slice/session-3.scope', 'plan.lasting.session'],
    ['/', 'plan.lasting.none'],
  ])('say what makes it last in %s', (cgroup, code) => {
    const process = { ...DB, cgroup };
    expect(codesOf(adjStepOf(planWith([setAdj(process, 5)], { processes: [process] })).notes)).toEqual([
      code,
    ]);
  });

  it('do not say it where the plan does it', () => {
    const process = { ...DB, cgroup: '/system.slice/postgresql.service' };
    const notesWith = (unit: string): string[] => {
      const plan = planWith([setAdj(process, 5), setUnit(unit, 5)], { processes: [process] });
      return codesOf(adjStepOf(plan).notes);
    };
    expect(notesWith('postgresql.service')).toEqual([]);
    expect(notesWith('other.service')).toEqual(['plan.lasting.unit']);
  });

  it.each([
    ['openrc', { code: 'plan.lasting.openrc', params: { adj: -500 } }],
    ['sysv', { code: 'plan.lasting.sysv', params: { adj: -500, file: 'oom_score_adj' } }],
    ['unknown', { code: 'plan.lasting.none', params: {} }],
  ] as const)('say what makes it last under %s', (initSystem, note) => {
    const inspection = { initSystem, processes: [inspectedAs(DB)] };
    const plan = planWith([setAdj(DB, -500)], { processes: THREE, inspection });
    expect(adjStepOf(plan).notes).toEqual([note]);
  });
});

describe('several items', () => {
  it('that want different things of one process: the later one counts', () => {
    const plan = planWith([setAdj(DB, 5), setAdj(WEB, 6), setAdj(DB, 7)], { processes: THREE });
    expect(plan.steps.map((step) => step.kind === 'set-adj' && [step.process.pid, step.after])).toEqual([
      [10, 7],
      [20, 6],
    ]);
  });
});
