import { describe, expect, it } from 'vitest';
import type { Incident, IncidentPart, IncidentPartKind } from '../../../../src/shared/model';
import { zoneRowsOf } from '../../../../src/shared/incidentDocument/zoneRows';
import { adviceAfter } from '../../../../src/shared/replay/advice';
import { explanationOf } from '../../../../src/shared/replay/explanation';
import { incidentTitle } from '../../../../src/shared/replay/explanationTitle';
import { replayOf } from '../../../../src/shared/replay/replay';
import { KERNEL_REQUEST, KIB, NO_SWAP, triggerWith } from './causeIncidents';
import { faultsOf } from './explanationTexts';
import { cgroupWith, incidentWith, killOf, memoryWith, zoneWith } from './replayIncidents';

/** Reports as people paste them: what an explanation says of them, and what it must not say. */

function partsOf(...kinds: readonly IncidentPartKind[]): IncidentPart[] {
  return kinds.map((kind, at) => ({ kind, lines: { first: at + 1, last: at + 1 } }));
}

function codesOf(incident: Incident): Record<string, object> {
  const replay = replayOf(incident);
  const { cause, sections } = explanationOf(incident, replay);
  const messages = [
    cause.message,
    ...sections.flatMap(({ statements }) => statements.map(({ message }) => message)),
    ...adviceAfter(incident, replay).map(({ message }) => message),
    ...replay.notes,
  ];
  expect([incidentTitle(incident), ...messages].flatMap(faultsOf)).toEqual([]);
  return Object.fromEntries(messages.map(({ code, params }) => [code, params]));
}

/** A Raspberry Pi with 6.1 on 32 bits (real): most of DMA is lent to devices. */
const CMA = incidentWith({
  kernel: '6.1.16-3-rpi-ARCH',
  constraint: null,
  trigger: triggerWith({
    comm: 'find',
    gfpMask: '0xcd0',
    gfpFlags: ['GFP_KERNEL', '__GFP_RECLAIMABLE'],
  }),
  zones: [
    zoneWith({
      node: null,
      name: 'DMA',
      freeBytes: 519_112 * KIB,
      minBytes: 10_428 * KIB,
      lowBytes: 11_228 * KIB,
      highBytes: 12_028 * KIB,
      presentBytes: 786_432 * KIB,
      managedBytes: 663_836 * KIB,
      lowmemReservePages: [0, 0, 3_188, 3_188],
      otherBytes: { free_cma: 513_592 * KIB },
    }),
    zoneWith({
      node: null,
      name: 'HighMem',
      freeBytes: 2_000 * KIB,
      minBytes: 512 * KIB,
      presentBytes: 3_264_512 * KIB,
      managedBytes: 3_264_512 * KIB,
    }),
  ],
  memory: memoryWith({ ramPages: 1_012_736, highMemPages: 816_128, reservedPages: 30_649 }),
});

/** The same area where the kernel's own memory is zone Normal, below HighMem. */
const CMA_IN_NORMAL: Incident = {
  ...CMA,
  zones: CMA.zones.map((zone) => (zone.name === 'DMA' ? { ...zone, name: 'Normal' } : zone)),
};

// 10428 kB and 3188 pages of 4 kB; 519112 - 513592.
const CMA_PARAMS = {
  freeBytes: 519_112 * KIB,
  cmaBytes: 513_592 * KIB,
  floorBytes: 23_180 * KIB,
  leftBytes: 5_520 * KIB,
};

const MOVABLE_NODE = incidentWith({
  constraint: 'cpuset',
  memsAllowed: '4',
  trigger: triggerWith({ gfpMask: '0x6000c2', gfpFlags: ['GFP_HIGHUSER'] }),
  zones: [
    zoneWith({
      node: 4,
      name: 'Movable',
      freeBytes: 130_021_408 * KIB,
      minBytes: 9_140 * KIB,
      presentBytes: 130_023_424 * KIB,
      managedBytes: 130_023_424 * KIB,
      lowmemReservePages: [0, 0, 0, 0, 0],
    }),
  ],
  memory: memoryWith({}),
});

