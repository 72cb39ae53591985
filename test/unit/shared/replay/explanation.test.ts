import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/shared/model';
import {
  explanationOf,
  EXPLANATION_SECTIONS,
  type ExplanationSectionId,
} from '../../../../src/shared/replay/explanation';
import { incidentTitle } from '../../../../src/shared/replay/explanationTitle';
import { replayOf } from '../../../../src/shared/replay/replay';
import { renderMessage } from '../../../../src/shared/messages/renderMessage';
import {
  BY_HAND,
  CGROUP_GROUP,
  CPUSET,
  IN_PIECES,
  KIB,
  LOW_MEMORY,
  NO_SWAP,
  SLAB_LEAK,
} from './causeIncidents';
import { faultsOf } from './explanationTexts';
import {
  ADJ_VICTIM,
  ALLOCATING_TASK,
  cgroupWith,
  HEADERS,
  incidentWith,
  killOf,
  memoryWith,
  tasksOf,
} from './replayIncidents';

function sectionOf(incident: Incident, id: ExplanationSectionId): Record<string, object> {
  const { sections } = explanationOf(incident, replayOf(incident));
  const statements = sections.find((section) => section.id === id)?.statements ?? [];
  return Object.fromEntries(statements.map(({ message }) => [message.code, message.params]));
}

const CHILD = incidentWith({
  kernel: '4.19.0',
  tasks: tasksOf(HEADERS['4.15'], [
    '75 33 75 18191 18044 184320 0 0 apache2',
    '77 33 77 2575 2349 57344 0 0 apache2',
  ]),
  kills: [
    killOf(77, {
      comm: 'apache2',
      anonRssBytes: 8_000 * KIB,
      chosen: { pid: 75, comm: 'apache2', score: 291 },
    }),
  ],
});

const NOBODY: Incident = { ...NO_SWAP, kills: [], reaped: [], outcome: 'panic', panic: true };
const PANIC_ON_OOM: Incident = { ...NOBODY, panicOnOom: 'compulsory' };

type Row = readonly [
  name: string,
  incident: Incident,
  section: ExplanationSectionId,
  code: string,
  params: object,
];

