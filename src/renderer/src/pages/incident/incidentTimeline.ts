import { said } from '../../../../shared/incidentDocument/documentInput';
import { timelineOf } from '../../../../shared/incidentDocument/timeline';
import { taskName } from '../../../../shared/incidentDocument/visibleText';
import type { Incident, LineRange, Message } from '../../../../shared/model';
import type { Text } from '../../i18n/catalogue';

/** What happened; each has a shape of its own. */
export type HappeningKind = 'asked' | 'chosen' | 'killed' | 'reaped' | 'panic';

export interface Happening {
  readonly kind: HappeningKind;
  readonly sentence: Message | Text;
  /** Seconds since the OOM killer was invoked; null where the log has no stamps to tell by. */
  readonly afterSeconds: number | null;
  readonly lines: readonly LineRange[];
}

export interface IncidentTimeline {
  readonly shown: readonly Happening[];
  /** Deaths and reapings that were left out, of a group killed as a whole. */
  readonly leftOut: number;
}

/** A killed group may have thousands of members. */
const MOST_SHOWN = 14;

const KINDS: Readonly<Record<string, HappeningKind>> = {
  'document.happened-asked': 'asked',
  'document.happened-killed': 'killed',
  'document.happened-killed-for': 'killed',
  'document.happened-reaped': 'reaped',
  'document.happened-panic': 'panic',
};

/**
 * What happened in the order of the log, the choice included.
 * @param text the report's lines from `incident.lines.first` on; null where they were not kept
 */
export function incidentTimelineOf(incident: Incident, text: string | null): IncidentTimeline {
  const happened = timelineOf(incident, text).map(({ message, afterSeconds, line }): Happening => {
    const kind = Object.hasOwn(KINDS, message.code) ? KINDS[message.code] : undefined;
    return { kind: kind ?? 'asked', sentence: message, afterSeconds, lines: linesAt(line) };
  });
  const all = withChoice(incident, happened);
  if (all.length <= MOST_SHOWN) return { shown: all, leftOut: 0 };
  // The end says how it went on: a panic, or the last one reaped.
  const shown = [...all.slice(0, MOST_SHOWN - 1), ...all.slice(-1)];
  return { shown, leftOut: all.length - shown.length };
}

function linesAt(line: number | null): readonly LineRange[] {
  return line === null ? [] : [{ first: line, last: line }];
}

/** The choice stands before the first death, at the line that names it. */
function withChoice(incident: Incident, happened: readonly Happening[]): readonly Happening[] {
  const { selected, parts } = incident;
  if (selected === null) return happened;
  const line = parts.find(({ kind }) => kind === 'constraint')?.lines.first ?? null;
  const task = taskName(selected.comm, selected.pid);
  const sentence: Text =
    selected.score === null
      ? { key: 'incident.timeline.chosen', params: { task } }
      : { key: 'incident.timeline.chosenScore', params: { task, score: selected.score } };
  const death = happened.findIndex(({ kind }) => kind !== 'asked');
  const at = death === -1 ? happened.length : death;
  const choice: Happening = { kind: 'chosen', sentence, afterSeconds: null, lines: linesAt(line) };
  return [...happened.slice(0, at), choice, ...happened.slice(at)];
}

/** The sentence of a kind of outcome that has no line of its own. */
export function endingOf({ outcome }: Incident): Message | null {
  return outcome === 'nothing-killable' || outcome === 'disabled'
    ? said(`document.outcome-${outcome}`)
    : null;
}

/** A span within an incident, from the moment it began: `0.009 s`, `1.2 s`. */
export function formatAfter(seconds: number): string {
  return `+${seconds.toFixed(seconds < 10 ? 3 : 1)} s`;
}
