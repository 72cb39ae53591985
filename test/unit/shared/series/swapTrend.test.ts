import { describe, expect, it } from 'vitest';
import type { SwapPoint } from '../../../../src/shared/model';
import { swapTrendOf } from '../../../../src/shared/series/swapTrend';

/** Points 5 s apart. */
function points(...amounts: (number | null)[]): SwapPoint[] {
  return amounts.map((swapUsedBytes, index) => ({ atMs: 1_700_000_000_000 + index * 5000, swapUsedBytes }));
}

describe('the trend of swap use', () => {
  it.each([
    ['growing', points(0, 500, 1000, 1500), 100],
    ['shrinking', points(1500, 1000, 500, 0), -100],
    ['standing', points(7, 7, 7, 7, 7), 0],
    ['one wild point', points(0, 50, 100, 1e12, 200, 250, 300, 350), 10],
    ['a leak that began two samples ago', points(...Array<number>(22).fill(0), 500, 1000), 100 / 3],
    ['a single jump', points(...Array<number>(23).fill(0), 500), 0],
    ['points without a number', points(null, 0, null, 1000, 1500, null, 2500), 100],
  ])('is in bytes a second when %s', (_what, history, bytesPerSecond) => {
    expect(swapTrendOf(history)).toBeCloseTo(bytesPerSecond, 6);
  });

  it('sees a slow leak that moves only now and then', () => {
    const steps = [0, 600, 1200].flatMap((used) => Array<number>(8).fill(used));
    const trend = swapTrendOf(points(...steps));
    // 600 bytes in 40 s.
    expect(trend).toBeGreaterThan(10);
    expect(trend).toBeLessThan(20);
  });

  it('is the median of all slopes: between two when their number is even', () => {
    // The six pairs give 0, 0, 10/15, 1, 1 and 2.
    expect(swapTrendOf(points(0, 0, 10, 10))).toBeCloseTo((10 / 15 + 1) / 2, 6);
  });

  it.each([
    ['nothing', []],
    ['three points', points(1, 2, 3)],
    ['three points with a number', points(1, null, 2, null, 3)],
    ['points of one instant', [1, 2, 3, 4].map((swapUsedBytes) => ({ atMs: 5, swapUsedBytes }))],
  ])('is unknown from %s', (_what, history) => {
    expect(swapTrendOf(history)).toBeNull();
  });

  it('sees the newest points only', () => {
    const rising = Array.from({ length: 100 }, (_, index) => index * 1000);
    const flat = Array.from({ length: 24 }, () => 5);
    expect(swapTrendOf(points(...rising, ...flat))).toBe(0);
  });
});
