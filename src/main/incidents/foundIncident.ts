import type {
  Incident,
  IncidentDetail,
  IncidentKill,
  IncidentSource,
  IncidentSummary,
} from '../../shared/model';
import { causeOf } from '../../shared/replay/cause';
import type { LogFinding } from '../parse/oomReport/kernelLogReader';

/** Where and when a report was read. */
export interface IncidentOrigin {
  /** Null for a file. */
  readonly hostId: string | null;
  readonly hostName: string;
  readonly source: IncidentSource;
  readonly isDemo: boolean;
  readonly happenedAtMs: number | null;
  readonly readAtMs: number;
  readonly hostPageBytes: number | null;
}

/** A report as a log had it, on its way to the list. */
export interface FoundIncident {
  readonly incident: Incident;
  readonly text: string | null;
  readonly isTextCut: boolean;
  readonly origin: IncidentOrigin;
}

/** A report of 24,000 tasks has 2.5 MB. */
const LONGEST_TEXT_CHARACTERS = 4 * 1024 * 1024;
/** More who died in one incident are in its report, not in the list. */
const MOST_VICTIMS = 200;

export function foundIncident(
  finding: Extract<LogFinding, { kind: 'incident' }>,
  origin: IncidentOrigin,
): FoundIncident {
  const { incident, text, isTextCut } = finding;
  if (text === null || text.length <= LONGEST_TEXT_CHARACTERS) return { incident, text, isTextCut, origin };
  const end = text.lastIndexOf('\n', LONGEST_TEXT_CHARACTERS);
  const kept = text.slice(0, end === -1 ? LONGEST_TEXT_CHARACTERS : end);
  return { incident, text: kept, isTextCut: true, origin };
}

/** What the process held, which its death gives back: its resident parts and its page tables; null where none is printed. */
function freedBytesOf(kill: IncidentKill): number | null {
  const parts = [kill.anonRssBytes, kill.fileRssBytes, kill.shmemRssBytes, kill.pageTableBytes];
  const printed = parts.filter((bytes) => bytes !== null);
  return printed.length === 0 ? null : printed.reduce((sum, bytes) => sum + bytes, 0);
}

/** @param key names it within this Lowmark */
export function detailOf(found: FoundIncident, key: string): IncidentDetail {
  const { incident, text, isTextCut, origin } = found;
  return {
    summary: summaryOf(incident, origin, key),
    incident,
    text,
    isTextCut,
    hostPageBytes: origin.hostPageBytes,
  };
}

function summaryOf(incident: Incident, origin: IncidentOrigin, key: string): IncidentSummary {
  const { hostId, hostName, source, isDemo, happenedAtMs, readAtMs } = origin;
  const cause = causeOf(incident);
  return {
    key,
    hostId,
    hostName,
    source,
    isDemo,
    happenedAtMs,
    at: incident.at,
    readAtMs,
    kernel: incident.kernel,
    constraint: incident.constraint,
    cgroup: incident.cgroup?.path ?? null,
    triggerComm: incident.trigger?.comm ?? null,
    order: incident.trigger?.order ?? null,
    outcome: incident.outcome,
    isComplete: incident.complete,
    victims: incident.kills
      .slice(0, MOST_VICTIMS)
      .map((kill) => ({ pid: kill.pid, comm: kill.comm, freedBytes: freedBytesOf(kill) })),
    cause: cause.message,
    causeKind: cause.kind,
  };
}

/** How much of a report is there. */
export interface Completeness {
  readonly isComplete: boolean;
  readonly tasks: number;
  readonly lines: number;
}

export function completenessOf({ complete, tasks, lines }: Incident): Completeness {
  return { isComplete: complete, tasks: tasks.length, lines: lines.last - lines.first + 1 };
}

/** Whether the first is the better copy: whole before cut off, then by tasks, then by lines. */
export function isBetterCopy(one: Completeness, other: Completeness): boolean {
  if (one.isComplete !== other.isComplete) return one.isComplete;
  if (one.tasks !== other.tasks) return one.tasks > other.tasks;
  return one.lines > other.lines;
}
