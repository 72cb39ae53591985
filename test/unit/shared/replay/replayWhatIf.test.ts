import { describe, expect, it } from 'vitest';
import type { Incident, ReplayChanges } from '../../../../src/shared/model';
import { NO_CHANGES, replayOf } from '../../../../src/shared/replay/replay';
import { whatIfOf } from '../../../../src/shared/replay/replayWhatIf';
import {
  ADJ_VICTIM,
  ALLOCATING_TASK,
  cgroupWith,
  incidentWith,
  killOf,
  memoryWith,
  taskWith,
} from './replayIncidents';

const GIB = 1024 ** 3;

function changes(wanted: Partial<ReplayChanges>): ReplayChanges {
  return { ...NO_CHANGES, ...wanted };
}

const adj = (...values: readonly (readonly [pid: number, adj: number])[]): Partial<ReplayChanges> => ({
  adjByPid: new Map(values),
});
const removed = (...pids: readonly number[]): Partial<ReplayChanges> => ({ removedPids: new Set(pids) });

/** Who, who instead, and the code of the answer. */
function asked(incident: Incident, wanted: Partial<ReplayChanges>): readonly (number | string | null)[] {
  const { before, after, message } = whatIfOf(incident, changes(wanted));
  return [before, after, message.code.replace('replay.what-if.', '')];
}

function noted(incident: Incident, wanted: Partial<ReplayChanges>): string[] {
  return whatIfOf(incident, changes(wanted)).notes.map(({ code }) => code.replace('replay.', ''));
}

describe('what if', () => {
  it.each<[string, Partial<ReplayChanges>, readonly (number | string | null)[]]>([
    ['nothing were changed', {}, [122, 122, 'same']],
    ['the victim had no adj', adj([122, 0]), [122, 125, 'other']],
    ['the victim were protected', adj([122, -1000]), [122, 125, 'other']],
    // 18708 + 46 pages and no adj are less than 3214 + 800 * 84.
    ['the burst had no protection', adj([137, 0]), [122, 122, 'same']],
    // 18708 + 46 + 600 * 84 = 69154 and 3214 + 800 * 84 = 70414
    ['the burst were offered at 600', adj([137, 600]), [122, 122, 'same']],
    ['the burst were offered at 620', adj([137, 620]), [122, 137, 'other']],
    ['the victim had ended before', removed(122), [122, 125, 'other']],
    ['both with a positive adj had', removed(122, 125), [122, 109, 'other']],
    ['another one had', removed(109), [122, 122, 'same']],
    ['all of them had', removed(97, 100, 109, 122, 125, 137), [122, null, 'nobody']],
    [
      'all were protected',
      adj([100, -1000], [109, -1000], [122, -1000], [125, -1000], [137, -1000]),
      [122, null, 'nobody'],
    ],
  ])('%s', (_, wanted, expected) => {
    expect(asked(ADJ_VICTIM, wanted)).toEqual(expected);
  });

  it('names who it is about', () => {
    expect(whatIfOf(ADJ_VICTIM, changes(adj([122, 0]))).message.params).toEqual({
      comm: 'spare',
      pid: 125,
      beforeComm: 'Isolated Web Co',
      beforePid: 122,
    });
  });

  it('a changed report is not compared with what the kernel did', () => {
    const replay = replayOf(ADJ_VICTIM, { changes: changes(adj([122, 0])) });
    expect(replay).toMatchObject({ predicted: 125, actual: 122, agrees: null, reason: null });
    expect(replay.ranking.find(({ pid }) => pid === 122)).toMatchObject({ points: 3_214, oomScoreAdj: 0 });
    expect(replay.notes.map(({ code }) => code)).toEqual(['replay.changed']);
  });

  it('nothing could be killed, and then something can', () => {
    const incident = incidentWith({
      tasks: [taskWith({ pid: 5, oomScoreAdj: -1000 })],
      outcome: 'nothing-killable',
    });
    expect(asked(incident, adj([5, -999]))).toEqual([null, 5, 'somebody']);
    expect(asked(incident, {})).toEqual([null, null, 'nobody']);
  });

  it('cannot be told without a table', () => {
    expect(asked(incidentWith({ kills: [killOf(5)] }), adj([5, 0]))).toEqual([null, null, 'unknown']);
  });

  it('cannot be told where what adj counts for is not known and now decides', () => {
    const tasks = [taskWith({ pid: 5, rssPages: 900 }), taskWith({ pid: 6 })];
    const incident = incidentWith({ memory: memoryWith({}), tasks });
    expect(asked(incident, adj([6, 10]))).toEqual([5, null, 'undecided']);
  });
});

describe('what if, where whoever asks is killed', () => {
  it.each<[string, Partial<ReplayChanges>, readonly (number | string | null)[]]>([
    ['points changed: nothing', adj([141, 1000]), [148, 148, 'asking-task']],
    ['it had not been there: who asks next is not known', removed(148), [148, null, 'asking-task-gone']],
    ['it were protected: by points then', adj([148, -1000]), [148, 141, 'other']],
  ])('%s', (_, wanted, expected) => {
    expect(asked(ALLOCATING_TASK, wanted)).toEqual(expected);
  });
});

