import type { Incident, IncidentPart, Message } from '../model';
import { said } from './documentInput';
import { bootSecondsOf, rawLinesOf } from './rawLines';
import { taskName } from './visibleText';

/** Something that happened within an incident. */
export interface TimelineEvent {
  readonly message: Message;
  /** Seconds since the OOM killer was invoked; null where the log has no stamps to tell by. */
  readonly afterSeconds: number | null;
  /** The line that says so; null where none does alone. */
  readonly line: number | null;
}

/**
 * What happened in the order of the log: who asked, what was killed, whose memory the reaper freed, a panic.
 *
 * @param text the report's lines from `incident.lines.first` on, which carry the stamps; null where they were not kept
 */
export function timelineOf(incident: Incident, text: string | null): readonly TimelineEvent[] {
  const stamps = new Map<number, number>();
  if (text !== null) {
    for (const { number, text: line } of rawLinesOf(incident, text)) {
      const seconds = bootSecondsOf(line);
      if (seconds !== null) stamps.set(number, seconds);
    }
  }
  const start = incident.at.bootSeconds;
  return [...triggerOf(incident), ...killsOf(incident), ...reapedOf(incident), ...endOf(incident)]
    .sort((one, other) => one.line - other.line)
    .map(({ message, line }) => {
      const at = stamps.get(line) ?? null;
      // A clock that runs backwards is another boot's, or no clock.
      const isKnown = at !== null && start !== null && at >= start;
      return { message, line, afterSeconds: isKnown ? at - start : null };
    });
}

interface Happening {
  readonly message: Message;
  readonly line: number;
}

function partsOf(incident: Incident, kind: IncidentPart['kind']): readonly IncidentPart[] {
  return incident.parts.filter((part) => part.kind === kind);
}

function triggerOf(incident: Incident): readonly Happening[] {
  if (incident.trigger === null) return [];
  const task = taskName(incident.trigger.comm, incident.trigger.pid);
  const line = partsOf(incident, 'invoker')[0]?.lines.first ?? incident.lines.first;
  return [{ message: said('document.happened-asked', { task }), line }];
}

function killsOf(incident: Incident): readonly Happening[] {
  return incident.kills.map(({ comm, pid, chosen, lines }) => {
    const task = taskName(comm, pid);
    if (chosen === null) return { message: said('document.happened-killed', { task }), line: lines.first };
    const instead = taskName(chosen.comm, chosen.pid);
    return { message: said('document.happened-killed-for', { task, chosen: instead }), line: lines.first };
  });
}

/** Each reaped process by its line where there are as many lines; else all of them at the first. */
function reapedOf(incident: Incident): readonly Happening[] {
  const names = new Map(incident.kills.map(({ pid, comm }) => [pid, comm]));
  const parts = partsOf(incident, 'reaper').flatMap(({ lines }) =>
    Array.from({ length: Math.min(lines.last - lines.first + 1, 1_000) }, (_, index) => lines.first + index),
  );
  return incident.reaped.map((pid, index) => ({
    message: said('document.happened-reaped', { task: taskName(names.get(pid) ?? null, pid) }),
    line: (parts.length === incident.reaped.length ? parts[index] : parts[0]) ?? incident.lines.last,
  }));
}

function endOf(incident: Incident): readonly Happening[] {
  if (!incident.panic) return [];
  const line = partsOf(incident, 'panic')[0]?.lines.first ?? incident.lines.last;
  return [{ message: said('document.happened-panic'), line }];
}
