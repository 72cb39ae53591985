import { formatDuration, type Language } from '../../../../shared/messages/format';
import type { IncidentDetail } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';
import { formatAge, formatMoment } from '../../i18n/format';

/** Something to be shown as it is, or in the reader's words. */
export type HeaderText = string | Text;

export interface HeaderFact {
  readonly label: Text;
  readonly text: HeaderText;
}

/** When it happened, exactly: by the date where one is known, else as printed, else by the time since boot. */
export function exactTimeOf({ summary }: IncidentDetail, language: Language): HeaderText {
  const { happenedAtMs, at } = summary;
  if (happenedAtMs !== null) return formatMoment(happenedAtMs, language);
  if (at.wallClock !== null) return at.wallClock;
  if (at.bootSeconds === null) return { key: 'kills.time.unknown' };
  return { key: 'kills.time.boot', params: { duration: formatDuration(at.bootSeconds, language) } };
}

/** How long ago it was, by main's clock; null where no date is known. */
export function ageOf({ summary }: IncidentDetail, nowMs: number, language: Language): Text | null {
  if (summary.happenedAtMs === null) return null;
  const seconds = (nowMs - summary.happenedAtMs) / 1000;
  if (seconds < 1) return { key: 'app.time.now' };
  return { key: 'app.time.ago', params: { age: formatAge(seconds, language) } };
}

/** What stands beside host and time. */
export function headerFactsOf({ summary, incident }: IncidentDetail): readonly HeaderFact[] {
  const facts: HeaderFact[] = [
    { label: { key: 'incident.fact.kernel' }, text: incident.kernel ?? { key: 'incident.notInLog' } },
    { label: { key: 'incident.fact.source' }, text: sourceOf(summary) },
  ];
  // It is what the log's lines carry.
  if (summary.at.bootSeconds !== null)
    facts.push({
      label: { key: 'incident.fact.stamp' },
      text: { key: 'incident.stamp', params: { seconds: summary.at.bootSeconds.toFixed(3) } },
    });
  if (incident.copies > 1)
    facts.push({
      label: { key: 'incident.fact.copies' },
      text: { key: 'incident.copies', params: { count: incident.copies } },
    });
  return facts;
}

function sourceOf({ source }: IncidentDetail['summary']): HeaderText {
  switch (source.kind) {
    case 'host-log':
      return source.name;
    case 'import':
      return { key: 'incident.source.file', params: { name: source.fileName } };
    case 'recording':
      return { key: 'incident.source.recording' };
  }
}
