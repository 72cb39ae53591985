import { describe, expect, it } from 'vitest';
import { parseZoneinfo } from '../../../../src/main/parse/zoneinfo';
import type { Zone } from '../../../../src/shared/model';
import { highestZoneOf, zoneTypesOf } from '../../../../src/shared/oom/zoneTypes';
import { kernelFixtures, type KernelFixture } from '../../../support/kernelFixtures';

function zonesOf(fixture: KernelFixture): readonly Zone[] {
  const parsed = parseZoneinfo(fixture.read('zoneinfo'));
  return parsed.ok ? parsed.value.zones : [];
}

const WITH_ZONES = kernelFixtures().filter((fixture) => fixture.has('zoneinfo'));

describe('zone types of real kernels', () => {
  it.each(WITH_ZONES)('$name', (fixture) => {
    const zones = zonesOf(fixture);
    const types = zoneTypesOf(zones);
    const longest = Math.max(0, ...zones.map(({ lowmemReservePages }) => lowmemReservePages?.length ?? 0));
    expect(types.length).toBeGreaterThanOrEqual(Math.min(longest, 5));
    for (const zone of zones) expect(types).toContain(zone.name);
    expect(highestZoneOf(types, 'user')).toBeGreaterThanOrEqual(highestZoneOf(types, 'kernel'));
    expect(types[highestZoneOf(types, 'kernel')]).toBe('Normal');
  });
});

describe('the highest zone of a request', () => {
  it.each([
    ['64 bit', ['DMA', 'DMA32', 'Normal', 'Movable', 'Device'], 2, 3],
    ['32 bit with HighMem', ['DMA', 'Normal', 'HighMem', 'Movable'], 1, 3],
    ['small embedded', ['Normal', 'Movable'], 0, 1],
    ['one zone', ['Normal'], 0, 0],
    ['none', [], 0, 0],
  ])('%s', (_what, types, kernel, user) => {
    expect([highestZoneOf(types, 'kernel'), highestZoneOf(types, 'user')]).toEqual([kernel, user]);
  });
});
