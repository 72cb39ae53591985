import { describe, expect, it } from 'vitest';
import { lineTimeMs } from '../../../../../src/main/sampling/kernelLog/lineTime';

const NOW = '2026-03-01T12:00:00Z';

/** The host's clock is at noon of 1 March 2026 UTC, it is up for an hour, and its zone is an hour east. */
const CASES = [
  ['2026-02-28T10:00:00+0100 h kernel: x', '2026-02-28T09:00:00.000Z'],
  ['2026-02-28T10:00:00.123456+01:00 h kernel: x', '2026-02-28T09:00:00.123Z'],
  ['2026-02-28T10:00:00Z h kernel: x', '2026-02-28T10:00:00.000Z'],
  // Without a zone it is the host's own.
  ['2026-02-28 10:00:00,5 h kernel: x', '2026-02-28T09:00:00.500Z'],
  ['Feb 28 10:00:00 h kernel: x', '2026-02-28T09:00:00.000Z'],
  // Later in the year than today: it was last year's.
  ['Mar  5 10:00:00 h kernel: x', '2025-03-05T09:00:00.000Z'],
  ['Dec 31 23:59:59 h kernel: x', '2025-12-31T22:59:59.000Z'],
  // There was none in 2026 or 2025.
  ['Feb 29 10:00:00 h kernel: x', '2024-02-29T09:00:00.000Z'],
  ['[   60.500000] x', '2026-03-01T11:01:00.500Z'],
  ['<6>[   60.500000] x', '2026-03-01T11:01:00.500Z'],
  ['-- Boot 0a1b --', null],
  ['Foo 28 10:00:00 h kernel: x', null],
  ['2026-13-28T10:00:00Z x', null],
  ['', null],
] as const;

describe('the time of a log line', () => {
  it.each(CASES)('%s is %s', (line, expected) => {
    const ms = lineTimeMs(line, { nowMs: Date.parse(NOW), uptimeSeconds: 3_600, offsetMinutes: 60 });
    expect(ms === null ? null : new Date(ms).toISOString()).toBe(expected);
  });

  it('since boot says nothing where the uptime is not known', () => {
    expect(lineTimeMs('[ 60.5] x', { nowMs: 0, uptimeSeconds: null, offsetMinutes: null })).toBeNull();
  });
});
