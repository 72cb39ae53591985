import type { Incident, IncidentTrigger } from '../../../../src/shared/model';
import { cgroupWith, HEADERS, incidentWith, killOf, memoryWith, tasksOf, zoneWith } from './replayIncidents';

/** Reports of each cause; numbers are those of real kernels where it says so. */

export const KIB = 1024;

export function triggerWith(wanted: Partial<IncidentTrigger> = {}): IncidentTrigger {
  return {
    comm: 'leaker',
    pid: 140,
    gfpMask: '0x140dca',
    gfpFlags: ['GFP_HIGHUSER_MOVABLE', '__GFP_COMP', '__GFP_ZERO'],
    order: 0,
    oomScoreAdj: 0,
    oomAdj: null,
    ...wanted,
  };
}

export const KERNEL_REQUEST = triggerWith({ gfpMask: '0xcc0', gfpFlags: ['GFP_KERNEL'] });

/** Debian 6.1 without swap (real): both zones at their floor; DMA keeps 316 pages from requests of any zone. */
export const NO_SWAP = incidentWith({
  trigger: triggerWith(),
  zones: [
    zoneWith({
      name: 'DMA',
      freeBytes: 1_360 * KIB,
      minBytes: 104 * KIB,
      presentBytes: 15_992 * KIB,
      managedBytes: 15_360 * KIB,
      lowmemReservePages: [0, 316, 316, 316, 316],
    }),
    zoneWith({
      name: 'DMA32',
      freeBytes: 2_148 * KIB,
      minBytes: 2_184 * KIB,
      presentBytes: 376_704 * KIB,
      managedBytes: 324_044 * KIB,
      lowmemReservePages: [0, 0, 0, 0, 0],
    }),
  ],
  memory: memoryWith({
    ramPages: 98_174,
    reservedPages: 13_323,
    swapTotalBytes: 0,
    swapFreeBytes: 0,
    totalsPages: {
      active_anon: 623,
      inactive_anon: 76_633,
      isolated_anon: 0,
      active_file: 0,
      inactive_file: 0,
      isolated_file: 0,
      unevictable: 0,
      dirty: 0,
      writeback: 0,
      slab_reclaimable: 2_221,
      slab_unreclaimable: 1_573,
      shmem: 1_147,
      pagetables: 212,
      sec_pagetables: 0,
      free: 877,
      free_pcp: 160,
    },
  }),
  tasks: tasksOf(HEADERS['4.15'], [
    '97 0 97 528 427 45056 0 -1000 sshd',
    '112 1001 112 10648 10393 126976 0 0 java',
    '129 1000 129 2832 2737 61440 0 300 Web Content',
    '140 1003 140 46864 46758 417792 0 0 leaker',
  ]),
  kills: [
    killOf(140, {
      comm: 'leaker',
      anonRssBytes: 186_320 * KIB,
      fileRssBytes: 4 * KIB,
      shmemRssBytes: 708 * KIB,
      totalVmBytes: 187_456 * KIB,
    }),
  ],
  reaped: [140],
});

/** Debian 6.1 on 32 bits (real): sockets fill slab; HighMem is left out of the report, since GFP_KERNEL may not use it. */
export const LOW_MEMORY = incidentWith({
  kernel: '6.1.0-50-686-pae',
  trigger: triggerWith({
    comm: 'connleak',
    pid: 160,
    gfpMask: '0xc2cc0',
    gfpFlags: ['GFP_KERNEL', '__GFP_NOWARN'],
  }),
  callTrace: ['dump_stack', 'out_of_memory', '__alloc_pages', 'allocate_slab', '__alloc_skb'],
  zones: [
    zoneWith({
      name: 'DMA',
      freeBytes: 4_072 * KIB,
      minBytes: 760 * KIB,
      presentBytes: 15_992 * KIB,
      managedBytes: 15_360 * KIB,
      lowmemReservePages: [0, 828, 1_996, 1_996],
    }),
    zoneWith({
      name: 'Normal',
      freeBytes: 41_884 * KIB,
      minBytes: 42_012 * KIB,
      presentBytes: 884_728 * KIB,
      managedBytes: 848_788 * KIB,
      lowmemReservePages: [0, 0, 9_343, 9_343],
    }),
  ],
  memory: memoryWith({
    ramPages: 524_158,
    highMemPages: 298_978,
    reservedPages: 9_143,
    swapTotalBytes: 0,
    swapFreeBytes: 0,
    totalsPages: {
      active_anon: 568,
      inactive_anon: 29_211,
      active_file: 0,
      inactive_file: 0,
      slab_reclaimable: 2_331,
      slab_unreclaimable: 201_295,
      shmem: 3_177,
      pagetables: 698,
      free: 278_444,
    },
  }),
  slabs: [
    { name: 'kmalloc-512', usedBytes: 400_000 * KIB, totalBytes: 400_128 * KIB },
    { name: 'skbuff_head_cache', usedBytes: 200_000 * KIB, totalBytes: 200_064 * KIB },
  ],
});