describe('what more memory would have meant', () => {
  // adj 100 of 84,851 pages is 8,400 pages; with 1 GiB more (262,144 pages) it is 34,600.
  const tasks = [taskWith({ pid: 5, rssPages: 10_000 }), taskWith({ pid: 6, oomScoreAdj: 100 })];
  const host = incidentWith({ tasks, kills: [killOf(5)] });

  it('adj counts for more, which may be another victim', () => {
    expect(asked(host, { addedRamBytes: GIB })).toEqual([5, 6, 'other']);
    expect(asked(host, { addedSwapBytes: GIB })).toEqual([5, 6, 'other']);
    expect(replayOf(host, { changes: changes({ addedRamBytes: GIB }) }).totalPages).toBe(346_995);
    expect(asked(host, { addedRamBytes: -84_000 * 4096 })).toEqual([5, 5, 'same']);
  });

  it('and the shortage would not have come at that moment; for how long is not known', () => {
    const { notes } = whatIfOf(host, changes({ addedRamBytes: GIB }));
    expect(notes).toEqual([
      { code: 'replay.added.not-then', params: { addedBytes: GIB } },
      { code: 'replay.added.adj-counts-more', params: { changePercent: (262_144 * 100) / 84_851 } },
    ]);
  });

  const asking = { comm: null, pid: null, gfpMask: null, gfpFlags: null, oomScoreAdj: null, oomAdj: null };
  const plain = [taskWith({ pid: 5 })];

  it.each<[string, Partial<Incident>, Partial<ReplayChanges>, string[]]>([
    ['less: earlier', {}, { addedRamBytes: -GIB }, ['added.less']],
    [
      'a block of pages is wanted',
      { trigger: { ...asking, order: 2 } },
      { addedRamBytes: GIB },
      ['added.block'],
    ],
    ['asked for by hand', { trigger: { ...asking, order: -1 } }, { addedRamBytes: GIB }, ['added.asked-for']],
    [
      '32-bit',
      { memory: memoryWith({ ramPages: 9, reservedPages: 1, highMemPages: 3 }) },
      { addedRamBytes: GIB },
      ['added.high-memory'],
    ],
    ['on nodes', { constraint: 'cpuset' }, { addedRamBytes: GIB }, ['added.nodes']],
    ['swap was used up', {}, { addedSwapBytes: GIB }, ['added.swap-not-then']],
    [
      'swap was left',
      { memory: memoryWith({ ramPages: 9, reservedPages: 1, swapTotalBytes: GIB, swapFreeBytes: GIB / 2 }) },
      { addedSwapBytes: GIB },
      ['added.swap-left'],
    ],
    ['less swap', {}, { addedSwapBytes: -GIB }, ['added.less-swap']],
    ['a limit where none was met', {}, { addedLimitBytes: GIB }, ['added.no-limit']],
    ['one process less', {}, removed(5), ['removed']],
    ['a changed adj is no memory', {}, adj([5, 3]), []],
  ])('%s', (_, wanted, change, expected) => {
    expect(noted(incidentWith({ tasks: plain, kills: [killOf(5)], ...wanted }), change)).toEqual(expected);
  });

  const cgroup = cgroupWith({ usageBytes: 4096 * 40_000, limitBytes: 4096 * 40_000 });
  const limited = incidentWith({
    constraint: 'memcg',
    cgroup,
    memory: memoryWith({}),
    tasks,
    kills: [killOf(5)],
  });

  it('nothing in a cgroup: its limit decides', () => {
    const { before, after, notes } = whatIfOf(limited, changes({ addedRamBytes: 8 * GIB }));
    expect([before, after]).toEqual([5, 5]);
    expect(notes.map(({ code }) => code)).toEqual(['replay.added.limit-decides']);
  });

  it('a higher limit does: 100 of 40000 + 262144 pages is 30200', () => {
    expect(asked(limited, { addedLimitBytes: GIB })).toEqual([5, 6, 'other']);
    expect(noted(limited, { addedLimitBytes: GIB })).toEqual([
      'added.limit-not-then',
      'added.adj-counts-more',
    ]);
  });

  it('swap counts as far as the cgroup may use it', () => {
    expect(asked(limited, { addedSwapBytes: GIB })).toEqual([5, 6, 'other']);
    expect(noted(limited, { addedSwapBytes: GIB })).toEqual([
      'added.swap-of-cgroup',
      'added.adj-counts-more',
    ]);
    const bounded = {
      ...limited,
      cgroup: { ...cgroup, swap: { usageBytes: 0, limitBytes: 0, failCount: 0 } },
    };
    expect(asked(bounded, { addedSwapBytes: GIB })).toEqual([5, 5, 'same']);
    expect(noted(bounded, { addedSwapBytes: GIB })).toEqual(['added.swap-bounded']);
  });
});

describe('what is to be known about an answer', () => {
  const tasks = [taskWith({ pid: 5, rssPages: 9_000 }), taskWith({ pid: 6 })];

  it.each<[string, Partial<Incident>, string]>([
    ['the kernel took another one', { kills: [killOf(6)] }, 'what-if.disagreed'],
    [
      'a child died',
      { kernel: '4.19.0', kills: [killOf(6, { chosen: { pid: 5, comm: 'p5', score: null } })] },
      'what-if.child',
    ],
    ['it panics', { outcome: 'panic', panicOnOom: 'compulsory' }, 'what-if.panics'],
    ['all of a cgroup die', { kills: [killOf(5)], oomGroup: '/app' }, 'what-if.group'],
  ])('%s', (_, wanted, code) => {
    expect(noted(incidentWith({ tasks, ...wanted }), adj([5, -5]))).toEqual([code]);
    expect(noted(incidentWith({ tasks, ...wanted }), {})).toEqual([]);
  });
});
