import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../src/shared/model';
import { causeOf } from '../../../../src/shared/replay/cause';
import {
  BY_HAND,
  CGROUP_GROUP,
  CPUSET,
  IN_PIECES,
  KERNEL_REQUEST,
  KIB,
  LOW_MEMORY,
  NO_SWAP,
  SLAB_LEAK,
  triggerWith,
} from './causeIncidents';
import { faultsOf } from './explanationTexts';
import { cgroupWith, incidentWith, killOf, memoryWith, zoneWith } from './replayIncidents';

type Row = readonly [name: string, incident: Incident, kind: string, code: string, params: object];

/** A machine of 2.6.18 with one zone that is a little above its mark again, and no swap left (real). */
const SWAP_GONE = incidentWith({
  kernel: '2.6.18-xen',
  constraint: null,
  trigger: triggerWith({
    comm: null,
    pid: null,
    gfpMask: '0x201d2',
    gfpFlags: ['GFP_HIGHUSER', '__GFP_COLD'],
  }),
  zones: [
    zoneWith({
      name: 'DMA',
      freeBytes: 3_328 * KIB,
      minBytes: 2_916 * KIB,
      presentBytes: 532_480 * KIB,
      lowmemReservePages: [0, 0, 0, 0],
    }),
    zoneWith({
      name: 'Normal',
      freeBytes: 0,
      minBytes: 0,
      presentBytes: 0,
      lowmemReservePages: [0, 0, 0, 0],
    }),
  ],
  memory: memoryWith({ swapTotalBytes: 525_304 * KIB, swapFreeBytes: 0 }),
});

/** 2.6.11 with 2 GB (real): Normal is short for the kernel's own request; HighMem is above its mark and swap is free. */
const LOW_MEMORY_OF_2005 = incidentWith({
  kernel: '2.6.11',
  constraint: null,
  trigger: triggerWith({ comm: null, pid: null, gfpMask: '0xd0', gfpFlags: ['GFP_KERNEL'], order: null }),
  zones: [
    zoneWith({
      name: 'DMA',
      freeBytes: 3_588 * KIB,
      minBytes: 68 * KIB,
      presentBytes: 16_384 * KIB,
      lowmemReservePages: [0, 880, 2_031],
    }),
    zoneWith({
      name: 'Normal',
      freeBytes: 3_752 * KIB,
      minBytes: 3_756 * KIB,
      presentBytes: 901_120 * KIB,
      lowmemReservePages: [0, 0, 9_212],
    }),
    zoneWith({
      name: 'HighMem',
      freeBytes: 1_856 * KIB,
      minBytes: 512 * KIB,
      presentBytes: 1_179_136 * KIB,
      lowmemReservePages: [0, 0, 0],
    }),
  ],
  memory: memoryWith({ swapTotalBytes: 3_615_236 * KIB, swapFreeBytes: 3_610_572 * KIB }),
});

/** 3.2: 1000 pages free, 940 of them single; what is left has to be above half of the mark, then a quarter. */
const HALVING = incidentWith({
  kernel: '3.2.0-4-amd64',
  constraint: null,
  trigger: triggerWith({ gfpFlags: ['GFP_KERNEL'], order: 2 }),
  zones: [
    zoneWith({
      freeBytes: 1_000 * 4 * KIB,
      minBytes: 128 * 4 * KIB,
      presentBytes: 1_048_576 * KIB,
      lowmemReservePages: [0, 0, 0, 0],
      freeBlocks: [940, 0, 15, 0],
    }),
  ],
  memory: memoryWith({ swapTotalBytes: 0, swapFreeBytes: 0 }),
});