function podsAt(path: string): Incident {
  return incidentWith({
    constraint: 'memcg',
    trigger: KERNEL_REQUEST,
    cgroup: cgroupWith({
      path,
      usageBytes: 5_000 * KIB,
      limitBytes: 5_000 * KIB,
      swap: { usageBytes: 0, limitBytes: 'unlimited', failCount: 0 },
    }),
    kills: [killOf(9, { comm: 'stress' })],
  });
}

/** A limit of 0 that systemd wrote for a unit without processes (real): the table has its header alone. */
const EMPTIED = incidentWith({
  constraint: 'memcg',
  trigger: triggerWith({ comm: 'systemd', pid: 1, gfpMask: '0xcc0', gfpFlags: ['GFP_KERNEL'] }),
  callTrace: ['dump_header', 'out_of_memory', 'mem_cgroup_out_of_memory', 'memory_max_write'],
  cgroup: cgroupWith({
    path: '/system.slice/a.mount',
    usageBytes: 4 * KIB,
    limitBytes: 0,
    swap: { usageBytes: 0, limitBytes: 'unlimited', failCount: 0 },
  }),
  parts: partsOf('invoker', 'stack', 'cgroup', 'tasks', 'note'),
  outcome: 'nothing-killable',
});

/** 3.10 with vm.oom_kill_allocating_task (real): 663 is a thread of 653. */
const THREAD = incidentWith({
  kernel: '3.10.0-957.el7.x86_64',
  constraint: null,
  trigger: triggerWith({ comm: 'in:imjournal', pid: 663 }),
  killsAllocatingTask: true,
  kills: [killOf(653, { comm: 'rsyslogd', chosen: { pid: 663, comm: 'in:imjournal', score: 0 } })],
});

const SWAPOFF: Incident = {
  ...NO_SWAP,
  memory: { ...NO_SWAP.memory, swapTotalBytes: 0, swapFreeBytes: null, swapCachePages: 1_176 },
};

type Row = readonly [
  name: string,
  incident: Incident,
  said: Readonly<Record<string, object>>,
  notSaid: readonly string[],
];