/** Debian 6.1, two nodes (real): a cpuset of node 1. */
export const CPUSET = incidentWith({
  constraint: 'cpuset',
  cpuset: 'n1',
  memsAllowed: '1',
  trigger: triggerWith({ pid: 125 }),
  zones: [
    zoneWith({
      node: 1,
      name: 'DMA32',
      freeBytes: 1_332 * KIB,
      minBytes: 1_504 * KIB,
      presentBytes: 262_016 * KIB,
      managedBytes: 257_444 * KIB,
      lowmemReservePages: [0, 0, 0, 0, 0],
    }),
  ],
  nodes: [
    {
      node: 1,
      otherBytes: { active_anon: 108 * KIB, inactive_anon: 232_408 * KIB },
      isAllUnreclaimable: false,
    },
  ],
  memory: memoryWith({ ramPages: 130_942, reservedPages: 13_749, totalsPages: { free: 26_457 } }),
  kills: [killOf(125, { comm: 'leaker', anonRssBytes: 211_136 * KIB })],
});

/** Blocks of orders 0 to 3; the one of order 3 is kept for urgent requests (H). */
export const IN_PIECES = incidentWith({
  kernel: '5.10.0-28-amd64',
  trigger: triggerWith({ comm: 'rsyslogd', gfpMask: '0xcc0', gfpFlags: ['GFP_KERNEL'], order: 2 }),
  callTrace: [
    'dump_stack',
    'out_of_memory',
    '__alloc_pages_slowpath',
    'alloc_thread_stack_node',
    'copy_process',
  ],
  zones: [
    zoneWith({
      freeBytes: (5_000 + 2_000 * 2 + 8) * 4 * KIB,
      minBytes: 8_192 * KIB,
      presentBytes: 1_048_576 * KIB,
      managedBytes: 1_000_000 * KIB,
      lowmemReservePages: [0, 0, 0, 0, 0],
      freeBlocks: [5_000, 2_000, 0, 1, 0, 0, 0, 0, 0, 0, 0],
      freeBlockTypes: ['UME', 'UM', '', 'H', '', '', '', '', '', '', ''],
    }),
  ],
});

/** A cgroup of version 2 at its limit (real): killed whole. */
export const CGROUP_GROUP = incidentWith({
  constraint: 'memcg',
  pageBytes: null,
  trigger: triggerWith({ comm: 'worker', pid: 144, gfpMask: '0xcc0', gfpFlags: ['GFP_KERNEL'] }),
  callTrace: ['out_of_memory', 'mem_cgroup_out_of_memory', 'try_charge_memcg', '__handle_mm_fault'],
  memory: memoryWith({}),
  cgroup: cgroupWith({
    usageBytes: 92_160 * KIB,
    limitBytes: 92_160 * KIB,
    failCount: 19,
    swap: { usageBytes: 0, limitBytes: 'unlimited', failCount: 0 },
    stats: { anon: 94_142_464, file: 0, kernel: 229_376, shmem: 0 },
  }),
  tasks: tasksOf(HEADERS['4.15'], [
    '138 1003 138 3344 3199 61440 0 0 api',
    '141 0 141 1552 1417 45056 0 -1000 protected',
    '144 1003 144 18192 18048 180224 0 0 worker',
  ]),
  kills: [
    killOf(144, {
      comm: 'worker',
      anonRssBytes: 71_480 * KIB,
      fileRssBytes: 4 * KIB,
      shmemRssBytes: 708 * KIB,
      totalVmBytes: 72_768 * KIB,
    }),
    killOf(138, { comm: 'api', anonRssBytes: 12_084 * KIB, fileRssBytes: 4 * KIB, shmemRssBytes: 708 * KIB }),
  ],
  oomGroup: '/app',
});

/** Debian 6.1 (real): asked for by hand with 127 MB free. */
export const BY_HAND: Incident = {
  ...NO_SWAP,
  trigger: triggerWith({
    comm: 'kworker/0:2',
    pid: 46,
    gfpMask: '0xcc0',
    gfpFlags: ['GFP_KERNEL'],
    order: -1,
  }),
  zones: [
    zoneWith({ name: 'DMA', freeBytes: 15_232 * KIB, minBytes: 104 * KIB, presentBytes: 15_992 * KIB }),
    zoneWith({ name: 'DMA32', freeBytes: 111_844 * KIB, minBytes: 2_184 * KIB, presentBytes: 376_704 * KIB }),
  ],
};

/** 2.6.37 on ppc64 (real): slab that is not given back. */
export const SLAB_LEAK = incidentWith({
  kernel: '2.6.37-rc1-next',
  constraint: null,
  trigger: triggerWith({
    comm: 'pidof',
    pid: null,
    gfpMask: '0x840d0',
    gfpFlags: ['GFP_KERNEL', '__GFP_RECLAIMABLE'],
  }),
  zones: [
    zoneWith({
      name: 'DMA',
      freeBytes: 5_700 * KIB,
      minBytes: 5_752 * KIB,
      presentBytes: 2_068_480 * KIB,
      lowmemReservePages: [0, 0, 0],
    }),
  ],
  memory: memoryWith({
    ramPages: 524_288,
    reservedPages: 15_987,
    swapTotalBytes: 0,
    swapFreeBytes: 0,
    totalsPages: {
      active_anon: 204,
      inactive_anon: 15,
      active_file: 0,
      inactive_file: 0,
      slab_unreclaimable: 309_770,
      free: 1_425,
    },
  }),
  tasks: tasksOf(HEADERS['2.6.36'], [
    '1913 0 1913 1290 365 1 0 0 plymouthd',
    '7152 0 7152 617 144 1 0 0 pidof',
  ]),
  kills: [killOf(1_913, { comm: 'plymouthd', score: 1 })],
});
