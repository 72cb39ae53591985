/** The moment at which the machines of printed logs booted, and their name. */
export const BOOTED_AT_MS = Date.UTC(2026, 7, 1, 4, 0, 0);
export const HOSTNAME = 'web-01';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Parts of a moment, in UTC, as carriers print them. */
export interface ClockParts {
  readonly year: string;
  /** `Aug` */
  readonly month: string;
  /** `08` */
  readonly monthNumber: string;
  /** `01` */
  readonly day: string;
  /** ` 1` */
  readonly paddedDay: string;
  readonly weekday: string;
  /** `04:49:44` */
  readonly time: string;
  /** Six digits. */
  readonly microseconds: string;
  readonly epochMs: number;
}

/** @param seconds by the kernel's clock */
export function clockOf(seconds: number): ClockParts {
  const microseconds = Math.round(seconds * 1e6);
  const epochMs = BOOTED_AT_MS + Math.floor(microseconds / 1000);
  const date = new Date(epochMs);
  const iso = date.toISOString();
  return {
    year: iso.slice(0, 4),
    month: MONTHS[date.getUTCMonth()] ?? '',
    monthNumber: iso.slice(5, 7),
    day: iso.slice(8, 10),
    paddedDay: String(date.getUTCDate()).padStart(2),
    weekday: WEEKDAYS[date.getUTCDay()] ?? '',
    time: iso.slice(11, 19),
    microseconds: String(microseconds % 1_000_000).padStart(6, '0'),
    epochMs,
  };
}

/** `[   45.514357]` */
export function stampOf(seconds: number): string {
  return `[${seconds.toFixed(6).padStart(12)}]`;
}
