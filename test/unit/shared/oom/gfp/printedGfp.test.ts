import { describe, expect, it } from 'vitest';
import { parsePrintedGfp } from '../../../../../src/shared/oom/gfp/printedGfp';

describe('the names behind a mask', () => {
  it.each([
    ['GFP_KERNEL', ['GFP_KERNEL']],
    ['GFP_KERNEL|__GFP_ZERO', ['GFP_KERNEL', '__GFP_ZERO']],
    ['(GFP_KERNEL|__GFP_ZERO)', ['GFP_KERNEL', '__GFP_ZERO']],
    [' GFP_KERNEL | __GFP_ZERO ', ['GFP_KERNEL', '__GFP_ZERO']],
    ['GFP_KERNEL|0x1000000', ['GFP_KERNEL', '0x1000000']],
    ['GFP_DMA32', ['GFP_DMA32']],
    ['', []],
    ['()', []],
    ['none', []],
  ])('%j', (text, names) => {
    expect(parsePrintedGfp(text)).toEqual(names);
  });

  it.each([
    '(null)',
    'GFP_KERNEL|',
    'GFP_KERNEL), order=0',
    'gfp_kernel',
    'GFP_',
    '__proto__',
    'GFP_KERNEL|||',
  ])('%j says nothing', (text) => {
    expect(parsePrintedGfp(text)).toBeNull();
  });
});
