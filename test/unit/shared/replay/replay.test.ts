import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/shared/model';
import { replayOf } from '../../../../src/shared/replay/replay';
import {
  ADJ_VICTIM,
  cgroupWith,
  HEADERS,
  incidentWith,
  killOf,
  memoryWith,
  taskWith,
  tasksOf,
} from './replayIncidents';

/** Real reports of other releases; the points are calculated by hand from the table. */
const PRINTED: readonly (readonly [name: string, incident: Incident, expected: object, score: number])[] = [
  [
    // 10245 * 1000 / (16384 - 1087) = 669, less 30 for privileges.
    '2.6.36 on ARM without swap',
    incidentWith({
      kernel: null,
      pageBytes: null,
      memory: memoryWith({ ramPages: 16_384, reservedPages: 1_087 }),
      tasks: tasksOf(HEADERS['2.6.36'], [
        '410 0 410 533 52 0 -17 -1000 udevd',
        '713 0 713 4157 2132 0 0 0 python',
        '738 0 738 12586 10245 0 0 0 f951',
      ]),
      kills: [killOf(738, { comm: 'f951', score: 639, totalVmBytes: 50_344 * 1024 })],
    }),
    { generation: 'permille', totalPages: 15_297, predicted: 738, points: 639 },
    639,
  ],
  [
    // 10068578 + 27987 + 8552 = 10105117, less 3 % of it (303153) for privileges.
    '3.10 of Enterprise Linux 7 with swap',
    incidentWith({
      kernel: '3.10.0-862.el7.x86_64',
      memory: memoryWith({
        ramPages: 33_456_799,
        reservedPages: 603_108,
        swapTotalBytes: 33_554_428 * 1024,
        swapFreeBytes: 0,
      }),
      tasks: tasksOf(HEADERS['3.6'], [
        '322919 984 322919 680061 122733 518 39 0 java',
        '53549 0 53549 14994038 10068578 27987 8552 0 palo_be',
        '269425 0 269425 9220372 2430 103 0 0 java',
      ]),
      kills: [killOf(53_549, { comm: 'palo_be', score: 237 })],
    }),
    { generation: 'pages', totalPages: 41_242_298, predicted: 53_549, points: 9_801_964 },
    237,
  ],
  [
    // 1412546 + 15409152 / 4096 + 498959 = 1915267.
    '4.20 with swap used up',
    incidentWith({
      kernel: '4.20.12',
      memory: memoryWith({
        ramPages: 1_523_342,
        reservedPages: 46_911,
        swapTotalBytes: 2_097_148 * 1024,
        swapFreeBytes: 0,
      }),
      tasks: tasksOf(HEADERS['4.15'], [
        '809 0 809 156147 1 548864 4286 0 Xorg',
        '968 110 968 28491 0 245760 629 0 (sd-pam)',
        '6435 1000 6435 2123406 1412546 15409152 498959 0 oom',
      ]),
      kills: [killOf(6_435, { comm: 'oom', score: 957 })],
    }),
    { generation: 'pages', totalPages: 2_000_718, predicted: 6_435, points: 1_915_267 },
    957,
  ],
];

