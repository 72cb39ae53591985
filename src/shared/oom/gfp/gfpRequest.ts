/** The highest zone that a request may use, before a kernel without that zone goes down to Normal. */
export type GfpZoneLimit = 'DMA' | 'DMA32' | 'Normal' | 'HighMem' | 'Movable';

/**
 * Who asks, as far as flags tell. `page-fault`: no flags at all, a fault that was told "no memory" (to 5.14).
 * `huge-page`: a huge page of a process. `process`: a page of a process or of the page cache. `user-buffer`: kernel
 * memory for a process, such as buffers. `interrupt`: cannot wait and may use reserves, such as a network packet.
 * `no-wait`: cannot wait and has another way. `kernel`: the kernel for itself.
 */
export type GfpAsker =
  'page-fault' | 'huge-page' | 'process' | 'user-buffer' | 'interrupt' | 'no-wait' | 'kernel';

/** What a page request is, by the names of its flags (include/linux/gfp_types.h). */
export interface GfpRequest {
  readonly asker: GfpAsker;
  readonly zoneLimit: GfpZoneLimit;
  /** For a process, bound by its cpuset. */
  readonly isUser: boolean;
  /** May wait, and reclaim memory itself. */
  readonly mayReclaim: boolean;
  /** May write to file systems while it reclaims: GFP_KERNEL and more, not GFP_NOFS or GFP_NOIO. */
  readonly mayDoFilesystemIo: boolean;
  /** May start input and output at all: not GFP_NOIO. */
  readonly mayDoIo: boolean;
  /** Cannot wait, and has to succeed. */
  readonly isAtomic: boolean;
  /** May use reserves below the min watermark. */
  readonly isHighPriority: boolean;
  /** The kernel can move the page later, so it may lie in memory lent to devices (CMA). */
  readonly isMovable: boolean;
  /** Slab memory that can be had back, such as dentries and inodes. */
  readonly isReclaimable: boolean;
  readonly isThisNodeOnly: boolean;
  /** Fails early: the OOM killer is not asked. */
  readonly hasNoRetry: boolean;
  /** Tries long, but fails before the OOM killer. The older `__GFP_REPEAT` says only that it may fail. */
  readonly mayFailAfterRetry: boolean;
  readonly mayNotFail: boolean;
  /** A failure is not logged. */
  readonly hasNoWarning: boolean;
  readonly isZeroed: boolean;
  /** Counted for the cgroup of the asker. */
  readonly isAccounted: boolean;
  /** Not needed soon, as in reading ahead (to 4.14). */
  readonly isCold: boolean;
}

const KERNEL = ['WAIT', 'IO', 'FS'] as const;
const USER = [...KERNEL, 'HARDWALL'] as const;
const MOVABLE = [...USER, 'HIGHMEM', 'MOVABLE'] as const;

/** What a combination says of the flags that matter here; waiting is one flag, as before 4.4. */
const COMBINATIONS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['GFP_TRANSHUGE', [...MOVABLE, 'NOWARN']],
  // Does not reclaim: it is used where a small page does as well.
  ['GFP_TRANSHUGE_LIGHT', [...MOVABLE.filter((flag) => flag !== 'WAIT'), 'NOWARN']],
  ['GFP_HIGHUSER_MOVABLE', MOVABLE],
  ['GFP_HIGHUSER', [...USER, 'HIGHMEM']],
  ['GFP_USER', USER],
  ['GFP_TEMPORARY', [...KERNEL, 'RECLAIMABLE']],
  ['GFP_KERNEL_ACCOUNT', [...KERNEL, 'ACCOUNT']],
  ['GFP_KERNEL', KERNEL],
  ['GFP_NOFS', ['WAIT', 'IO']],
  ['GFP_NOIO', ['WAIT']],
  ['GFP_ATOMIC', ['HIGH']],
  ['GFP_NOWAIT', []],
  ['GFP_DMA', ['DMA']],
  ['GFP_DMA32', ['DMA32']],
  ['__GFP_RECLAIM', ['WAIT']],
  ['__GFP_DIRECT_RECLAIM', ['WAIT']],
]);

/**
 * What is asked for, and how it may be got.
 * @param flags names as printed or decoded; unknown ones and numbers are passed over
 */
export function requestOf(flags: readonly string[]): GfpRequest {
  const single = new Set(flags.flatMap((flag) => COMBINATIONS.get(flag) ?? [flag.replace(/^__GFP_/, '')]));
  const isHuge = flags.some((flag) => flag.startsWith('GFP_TRANSHUGE'));
  const mayReclaim = single.has('WAIT');
  const isHighPriority = single.has('HIGH') || single.has('MEMALLOC');
  return {
    asker: flags.length === 0 ? 'page-fault' : askerOf(single, isHuge),
    zoneLimit: zoneLimitOf(single),
    isUser: single.has('HARDWALL'),
    mayReclaim,
    mayDoFilesystemIo: mayReclaim && single.has('FS'),
    mayDoIo: mayReclaim && single.has('IO'),
    isAtomic: !mayReclaim && isHighPriority,
    isHighPriority,
    isMovable: single.has('MOVABLE'),
    isReclaimable: single.has('RECLAIMABLE'),
    isThisNodeOnly: single.has('THISNODE'),
    hasNoRetry: single.has('NORETRY'),
    mayFailAfterRetry: single.has('RETRY_MAYFAIL'),
    mayNotFail: single.has('NOFAIL'),
    hasNoWarning: single.has('NOWARN'),
    isZeroed: single.has('ZERO'),
    isAccounted: single.has('ACCOUNT') || single.has('KMEMCG'),
    isCold: single.has('COLD'),
  };
}

/** gfp_zone() in include/linux/gfp.h: Movable takes both flags, and one that names a low zone rules. */
function zoneLimitOf(single: ReadonlySet<string>): GfpZoneLimit {
  if (single.has('DMA')) return 'DMA';
  if (single.has('DMA32')) return 'DMA32';
  if (!single.has('HIGHMEM')) return 'Normal';
  return single.has('MOVABLE') ? 'Movable' : 'HighMem';
}

function askerOf(single: ReadonlySet<string>, isHuge: boolean): Exclude<GfpAsker, 'page-fault'> {
  if (isHuge) return 'huge-page';
  if (single.has('HARDWALL'))
    return single.has('HIGHMEM') || single.has('MOVABLE') ? 'process' : 'user-buffer';
  if (single.has('WAIT')) return 'kernel';
  return single.has('HIGH') ? 'interrupt' : 'no-wait';
}
