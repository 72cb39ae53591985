import type { IncidentSummary } from '../../../../shared/model';
import { CALENDAR_UNITS, nextStart, startOf, type CalendarUnit } from './calendar';
import type { TimeSpan } from './killFilter';

export interface TimelineBar extends TimeSpan {
  readonly count: number;
}

/** How many incidents fell into each span of time. */
export interface KillTimeline {
  readonly unit: CalendarUnit;
  /** In rising order of time, without holes; empty where no incident has a date. */
  readonly bars: readonly TimelineBar[];
  /** Of the highest bar. */
  readonly mostCount: number;
  readonly undatedCount: number;
}

const DAY_MS = 86_400_000;

/** A unit is used up to this span, so that there are never more bars than the eye tells apart. */
const LONGEST_SPAN_MS: Readonly<Record<CalendarUnit, number>> = {
  hour: 3 * DAY_MS,
  day: 100 * DAY_MS,
  week: 700 * DAY_MS,
  month: 3_650 * DAY_MS,
  year: Infinity,
};

/** Fewer would make bars as broad as a table column. */
const FEWEST_BARS = 24;

/** Before the first bar of a short history, empty ones: the bars keep a bar's shape. */
function startBefore(unit: CalendarUnit, startMs: number, steps: number): number {
  let at = startMs;
  for (let step = 0; step < steps; step += 1) at = startOf(unit, at - 1);
  return at;
}

/**
 * The incidents by hour, day, week, month or year, whichever suits the span from the first to now.
 * @param nowMs by main's clock: the right end, unless an incident claims to be later
 */
export function timelineOf(rows: readonly IncidentSummary[], nowMs: number): KillTimeline {
  const moments: number[] = [];
  for (const { happenedAtMs } of rows) if (happenedAtMs !== null) moments.push(happenedAtMs);
  const undatedCount = rows.length - moments.length;
  if (moments.length === 0) return { unit: 'day', bars: [], mostCount: 0, undatedCount };

  const firstMs = moments.reduce((least, at) => Math.min(least, at), Infinity);
  const lastMs = moments.reduce((most, at) => Math.max(most, at), nowMs);
  const unit = CALENDAR_UNITS.find((one) => lastMs - firstMs <= LONGEST_SPAN_MS[one]) ?? 'year';
  const counts = new Map<number, number>();
  for (const atMs of moments) {
    const startMs = startOf(unit, atMs);
    counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
  }

  const bars: TimelineBar[] = [];
  for (let at = startOf(unit, firstMs); at <= lastMs; at = nextStart(unit, at)) {
    bars.push({ fromMs: at, toMs: nextStart(unit, at), count: counts.get(at) ?? 0 });
  }
  const missing = Math.max(0, FEWEST_BARS - bars.length);
  const beginMs = startBefore(unit, startOf(unit, firstMs), missing);
  const before: TimelineBar[] = [];
  for (let at = beginMs; before.length < missing; at = nextStart(unit, at)) {
    before.push({ fromMs: at, toMs: nextStart(unit, at), count: 0 });
  }
  const mostCount = bars.reduce((most, { count }) => Math.max(most, count), 0);
  return { unit, bars: [...before, ...bars], mostCount, undatedCount };
}
