import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../../../src/shared/oom/gfp/gfpRequest';

describe('who asks, and how high the page may lie', () => {
  it.each([
    ['', 'page-fault', 'Normal'],
    ['GFP_KERNEL', 'kernel', 'Normal'],
    ['GFP_KERNEL_ACCOUNT|__GFP_ZERO', 'kernel', 'Normal'],
    ['GFP_TEMPORARY|__GFP_COMP', 'kernel', 'Normal'],
    ['GFP_KERNEL|GFP_DMA', 'kernel', 'DMA'],
    ['GFP_KERNEL|GFP_DMA32', 'kernel', 'DMA32'],
    ['GFP_KERNEL|__GFP_HIGHMEM', 'kernel', 'HighMem'],
    ['GFP_NOFS|__GFP_MOVABLE', 'kernel', 'Normal'],
    ['GFP_USER|__GFP_COMP', 'user-buffer', 'Normal'],
    ['GFP_USER|GFP_DMA32', 'user-buffer', 'DMA32'],
    ['GFP_HIGHUSER|__GFP_COLD', 'process', 'HighMem'],
    ['GFP_HIGHUSER_MOVABLE|__GFP_ZERO', 'process', 'Movable'],
    ['GFP_TRANSHUGE|__GFP_THISNODE', 'huge-page', 'Movable'],
    ['GFP_TRANSHUGE_LIGHT', 'huge-page', 'Movable'],
    ['GFP_ATOMIC|__GFP_COMP', 'interrupt', 'Normal'],
    ['__GFP_HIGH|__GFP_KSWAPD_RECLAIM', 'interrupt', 'Normal'],
    ['GFP_NOWAIT', 'no-wait', 'Normal'],
    ['GFP_NOWAIT|__GFP_NOWARN', 'no-wait', 'Normal'],
    ['__GFP_IO|__GFP_FS|__GFP_DIRECT_RECLAIM', 'kernel', 'Normal'],
    ['0x1000000', 'no-wait', 'Normal'],
  ])('%s', (names, asker, zoneLimit) => {
    const request = requestOf(names === '' ? [] : names.split('|'));
    expect([request.asker, request.zoneLimit]).toEqual([asker, zoneLimit]);
  });
});

describe('how the page may be got', () => {
  it.each([
    ['GFP_KERNEL', true, true, true, false],
    ['GFP_NOFS', true, true, false, false],
    ['GFP_NOIO', true, false, false, false],
    ['GFP_ATOMIC', false, false, false, true],
    ['GFP_NOWAIT', false, false, false, false],
    ['GFP_TRANSHUGE_LIGHT', false, false, false, false],
    ['GFP_KERNEL|__GFP_HIGH', true, true, true, false],
    ['__GFP_RECLAIM', true, false, false, false],
    ['__GFP_KSWAPD_RECLAIM', false, false, false, false],
    ['GFP_ATOMIC|__GFP_MEMALLOC', false, false, false, true],
  ])('%s', (names, mayReclaim, mayDoIo, mayDoFilesystemIo, isAtomic) => {
    expect(requestOf(names.split('|'))).toMatchObject({ mayReclaim, mayDoIo, mayDoFilesystemIo, isAtomic });
  });

  it.each([
    ['isUser', 'GFP_HIGHUSER'],
    ['isHighPriority', 'GFP_KERNEL|__GFP_HIGH'],
    ['isHighPriority', 'GFP_KERNEL|__GFP_MEMALLOC'],
    ['isMovable', 'GFP_HIGHUSER_MOVABLE'],
    ['isReclaimable', 'GFP_KERNEL|__GFP_RECLAIMABLE'],
    ['isReclaimable', 'GFP_TEMPORARY'],
    ['isThisNodeOnly', 'GFP_KERNEL|__GFP_THISNODE'],
    ['hasNoRetry', 'GFP_KERNEL|__GFP_NORETRY'],
    ['mayFailAfterRetry', 'GFP_KERNEL|__GFP_RETRY_MAYFAIL'],
    ['mayNotFail', 'GFP_KERNEL|__GFP_NOFAIL'],
    ['hasNoWarning', 'GFP_KERNEL|__GFP_NOWARN'],
    ['isZeroed', 'GFP_KERNEL|__GFP_ZERO'],
    ['isAccounted', 'GFP_KERNEL_ACCOUNT'],
    ['isAccounted', 'GFP_KERNEL|__GFP_KMEMCG'],
    ['isCold', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
  ] as const)('%s: %s', (property, names) => {
    expect(requestOf(names.split('|'))[property]).toBe(true);
    expect(requestOf(['GFP_KERNEL'])[property]).toBe(false);
  });
});
