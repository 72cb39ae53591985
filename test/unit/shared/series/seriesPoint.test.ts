import { describe, expect, it } from 'vitest';
import { seriesPointOf } from '../../../../src/shared/series/seriesPoint';
import { seriesPointSchema } from '../../../../src/shared/schema/sample';
import { message, UNKNOWN_IDENTITY } from '../../../../src/shared/model';
import { GIB, meminfo, sample, vmstatSample } from './hostSamples';

const COUNTERS = { pswpin: 1000, pswpout: 2000, oom_kill: 1 };
const LATER_COUNTERS = { pswpin: 1050, pswpout: 2400, oom_kill: 3 };

describe('gauges of a point', () => {
  const memory = meminfo({
    memTotalBytes: 8 * GIB,
    memFreeBytes: GIB,
    memAvailableBytes: 3 * GIB,
    swapTotalBytes: 4 * GIB,
    swapFreeBytes: GIB,
  });
  const some = { avg10Percent: 12.5, avg60Percent: 1, avg300Percent: 0, totalUs: 9 };

  it('are those of the sample', () => {
    const point = seriesPointOf(null, sample(20, { memory, pressure: { some, full: null } }));
    expect(point).toMatchObject({
      atMs: 1_700_000_020_000,
      uptimeSeconds: 20,
      memory: { totalBytes: 8 * GIB, freeBytes: GIB, otherBytes: 7 * GIB },
      availableBytes: 3 * GIB,
      swapTotalBytes: 4 * GIB,
      swapUsedBytes: 3 * GIB,
      pressureSomePercent: 12.5,
      pressureFullPercent: null,
    });
    expect(seriesPointSchema.parse(point)).toEqual(point);
  });

  it('are null, not the old values, where the newest reading failed', () => {
    const missing = (['meminfo', 'pressure_memory'] as const).map((section) => ({
      section,
      reason: message('missing.malformed', { section, line: 1 }),
    }));
    expect(
      seriesPointOf(null, sample(20, { memory, pressure: { some, full: some }, missing })),
    ).toMatchObject({
      memory: null,
      availableBytes: null,
      swapUsedBytes: null,
      pressureSomePercent: null,
      pressureFullPercent: null,
    });
  });

  it('say null for what the kernel does not print', () => {
    const point = seriesPointOf(null, sample(20, { memory: meminfo({ memTotalBytes: GIB }) }));
    expect(point).toMatchObject({ availableBytes: null, swapTotalBytes: null, swapUsedBytes: null });
  });

  it('take uptime for the time of a recording that has none', () => {
    expect(seriesPointOf(null, sample(20, { at: { uptimeSeconds: 20.25, wallClock: null } })).atMs).toBe(
      20_250,
    );
    expect(seriesPointOf(null, sample(20, { at: { uptimeSeconds: 20, wallClock: 'never' } })).atMs).toBe(
      20_000,
    );
  });
});

describe('rates of a point', () => {
  it('are bytes a second between two readings of vmstat', () => {
    const point = seriesPointOf(vmstatSample(10, COUNTERS), vmstatSample(20, LATER_COUNTERS));
    expect(point).toMatchObject({
      swapInBytesPerSecond: (50 * 4096) / 10,
      swapOutBytesPerSecond: (400 * 4096) / 10,
      oomKills: 2,
    });
  });

  it('count in the host’s own pages', () => {
    const host = { ...UNKNOWN_IDENTITY, pageBytes: 65536 };
    const point = seriesPointOf(
      vmstatSample(10, COUNTERS, { host }),
      vmstatSample(20, LATER_COUNTERS, { host }),
    );
    expect(point.swapInBytesPerSecond).toBe(5 * 65536);
  });

  it('go by when vmstat was read, not by when the sample was taken', () => {
    const previous = vmstatSample(14, COUNTERS, { ages: { vmstat: 4 } });
    const point = seriesPointOf(previous, vmstatSample(20, LATER_COUNTERS));
    expect(point.swapInBytesPerSecond).toBe((50 * 4096) / 10);
  });

  const otherBoot = { host: { ...UNKNOWN_IDENTITY, pageBytes: 4096, bootId: 'boot-2' } };
  it.each([
    ['the first sample', null, vmstatSample(20, LATER_COUNTERS)],
    ['another boot', vmstatSample(10, COUNTERS), vmstatSample(20, LATER_COUNTERS, otherBoot)],
    ['uptime that went backwards', vmstatSample(30, COUNTERS), vmstatSample(20, LATER_COUNTERS)],
    ['the same uptime', vmstatSample(20, COUNTERS), vmstatSample(20, LATER_COUNTERS)],
    ['a previous sample without vmstat', sample(10), vmstatSample(20, LATER_COUNTERS)],
    ['a sample without vmstat', vmstatSample(10, COUNTERS), sample(20)],
    [
      'a vmstat that was not read anew',
      vmstatSample(10, COUNTERS),
      vmstatSample(20, COUNTERS, { ages: { vmstat: 10 } }),
    ],
    ['counters that went backwards', vmstatSample(10, LATER_COUNTERS), vmstatSample(20, COUNTERS)],
    ['counters that are not printed', vmstatSample(10, { pgfault: 1 }), vmstatSample(20, { pgfault: 2 })],
    ['a counter that was not printed before', vmstatSample(10, {}), vmstatSample(20, LATER_COUNTERS)],
  ])('are null for %s', (_what, previous, current) => {
    expect(seriesPointOf(previous, current)).toMatchObject({
      swapInBytesPerSecond: null,
      swapOutBytesPerSecond: null,
      oomKills: null,
    });
  });

  it('are null without a page size, but kills need none', () => {
    const host = { ...UNKNOWN_IDENTITY, pageBytes: null };
    const point = seriesPointOf(
      vmstatSample(10, COUNTERS, { host }),
      vmstatSample(20, LATER_COUNTERS, { host }),
    );
    expect(point).toMatchObject({ swapInBytesPerSecond: null, swapOutBytesPerSecond: null, oomKills: 2 });
  });

  it('are null over a gap of more than a minute, but kills in it still count', () => {
    const at60 = seriesPointOf(vmstatSample(10, COUNTERS), vmstatSample(70, LATER_COUNTERS));
    expect(at60.swapInBytesPerSecond).toBe((50 * 4096) / 60);
    const at61 = seriesPointOf(vmstatSample(10, COUNTERS), vmstatSample(71, LATER_COUNTERS));
    expect(at61).toMatchObject({ swapInBytesPerSecond: null, swapOutBytesPerSecond: null, oomKills: 2 });
  });

  it('are 0 where nothing was swapped', () => {
    const point = seriesPointOf(vmstatSample(10, COUNTERS), vmstatSample(20, { ...COUNTERS }));
    expect(point).toMatchObject({ swapInBytesPerSecond: 0, swapOutBytesPerSecond: 0, oomKills: 0 });
  });
});
