import { formatBytes, formatDuration, type Language } from '../../../../shared/messages/format';
import type { IncidentSummary } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';
import { dateFormatOf, formatMoment } from '../../i18n/format';
import type { CalendarUnit } from './calendar';
import type { TimeSpan } from './killFilter';

/** Memory that a report's kill lines give for those who died. */
export interface FreedMemory {
  readonly bytes: number;
  /** A kill line does not say: there was more. */
  readonly isAtLeast: boolean;
}

/** Null: no kill line gives an amount. */
export function freedMemoryOf({ victims }: IncidentSummary): FreedMemory | null {
  const known = victims.flatMap(({ freedBytes }) => (freedBytes === null ? [] : [freedBytes]));
  if (known.length === 0) return null;
  return { bytes: known.reduce((sum, bytes) => sum + bytes, 0), isAtLeast: known.length < victims.length };
}

/** What is known of when it happened, one fact a line; the exact date first where there is one. */
export function timeFactsOf(
  { happenedAtMs, at, readAtMs }: IncidentSummary,
  language: Language,
): readonly (string | Text)[] {
  const facts: (string | Text)[] = [];
  if (happenedAtMs !== null) facts.push(formatMoment(happenedAtMs, language));
  if (at.wallClock !== null) facts.push({ key: 'kills.time.asPrinted', params: { text: at.wallClock } });
  if (at.bootSeconds !== null)
    facts.push({ key: 'kills.time.bootStamp', params: { seconds: String(at.bootSeconds) } });
  facts.push({ key: 'kills.time.readAt', params: { moment: formatMoment(readAtMs, language) } });
  return facts;
}

/** What the column of times says, in one line or two. */
export interface TimeWords {
  readonly main: string | Text;
  readonly below: string | Text | null;
}

/** When it happened, where no date is known: as printed, by the time since boot, or that it is not said. */
export function undatedTimeOf({ at }: IncidentSummary, language: Language): TimeWords {
  const [, day, clock] = /^(.*\S)[\sT]+(\d\d:\d\d:\d\d.*)$/.exec(at.wallClock ?? '') ?? [];
  if (day !== undefined && clock !== undefined) return { main: day, below: clock };
  if (at.wallClock !== null) return { main: at.wallClock, below: null };
  if (at.bootSeconds === null) return { main: { key: 'kills.time.unknown' }, below: null };
  return { main: formatDuration(at.bootSeconds, language), below: { key: 'kills.time.sinceBoot' } };
}

/** Who died, one a line, each with its pid and what it held. */
export function victimLinesOf({ victims }: IncidentSummary): readonly Text[] {
  return victims.map(({ comm, pid, freedBytes }) => {
    const params = { comm: comm ?? '?', pid };
    return freedBytes === null
      ? { key: 'kills.victimTipUnknown', params }
      : { key: 'kills.victimTip', params: { ...params, freed: formatBytes(freedBytes) } };
  });
}

/** The end of a path that fits, from a slash on: the last parts say which cgroup it is. */
export function tailOf(path: string, mostCharacters: number): string {
  if (path.length <= mostCharacters) return path;
  const slash = path.indexOf('/', path.length - mostCharacters + 1);
  return `…${path.slice(slash === -1 ? path.length - mostCharacters + 1 : slash)}`;
}

/** The time of day, to the second. */
export function formatClock(atMs: number, language: Language): string {
  return dateFormatOf(language, 'clock', { timeStyle: 'medium', hourCycle: 'h23' }).format(atMs);
}

/** A day, with its weekday, in the language's own writing. */
export function formatDay(dayMs: number, language: Language): string {
  return dateFormatOf(language, 'day', { dateStyle: 'full' }).format(dayMs);
}

const SPAN_FORMATS: Readonly<Record<CalendarUnit, Intl.DateTimeFormatOptions>> = {
  hour: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  week: { year: 'numeric', month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  year: { year: 'numeric' },
};

const HOURS_OF_LONGEST_HOURLY_SPAN = 23;

/** The finest writing that a span needs: what is shorter than a day needs hours. */
export function unitOfSpan({ fromMs, toMs }: TimeSpan): CalendarUnit {
  return toMs - fromMs < HOURS_OF_LONGEST_HOURLY_SPAN * 3_600_000 ? 'hour' : 'day';
}

/** A span of time, its end not included, as short as the unit allows: "12 Oct", "12 Oct, 03:00 – 04:00". */
export function formatSpan({ fromMs, toMs }: TimeSpan, unit: CalendarUnit, language: Language): string {
  const format = dateFormatOf(language, `span of ${unit}`, SPAN_FORMATS[unit]);
  return format.formatRange(fromMs, unit === 'hour' ? toMs : toMs - 1);
}
