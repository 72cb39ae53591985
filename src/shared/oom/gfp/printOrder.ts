/*
 * The order in which the kernel looks for names in a mask, and prints them: what is found is taken out, so combinations
 * stand before their parts (__def_gfpflag_names in include/trace/events/mmflags.h, lib/vsprintf.c: format_flags). Names
 * that a release does not have are passed over.
 */

const COMBINATIONS = [
  'GFP_TRANSHUGE',
  'GFP_TRANSHUGE_LIGHT',
  'GFP_HIGHUSER_MOVABLE',
  'GFP_HIGHUSER',
  'GFP_USER',
  'GFP_TEMPORARY',
  'GFP_KERNEL_ACCOUNT',
  'GFP_KERNEL',
  'GFP_NOFS',
  'GFP_ATOMIC',
  'GFP_NOIO',
  'GFP_NOWAIT',
] as const;

/** What no list of the kernel has, or only that of builds for debugging: last. */
const UNLISTED = [
  '__GFP_WAIT',
  '__GFP_NO_GROW',
  '__GFP_NORECLAIM',
  '__GFP_NO_KSWAPD',
  '__GFP_KMEMCG',
  '__GFP_NOACCOUNT',
  '__GFP_SKIP_ZERO',
  '__GFP_SKIP_KASAN_POISON',
  '__GFP_SKIP_KASAN_UNPOISON',
  '__GFP_SKIP_KASAN',
  '__GFP_NOLOCKDEP',
] as const;

/** 4.6 to 6.14, read in 4.6.2 and 6.1; used for what is older, too. */
export const ORDER_TO_6_14: readonly string[] = [
  ...COMBINATIONS,
  'GFP_DMA',
  '__GFP_HIGHMEM',
  'GFP_DMA32',
  '__GFP_HIGH',
  '__GFP_ATOMIC',
  '__GFP_IO',
  '__GFP_FS',
  '__GFP_COLD',
  '__GFP_NOWARN',
  '__GFP_REPEAT',
  '__GFP_RETRY_MAYFAIL',
  '__GFP_NOFAIL',
  '__GFP_NORETRY',
  '__GFP_COMP',
  '__GFP_ZERO',
  '__GFP_NOMEMALLOC',
  '__GFP_MEMALLOC',
  '__GFP_HARDWALL',
  '__GFP_THISNODE',
  '__GFP_RECLAIMABLE',
  '__GFP_MOVABLE',
  '__GFP_ACCOUNT',
  '__GFP_NOTRACK',
  '__GFP_WRITE',
  '__GFP_RECLAIM',
  '__GFP_DIRECT_RECLAIM',
  '__GFP_KSWAPD_RECLAIM',
  '__GFP_OTHER_NODE',
  '__GFP_ZEROTAGS',
  ...UNLISTED,
];

/** Since 6.15 (commit ca29a0bf1221 "tracing: gfp: Remove duplication of recording GFP flags"): single flags by bit. */
export const ORDER_SINCE_6_15: readonly string[] = [
  ...COMBINATIONS,
  'GFP_DMA',
  'GFP_DMA32',
  '__GFP_RECLAIM',
  '__GFP_HIGHMEM',
  '__GFP_MOVABLE',
  '__GFP_RECLAIMABLE',
  '__GFP_HIGH',
  '__GFP_IO',
  '__GFP_FS',
  '__GFP_ZERO',
  '__GFP_DIRECT_RECLAIM',
  '__GFP_KSWAPD_RECLAIM',
  '__GFP_WRITE',
  '__GFP_NOWARN',
  '__GFP_RETRY_MAYFAIL',
  '__GFP_NOFAIL',
  '__GFP_NORETRY',
  '__GFP_MEMALLOC',
  '__GFP_COMP',
  '__GFP_NOMEMALLOC',
  '__GFP_HARDWALL',
  '__GFP_THISNODE',
  '__GFP_ACCOUNT',
  '__GFP_ZEROTAGS',
];
