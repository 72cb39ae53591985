import { describe, expect, it } from 'vitest';
import {
  HEAT_STEPS,
  blockBytes,
  freeBlockPages,
  heatOf,
  largestFreeOrder,
  ordersOf,
} from '../../../../src/renderer/src/charts/buddyHeat';
import {
  LINEAR_SHARE,
  gaugeShareOf,
  isKeptForLowRequests,
  isPopulated,
  largestReservePages,
  zoneStateOf,
  zonesByNode,
} from '../../../../src/renderer/src/charts/zoneScale';
import { zoneOf } from './samples';

describe('zoneStateOf', () => {
  it.each([
    [1501, 'above-high'],
    [1500, 'below-high'],
    [1251, 'below-high'],
    [1250, 'below-low'],
    [1001, 'below-low'],
    [1000, 'below-min'],
    [0, 'below-min'],
  ])('%d free pages against 1000/1250/1500 are %s: a mark fails at equality', (freePages, state) => {
    expect(zoneStateOf(zoneOf({ freePages }))).toBe(state);
  });

  it('does not guess where a mark is not printed', () => {
    expect(zoneStateOf(zoneOf({ lowPages: null }))).toBe('unknown');
    expect(zoneStateOf(zoneOf({ freePages: null }))).toBe('unknown');
  });
});

describe('isKeptForLowRequests', () => {
  const kept = zoneOf({ freePages: 3000, lowmemReservePages: [0, 2000, 2500] });

  it('is true within min + reserve', () => {
    expect(largestReservePages(kept)).toBe(2500);
    expect(isKeptForLowRequests(kept)).toBe(true);
    expect(isKeptForLowRequests({ ...kept, freePages: 3501 })).toBe(false);
  });

  it('gives way to a real shortage', () => {
    expect(isKeptForLowRequests({ ...kept, freePages: 1200 })).toBe(false);
  });

  it('is false without a reserve, and where none is printed', () => {
    expect(isKeptForLowRequests(zoneOf({ freePages: 1600 }))).toBe(false);
    expect(isKeptForLowRequests(zoneOf({ freePages: 1600, lowmemReservePages: null }))).toBe(false);
    expect(largestReservePages(zoneOf({ lowmemReservePages: null }))).toBeNull();
  });
});

describe('gaugeShareOf', () => {
  const high = 1500;
  const managed = 98_000;

  it('is linear around the marks', () => {
    const [min, low, highShare] = [1000, 1250, 1500].map((pages) => gaugeShareOf(pages, high, managed));
    expect((low ?? 0) - (min ?? 0)).toBeCloseTo((highShare ?? 0) - (low ?? 0), 10);
    expect(highShare).toBeCloseTo(LINEAR_SHARE / 1.4, 10);
  });

  it('keeps the marks of any zone apart: at least 5 % of the width for the kernel’s own ratios', () => {
    for (const scale of [8, 100, 5000]) {
      const share = (pages: number): number => gaugeShareOf(pages * scale, 6 * scale, 4000 * scale);
      expect(share(5) - share(4)).toBeGreaterThan(0.05);
      expect(share(6) - share(5)).toBeGreaterThan(0.05);
    }
  });

  it('is continuous at the break, rises beyond it, and ends at all managed pages', () => {
    expect(gaugeShareOf(2100, high, managed)).toBeCloseTo(LINEAR_SHARE, 10);
    expect(gaugeShareOf(2101, high, managed)).toBeGreaterThan(LINEAR_SHARE);
    expect(gaugeShareOf(2101, high, managed)).toBeLessThan(LINEAR_SHARE + 0.001);
    expect(gaugeShareOf(managed, high, managed)).toBeCloseTo(1, 10);
    expect(gaugeShareOf(managed * 2, high, managed)).toBe(1);
  });

  it('stays within 0 and 1 for odd zones', () => {
    expect(gaugeShareOf(-5, high, managed)).toBe(0);
    expect(gaugeShareOf(0, 0, 0)).toBe(0);
    expect(gaugeShareOf(50, 0, 0)).toBe(1);
    expect(gaugeShareOf(5000, 4000, 100)).toBeLessThanOrEqual(1);
  });
});

describe('zones of a host', () => {
  it('leaves out zones without pages, also on kernels that do not print managed', () => {
    expect(isPopulated(zoneOf({ managedPages: 0 }))).toBe(false);
    expect(isPopulated(zoneOf({ managedPages: null, presentPages: 0 }))).toBe(false);
    expect(isPopulated(zoneOf({ managedPages: null, presentPages: 10 }))).toBe(true);
  });

  it('groups by NUMA node in the kernel’s order', () => {
    const zones = [zoneOf({ name: 'DMA' }), zoneOf(), zoneOf({ node: 1 })];
    expect(zonesByNode(zones).map(({ node, zones: own }) => [node, own.map((zone) => zone.name)])).toEqual([
      [0, ['DMA', 'Normal']],
      [1, ['Normal']],
    ]);
  });
});

describe('buddyinfo', () => {
  const zone = { node: 0, zone: 'Normal', freeBlocks: [3, 0, 2, 0] };

  it('takes the number of orders from the data', () => {
    expect(ordersOf([zone, { ...zone, freeBlocks: [0, 0, 0, 0, 1] }])).toEqual([0, 1, 2, 3, 4]);
    expect(ordersOf([])).toEqual([]);
  });

  it('counts pages and finds the largest free block', () => {
    expect(freeBlockPages(zone)).toBe(3 + 2 * 4);
    expect(largestFreeOrder(zone)).toBe(2);
    expect(largestFreeOrder({ ...zone, freeBlocks: [0, 0] })).toBeNull();
    expect(blockBytes(3, 65_536)).toBe(524_288);
  });

  it('heats by decades, each step of the legend at its own first count', () => {
    expect(heatOf(0)).toBe(0);
    expect(HEAT_STEPS.map(heatOf)).toEqual([1, 2, 3, 4, 5]);
    expect(HEAT_STEPS.map((step) => heatOf(step - 1))).toEqual([0, 1, 2, 3, 4]);
  });
});
