import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Zone } from '../../../../src/shared/model';
import {
  allocationsIn,
  blocksOf,
  fragmentationIndex,
  reserveAgainst,
  tryAllocation,
  watermarkTestOf,
} from '../../../../src/shared/oom/allocation';

const ZONE: Zone = {
  node: 0,
  name: 'DMA32',
  freePages: 1_000,
  minPages: 100,
  lowPages: 125,
  highPages: 150,
  boostPages: null,
  spannedPages: 100_000,
  presentPages: 100_000,
  managedPages: 98_000,
  cmaPages: null,
  lowmemReservePages: [0, 0, 700, 800],
  stats: {},
};
/** 600 single pages and 100 blocks of four: 1,000 pages. */
const BLOCKS = [600, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0];

describe('the test of a kernel', () => {
  it.each([
    ['2.6.9', 'free-only'],
    ['2.6.11', 'halving'],
    ['3.10.0-1160.el7.x86_64', 'halving'],
    ['4.3.6', 'halving'],
    ['4.4.0', 'any-block'],
    ['6.12.1', 'any-block'],
    [null, 'any-block'],
  ])('of %s is %s', (release, test) => {
    expect(watermarkTestOf(release)).toBe(test);
  });
});

describe('one request', () => {
  it.each([
    [
      'a page above the mark',
      { order: 0, highestZone: 1, mark: 'min' },
      'any-block',
      { kind: 'succeeds', headroomPages: 899 },
    ],
    [
      'at the low mark',
      { order: 0, highestZone: 1, mark: 'low' },
      'any-block',
      { kind: 'succeeds', headroomPages: 874 },
    ],
    [
      'one that could use a higher zone',
      { order: 0, highestZone: 2, mark: 'min' },
      'any-block',
      { kind: 'succeeds', headroomPages: 199 },
    ],
    [
      'kept out by the reserve',
      { order: 0, highestZone: 3, mark: 'high' },
      'any-block',
      { kind: 'succeeds', headroomPages: 49 },
    ],
    [
      'a block that is there',
      { order: 2, highestZone: 1, mark: 'min' },
      'any-block',
      { kind: 'succeeds', headroomPages: 896 },
    ],
    [
      'no block that is large enough',
      { order: 3, highestZone: 1, mark: 'min' },
      'any-block',
      { kind: 'fails', because: 'no-block', headroomPages: 892 },
    ],
    // 997 pages without 600 singles are 397, more than 50; those without the pairs more than 25.
    [
      'enough above half marks',
      { order: 2, highestZone: 1, mark: 'min' },
      'halving',
      { kind: 'succeeds', headroomPages: 896 },
    ],
    // 993 less 600, 0 and 400: nothing is left.
    [
      'too little above half marks',
      { order: 3, highestZone: 1, mark: 'min' },
      'halving',
      { kind: 'fails', because: 'no-block', headroomPages: 892 },
    ],
    [
      'pages alone',
      { order: 3, highestZone: 1, mark: 'min' },
      'free-only',
      { kind: 'succeeds', headroomPages: 892 },
    ],
  ] as const)('%s', (_what, request, test, outcome) => {
    expect(tryAllocation(ZONE, BLOCKS, request, test)).toEqual(outcome);
  });

  it('fails where free pages are as many as mark and reserve, and passes with one more', () => {
    const request = { order: 0, highestZone: 2, mark: 'min' } as const;
    expect(tryAllocation({ ...ZONE, freePages: 800 }, BLOCKS, request, 'any-block')).toEqual({
      kind: 'fails',
      because: 'below-mark',
      headroomPages: -1,
    });
    expect(tryAllocation({ ...ZONE, freePages: 801 }, BLOCKS, request, 'any-block').kind).toBe('succeeds');
  });

  it.each([
    ['free pages', { ...ZONE, freePages: null }, BLOCKS, 0],
    ['the mark', { ...ZONE, minPages: null }, BLOCKS, 0],
    ['blocks, for more than a page', ZONE, null, 1],
  ])('is unknown without %s', (_what, zone, blocks, order) => {
    const request = { order, highestZone: 1, mark: 'min' } as const;
    expect(tryAllocation(zone, blocks, request, 'any-block')).toEqual({ kind: 'unknown' });
  });

  it('finds no reserve where none is printed', () => {
    expect(reserveAgainst({ ...ZONE, lowmemReservePages: null }, 3)).toBe(0);
    expect(reserveAgainst(ZONE, 9)).toBe(800);
  });
});

