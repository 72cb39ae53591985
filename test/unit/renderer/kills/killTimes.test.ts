import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { nextStart, startOf, type CalendarUnit } from '../../../../src/renderer/src/pages/kills/calendar';
import { linesByDay } from '../../../../src/renderer/src/pages/kills/killDays';
import { timelineOf } from '../../../../src/renderer/src/pages/kills/killTimeline';
import { killOf } from './samples';

/** In Berlin, 2026: clocks go forward on 29 March at 2:00, and back on 25 October at 3:00. */
beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const HOUR_MS = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const isoOf = (ms: number): string => new Date(ms).toISOString();
const dated = (key: string, iso: string | null) =>
  killOf(key, { happenedAtMs: iso === null ? null : at(iso) });

describe('the calendar', () => {
  it.each<[CalendarUnit, string, string]>([
    ['hour', '2026-03-29T00:59:59Z', '2026-03-29T00:00:00.000Z'],
    ['hour', '2026-10-25T00:30:00Z', '2026-10-25T00:00:00.000Z'],
    // The second of the two hours that both are 2 o'clock.
    ['hour', '2026-10-25T01:30:00Z', '2026-10-25T01:00:00.000Z'],
    ['day', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['day', '2026-10-25T23:30:00Z', '2026-10-25T23:00:00.000Z'],
    // A Sunday belongs to the week that began on Monday before.
    ['week', '2026-11-29T12:00:00Z', '2026-11-22T23:00:00.000Z'],
    ['week', '2026-11-23T00:00:00Z', '2026-11-22T23:00:00.000Z'],
    ['month', '2026-03-31T21:59:59Z', '2026-02-28T23:00:00.000Z'],
    ['year', '2026-12-31T22:59:59Z', '2025-12-31T23:00:00.000Z'],
  ])('begins the %s of %s at %s', (unit, moment, start) => {
    expect(isoOf(startOf(unit, at(moment)))).toBe(start);
    expect(startOf(unit, at(start))).toBe(at(start));
  });

  it.each<[CalendarUnit, string, number]>([
    ['day', '2026-03-28T23:00:00Z', 23],
    ['day', '2026-10-24T22:00:00Z', 25],
    ['week', '2026-10-18T22:00:00Z', 169],
    ['month', '2026-09-30T22:00:00Z', 745],
    ['year', '2025-12-31T23:00:00Z', 8760],
    ['hour', '2026-10-25T00:00:00Z', 1],
  ])('has a %s from %s of %i hours', (unit, start, hours) => {
    expect((nextStart(unit, at(start)) - at(start)) / HOUR_MS).toBe(hours);
  });
});

describe('linesByDay', () => {
  it('has a heading over each day of the machine’s own zone, and those without a date at the end', () => {
    const { lines, lineOfRow } = linesByDay([
      dated('d', '2026-11-25T08:00:00Z'),
      dated('c', '2026-11-24T23:30:00Z'),
      dated('b', '2026-11-24T22:30:00Z'),
      dated('x', null),
      dated('y', null),
    ]);
    expect(
      lines.map((line) =>
        line.kind === 'kill'
          ? line.row.key
          : `${line.dayMs === null ? '-' : isoOf(line.dayMs)} ${line.count}`,
      ),
    ).toEqual(['2026-11-24T23:00:00.000Z 2', 'd', 'c', '2026-11-23T23:00:00.000Z 1', 'b', '- 2', 'x', 'y']);
    expect(lineOfRow).toEqual([1, 2, 4, 6, 7]);
  });

  it('is empty without incidents', () => {
    expect(linesByDay([])).toEqual({ lines: [], lineOfRow: [] });
  });
});

describe('timelineOf', () => {
  const now = at('2026-11-25T12:20:00Z');

  it('counts by hour where the first is of the last days, up to now, without holes', () => {
    const timeline = timelineOf(
      [
        dated('a', '2026-11-25T10:05:00Z'),
        dated('b', '2026-11-24T09:59:00Z'),
        dated('c', '2026-11-24T09:01:00Z'),
      ],
      now,
    );
    expect(timeline.unit).toBe('hour');
    // From 9 o'clock of the day before to 12 o'clock.
    expect(timeline.bars).toHaveLength(28);
    expect(timeline.bars.map(({ count }) => count).filter((count) => count > 0)).toEqual([2, 1]);
    expect(timeline.bars[0]).toEqual({
      fromMs: at('2026-11-24T09:00:00Z'),
      toMs: at('2026-11-24T10:00:00Z'),
      count: 2,
    });
    expect(timeline.mostCount).toBe(2);
  });

  it('has at least a day’s worth of bars, the empty ones before', () => {
    const { bars } = timelineOf([dated('a', '2026-11-25T12:05:00Z')], now);
    expect(bars).toHaveLength(24);
    expect(bars.map(({ count }) => count).indexOf(1)).toBe(23);
    expect(bars.every((bar, index) => index === 0 || bars[index - 1]?.toMs === bar.fromMs)).toBe(true);
  });

  it.each<[CalendarUnit, string]>([
    ['hour', '2026-11-22T13:00:00Z'],
    ['day', '2026-11-22T12:00:00Z'],
    ['day', '2026-08-20T00:00:00Z'],
    ['week', '2026-08-10T00:00:00Z'],
    ['month', '2024-06-01T00:00:00Z'],
    ['year', '1999-06-01T00:00:00Z'],
  ])('goes by %s where the first is of %s', (unit, first) => {
    const timeline = timelineOf([dated('a', first)], now);
    expect(timeline.unit).toBe(unit);
    expect(timeline.bars.length).toBeLessThanOrEqual(125);
    expect(timeline.bars.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });

  it('reaches to an incident that claims to be of the future', () => {
    const { bars } = timelineOf([dated('a', '2026-11-26T01:00:00Z')], now);
    expect(bars.at(-1)?.count).toBe(1);
  });

  it('leaves those without a date out, and counts them', () => {
    expect(timelineOf([dated('x', null)], now)).toEqual({
      unit: 'day',
      bars: [],
      mostCount: 0,
      undatedCount: 1,
    });
  });
});
