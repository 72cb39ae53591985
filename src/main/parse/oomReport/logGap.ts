import type { IncidentTime } from '../../../shared/model';

const SECONDS_A_DAY = 86_400;

/** Seconds into its month of a time as carriers print it; null where it names no day and time. */
function secondsOfMonth(wallClock: string): number | null {
  const [, day, hours, minutes, seconds] = /(\d{1,2})[T ](\d{2}):(\d{2}):(\d{2})/.exec(wallClock) ?? [];
  if (day === undefined) return null;
  return Number(day) * SECONDS_A_DAY + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/**
 * Seconds between two lines, by the kernel's stamps or by the days and times that carriers print. A change of month looks
 * like a long time.
 * @returns null where they cannot be compared
 */
export function secondsBetween(a: IncidentTime, b: IncidentTime): number | null {
  if (a.bootSeconds !== null && b.bootSeconds !== null) return Math.abs(a.bootSeconds - b.bootSeconds);
  if (a.wallClock === null || b.wallClock === null) return null;
  const [first, second] = [secondsOfMonth(a.wallClock), secondsOfMonth(b.wallClock)];
  return first === null || second === null ? null : Math.abs(first - second);
}
