/** Spans of the calendar of this machine's time zone: a day is not always 24 hours long. */
export const CALENDAR_UNITS = ['hour', 'day', 'week', 'month', 'year'] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

const HOUR_MS = 3_600_000;
const DAYS_OF_WEEK = 7;

/** The beginning of the unit that a moment lies in. Weeks begin on Monday. */
export function startOf(unit: CalendarUnit, atMs: number): number {
  const date = new Date(atMs);
  date.setMinutes(0, 0, 0);
  // A clock that is set back has an hour twice: going by its number would join the two.
  if (unit === 'hour') return atMs - ((((atMs - date.getTime()) % HOUR_MS) + HOUR_MS) % HOUR_MS);
  date.setHours(0);
  if (unit === 'week') date.setDate(date.getDate() - ((date.getDay() + DAYS_OF_WEEK - 1) % DAYS_OF_WEEK));
  if (unit === 'month' || unit === 'year') date.setDate(1);
  if (unit === 'year') date.setMonth(0);
  return date.getTime();
}

/** The beginning of the unit after the one that begins at `startMs`. */
export function nextStart(unit: CalendarUnit, startMs: number): number {
  if (unit === 'hour') return startMs + HOUR_MS;
  const date = new Date(startMs);
  switch (unit) {
    case 'day':
      date.setDate(date.getDate() + 1);
      break;
    case 'week':
      date.setDate(date.getDate() + DAYS_OF_WEEK);
      break;
    case 'month':
      date.setMonth(date.getMonth() + 1);
      break;
    case 'year':
      date.setFullYear(date.getFullYear() + 1);
      break;
  }
  return date.getTime();
}
