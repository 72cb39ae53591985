/** Languages of the interface. */
export type Language = 'en' | 'zh-CN';

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/**
 * An amount of memory as people write it: three significant digits and a binary unit, "1.24 GiB", "0 B", "-512 KiB".
 * Anything that is not a finite number becomes a dash, so that no screen ever shows NaN.
 */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return '–';
  let amount = Math.abs(bytes);
  let unit = 0;
  while (amount >= 999.5 && unit < BINARY_UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2;
  return `${bytes < 0 ? '-' : ''}${amount.toFixed(digits)} ${BINARY_UNITS[unit] ?? 'B'}`;
}

interface DurationWords {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

const DURATION_WORDS: Readonly<Record<Language, DurationWords>> = {
  en: { day: ' d', hour: ' h', minute: ' min', second: ' s' },
  'zh-CN': { day: ' 天', hour: ' 小时', minute: ' 分', second: ' 秒' },
};

/** A duration in its two largest units: "3 min 20 s", "2 d 4 h", "0 s". */
export function formatDuration(seconds: number, language: Language): string {
  if (!Number.isFinite(seconds)) return '–';
  const words = DURATION_WORDS[language];
  const whole = Math.round(Math.abs(seconds));
  const parts = [
    `${Math.floor(whole / 86_400)}${words.day}`,
    `${Math.floor(whole / 3_600) % 24}${words.hour}`,
    `${Math.floor(whole / 60) % 60}${words.minute}`,
    `${whole % 60}${words.second}`,
  ];
  const first = parts.findIndex((part) => !part.startsWith('0 '));
  if (first === -1) return `0${words.second}`;
  const shown = parts.slice(first, first + 2).filter((part) => !part.startsWith('0 '));
  return (seconds < 0 ? '-' : '') + shown.join(' ');
}