const HOST: readonly Row[] = [
  [
    'a machine without swap: its largest zone',
    NO_SWAP,
    'memory',
    'cause.zone.swap-none',
    { zone: 'DMA32', freeBytes: 2_148 * KIB, floorBytes: 2_184 * KIB },
  ],
  [
    'swap that has room',
    { ...NO_SWAP, memory: { ...NO_SWAP.memory, swapTotalBytes: 2_000 * KIB, swapFreeBytes: 500 * KIB } },
    'memory',
    'cause.zone.swap-left',
    { swapTotalBytes: 2_000 * KIB, swapFreeBytes: 500 * KIB },
  ],
  [
    'swap gone, and a zone above its mark again',
    SWAP_GONE,
    'memory',
    'cause.host.swap-full',
    { swapTotalBytes: 525_304 * KIB },
  ],
  [
    'nothing that may be killed',
    { ...NO_SWAP, kills: [], outcome: 'nothing-killable', panic: true },
    'memory',
    'cause.host.nothing-killable',
    {},
  ],
  [
    'slab that holds most of RAM: (309770 of 508301 pages)',
    SLAB_LEAK,
    'memory',
    'cause.host.kernel-memory',
    { kernelBytes: 309_770 * 4 * KIB, ramBytes: 508_301 * 4 * KIB },
  ],
  [
    'LowMem, with HighMem left out: 278444 pages less what DMA and Normal have',
    LOW_MEMORY,
    'lowmem',
    'cause.lowmem-while',
    {
      freeBytes: 41_884 * KIB,
      floorBytes: 42_012 * KIB,
      highFreeBytes: (278_444 * 4 - 4_072 - 41_884) * KIB,
    },
  ],
  ['LowMem of 2005', LOW_MEMORY_OF_2005, 'lowmem', 'cause.lowmem-while', { highFreeBytes: 1_856 * KIB }],
  [
    'a 32-bit machine whose HighMem is full as well',
    {
      ...LOW_MEMORY_OF_2005,
      trigger: triggerWith({ gfpFlags: ['GFP_HIGHUSER'] }),
      zones: LOW_MEMORY_OF_2005.zones.map((zone) =>
        zone.name === 'HighMem' ? { ...zone, freeBytes: 500 * KIB } : zone,
      ),
    },
    'memory',
    'cause.zone.swap-left',
    { zone: 'HighMem', freeBytes: 500 * KIB, floorBytes: 512 * KIB },
  ],
  [
    'blocks of order 2 that only urgent requests may use',
    IN_PIECES,
    'fragmentation',
    'cause.fragmentation',
    { zone: 'Normal', freeBytes: 9_008 * 4 * KIB, order: 2, blockBytes: 16 * KIB },
  ],
  [
    'the same where the block of order 3 is for all',
    {
      ...IN_PIECES,
      zones: IN_PIECES.zones.map((zone) => ({
        ...zone,
        freeBlockTypes: ['UME', 'UM', '', 'U', '', '', '', '', '', '', ''],
      })),
    },
    'memory',
    'cause.host.swap-none',
    {},
  ],
  // 997 - 940 = 57 is not above 128 / 2.
  [
    'before 4.4: too little above order 0 for half of the mark',
    HALVING,
    'fragmentation',
    'cause.fragmentation',
    { order: 2 },
  ],
  ['a report without zones', incidentWith({ trigger: KERNEL_REQUEST }), 'memory', 'cause.host.no-zones', {}],
  [
    'a kill line alone',
    incidentWith({ constraint: null, kills: [killOf(7)] }),
    'unknown',
    'cause.unknown.kill-alone',
    {},
  ],
  [
    'nothing but the first line',
    incidentWith({ constraint: null, trigger: KERNEL_REQUEST }),
    'unknown',
    'cause.unknown',
    {},
  ],
  [
    'by hand: both zones together',
    BY_HAND,
    'by-hand',
    'cause.by-hand-free',
    { freeBytes: (15_232 + 111_844) * KIB },
  ],
  [
    'by hand without zones',
    incidentWith({ trigger: triggerWith({ order: -1 }) }),
    'by-hand',
    'cause.by-hand',
    {},
  ],
];

const CONFINED: readonly Row[] = [
  [
    'a cpuset: 26457 pages less what node 1 has',
    CPUSET,
    'nodes',
    'cause.nodes.cpuset-while',
    { nodes: '1', freeElsewhereBytes: (26_457 * 4 - 1_332) * KIB },
  ],
  [
    'a cpuset without totals',
    { ...CPUSET, memory: memoryWith({}) },
    'nodes',
    'cause.nodes.cpuset',
    { nodes: '1' },
  ],
  [
    'a memory policy',
    { ...CPUSET, constraint: 'memory-policy', nodemask: '1', memory: memoryWith({}) },
    'nodes',
    'cause.nodes.policy',
    { nodes: '1' },
  ],
  [
    'a policy whose nodes are not printed',
    { ...CPUSET, constraint: 'memory-policy' },
    'nodes',
    'cause.nodes.policy-unnamed',
    {},
  ],
  [
    '4.19, which does not print it: node 0 may not be used',
    { ...CPUSET, constraint: null, memory: memoryWith({}) },
    'nodes',
    'cause.nodes.confined',
    { nodes: '1' },
  ],
];