const ROWS: readonly Row[] = [
  [
    'a zone below its mark',
    NO_SWAP,
    'ran-out',
    'incident.ran-out.zone.below',
    { zone: 'DMA32', minBytes: 2_184 * KIB },
  ],
  // 1360 kB are not above 104 kB and 316 pages.
  [
    'a zone below mark and reserve',
    NO_SWAP,
    'ran-out',
    'incident.ran-out.zone.below-reserve',
    { zone: 'DMA', reserveBytes: 1_264 * KIB },
  ],
  [
    'blocks in pieces',
    IN_PIECES,
    'ran-out',
    'incident.ran-out.zone.in-pieces',
    { order: 2, blockBytes: 16 * KIB, largestOrder: 3 },
  ],
  [
    'free memory on another node',
    CPUSET,
    'ran-out',
    'incident.ran-out.elsewhere',
    { elsewhereBytes: (26_457 * 4 - 1_332) * KIB },
  ],
  ['counters of a cgroup', CGROUP_GROUP, 'ran-out', 'incident.ran-out.counter-free.swap', { usageBytes: 0 }],
  ['the asker', NO_SWAP, 'asked', 'incident.asked.who', { process: 'leaker (140)' }],
  ['sockets, by the stack', LOW_MEMORY, 'asked', 'incident.asked.for.network', {}],
  ['a new process, by the stack', IN_PIECES, 'asked', 'incident.asked.for.fork', {}],
  [
    'pages in one piece',
    IN_PIECES,
    'asked',
    'incident.asked.contiguous',
    { order: 2, pages: 4, blockBytes: 16 * KIB },
  ],
  ['what 32 bits leave', LOW_MEMORY, 'asked', 'incident.asked.reach', { zone: 'Normal' }],
  ['a person', BY_HAND, 'asked', 'incident.asked.by-hand-through', { process: 'kworker/0:2 (46)' }],
  // 46758 pages and 417792 bytes.
  [
    'the sum',
    NO_SWAP,
    'chosen',
    'incident.chosen.sum',
    { rssBytes: 187_032 * KIB, pageTableBytes: 417_792, sumBytes: 187_032 * KIB + 417_792 },
  ],
  // 800 times 84 pages (84851 / 1000) are 67200.
  [
    'the sum with adj',
    ADJ_VICTIM,
    'chosen',
    'incident.chosen.sum-adj-adds',
    { adj: 800, adjBytes: 67_200 * 4 * KIB },
  ],
  ['whoever asks', ALLOCATING_TASK, 'chosen', 'incident.chosen.by-points', { process: 'bigcache (141)' }],
  [
    'a child instead',
    CHILD,
    'chosen',
    'incident.chosen.child',
    { chosen: 'apache2 (75)', process: 'apache2 (77)' },
  ],
  ['nobody', NOBODY, 'chosen', 'incident.chosen.nobody', {}],
  [
    'who it would have been',
    PANIC_ON_OOM,
    'chosen',
    'incident.chosen.would-have',
    { process: 'leaker (140)' },
  ],
  [
    'what died held',
    NO_SWAP,
    'died',
    'incident.died.held-shmem',
    { heldBytes: 187_032 * KIB, anonRssBytes: 186_320 * KIB },
  ],
  [
    'several',
    CGROUP_GROUP,
    'died',
    'incident.died.together',
    { count: 2, anonBytes: (71_480 + 12_084) * KIB },
  ],
  ['a panic over nobody', NOBODY, 'died', 'incident.died.nobody-panic', {}],
  ['a panic that was asked for', PANIC_ON_OOM, 'died', 'incident.died.panic', {}],
  [
    // Node 1 holds 232516 kB of all processes; 300000 kB of one cannot all lie there.
    'memory on another node',
    { ...CPUSET, kills: [killOf(125, { comm: 'leaker', anonRssBytes: 300_000 * KIB })] },
    'died',
    'incident.died.elsewhere',
    { elsewhereBytes: (300_000 - 232_516) * KIB },
  ],
  [
    'the largest was spared by adj',
    ADJ_VICTIM,
    'others',
    'incident.large.spared',
    { process: 'database (100)', adj: -600, victimAdj: 800 },
  ],
  ['the largest died', NO_SWAP, 'others', 'incident.large.is-victim', { process: 'leaker (140)' }],
  ['slab', LOW_MEMORY, 'others', 'incident.large.slab-unreclaimable', { heldBytes: 201_295 * 4 * KIB }],
  [
    'parts of a cgroup',
    CGROUP_GROUP,
    'others',
    'incident.large.cgroup-parts-kernel',
    { anonBytes: 94_142_464, kernelBytes: 229_376 },
  ],
  [
    'adj of the victim',
    ADJ_VICTIM,
    'told',
    'incident.told.victim-up',
    { adj: 800, adjBytes: 67_200 * 4 * KIB },
  ],
  ['the exempt', NO_SWAP, 'told', 'incident.told.protected', { count: 1, total: 4 }],
  ['panic_on_oom', PANIC_ON_OOM, 'told', 'incident.told.panic-compulsory', {}],
  ['oom.group', CGROUP_GROUP, 'told', 'incident.told.group', { path: '/app' }],
  [
    'RAM',
    NO_SWAP,
    'state',
    'incident.state.ram-parts',
    { ramBytes: 84_851 * 4 * KIB, anonBytes: 77_256 * 4 * KIB },
  ],
  [
    'a limit',
    CGROUP_GROUP,
    'prevent',
    'incident.prevent.raise-limit',
    { path: '/app', limitBytes: 92_160 * KIB },
  ],
  ['swap', NO_SWAP, 'prevent', 'incident.prevent.add-swap', {}],
  ['64 bits', LOW_MEMORY, 'prevent', 'incident.prevent.lowmem', {}],
  ['the cache that leaks', LOW_MEMORY, 'prevent', 'incident.prevent.slab-cache', { cache: 'kmalloc-512' }],
  ['other nodes', CPUSET, 'prevent', 'incident.prevent.cpuset', { nodes: '1' }],
  ['smaller stacks', IN_PIECES, 'prevent', 'incident.prevent.smaller-blocks.fork', { order: 2 }],
  // The next has 1681 + 12 + 500 * 84 = 43693 pages; the victim 3199 + 12 without adj: 481 * 84 = 40404 is below, 482 is not.
  ['another adj', ADJ_VICTIM, 'prevent', 'incident.prevent.protect', { adj: 481, next: 'spare (125)' }],
  ['nothing, for a person asked', BY_HAND, 'prevent', 'incident.prevent.by-hand', {}],
  [
    'the unit whose limit it was',
    {
      ...CGROUP_GROUP,
      cgroup: cgroupWith({ path: '/system.slice/api.service', usageBytes: 5, limitBytes: 5 }),
    },
    'prevent',
    'incident.prevent.unit-limit',
    { command: 'systemctl set-property api.service MemoryMax=…' },
  ],
];

