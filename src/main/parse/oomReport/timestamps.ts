/**
 * Times as log carriers write them, turned into ISO 8601 where they name a year, and left as printed where they do not. No
 * zone is added that is not there.
 */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function monthNumber(name: string): string | null {
  const index = MONTHS.findIndex((month) => month === name);
  return index === -1 ? null : String(index + 1).padStart(2, '0');
}

/** `Oct`, `12`, `19:00:20` and perhaps a year. */
export function datedTime(month: string, day: string, time: string, year: string | undefined): string {
  const number = monthNumber(month);
  if (year === undefined || number === null) return `${month} ${day.padStart(2, ' ')} ${time}`;
  return `${year}-${number}-${day.padStart(2, '0')}T${time}`;
}

/** `Sat Aug  1 04:49:44 2026` in English; in another language it stays as printed. */
export function ctime(text: string): string {
  const [, month, day, time, year] =
    /^\S{1,12} ([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4})$/.exec(text) ?? [];
  if (month === undefined || day === undefined || time === undefined) return text;
  return monthNumber(month) === null ? text : datedTime(month, day, time, year);
}

/** `2026-08-01 04:49:44,123+0200` in ISO's own signs. */
export function isoTime(date: string, time: string, zone: string | undefined): string {
  const offset = (zone ?? '').trim();
  const tidy = /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  return `${date}T${time.replace(',', '.')}${tidy === 'UTC' || tidy === 'GMT' ? 'Z' : tidy}`;
}

/** The latest time that a Date can be, in microseconds. */
const LATEST_US = 8.64e18;

/** Microseconds since the epoch, as the journal counts. */
export function epochTime(microseconds: number): string | null {
  if (!Number.isFinite(microseconds) || microseconds < 0 || microseconds > LATEST_US) return null;
  return new Date(Math.trunc(microseconds / 1000)).toISOString();
}