describe('a report, computed again', () => {
  it.each(PRINTED)('%s: the same victim and the printed score', (_, incident, expected, score) => {
    const replay = replayOf(incident);
    const [first] = replay.ranking;
    expect({ ...replay, points: first?.points }).toMatchObject({ ...expected, agrees: true, reason: null });
    expect(replay.notes).toContainEqual({
      code: 'replay.score-agrees',
      params: { pid: replay.actual, printed: score, computed: score },
    });
  });

  it('ranks by memory and adj, adj in thousandths of the total that are divided first', () => {
    const replay = replayOf(ADJ_VICTIM);
    expect(replay.ranking.map(({ pid, points, eligible }) => [pid, points, eligible])).toEqual([
      [122, 3_199 + 15 + 800 * 84, true],
      [125, 1_681 + 12 + 500 * 84, true],
      [109, 15_541 + 39, true],
      [100, 30_850 + 69 - 600 * 84, true],
      [137, 18_708 + 46 - 900 * 84, true],
      [97, null, false],
    ]);
    expect(replay).toMatchObject({
      incidentId: 'incident',
      generation: 'signed',
      totalPages: 84_851,
      predicted: 122,
      actual: 122,
      died: [122],
      agrees: true,
      reason: null,
      notes: [],
    });
  });

  it('says why of each row', () => {
    const codes = replayOf(ADJ_VICTIM).ranking.map(({ why }) => why.map(({ code }) => code));
    expect(codes).toEqual([
      ['oom.memory', 'oom.adj-adds', 'oom.leads'],
      ['oom.memory', 'oom.adj-adds', 'oom.behind'],
      ['oom.memory', 'oom.behind'],
      ['oom.memory', 'oom.adj-takes', 'oom.behind'],
      ['oom.memory', 'oom.adj-takes', 'oom.behind'],
      ['oom.exempt.protected'],
    ]);
  });

  it.each([
    ['6.1.0', 2],
    ['5.3.0', 2],
    ['5.2.0', 1],
    ['4.19.0', 1],
    ['3.10.0', 1],
  ])('of equals in %s it is number %d', (kernel, pid) => {
    const tasks = [taskWith({ pid: 1_001 }), taskWith({ pid: 1_002 })];
    const old = tasks.map((task) => ({ ...task, pageTableBytes: null, pageTablePages: 0 }));
    const replay = replayOf(incidentWith({ kernel, tasks: kernel.startsWith('3') ? old : tasks }));
    expect(replay.predicted).toBe(1_000 + pid);
    expect(replay.notes.map(({ code }) => code)).toContain('replay.equals');
  });

  it('never takes init, whatever its row says', () => {
    const tasks = [
      taskWith({ pid: 1, rssPages: 5_000 }),
      taskWith({ pid: 7, tgid: 1, rssPages: 6_000 }),
      taskWith({ pid: 9 }),
    ];
    expect(replayOf(incidentWith({ tasks, kills: [killOf(9)] }))).toMatchObject({
      predicted: 9,
      agrees: true,
    });
  });

  it('passes over who has nothing left, unless the kernel did kill it', () => {
    const tasks = [taskWith({ pid: 8, rssPages: 0, oomScoreAdj: 1000 }), taskWith({ pid: 9 })];
    expect(replayOf(incidentWith({ tasks, kills: [killOf(9)] })).predicted).toBe(9);
    expect(replayOf(incidentWith({ tasks, kills: [killOf(8)] })).predicted).toBe(8);
  });

  it('counts threads of one process once, and knows a victim by either of its numbers', () => {
    const tasks = [
      taskWith({ pid: 21, tgid: 20, rssPages: 900 }),
      taskWith({ pid: 20, tgid: 20, rssPages: 900 }),
      taskWith({ pid: 31, tgid: 30, rssPages: 800 }),
    ];
    expect(replayOf(incidentWith({ tasks, kills: [killOf(21)] }))).toMatchObject({
      predicted: 20,
      actual: 21,
      agrees: true,
      ranking: [{ pid: 20 }, { pid: 31 }],
    });
  });

  it('does not rank where the table does not tell: kernels before 2.6.36', () => {
    const tasks = tasksOf(HEADERS['2.6.30'], [
      '300 0 300 500 50 0 -17 sshd',
      '400 0 400 9000 4000 0 0 mysqld',
    ]);
    const replay = replayOf(incidentWith({ kernel: '2.6.32-5-amd64', tasks, kills: [killOf(400)] }));
    expect(replay).toMatchObject({
      generation: 'heuristic',
      predicted: null,
      actual: 400,
      agrees: null,
      reason: null,
      ranking: [
        { pid: 300, points: null, eligible: false },
        { pid: 400, points: null, eligible: true },
      ],
      notes: [{ code: 'replay.heuristic' }],
    });
  });

  it('says nothing of swap where the table does not list it', () => {
    const [, incident] = PRINTED[0] ?? [];
    const why = incident === undefined ? [] : replayOf(incident).ranking[0]?.why;
    expect(why?.map(({ code }) => code)).toEqual(['replay.rss-only', 'oom.root-bonus', 'oom.leads']);
  });

  it('leaves out a row that is not whole, and says so', () => {
    const tasks = [taskWith({ pid: 5, rssPages: null }), taskWith({ pid: 6 })];
    expect(replayOf(incidentWith({ tasks, kills: [killOf(6)] })).ranking).toMatchObject([
      { pid: 6, points: 100 },
      { pid: 5, points: null, why: [{ code: 'replay.row-unreadable' }] },
    ]);
  });
});

