import type { GfpChange } from './gfpChange';

/*
 * The flags since 4.4, where waiting became two flags: reclaiming oneself and waking kswapd (include/linux/gfp.h, since
 * 6.0 include/linux/gfp_types.h). Made by hand from headers and extracts, each named beside its change. Flags that are
 * nothing in usual builds are named where their bit is fixed; where it depends on the build (6.9 and later, from bit
 * 24) they stay a number.
 */

const USER = '__GFP_RECLAIM|__GFP_IO|__GFP_FS|__GFP_HARDWALL';
const MOVABLE = `${USER}|__GFP_HIGHMEM|__GFP_MOVABLE`;
const HUGE =
  '__GFP_IO|__GFP_FS|__GFP_HARDWALL|__GFP_HIGHMEM|__GFP_MOVABLE|__GFP_COMP|__GFP_NOMEMALLOC|__GFP_NOWARN';

export const CHANGES_SINCE_4_4: readonly GfpChange[] = [
  {
    since: '4.4',
    source:
      'include/linux/gfp.h of 4.4; patch "distinguish between being unable to sleep and unwilling to wake"',
    basis: 'extract',
    bits: {
      __GFP_WAIT: null,
      __GFP_NO_KSWAPD: null,
      __GFP_RECLAIMABLE: 0x10,
      __GFP_ATOMIC: 0x80000,
      __GFP_DIRECT_RECLAIM: 0x400000,
      __GFP_KSWAPD_RECLAIM: 0x2000000,
    },
    combinations: {
      __GFP_RECLAIM: '__GFP_DIRECT_RECLAIM|__GFP_KSWAPD_RECLAIM',
      GFP_TRANSHUGE: `${HUGE}|__GFP_NORETRY|__GFP_DIRECT_RECLAIM`,
      GFP_HIGHUSER_MOVABLE: MOVABLE,
      GFP_HIGHUSER: `${USER}|__GFP_HIGHMEM`,
      GFP_USER: USER,
      GFP_TEMPORARY: '__GFP_RECLAIM|__GFP_IO|__GFP_FS|__GFP_RECLAIMABLE',
      GFP_KERNEL: '__GFP_RECLAIM|__GFP_IO|__GFP_FS',
      GFP_NOFS: '__GFP_RECLAIM|__GFP_IO',
      GFP_ATOMIC: '__GFP_HIGH|__GFP_ATOMIC|__GFP_KSWAPD_RECLAIM',
      GFP_NOIO: '__GFP_RECLAIM',
      GFP_NOWAIT: '__GFP_KSWAPD_RECLAIM',
    },
  },
  {
    since: '4.5',
    source: 'include/linux/gfp.h of 4.5',
    basis: 'extract',
    bits: { __GFP_NOACCOUNT: null, __GFP_ACCOUNT: 0x100000 },
    combinations: { GFP_KERNEL_ACCOUNT: '__GFP_RECLAIM|__GFP_IO|__GFP_FS|__GFP_ACCOUNT' },
  },
  {
    since: '4.6',
    source: 'include/linux/gfp.h of 4.6: huge pages do not reclaim unless told to',
    basis: 'extract',
    combinations: { GFP_TRANSHUGE: `${HUGE}|__GFP_NORETRY` },
  },
  {
    since: '4.8',
    source: 'include/linux/gfp.h of 4.8 and 4.9',
    basis: 'header',
    combinations: { GFP_TRANSHUGE: `${HUGE}|__GFP_DIRECT_RECLAIM`, GFP_TRANSHUGE_LIGHT: HUGE },
  },
  {
    since: '4.10',
    source: 'include/linux/gfp.h of 4.10; patch "mm: get rid of __GFP_OTHER_NODE"',
    basis: 'extract',
    bits: { __GFP_OTHER_NODE: null, __GFP_WRITE: 0x800000, __GFP_KSWAPD_RECLAIM: 0x1000000 },
  },
  {
    since: '4.12',
    source: 'include/linux/gfp.h of 4.12; nothing without lockdep',
    basis: 'extract',
    bits: { __GFP_NOLOCKDEP: 0x2000000 },
  },
  {
    since: '4.13',
    source: 'include/linux/gfp.h of 4.13',
    basis: 'extract',
    bits: { __GFP_REPEAT: null, __GFP_RETRY_MAYFAIL: 0x400 },
  },
  {
    since: '4.14',
    source: 'include/linux/gfp.h of 4.14',
    basis: 'extract',
    combinations: { GFP_TEMPORARY: null },
  },
  {
    since: '4.15',
    source: 'include/linux/gfp.h of 4.15',
    basis: 'extract',
    bits: { __GFP_COLD: null, __GFP_NOTRACK: null },
  },
  {
    since: '4.18',
    source: "include/linux/gfp.h of 4.18 and 4.19, and of Red Hat's 4.18.0-147 (EL8)",
    basis: 'header',
    bits: {
      __GFP_WRITE: 0x100,
      __GFP_DIRECT_RECLAIM: 0x200000,
      __GFP_KSWAPD_RECLAIM: 0x400000,
      __GFP_NOLOCKDEP: 0x800000,
    },
  },
  {
    since: '5.1',
    source: 'include/linux/gfp.h of 5.1: those of the slow path put in one row',
    basis: 'extract',
    bits: {
      __GFP_ZERO: 0x100,
      __GFP_ATOMIC: 0x200,
      __GFP_DIRECT_RECLAIM: 0x400,
      __GFP_KSWAPD_RECLAIM: 0x800,
      __GFP_WRITE: 0x1000,
      __GFP_NOWARN: 0x2000,
      __GFP_RETRY_MAYFAIL: 0x4000,
      __GFP_NOFAIL: 0x8000,
      __GFP_NORETRY: 0x10000,
      __GFP_MEMALLOC: 0x20000,
      __GFP_COMP: 0x40000,
      __GFP_NOMEMALLOC: 0x80000,
      __GFP_HARDWALL: 0x100000,
      __GFP_THISNODE: 0x200000,
      __GFP_ACCOUNT: 0x400000,
      __GFP_NOLOCKDEP: 0x800000,
    },
  },
  {
    since: '5.14',
    source: 'include/linux/gfp.h of 5.14; a log of 5.15 prints 0x1100cca as GFP_HIGHUSER_MOVABLE alone',
    basis: 'extract',
    bits: { __GFP_ZEROTAGS: 0x800000, __GFP_SKIP_KASAN_POISON: 0x1000000, __GFP_NOLOCKDEP: 0x2000000 },
    combinations: {
      GFP_HIGHUSER_MOVABLE: `${MOVABLE}|__GFP_SKIP_KASAN_POISON`,
      GFP_TRANSHUGE: `${HUGE}|__GFP_SKIP_KASAN_POISON|__GFP_DIRECT_RECLAIM`,
      GFP_TRANSHUGE_LIGHT: `${HUGE}|__GFP_SKIP_KASAN_POISON`,
    },
  },
  {
    since: '5.18',
    source:
      'include/linux/gfp.h of 5.18, gfp_types.h of 6.1; the SKIP flags are nothing without KASAN in hardware',
    basis: 'header',
    bits: {
      __GFP_SKIP_ZERO: 0x1000000,
      __GFP_SKIP_KASAN_UNPOISON: 0x2000000,
      __GFP_SKIP_KASAN_POISON: 0x4000000,
      __GFP_NOLOCKDEP: 0x8000000,
    },
    combinations: {
      GFP_HIGHUSER_MOVABLE: MOVABLE,
      GFP_TRANSHUGE: `${HUGE}|__GFP_DIRECT_RECLAIM`,
      GFP_TRANSHUGE_LIGHT: HUGE,
    },
  },
  {
    since: '6.3',
    source: 'include/linux/gfp_types.h of 6.3; patch "mm: discard __GFP_ATOMIC"',
    basis: 'extract',
    bits: { __GFP_ATOMIC: null },
    combinations: { GFP_ATOMIC: '__GFP_HIGH|__GFP_KSWAPD_RECLAIM' },
  },
  {
    since: '6.4',
    source: 'include/linux/gfp_types.h of 6.4',
    basis: 'extract',
    bits: {
      __GFP_SKIP_KASAN_UNPOISON: null,
      __GFP_SKIP_KASAN_POISON: null,
      __GFP_SKIP_KASAN: 0x2000000,
      __GFP_NOLOCKDEP: 0x4000000,
    },
  },
  {
    since: '6.8',
    source: 'include/linux/gfp_types.h of commit 16f5dfbc851b "gfp: include __GFP_NOWARN in GFP_NOWAIT"',
    basis: 'header',
    combinations: { GFP_NOWAIT: '__GFP_KSWAPD_RECLAIM|__GFP_NOWARN' },
  },
  {
    since: '6.9',
    source:
      'commit 772dd0342727 "mm: enumerate all gfp flags": from bit 24 on the place depends on the build',
    basis: 'header',
    bits: { __GFP_SKIP_ZERO: null, __GFP_SKIP_KASAN: null, __GFP_NOLOCKDEP: null },
  },
];