const ROWS: readonly Row[] = [
  [
    'CMA that the kernel may not use',
    CMA,
    {
      'cause.zone-cma.swap-unknown': { zone: 'DMA', ...CMA_PARAMS },
      'incident.ran-out.zone.cma': { zone: 'DMA', ...CMA_PARAMS },
      'incident.prevent.cma': { zone: 'DMA', cmaBytes: 513_592 * KIB },
    },
    ['cause.zone.swap-unknown', 'incident.ran-out.zone.below-order'],
  ],
  [
    'CMA in the LowMem of 32 bits',
    {
      ...CMA_IN_NORMAL,
      zones: CMA_IN_NORMAL.zones.map((zone) =>
        zone.name === 'Normal' ? { ...zone, lowmemReservePages: [0, 0, 3_188, 3_188] } : zone,
      ),
    },
    {
      // Normal's own place in its line is the last that is 0, so nothing is reserved against it.
      'cause.lowmem-while-cma': { ...CMA_PARAMS, floorBytes: 10_428 * KIB, highFreeBytes: 2_000 * KIB },
      'incident.prevent.cma': { zone: 'Normal' },
    },
    ['cause.lowmem-while'],
  ],
  [
    'CMA that a movable request may use',
    { ...CMA, trigger: triggerWith({ gfpFlags: ['GFP_HIGHUSER_MOVABLE'] }) },
    {},
    ['cause.zone-cma.swap-unknown', 'incident.ran-out.zone.cma', 'incident.prevent.cma'],
  ],
  [
    'nodes that have zone Movable alone',
    MOVABLE_NODE,
    {
      'cause.nodes.movable-only': { nodes: '4', freeBytes: 130_021_408 * KIB },
      'incident.ran-out.zone.not-for-this': { zone: 'Movable' },
      'incident.prevent.movable-nodes': { nodes: '4' },
    },
    ['cause.nodes.cpuset', 'incident.prevent.cpuset'],
  ],
  [
    'the same for a request that may use it',
    { ...MOVABLE_NODE, trigger: triggerWith() },
    { 'cause.nodes.cpuset': { nodes: '4' }, 'incident.prevent.cpuset': { nodes: '4' } },
    ['cause.nodes.movable-only', 'incident.prevent.movable-nodes'],
  ],
  [
    'all pods of a node',
    podsAt('/kubepods.slice'),
    {
      'incident.prevent.pods-limit': { path: '/kubepods.slice' },
      'advice.last.pods': { path: '/kubepods.slice' },
    },
    ['incident.prevent.pod-limit', 'incident.prevent.raise-limit', 'advice.last.cgroup-named'],
  ],
  [
    'one pod',
    podsAt('/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod3f1c_22.slice'),
    { 'incident.prevent.pod-limit': {}, 'incident.prevent.raise-limit': {} },
    ['incident.prevent.pods-limit', 'advice.last.pods'],
  ],
  [
    'a limit of 0 for a cgroup without processes',
    EMPTIED,
    {
      'cause.cgroup.lowered-empty': { path: '/system.slice/a.mount', limitBytes: 0 },
      'incident.chosen.nobody-left': {},
      'incident.prevent.limit-written': {},
      'incident.prevent.cgroup-empty': {},
      'advice.nothing-lost': {},
      'advice.last.limit-written': {},
      'replay.empty-table': {},
    },
    [
      'incident.chosen.nobody',
      'incident.prevent.raise-limit',
      'incident.prevent.memory-high',
      'incident.prevent.dump-tasks',
      'advice.still-short',
      'advice.grower-unknown',
      'replay.no-table',
    ],
  ],
  [
    'a cgroup without processes that met its limit by itself',
    { ...EMPTIED, callTrace: ['try_charge_memcg'] },
    { 'cause.cgroup.empty': { limitBytes: 0 }, 'incident.prevent.cgroup-empty': {} },
    ['incident.prevent.limit-written'],
  ],
  [
    'a limit that was written below what processes use',
    { ...EMPTIED, outcome: 'killed', kills: [killOf(7, { comm: 'worker' })] },
    { 'cause.cgroup.lowered': { limitBytes: 0 }, 'incident.prevent.limit-written': {} },
    ['incident.prevent.cgroup-empty', 'replay.empty-table', 'advice.nothing-lost'],
  ],
  [
    'nobody, and no table that says why',
    { ...EMPTIED, callTrace: [], parts: [] },
    { 'incident.chosen.nobody-unlisted': {}, 'cause.cgroup.nothing-killable': {} },
    ['incident.chosen.nobody', 'incident.prevent.memory-high'],
  ],
  [
    'a thread that asked, whose process died',
    THREAD,
    { 'incident.chosen.process-of-asker': { chosen: 'in:imjournal (663)', process: 'rsyslogd (653)' } },
    ['incident.chosen.child', 'advice.child'],
  ],
  [
    'swap that was being switched off',
    SWAPOFF,
    { 'incident.prevent.swap-off': {}, 'cause.zone.swap-unknown': {} },
    ['incident.prevent.add-swap', 'incident.state.no-swap', 'cause.zone.swap-none'],
  ],
  [
    'swap that the kernel counts below 0 by then',
    { ...SWAPOFF, memory: { ...SWAPOFF.memory, swapCachePages: null, swapFreeBytes: -245_804 * KIB } },
    { 'incident.prevent.swap-off': {} },
    ['incident.prevent.add-swap', 'incident.state.swap'],
  ],
];

describe('an explanation of reports from the field', () => {
  it.each(ROWS)('%s', (_name, incident, said, notSaid) => {
    const codes = codesOf(incident);
    expect(codes).toMatchObject(said);
    expect(notSaid.filter((code) => Object.hasOwn(codes, code))).toEqual([]);
  });

  it.each([
    ['a request of the kernel', CMA, 'beside-cma'],
    [
      'a movable request',
      { ...CMA, trigger: triggerWith({ gfpFlags: ['GFP_HIGHUSER_MOVABLE'] }) },
      'above-high',
    ],
  ])('says how a zone full of CMA stands for %s', (_name, incident, state) => {
    expect(zoneRowsOf(incident).map((row) => row.state)).toEqual([state, 'unknown']);
  });

  it('names a child where it was chosen by points', () => {
    const codes = codesOf({ ...THREAD, killsAllocatingTask: false });
    expect(codes).toHaveProperty(['incident.chosen.child']);
    expect(codes).toHaveProperty(['advice.child']);
  });
});
