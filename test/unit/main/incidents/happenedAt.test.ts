import { describe, expect, it } from 'vitest';
import { placeInTime, type LogContext } from '../../../../src/main/incidents/happenedAt';
import type { IncidentTime } from '../../../../src/shared/model';

const BOOT = Date.UTC(2026, 9, 12, 6, 0, 0);
const UNKNOWN: LogContext = { bootAtMs: null, isOfThisBoot: false, isNews: false };
const FILE: LogContext = { bootAtMs: BOOT, isOfThisBoot: false, isNews: false };
const NEWS_IN_FILE: LogContext = { ...FILE, isNews: true };
const RING: LogContext = { bootAtMs: BOOT, isOfThisBoot: true, isNews: false };
const AT_11_00_20 = BOOT + (5 * 3_600 + 20) * 1_000;

describe('when a report was written', () => {
  it.each<[string, IncidentTime, LogContext, number | null, boolean]>([
    [
      'a wall clock with an offset says it, whatever else is known',
      { bootSeconds: 5, wallClock: '2026-10-12T19:00:20+08:00' },
      UNKNOWN,
      AT_11_00_20,
      false,
    ],
    [
      'an offset without a colon, and digits after a comma',
      { bootSeconds: null, wallClock: '2026-10-12T19:00:20,123456+0800' },
      FILE,
      AT_11_00_20 + 123,
      true,
    ],
    ['UTC', { bootSeconds: null, wallClock: '2026-10-12T11:00:20.5Z' }, FILE, AT_11_00_20 + 500, true],
    [
      'the boot before this one, by its wall clock',
      { bootSeconds: 18_020, wallClock: '2026-10-11T11:00:20+00:00' },
      FILE,
      AT_11_00_20 - 86_400_000,
      false,
    ],
    ['the kernel’s own buffer', { bootSeconds: 18_020.25, wallClock: null }, RING, AT_11_00_20 + 250, true],
    ['the same of a boot nobody knows', { bootSeconds: 18_020, wallClock: null }, UNKNOWN, null, false],
    ['a buffer without stamps', { bootSeconds: null, wallClock: null }, RING, null, true],
    ['a file with stamps only: any boot', { bootSeconds: 18_020, wallClock: null }, FILE, null, false],
    [
      'a time of day that fits the stamp in the zone of Shanghai',
      { bootSeconds: 18_020, wallClock: 'Oct 12 19:00:25' },
      FILE,
      AT_11_00_20,
      true,
    ],
    ['in the zone of Nepal', { bootSeconds: 18_020, wallClock: 'Oct 12 16:45:20' }, FILE, AT_11_00_20, true],
    [
      'on the day before, far in the west',
      { bootSeconds: 3_600, wallClock: 'Oct 11 20:00:00' },
      FILE,
      BOOT + 3_600_000,
      true,
    ],
    [
      'a time of day that fits in no zone: of another boot',
      { bootSeconds: 18_020, wallClock: 'Oct 12 19:07:25' },
      FILE,
      null,
      false,
    ],
    [
      'the same day of another month',
      { bootSeconds: 18_020, wallClock: 'Sep 12 19:00:20' },
      FILE,
      null,
      false,
    ],
    [
      'a year without a zone that fits',
      { bootSeconds: 18_020, wallClock: '2026-10-12T19:00:20' },
      FILE,
      AT_11_00_20,
      true,
    ],
    ['a year that does not', { bootSeconds: 18_020, wallClock: '2025-10-12T19:00:20' }, FILE, null, false],
    [
      'a year without a zone, of a file of unknown origin: not guessed',
      { bootSeconds: null, wallClock: '2026-10-12T19:00:20' },
      UNKNOWN,
      null,
      false,
    ],
    [
      'news in a file, without stamps: of this boot, at a time that is not known',
      { bootSeconds: null, wallClock: 'Oct 12 19:00:20' },
      NEWS_IN_FILE,
      null,
      true,
    ],
    [
      'a file that was read for news and has an older boot in it as well',
      { bootSeconds: 18_020, wallClock: 'Oct 10 19:00:20' },
      NEWS_IN_FILE,
      null,
      false,
    ],
    ['words', { bootSeconds: 18_020, wallClock: 'yesterday' }, FILE, null, false],
  ])('%s', (_name, at, context, happenedAtMs, isThisBoot) => {
    expect(placeInTime(at, context)).toEqual({ happenedAtMs, isThisBoot });
  });

  it('finds the year of a time of day around New Year', () => {
    const bootAtMs = Date.UTC(2026, 11, 31, 20, 0, 0);
    const at = { bootSeconds: 3_600, wallClock: 'Jan  1 05:00:00' };
    expect(placeInTime(at, { ...FILE, bootAtMs })).toEqual({
      happenedAtMs: Date.UTC(2026, 11, 31, 21, 0, 0),
      isThisBoot: true,
    });
  });
});
