import type { GfpChange } from './gfpChange';

/*
 * The flags of 2.6.8 to 4.3 (include/linux/gfp.h). Made by hand from headers and patches, each named beside its change;
 * zero-valued names (GFP_NOWAIT of that time) are left out. These kernels print the mask alone: the names are those
 * that 4.6 and later would print.
 */

const USER_OF_2_6_14 = '__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_HARDWALL';

export const CHANGES_TO_4_3: readonly GfpChange[] = [
  {
    since: '2.6.8',
    source: 'include/linux/gfp.h of 2.6.11, without what came with 2.6.11',
    basis: 'assumed',
    bits: {
      __GFP_DMA: 0x1,
      __GFP_HIGHMEM: 0x2,
      __GFP_WAIT: 0x10,
      __GFP_HIGH: 0x20,
      __GFP_IO: 0x40,
      __GFP_FS: 0x80,
      __GFP_COLD: 0x100,
      __GFP_NOWARN: 0x200,
      __GFP_REPEAT: 0x400,
      __GFP_NOFAIL: 0x800,
      __GFP_NORETRY: 0x1000,
      __GFP_NO_GROW: 0x2000,
      __GFP_COMP: 0x4000,
    },
    // GFP_USER is the same as GFP_KERNEL here, so it has no name of its own.
    combinations: {
      GFP_HIGHUSER: '__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_HIGHMEM',
      GFP_KERNEL: '__GFP_WAIT|__GFP_IO|__GFP_FS',
      GFP_NOFS: '__GFP_WAIT|__GFP_IO',
      GFP_NOIO: '__GFP_WAIT',
      // "GFP_ATOMIC means both !wait and use emergency pool."
      GFP_ATOMIC: '__GFP_HIGH|!__GFP_WAIT',
      GFP_DMA: '__GFP_DMA',
    },
  },
  { since: '2.6.11', source: 'include/linux/gfp.h of 2.6.11', basis: 'header', bits: { __GFP_ZERO: 0x8000 } },
  {
    since: '2.6.12',
    source: 'include/linux/gfp.h as patches against 2.6.12-rc5 show it',
    basis: 'patch',
    bits: { __GFP_NOMEMALLOC: 0x10000 },
  },
  {
    since: '2.6.13',
    source: 'include/linux/gfp.h as patches against 2.6.13 show it',
    basis: 'patch',
    bits: { __GFP_NORECLAIM: 0x20000 },
  },
  {
    since: '2.6.14',
    source: 'include/linux/gfp.h as patches against 2.6.14-rc3 show it',
    basis: 'patch',
    bits: { __GFP_HARDWALL: 0x40000 },
    combinations: { GFP_USER: USER_OF_2_6_14, GFP_HIGHUSER: `${USER_OF_2_6_14}|__GFP_HIGHMEM` },
  },
  {
    since: '2.6.15',
    source: 'include/linux/gfp.h of 2.6.18; 0x4 on 64-bit machines only, nothing elsewhere',
    basis: 'assumed',
    bits: { __GFP_DMA32: 0x4 },
    combinations: { GFP_DMA32: '__GFP_DMA32' },
  },
  {
    since: '2.6.16',
    source:
      'patch of November 2005 against 2.6.14-mm2 "remove __GFP_NORECLAIM"; include/linux/gfp.h of 2.6.18',
    basis: 'assumed',
    bits: { __GFP_NORECLAIM: null, __GFP_HARDWALL: 0x20000 },
  },
  {
    since: '2.6.19',
    source: 'include/linux/gfp.h as patches against 2.6.19-rc5 show it',
    basis: 'patch',
    bits: { __GFP_THISNODE: 0x40000 },
  },
  {
    since: '2.6.23',
    source: 'patch "Add __GFP_MOVABLE for callers to flag allocations that may be migrated"',
    basis: 'assumed',
    bits: { __GFP_MOVABLE: 0x80000 },
    combinations: { GFP_HIGHUSER_MOVABLE: `${USER_OF_2_6_14}|__GFP_HIGHMEM|__GFP_MOVABLE` },
  },
  {
    since: '2.6.24',
    source: 'include/linux/gfp.h of 2.6.24',
    basis: 'header',
    bits: { __GFP_RECLAIMABLE: 0x80000, __GFP_MOVABLE: 0x100000, __GFP_NO_GROW: null },
    combinations: { GFP_TEMPORARY: '__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_RECLAIMABLE' },
  },
  {
    since: '2.6.31',
    source: 'patch "page-allocator: use integer fields lookup for gfp_zone" (May 2009); kmemcheck',
    basis: 'patch',
    bits: { __GFP_MOVABLE: 0x8, __GFP_NOTRACK: 0x200000 },
  },
  {
    since: '2.6.38',
    source: 'include/linux/gfp.h as patches of early 2011 show it (transparent huge pages)',
    basis: 'patch',
    bits: { __GFP_NO_KSWAPD: 0x400000 },
    combinations: {
      GFP_TRANSHUGE: `${USER_OF_2_6_14}|__GFP_HIGHMEM|__GFP_MOVABLE|__GFP_COMP|__GFP_NOMEMALLOC|__GFP_NORETRY|__GFP_NOWARN|__GFP_NO_KSWAPD`,
    },
  },
  {
    since: '2.6.39',
    source: 'patch "mm: add __GFP_OTHER_NODE flag"',
    basis: 'patch',
    bits: { __GFP_OTHER_NODE: 0x800000 },
  },
  {
    since: '3.3',
    source: 'patch "mm: try to distribute dirty pages fairly across zones"',
    basis: 'patch',
    bits: { __GFP_WRITE: 0x1000000 },
  },
  {
    since: '3.6',
    source: 'patch "mm: introduce __GFP_MEMALLOC to allow access to emergency reserves"',
    basis: 'patch',
    bits: { __GFP_MEMALLOC: 0x2000 },
  },
  {
    since: '3.8',
    source: 'patch "mm: add a __GFP_KMEMCG flag"; extract of 3.10',
    basis: 'patch',
    bits: { __GFP_KMEMCG: 0x100000 },
  },
  { since: '3.16', source: 'include/linux/gfp.h of 3.16', basis: 'extract', bits: { __GFP_KMEMCG: null } },
  {
    since: '4.1',
    source: 'include/linux/gfp.h of 4.1',
    basis: 'extract',
    bits: { __GFP_NOACCOUNT: 0x100000 },
  },
];

/** Red Hat's 3.10 of EL7 (`el7` in the release) over 3.10. */
export const CHANGE_OF_EL7: GfpChange = {
  since: '3.10',
  source: "include/linux/gfp.h of Red Hat's 3.10.0",
  basis: 'extract',
  bits: { __GFP_KMEMCG: null, __GFP_ACCOUNT: 0x100000 },
  combinations: { GFP_KERNEL_ACCOUNT: '__GFP_WAIT|__GFP_IO|__GFP_FS|__GFP_ACCOUNT' },
};
