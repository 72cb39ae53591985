/** What is needed to turn what a log line says of its time into an instant. All by the host's clock. */
export interface HostTime {
  readonly nowMs: number;
  readonly uptimeSeconds: number | null;
  /** Minutes east of UTC; null not known. */
  readonly offsetMinutes: number | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:[.,](\d{1,6}))?(?:(Z)|([+-]\d\d):?(\d\d))?/;
const SYSLOG = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) /;
const SINCE_BOOT = /^(?:<\d+>)?\[ *(\d+\.\d+)\]/;

/** When a log line was written, in milliseconds since the epoch by the host's clock; null where it does not say. */
export function lineTimeMs(line: string, host: HostTime): number | null {
  return isoMs(line, host) ?? syslogMs(line, host) ?? sinceBootMs(line, host);
}

function isoMs(line: string, { offsetMinutes }: HostTime): number | null {
  const [, date, time, fraction = '0', zulu, hours, minutes] = ISO.exec(line) ?? [];
  if (date === undefined || time === undefined) return null;
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  const isZoned = zulu !== undefined || hours !== undefined;
  const zone = hours === undefined || minutes === undefined ? 'Z' : `${hours}:${minutes}`;
  const ms = Date.parse(`${date}T${time}.${milliseconds}${zone}`);
  if (Number.isNaN(ms)) return null;
  return isZoned ? ms : ms - (offsetMinutes ?? 0) * MINUTE_MS;
}

/** It names no year: the newest that does not lie ahead. A day's grace, since clocks and zones differ. */
function syslogMs(line: string, { nowMs, offsetMinutes }: HostTime): number | null {
  const [, monthName = '', ...numbers] = SYSLOG.exec(line) ?? [];
  const month = MONTHS.indexOf(monthName);
  const [day = NaN, hour = NaN, minute = NaN, second = NaN] = numbers.map(Number);
  if (month < 0) return null;
  const nowYear = new Date(nowMs).getUTCFullYear();
  for (const year of [nowYear + 1, nowYear, nowYear - 1, nowYear - 2, nowYear - 3, nowYear - 4]) {
    const utcMs = Date.UTC(year, month, day, hour, minute, second);
    const isThatDay = new Date(utcMs).getUTCMonth() === month;
    const ms = utcMs - (offsetMinutes ?? 0) * MINUTE_MS;
    if (isThatDay && ms <= nowMs + DAY_MS) return ms;
  }
  return null;
}

function sinceBootMs(line: string, { nowMs, uptimeSeconds }: HostTime): number | null {
  const [, seconds] = SINCE_BOOT.exec(line) ?? [];
  if (seconds === undefined || uptimeSeconds === null) return null;
  return nowMs - (uptimeSeconds - Number(seconds)) * 1_000;
}
