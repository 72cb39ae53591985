import { formatDuration, type Language } from '../../../shared/messages/format';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** A time span in its largest unit only ("12 s", "3 min", "2 d"): what a column of ages needs. Never negative. */
export function formatAge(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.floor(seconds));
  const unit = whole >= DAY ? DAY : whole >= HOUR ? HOUR : whole >= MINUTE ? MINUTE : 1;
  return formatDuration(whole - (whole % unit), language);
}

/** A ratio as a percentage in the language's own writing, whole from 10 % on and with one digit below: "3.4%". */
export function formatRatio(ratio: number, language: Language): string {
  if (!Number.isFinite(ratio)) return '–';
  return new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: Math.abs(ratio) < 0.1 ? 1 : 0,
  }).format(ratio);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/**
 * A way to write dates, made once: making one takes far longer than writing a date with it.
 * @param name names the options among all others
 */
export function dateFormatOf(
  language: Language,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  let format = dateFormats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, options);
    dateFormats.set(key, format);
  }
  return format;
}

/** A moment of this machine's clock, with the date, in the language's own writing. */
export function formatMoment(atMs: number, language: Language): string {
  return dateFormatOf(language, 'moment', { dateStyle: 'medium', timeStyle: 'medium' }).format(atMs);
}

/** A moment of this machine's clock as a narrow column has room for it: date and time, without seconds. */
export function formatShortMoment(atMs: number, language: Language): string {
  return dateFormatOf(language, 'short moment', { dateStyle: 'short', timeStyle: 'short' }).format(atMs);
}

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Two amounts in the unit of the second, as a column of them is read most easily: "0.41" and "15.6 GiB". */
export function formatUsedAndTotal(
  usedBytes: number,
  totalBytes: number,
): { readonly used: string; readonly total: string } {
  let unit = 0;
  let unitBytes = 1;
  while (totalBytes / unitBytes >= 999.5 && unit < BINARY_UNITS.length - 1) {
    unit += 1;
    unitBytes *= 1024;
  }
  const total = totalBytes / unitBytes;
  const digits = unit === 0 || total >= 99.95 ? 0 : total >= 9.995 ? 1 : 2;
  return {
    used: (usedBytes / unitBytes).toFixed(digits),
    total: `${total.toFixed(digits)} ${BINARY_UNITS[unit] ?? 'B'}`,
  };
}