describe('all orders of a zone', () => {
  const request = { highestZone: 1, mark: 'min' } as const;

  it('are told apart', () => {
    expect(allocationsIn(ZONE, BLOCKS, request, 'any-block')).toEqual({
      headroomPages: 899,
      largestOrder: 2,
      failingOrders: [3, 4, 5, 6, 7, 8, 9, 10],
      stopsAt: [null, null, null, ...Array<'min'>(8).fill('min')],
    });
  });

  it('are known for single pages without buddyinfo', () => {
    expect(allocationsIn(ZONE, null, request, 'any-block')).toEqual({
      headroomPages: 899,
      largestOrder: 0,
      // 1024 pages are not there at all.
      failingOrders: [10],
      stopsAt: [...Array<null>(10).fill(null), 'min'],
    });
  });

  it('stop at low where only min is left, and at min where that is not', () => {
    const at = (freePages: number): unknown[] =>
      allocationsIn({ ...ZONE, freePages }, [freePages], { highestZone: 1 }, 'any-block').stopsAt.slice(0, 1);
    expect(at(126)).toEqual([null]);
    expect(at(125)).toEqual(['low']);
    expect(at(101)).toEqual(['low']);
    expect(at(100)).toEqual(['min']);
  });

  it('never succeed for more at a higher mark, or for a request that could go higher', () => {
    const counts = fc.array(fc.nat(300), { minLength: 11, maxLength: 11 });
    const test = fc.constantFrom('any-block' as const, 'halving' as const, 'free-only' as const);
    fc.assert(
      fc.property(counts, fc.nat(3_000), test, (blocks, freePages, kind) => {
        const zone = { ...ZONE, freePages };
        const largest = (mark: 'low' | 'min' | 'high', highestZone: number): number =>
          blocks.findLastIndex(
            (_count, order) =>
              tryAllocation(zone, blocks, { order, mark, highestZone }, kind).kind === 'succeeds',
          );
        expect(largest('high', 1)).toBeLessThanOrEqual(largest('low', 1));
        expect(largest('low', 1)).toBeLessThanOrEqual(largest('min', 1));
        expect(largest('min', 3)).toBeLessThanOrEqual(largest('min', 1));
      }),
    );
  });
});

describe('the fragmentation index', () => {
  it.each([
    ['a block is free', [0, 0, 1], 2, -1],
    ['nothing is free', [0, 0, 0], 1, null],
    // One page for an order of 2^3: 1000 - (1000 + 125) / 1.
    ['memory is short', [1, 0, 0, 0], 3, -0.125],
    // 1,000 single pages: 1000 - (1000 + 125000) / 1000.
    ['memory lies in pieces', [1_000, 0, 0, 0], 3, 0.874],
  ])('where %s', (_what, blocks, order, index) => {
    expect(fragmentationIndex(blocks, order)).toBe(index);
  });
});

describe('the blocks of a zone', () => {
  it('are those of its own node', () => {
    const buddy = [
      { node: 1, zone: 'DMA32', freeBlocks: [1] },
      { node: 0, zone: 'Normal', freeBlocks: [2] },
      { node: 0, zone: 'DMA32', freeBlocks: [3] },
    ];
    expect(blocksOf(buddy, ZONE)).toEqual([3]);
    expect(blocksOf(buddy, { ...ZONE, node: 2 })).toBeNull();
  });
});
