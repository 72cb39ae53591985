import type { IncidentTime } from '../../shared/model';

/** What is known of the log that a report stands in. */
export interface LogContext {
  /** When the host booted, by the clock of the machine Lowmark runs on; null where that is not known. */
  readonly bootAtMs: number | null;
  /** Every line of it is of this boot: the kernel's own buffer, or what the journal has got while the host was watched. */
  readonly isOfThisBoot: boolean;
  /** It was asked for because of a kill that was just counted. */
  readonly isNews: boolean;
}

export interface PlaceInTime {
  /** Null where the log does not say, and nothing else does. */
  readonly happenedAtMs: number | null;
  /** Whether it is sure to be of the boot that the host runs in now. */
  readonly isThisBoot: boolean;
}

const DAY_MS = 86_400_000;
/** Zones are quarters of an hour away from UTC, fourteen hours at most. */
const ZONE_STEP_MS = 15 * 60_000;
const FARTHEST_ZONE_MS = 14 * 3_600_000;
/** The kernel's stamps drift from the clock, and syslog is written a little later. */
const DRIFT_MS = 60_000;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * When a report was written, by the clock of the machine Lowmark runs on. A wall clock with an offset says it; else the
 * kernel's stamp does, where the report is sure to be of this boot. Nothing is guessed: a time of day without a zone
 * only serves to tell whether the kernel's stamp counts from this boot.
 */
export function placeInTime(at: IncidentTime, { bootAtMs, isOfThisBoot, isNews }: LogContext): PlaceInTime {
  const exactMs = exactMsOf(at.wallClock);
  if (exactMs !== null) {
    const isThisBoot = isOfThisBoot || (bootAtMs !== null && exactMs >= bootAtMs - DRIFT_MS);
    return { happenedAtMs: exactMs, isThisBoot };
  }
  if (bootAtMs === null || at.bootSeconds === null) {
    return { happenedAtMs: null, isThisBoot: isOfThisBoot || isNews };
  }
  const stampedMs = Math.round(bootAtMs + at.bootSeconds * 1_000);
  const isThisBoot = isOfThisBoot || isSameMoment(at.wallClock, stampedMs);
  return { happenedAtMs: isThisBoot ? stampedMs : null, isThisBoot };
}

/** Milliseconds of an ISO 8601 time that has an offset, else null. */
function exactMsOf(wallClock: string | null): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d\d):?(\d\d)?$/.exec(
    wallClock ?? '',
  );
  if (parts === null) return null;
  const [, date, time, fraction = '0', hours, minutes = '00'] = parts;
  const zone = hours === 'Z' ? 'Z' : `${hours ?? ''}:${minutes}`;
  const atMs = Date.parse(`${date ?? ''}T${time ?? ''}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  return Number.isNaN(atMs) ? null : atMs;
}

/** Whether a time of day without a zone, with or without a year, can be the moment given. */
function isSameMoment(wallClock: string | null, atMs: number): boolean {
  const year = new Date(atMs).getUTCFullYear();
  // Around New Year the zone decides which year it is.
  return [year - 1, year, year + 1].some((candidate) => {
    const printedMs = asUtcMs(wallClock, candidate);
    if (printedMs === null) return false;
    const apartMs = printedMs - atMs;
    const fromStepMs = Math.abs(apartMs - Math.round(apartMs / ZONE_STEP_MS) * ZONE_STEP_MS);
    return Math.abs(apartMs) <= Math.min(FARTHEST_ZONE_MS + DRIFT_MS, DAY_MS) && fromStepMs <= DRIFT_MS;
  });
}

/** `Oct 12 19:00:20` or `2026-10-12T19:00:20` as if it were UTC; the year given counts where none is printed. */
function asUtcMs(wallClock: string | null, year: number): number | null {
  const full = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/.exec(wallClock ?? '');
  if (full !== null) {
    const [, printedYear, month, day, ...time] = full;
    if (Number(printedYear) !== year) return null;
    return utcMs([year, Number(month) - 1, Number(day)], time);
  }
  const short = /^([A-Za-z]{3}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)/.exec(wallClock ?? '');
  if (short === null) return null;
  const [, name, day, ...time] = short;
  const month = MONTHS.indexOf((name ?? '').toLowerCase());
  return month === -1 ? null : utcMs([year, month, Number(day)], time);
}

function utcMs([year, month, day]: readonly [number, number, number], time: readonly string[]): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.map(Number);
  return Date.UTC(year, month, day, hours, minutes, seconds);
}