const LIMIT = { usageBytes: 204_800 * KIB, limitBytes: 204_800 * KIB };

function atLimit(wanted: Parameters<typeof cgroupWith>[0], incident: Partial<Incident> = {}): Incident {
  return incidentWith({
    constraint: 'memcg',
    trigger: KERNEL_REQUEST,
    cgroup: cgroupWith(wanted),
    ...incident,
  });
}

const CGROUPS: readonly Row[] = [
  [
    'memory',
    CGROUP_GROUP,
    'cgroup',
    'cause.cgroup.memory',
    { path: '/app', usageBytes: 92_160 * KIB, limitBytes: 92_160 * KIB },
  ],
  [
    'memory and swap together',
    atLimit({ usageBytes: 150_000 * KIB, limitBytes: 204_800 * KIB, memorySwap: { ...LIMIT, failCount: 3 } }),
    'cgroup',
    'cause.cgroup.both',
    LIMIT,
  ],
  [
    'both at once: memory is charged first',
    atLimit({ ...LIMIT, memorySwap: { ...LIMIT, failCount: 3 } }),
    'cgroup',
    'cause.cgroup.memory',
    LIMIT,
  ],
  [
    'usage that is down again',
    atLimit({ usageBytes: 150_000 * KIB, limitBytes: 204_800 * KIB }),
    'cgroup',
    'cause.cgroup.freed-since',
    { usageBytes: 150_000 * KIB, limitBytes: 204_800 * KIB },
  ],
  [
    'nothing killable',
    atLimit(LIMIT, { outcome: 'nothing-killable' }),
    'cgroup',
    'cause.cgroup.nothing-killable',
    { limitBytes: 204_800 * KIB },
  ],
  [
    'a limit that is not printed',
    atLimit({ usageBytes: 5 }),
    'cgroup',
    'cause.cgroup.no-numbers',
    { path: '/app' },
  ],
  [
    'no limit of its own',
    atLimit({ usageBytes: 5, limitBytes: 'unlimited' }),
    'cgroup',
    'cause.cgroup.no-numbers',
    {},
  ],
  [
    'a kill line alone',
    incidentWith({ constraint: 'memcg', kills: [killOf(7)] }),
    'cgroup',
    'cause.cgroup.unnamed',
    {},
  ],
  [
    'before 5.0, where only the block says so',
    atLimit(LIMIT, { constraint: null }),
    'cgroup',
    'cause.cgroup.memory',
    LIMIT,
  ],
];

describe.each([
  ['a host', HOST],
  ['nodes', CONFINED],
  ['a cgroup', CGROUPS],
] as const)('what ran out: %s', (_, rows) => {
  it.each(rows)('%s', (_name, incident, kind, code, params) => {
    const cause = causeOf(incident);
    expect({ kind: cause.kind, code: cause.message.code }).toEqual({ kind, code });
    expect(cause.message.params).toMatchObject(params);
    expect(faultsOf(cause.message)).toEqual([]);
  });
});

describe('lines of a cause', () => {
  it('are those of the zone that ran out, where each zone has its own', () => {
    const parts = [
      { kind: 'zone', lines: { first: 10, last: 10 } },
      { kind: 'reserve', lines: { first: 11, last: 11 } },
      { kind: 'zone', lines: { first: 12, last: 12 } },
      { kind: 'reserve', lines: { first: 13, last: 13 } },
      { kind: 'swap', lines: { first: 20, last: 20 } },
      { kind: 'swap', lines: { first: 21, last: 21 } },
    ] as const;
    expect(causeOf({ ...NO_SWAP, parts }).lines).toEqual([
      { first: 12, last: 13 },
      { first: 20, last: 21 },
    ]);
  });

  it('are all lines of zones where some are missing', () => {
    const parts = [{ kind: 'zone', lines: { first: 10, last: 10 } }] as const;
    expect(causeOf({ ...NO_SWAP, parts }).lines).toEqual([{ first: 10, last: 10 }]);
  });
});
