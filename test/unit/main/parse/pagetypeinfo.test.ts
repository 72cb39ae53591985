import { describe, expect, it } from 'vitest';
import { parsePagetypeinfo } from '../../../../src/main/parse/pagetypeinfo';

const TEXT = [
  'Page block order: 9',
  'Pages per block:  512',
  '',
  'Free pages count per migrate type at order       0      1      2 ',
  'Node    0, zone      DMA, type    Unmovable      0      0      1 ',
  'Node    0, zone    DMA32, type      Movable >100000     17      0 ',
  '',
  'Number of blocks type     Unmovable      Movable ',
  'Node 0, zone      DMA            1            7 ',
  '',
].join('\n');

describe('free blocks by migrate type', () => {
  it('are read by zone and type, and page blocks are left out', () => {
    expect(parsePagetypeinfo(TEXT)).toEqual({
      ok: true,
      value: [
        { node: 0, zone: 'DMA', migrateType: 'Unmovable', freeBlocks: [0, 0, 1] },
        { node: 0, zone: 'DMA32', migrateType: 'Movable', freeBlocks: [100_000, 17, 0] },
      ],
    });
  });

  it.each([
    ['nothing', ''],
    ['another file', 'MemTotal: 1 kB\n'],
    ['a count that is none', 'Node    0, zone      DMA, type    Movable      x      0 \n'],
    ['more orders than memory has', `Node    0, zone      DMA, type    Movable ${'1 '.repeat(33)}\n`],
    ['a line that was cut', 'Node    0, zone      DMA, type    Movable      1'],
  ])('are a problem where there is %s', (_what, text) => {
    expect(parsePagetypeinfo(text).ok).toBe(false);
  });
});
