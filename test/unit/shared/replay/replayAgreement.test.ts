import { describe, expect, it } from 'vitest';
import type { Incident, IncidentKill } from '../../../../src/shared/model';
import { replayOf } from '../../../../src/shared/replay/replay';
import {
  ALLOCATING_TASK,
  HEADERS,
  cgroupWith,
  incidentWith,
  killOf,
  memoryWith,
  taskWith,
  tasksOf,
} from './replayIncidents';

/** Whether it agrees, why not, and the codes of the notes without their common beginning. */
function judged(wanted: Partial<Incident>): readonly (boolean | string | null)[] {
  const { agrees, reason, notes } = replayOf(incidentWith(wanted));
  return [agrees, reason, ...notes.map(({ code }) => code.replace('replay.', ''))];
}

const TWO = [taskWith({ pid: 10, rssPages: 5_000 }), taskWith({ pid: 11, rssPages: 1_000 })];

describe('who the kernel took', () => {
  const chosen: IncidentKill['chosen'] = { pid: 10, comm: 'p10', score: 58 };

  it('is the chosen one, for which a child died', () => {
    const kills = [killOf(11, { comm: 'p11', chosen })];
    const replay = replayOf(incidentWith({ kernel: '4.19.0', tasks: TWO, kills }));
    expect(replay).toMatchObject({
      predicted: 10,
      actual: 10,
      died: [11],
      agrees: true,
      reason: 'sacrificed-child',
    });
    // 5000 * 1000 / 84851 = 58.9
    expect(replay.notes).toEqual([
      { code: 'replay.child-died', params: { comm: 'p11', pid: 11, chosenComm: 'p10', chosenPid: 10 } },
      { code: 'replay.score-agrees', params: { pid: 10, printed: 58, computed: 58 } },
    ]);
  });

  it('is the first that died where a whole cgroup did', () => {
    const kills = [killOf(10), killOf(11), killOf(10)];
    expect(replayOf(incidentWith({ tasks: TWO, kills, oomGroup: '/app' }))).toMatchObject({
      actual: 10,
      died: [10, 11],
      agrees: true,
      reason: null,
    });
  });

  it('is whom the line of the choice names: since 5.0 it may be a parent for which a child died', () => {
    const selected = { pid: 10, comm: 'p10', score: null };
    expect(
      replayOf(incidentWith({ kernel: '5.0.0', tasks: TWO, selected, kills: [killOf(11)] })),
    ).toMatchObject({
      actual: 10,
      died: [11],
      agrees: true,
      reason: 'sacrificed-child',
    });
    // The kill line is lost.
    expect(replayOf(incidentWith({ tasks: TWO, selected, outcome: 'unknown' }))).toMatchObject({
      actual: 10,
      died: [],
      agrees: true,
      reason: null,
    });
  });

  it('is the first one where others died with it for sharing its memory', () => {
    const kills = [killOf(10), killOf(11, { chosen })];
    expect(judged({ kernel: '4.19.0', tasks: TWO, kills })).toEqual([true, null]);
  });
});

