import { describe, expect, it } from 'vitest';
import { gfpFlagsOf, gfpMaskOf } from '../../../../../src/shared/oom/gfp/gfpFlags';

const split = (names: string): readonly string[] => (names === '' ? [] : names.split('|'));

describe('masks that kernels printed with their names', () => {
  // Mask and names as in the first line of out-of-memory reports and page allocation failures of that release.
  it.each([
    ['4.9.0', '0x24280ca', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['4.9.0', '0x27000c0', 'GFP_KERNEL_ACCOUNT|__GFP_NOTRACK'],
    ['4.9.0', '0x2080020', 'GFP_ATOMIC'],
    ['4.9.0', '0x2284020', 'GFP_ATOMIC|__GFP_COMP|__GFP_NOTRACK'],
    ['4.14.0', '0x14280ca', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['4.14.0', '0x14000c0', 'GFP_KERNEL'],
    ['4.14.0', '0x1080020', 'GFP_ATOMIC'],
    ['4.15.0-20-generic', '0x15080c0', 'GFP_KERNEL_ACCOUNT|__GFP_ZERO'],
    ['4.18.0-147.el8.x86_64', '0x6200ca', 'GFP_HIGHUSER_MOVABLE'],
    ['4.19.0', '0x6280ca', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['4.19.0', '0x7080c0', 'GFP_KERNEL_ACCOUNT|__GFP_ZERO'],
    ['4.19.0', '0x480020', 'GFP_ATOMIC'],
    ['4.20.12', '0x6280ca', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['5.4.0-42-generic', '0x100cca', 'GFP_HIGHUSER_MOVABLE'],
    ['5.4.0-42-generic', '0xa20', 'GFP_ATOMIC'],
    ['5.4.0-42-generic', '0xcc0', 'GFP_KERNEL'],
    ['5.10.0-32-amd64', '0x100dca', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['5.15.0-1041-azure', '0x1100cca', 'GFP_HIGHUSER_MOVABLE'],
    ['6.1.0-50-amd64', '0x140dca', 'GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO'],
    ['6.1.0-50-amd64', '0x140cca', 'GFP_HIGHUSER_MOVABLE|__GFP_COMP'],
    ['6.1.0-50-amd64', '0x40cd0', 'GFP_KERNEL|__GFP_COMP|__GFP_RECLAIMABLE'],
    ['6.1.0-50-686-pae', '0x400dc0', 'GFP_KERNEL_ACCOUNT|__GFP_ZERO'],
    ['6.1.0-50-686-pae', '0x40cc0', 'GFP_KERNEL|__GFP_COMP'],
    ['6.1.0-50-686-pae', '0xc2cc0', 'GFP_KERNEL|__GFP_NOWARN|__GFP_COMP|__GFP_NOMEMALLOC'],
    ['6.6.110', '0x140cca', 'GFP_HIGHUSER_MOVABLE|__GFP_COMP'],
    ['6.6.110', '0x820', 'GFP_ATOMIC'],
    ['6.11.0-10669-g11a299a7933e-dirty', '0x440dc0', 'GFP_KERNEL_ACCOUNT|__GFP_COMP|__GFP_ZERO'],
    ['6.12.107+deb13-amd64', '0x140dca', 'GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_ZERO'],
    ['6.18.44', '0xcc0', 'GFP_KERNEL'],
  ])('%s %s', (release, mask, names) => {
    expect(gfpFlagsOf(mask, release)).toEqual(split(names));
  });
});

describe('masks of kernels that print no names', () => {
  // By the bits of include/linux/gfp.h of that release.
  it.each([
    ['2.6.9', '0xd2', 'GFP_HIGHUSER'],
    ['2.6.11', '0xd0', 'GFP_KERNEL'],
    ['2.6.11', '0x1d2', 'GFP_HIGHUSER|__GFP_COLD'],
    ['2.6.14', '0x400d2', 'GFP_HIGHUSER'],
    ['2.6.18-194.el5', '0x201d2', 'GFP_HIGHUSER|__GFP_COLD'],
    ['2.6.18-194.el5', '0x280d2', 'GFP_HIGHUSER|__GFP_ZERO'],
    ['2.6.24-24-server', '0x1201d2', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['2.6.24-24-server', '0x1280d2', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['2.6.32-754.el6.x86_64', '0x280da', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['2.6.36', '0x201da', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['2.6.37', '0x840d0', 'GFP_TEMPORARY|__GFP_COMP'],
    ['3.2.0-4-amd64', '0x20', 'GFP_ATOMIC'],
    ['3.2.0-4-amd64', '0x4020', 'GFP_ATOMIC|__GFP_COMP'],
    ['3.2.0-4-amd64', '0xf0', 'GFP_KERNEL|__GFP_HIGH'],
    ['3.2.0-4-amd64', '0x50', 'GFP_NOFS'],
    ['3.2.0-4-amd64', '0x10', 'GFP_NOIO'],
    ['3.2.0-4-amd64', '0xd1', 'GFP_KERNEL|GFP_DMA'],
    ['3.2.0-4-amd64', '0xd4', 'GFP_KERNEL|GFP_DMA32'],
    ['3.10.0', '0x1000d0', 'GFP_KERNEL|__GFP_KMEMCG'],
    ['3.10.0-862.el7.x86_64', '0x1000d0', 'GFP_KERNEL_ACCOUNT'],
    ['3.10.0-862.el7.x86_64', '0x280da', 'GFP_HIGHUSER_MOVABLE|__GFP_ZERO'],
    ['3.10.0-862.el7.x86_64', '0x4352da', 'GFP_TRANSHUGE'],
    ['3.19.0', '0xd0', 'GFP_KERNEL'],
    ['4.0.0+', '0x200da', 'GFP_HIGHUSER_MOVABLE'],
    ['4.1.12', '0x1000d0', 'GFP_KERNEL|__GFP_NOACCOUNT'],
    ['4.4.0-210-generic', '0x24201ca', 'GFP_HIGHUSER_MOVABLE|__GFP_COLD'],
    ['4.4.0-210-generic', '0x26080c0', 'GFP_KERNEL|__GFP_ZERO|__GFP_NOTRACK'],
  ])('%s %s', (release, mask, names) => {
    expect(gfpFlagsOf(mask, release)).toEqual(split(names));
  });
});

describe('one bit in the tables of many releases', () => {
  it.each([
    ['0x20000', '2.6.13', '__GFP_NORECLAIM'],
    ['0x20000', '2.6.18', '__GFP_HARDWALL'],
    ['0x20000', '5.10', '__GFP_MEMALLOC'],
    ['0x80000', '2.6.23', '__GFP_MOVABLE'],
    ['0x80000', '2.6.24', '__GFP_RECLAIMABLE'],
    ['0x80000', '4.3', '__GFP_RECLAIMABLE'],
    ['0x80000', '4.4', '__GFP_ATOMIC'],
    ['0x80000', '5.1', '__GFP_NOMEMALLOC'],
    ['0x100', '4.14', '__GFP_COLD'],
    ['0x100', '4.15', '0x100'],
    ['0x100', '4.18', '__GFP_WRITE'],
    ['0x100', '5.0', '__GFP_WRITE'],
    ['0x100', '5.1', '__GFP_ZERO'],
    ['0x200', '6.2', '__GFP_ATOMIC'],
    ['0x200', '6.3', '0x200'],
    ['0x400', '4.12', '__GFP_REPEAT'],
    ['0x400', '4.13', '__GFP_RETRY_MAYFAIL'],
    ['0x2000', '2.6.20', '__GFP_NO_GROW'],
    ['0x2000', '3.6', '__GFP_MEMALLOC'],
    ['0x1000000', '3.3', '__GFP_WRITE'],
    ['0x1000000', '4.10', 'GFP_NOWAIT'],
    ['0x1000000', '5.14', '__GFP_SKIP_KASAN_POISON'],
    ['0x1000000', '6.1', '__GFP_SKIP_ZERO'],
    ['0x1000000', '6.12', '0x1000000'],
    ['0x800', '6.7', 'GFP_NOWAIT'],
    ['0x800', '6.8', '__GFP_KSWAPD_RECLAIM'],
    ['0x2800', '6.8', 'GFP_NOWAIT'],
    ['0x80000000', '6.12', '0x80000000'],
  ])('%s in %s', (mask, release, name) => {
    expect(gfpFlagsOf(mask, release)).toEqual([name]);
  });

  it('prints single flags by bit since 6.15', () => {
    expect(gfpFlagsOf('0x140dca', '6.14.2')).toEqual(['GFP_HIGHUSER_MOVABLE', '__GFP_COMP', '__GFP_ZERO']);
    expect(gfpFlagsOf('0x140dca', '6.15.0')).toEqual(['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO', '__GFP_COMP']);
    expect(gfpFlagsOf('0xc2cc0', '6.18.1')).toEqual([
      'GFP_KERNEL',
      '__GFP_NOWARN',
      '__GFP_COMP',
      '__GFP_NOMEMALLOC',
    ]);
  });
});

describe('a kernel that is not known', () => {
  it.each([
    ['0xd0', ['GFP_KERNEL']],
    ['0x200da', ['GFP_HIGHUSER_MOVABLE']],
    ['0x280da', ['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO']],
    ['0x201da', ['GFP_HIGHUSER_MOVABLE', '__GFP_COLD']],
    ['0x24280ca', ['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO']],
    ['0x14280ca', ['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO']],
    ['0x6280ca', ['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO']],
    ['0x100cca', ['GFP_HIGHUSER_MOVABLE']],
    ['0x1100cca', ['GFP_HIGHUSER_MOVABLE']],
    ['0x140cca', ['GFP_HIGHUSER_MOVABLE', '__GFP_COMP']],
    ['0x140dca', ['GFP_HIGHUSER_MOVABLE', '__GFP_COMP', '__GFP_ZERO']],
    ['0xcc0', ['GFP_KERNEL']],
    ['0x40cd0', ['GFP_KERNEL', '__GFP_COMP', '__GFP_RECLAIMABLE']],
    ['0x400dc0', ['GFP_KERNEL_ACCOUNT', '__GFP_ZERO']],
    ['0x440dc0', ['GFP_KERNEL_ACCOUNT', '__GFP_COMP', '__GFP_ZERO']],
    ['0x20', ['GFP_ATOMIC']],
  ])('%s can only be one thing', (mask, names) => {
    expect(gfpFlagsOf(mask, null)).toEqual(names);
    expect(gfpFlagsOf(mask, 'an unknown kernel')).toEqual(names);
  });

  it.each([
    ['0x201d2', 'GFP_HIGHUSER without or with __GFP_NORECLAIM (2.6.13)'],
    ['0x840d0', 'movable in 2.6.23, reclaimable later'],
    ['0x1000d0', 'movable, kmemcg or not accounted'],
    ['0x80000000', 'no flag in any'],
  ])('%s: %s', (mask) => {
    expect(gfpFlagsOf(mask, null)).toBeNull();
  });

  it('is narrowed down by what the report shows', () => {
    expect(gfpFlagsOf('0x201d2', null, { since: '2.6.18', before: null })).toEqual([
      'GFP_HIGHUSER',
      '__GFP_COLD',
    ]);
    expect(gfpFlagsOf('0x840d0', null, { since: '2.6.24', before: null })).toEqual([
      'GFP_TEMPORARY',
      '__GFP_COMP',
    ]);
    expect(gfpFlagsOf('0x1201d2', null, { since: '2.6.24', before: '2.6.31' })).toEqual([
      'GFP_HIGHUSER_MOVABLE',
      '__GFP_COLD',
    ]);
    expect(gfpFlagsOf('0x1000d0', null, { since: '3.10', before: '3.16' })).toEqual([
      'GFP_KERNEL',
      '__GFP_KMEMCG',
    ]);
    expect(gfpFlagsOf('0xd0', null, { since: null, before: '2.6.12' })).toEqual(['GFP_KERNEL']);
    expect(gfpFlagsOf('0x24280ca', null, { since: '5.1', before: null })).toBeNull();
  });

  it('is asked for in place of a release only', () => {
    expect(gfpFlagsOf('0x80000', '2.6.24', { since: '5.1', before: null })).toEqual(['__GFP_RECLAIMABLE']);
  });

  it('EL9 may have the flags of a newer kernel than it says', () => {
    expect(gfpFlagsOf('0x1100cca', '5.14.0-70.el9.x86_64')).toEqual(['GFP_HIGHUSER_MOVABLE']);
    expect(gfpFlagsOf('0x140cca', '5.14.0-503.el9.x86_64')).toEqual(['GFP_HIGHUSER_MOVABLE', '__GFP_COMP']);
  });
});

describe('what is no mask of a known kernel', () => {
  it.each(['', '0x', 'd0', '0xg0', '0xd0 order=0', '0x1234567890', '-0xd0'])('%j is no mask', (mask) => {
    expect(gfpFlagsOf(mask, '6.1.0')).toBeNull();
  });

  it('no flags are no names', () => {
    expect(gfpFlagsOf('0x0', null)).toEqual([]);
    expect(gfpFlagsOf('0x00000000', '3.10.0')).toEqual([]);
  });

  it('before 2.6.8', () => {
    expect(gfpFlagsOf('0xd0', '2.4.21')).toBeNull();
  });

  it('names back to bits need a known kernel and known names', () => {
    expect(gfpMaskOf(['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO'], '4.19.0')).toBe(0x6280ca);
    expect(gfpMaskOf(['GFP_HIGHUSER_MOVABLE', '__GFP_ZERO', '0x80000000'], '3.10.0')).toBe(0x800280da);
    expect(gfpMaskOf(['GFP_TEMPORARY'], '4.14.0')).toBeNull();
    expect(gfpMaskOf(['GFP_KERNEL'], 'unknown')).toBeNull();
  });
});