describe('privileges, which no report prints', () => {
  const rows = ['10 0 10 2000 1000 0 0 0 root', '11 1000 11 2000 990 0 0 0 user'];
  const tasks = tasksOf(HEADERS['3.6'], rows);
  const old = { kernel: '3.13.11', tasks };

  it('are assumed for root: 3 % less of what it uses', () => {
    const replay = replayOf(incidentWith({ ...old, kills: [killOf(11, { score: 11 })] }));
    expect(replay).toMatchObject({
      predicted: 11,
      agrees: true,
      ranking: [{ points: 990 }, { points: 970 }],
    });
    expect(replay.notes[0]?.code).toBe('replay.bonus-assumed');
  });

  it('are not had by one whose printed score shows it: 1000 of 20000 is 50, and 970 were 48', () => {
    const memory = memoryWith({ ramPages: 20_000, reservedPages: 0, swapTotalBytes: 0 });
    const replay = replayOf(incidentWith({ ...old, memory, kills: [killOf(10, { score: 50 })] }));
    expect(replay).toMatchObject({
      predicted: 10,
      agrees: true,
      ranking: [{ points: 1_000 }, { points: 990 }],
    });
    expect(replay.notes.map(({ code }) => code)).toEqual(['replay.bonus-not-had', 'replay.score-agrees']);
  });

  it('are left out where only that explains the choice', () => {
    const replay = replayOf(incidentWith({ ...old, kills: [killOf(10)] }));
    expect(replay).toMatchObject({ predicted: 10, agrees: true });
    expect(replay.notes.map(({ code }) => code)).toEqual(['replay.bonus-left-out']);
  });

  it('count nothing since 4.17', () => {
    const modern = { ...old, kernel: '4.19.0', tasks: tasksOf(HEADERS['4.15'], rows) };
    expect(replayOf(incidentWith(modern))).toMatchObject({
      predicted: 10,
      notes: [{ code: 'replay.no-kill-line' }],
    });
  });
});

describe('a report that does not say what adj is measured by', () => {
  const memory = memoryWith({});
  const incident = { constraint: 'memcg', cgroup: cgroupWith({}), memory, kills: [killOf(3)] } as const;

  it('is decided where one leads by memory and by adj', () => {
    const tasks = [
      taskWith({ pid: 2, oomScoreAdj: -998 }),
      taskWith({ pid: 3, rssPages: 900, oomScoreAdj: 988 }),
      taskWith({ pid: 4, oomScoreAdj: 0 }),
    ];
    expect(replayOf(incidentWith({ ...incident, tasks }))).toMatchObject({
      totalPages: null,
      predicted: 3,
      agrees: true,
      ranking: [
        { pid: 3, points: null },
        { pid: 4, points: 100 },
        { pid: 2, points: null },
      ],
    });
  });

  it('is not decided where a kernel that counts no less than 1 may have counted all as that', () => {
    const tasks = [
      taskWith({ pid: 2, oomScoreAdj: -998 }),
      taskWith({ pid: 3, rssPages: 900, oomScoreAdj: -998 }),
    ];
    const predictedIn = (kernel: string): number | null =>
      replayOf(incidentWith({ ...incident, kernel, tasks })).predicted;
    expect([predictedIn('4.19.0'), predictedIn('6.1.0')]).toEqual([null, 3]);
  });

  it('is not decided where memory and adj do not agree', () => {
    const tasks = [taskWith({ pid: 3, rssPages: 900 }), taskWith({ pid: 4, oomScoreAdj: 1 })];
    expect(replayOf(incidentWith({ ...incident, tasks }))).toMatchObject({
      predicted: null,
      agrees: null,
      notes: [
        { code: 'replay.undecided' },
        { code: 'replay.total.no-limit' },
        { code: 'replay.total.cgroup-uses-no-swap' },
      ],
    });
  });
});