describe('where the kernel took another one, the reason is', () => {
  it('that it was told to kill whoever asks', () => {
    const { predicted, actual, agrees, reason } = replayOf(ALLOCATING_TASK);
    expect({ predicted, actual, agrees, reason }).toEqual({
      predicted: 141,
      actual: 148,
      agrees: false,
      reason: 'allocating-task',
    });
  });

  it('the same on an old kernel that printed no points for whoever asked', () => {
    const trigger = {
      comm: 'p11',
      pid: 11,
      gfpMask: null,
      gfpFlags: null,
      order: 0,
      oomScoreAdj: 0,
      oomAdj: null,
    };
    const kills = [killOf(11, { score: 0 })];
    const [agrees, reason] = judged({ kernel: '4.19.0', tasks: TWO, kills, trigger });
    expect([agrees, reason]).toEqual([false, 'allocating-task']);
  });

  it('special also where it is the first by points', () => {
    expect(judged({ tasks: TWO, kills: [killOf(10)], killsAllocatingTask: true })).toEqual([
      true,
      'allocating-task',
      'allocating-task-too',
    ]);
  });

  it('a tie: equal points, or closer than counters are exact since 6.2', () => {
    const equal = [taskWith({ pid: 10 }), taskWith({ pid: 11 })];
    expect(judged({ tasks: equal, kills: [killOf(10)] }).slice(0, 2)).toEqual([false, 'tie']);
    const close = [taskWith({ pid: 10, rssPages: 1_000 }), taskWith({ pid: 11, rssPages: 1_128 })];
    expect(judged({ kernel: '6.12.0', tasks: close, kills: [killOf(10)] }).slice(0, 2)).toEqual([
      false,
      'tie',
    ]);
  });

  it.each([
    // A thousandth of 84,851 pages is 84.
    ['6.1.0', 84, 'rounding'],
    ['6.1.0', 85, null],
    ['6.12.0', 84 + 128, 'rounding'],
    ['6.12.0', 84 + 129, null],
  ])('in %s rounding up to a thousandth of all memory: %d pages', (kernel, pages, reason) => {
    const tasks = [taskWith({ pid: 10, rssPages: 1_000 }), taskWith({ pid: 11, rssPages: 1_000 + pages })];
    expect(judged({ kernel, tasks, kills: [killOf(10)] }).slice(0, 3)).toEqual([
      false,
      reason,
      reason === null ? 'unexplained' : 'differs.rounding',
    ]);
  });

  it('one point where points are thousandths: 1000 and 984 of 16000 are 62 and 61', () => {
    const memory = memoryWith({ ramPages: 16_000, reservedPages: 0, swapTotalBytes: 0 });
    const tasks = tasksOf(HEADERS['2.6.36'], ['10 5 10 2000 1000 0 0 0 a', '11 5 11 2000 984 0 0 0 b']);
    const wanted = { kernel: '3.2.0', memory, tasks, kills: [killOf(11)] };
    expect(judged(wanted).slice(0, 2)).toEqual([false, 'rounding']);
  });

  it('a child where the line that names the chosen one is missing', () => {
    expect(judged({ kernel: '4.19.0', tasks: TWO, kills: [killOf(11)] })).toEqual([
      false,
      'sacrificed-child',
      'differs.sacrificed-child',
    ]);
  });

  it('swap, which tables up to 3.5 do not list', () => {
    const tasks = tasksOf(HEADERS['2.6.36'], ['10 5 10 9000 5000 0 0 0 a', '11 5 11 9000 1000 0 0 0 b']);
    const kills = [killOf(11, { score: 70 })];
    const memory = memoryWith({ ramPages: 84_851, reservedPages: 0, swapTotalBytes: 4096 });
    // 1000 * 1000 / 84852 = 11
    expect(judged({ kernel: '3.2.0', tasks, kills, memory })).toEqual([
      false,
      'swap-not-printed',
      'differs.swap-not-printed',
      'columns-missing',
      'score-columns-missing',
    ]);
    const without = memoryWith({ ...memory, swapTotalBytes: 0 });
    expect(judged({ kernel: '3.2.0', tasks, kills, memory: without }).slice(0, 2)).toEqual([false, null]);
  });

  it('swap of the machine, which a cgroup’s report does not print, where it makes the higher adj count for more', () => {
    const cgroup = cgroupWith({ limitBytes: 4096 * 10_000 });
    const tasks = [
      taskWith({ pid: 10, rssPages: 5_000, swapPages: 9 }),
      taskWith({ pid: 11, oomScoreAdj: 300 }),
    ];
    const wanted = {
      constraint: 'memcg',
      cgroup,
      memory: memoryWith({}),
      tasks,
      kills: [killOf(11)],
    } as const;
    expect(judged(wanted).slice(0, 2)).toEqual([false, 'swap-not-printed']);
    const lower = [
      taskWith({ pid: 10, rssPages: 5_000, swapPages: 9 }),
      taskWith({ pid: 11, oomScoreAdj: -300 }),
    ];
    expect(judged({ ...wanted, tasks: lower }).slice(0, 2)).toEqual([false, null]);
  });

  it('none: a finding, which is said and not hidden', () => {
    expect(judged({ tasks: TWO, kills: [killOf(11)] })).toEqual([false, null, 'unexplained']);
    const protectedOne = [taskWith({ pid: 10, oomScoreAdj: -1000 })];
    expect(judged({ tasks: protectedOne, kills: [killOf(10)] })).toEqual([false, null, 'unexplained-exempt']);
  });
});

describe('where there is nothing to compare', () => {
  it.each<[string, Partial<Incident>, readonly (boolean | string | null)[]]>([
    ['no table', { kills: [killOf(10)] }, [null, 'table-missing', 'no-table']],
    [
      'the victim is not in it',
      { tasks: TWO, kills: [killOf(12)] },
      [null, 'table-missing', 'victim-not-listed'],
    ],
    ['no kill line', { tasks: TWO, outcome: 'unknown' }, [null, null, 'no-kill-line']],
    [
      'a panic that was asked for',
      { tasks: TWO, outcome: 'panic', panicOnOom: 'enabled' },
      [null, null, 'panicked'],
    ],
    ['killing switched off', { tasks: TWO, outcome: 'disabled' }, [null, null, 'killing-disabled']],
  ])('%s', (_, wanted, expected) => {
    expect(judged(wanted)).toEqual(expected);
  });

  const protectedOnes = TWO.map((task) => ({ ...task, oomScoreAdj: -1000 }));

  it('nothing killable is right where nothing is', () => {
    const replay = replayOf(incidentWith({ tasks: protectedOnes, outcome: 'nothing-killable' }));
    expect(replay).toMatchObject({ predicted: null, actual: null, died: [], agrees: true, reason: null });
    expect(judged({ tasks: protectedOnes, outcome: 'panic' })).toEqual([true, null]);
  });

  it('and wrong where something is', () => {
    expect(judged({ tasks: TWO, outcome: 'nothing-killable' })).toEqual([false, null, 'killable-after-all']);
  });
});

describe('a printed score', () => {
  const kernel = '4.19.0';

  it.each<[string, number, Partial<Incident>, string]>([
    // 5000 * 1000 / 84851 = 58
    ['is the computed one', 58, {}, 'agrees'],
    ['a little lower', 56, {}, 'counters'],
    ['far off', 90, {}, 'differs'],
    ['0 where points did not count', 0, { killsAllocatingTask: true }, 'allocating-task'],
  ])('%s', (_, score, wanted, code) => {
    const { notes } = replayOf(
      incidentWith({ kernel, tasks: TWO, kills: [killOf(10, { score })], ...wanted }),
    );
    expect(notes.at(-1)).toEqual({
      code: `replay.score-${code}`,
      params: { pid: 10, printed: score, computed: 58 },
    });
  });

  it('of a cgroup whose swap is not printed may be lower: 5000 of 10000 is 500', () => {
    const { notes } = replayOf(
      incidentWith({
        kernel,
        constraint: 'memcg',
        cgroup: cgroupWith({ limitBytes: 4096 * 10_000 }),
        memory: memoryWith({}),
        tasks: [taskWith({ pid: 10, rssPages: 4_990, swapPages: 10 })],
        kills: [killOf(10, { score: 250 })],
      }),
    );
    expect(notes.at(-1)).toEqual({
      code: 'replay.score-swap-unknown',
      params: { pid: 10, printed: 250, computed: 500 },
    });
  });
});