describe('an explanation', () => {
  it.each(ROWS)('%s', (_name, incident, section, code, params) => {
    const statements = sectionOf(incident, section);
    expect(Object.keys(statements)).toContain(code);
    expect(statements[code]).toMatchObject(params);
  });

  it('has all sections in order, whatever is known', () => {
    const { sections } = explanationOf(incidentWith({ constraint: null }), null);
    expect(sections.map(({ id }) => id)).toEqual(EXPLANATION_SECTIONS);
  });

  it('measures adj by nothing where swap counts that is not printed', () => {
    const incident = incidentWith({
      constraint: 'memcg',
      kernel: '5.10.0',
      memory: memoryWith({}),
      cgroup: cgroupWith({ usageBytes: 5_000 * KIB, limitBytes: 5_000 * KIB }),
      tasks: tasksOf(HEADERS['4.15'], ['7 0 7 900 800 0 300 200 big', '8 0 8 900 10 0 0 0 small']),
      kills: [killOf(7, { comm: 'big' })],
    });
    const chosen = sectionOf(incident, 'chosen');
    expect(chosen).toHaveProperty(['incident.chosen.sum-adj-unmeasured']);
    expect(sectionOf(incident, 'prevent')).not.toHaveProperty(['incident.prevent.protect']);
  });

  it('points at the row of a process', () => {
    const parts = [{ kind: 'tasks', lines: { first: 50, last: 55 } }] as const;
    const { sections } = explanationOf({ ...NO_SWAP, parts }, null);
    const others = sections.find(({ id }) => id === 'others')?.statements ?? [];
    // A title, a header, and four rows: the last is the largest.
    expect(others[0]?.lines).toEqual([{ first: 55, last: 55 }]);
  });

  it('finds words for everything it says', () => {
    for (const incident of [...ROWS.map(([, one]) => one), SLAB_LEAK]) {
      for (const replay of [replayOf(incident), null]) {
        const { cause, sections } = explanationOf(incident, replay);
        const messages = sections.flatMap(({ statements }) => statements.map(({ message }) => message));
        expect([cause.message, incidentTitle(incident), ...messages].flatMap(faultsOf)).toEqual([]);
      }
    }
  });
});

describe('a title', () => {
  it.each([
    [NO_SWAP, 'leaker (140) was killed: the host ran out of memory'],
    [CGROUP_GROUP, 'worker (144) and others (2 in all) were killed: /app met its memory limit'],
    [SLAB_LEAK, 'plymouthd (1913) was killed: the kernel itself held most of the memory'],
    [NOBODY, 'Nothing could be killed and the kernel panicked: the host ran out of memory'],
    [PANIC_ON_OOM, 'The kernel panicked: the host ran out of memory'],
    [{ ...NO_SWAP, kills: [killOf(9)] }, 'PID 9 was killed: the host ran out of memory'],
  ])('%#', (incident, text) => {
    expect(renderMessage(incidentTitle(incident), 'en')).toBe(text);
  });
});
