import type { Incident, IncidentConstraint, IncidentOutcome, IncidentTime, Sign } from './incident';
import type { Message } from './message';

/** Where an incident was read. */
export type IncidentSource =
  /** A host's own log, by the means named: `journalctl`, `dmesg`, `/var/log/kern.log`. */
  | { readonly kind: 'host-log'; readonly name: string }
  /** A file that a person dropped or pasted. */
  | { readonly kind: 'import'; readonly fileName: string }
  | { readonly kind: 'recording' };

/** What the list of kills shows of one incident. */
export interface IncidentSummary {
  /** Names it within this Lowmark: an incident's id is the report's own and may come from two hosts. */
  readonly key: string;
  /** The host of the list that it was read from; null for a file. */
  readonly hostId: string | null;
  /** That host's name, else the name in the log, else the file's. */
  readonly hostName: string;
  readonly source: IncidentSource;
  readonly isDemo: boolean;
  /** By the clock of the machine Lowmark runs on; null where the log says no date. */
  readonly happenedAtMs: number | null;
  readonly at: IncidentTime;
  readonly readAtMs: number;
  readonly kernel: string | null;
  readonly constraint: IncidentConstraint | null;
  /** Path of the cgroup that met its limit. */
  readonly cgroup: string | null;
  readonly triggerComm: string | null;
  readonly order: number | null;
  readonly outcome: IncidentOutcome;
  readonly isComplete: boolean;
  readonly victims: readonly {
    readonly pid: number;
    readonly comm: string | null;
    readonly freedBytes: number | null;
  }[];
  /** What ran out, as one sentence. */
  readonly cause: Message;
  /** A short code of the cause to filter by: `zone`, `lowmem`, `fragmentation`, `cgroup`, `nodes`, `sysrq`, `unknown`. */
  readonly causeKind: IncidentCauseKind;
}

export const INCIDENT_CAUSE_KINDS = [
  'memory',
  'lowmem',
  'fragmentation',
  'cgroup',
  'nodes',
  'by-hand',
  'unknown',
] as const;
export type IncidentCauseKind = (typeof INCIDENT_CAUSE_KINDS)[number];

/** One incident whole, with the lines of its report as they were read (bounded; `isTextCut` where not all were kept). */
export interface IncidentDetail {
  readonly summary: IncidentSummary;
  readonly incident: Incident;
  /** The report's lines, from `incident.lines.first` on, joined by newlines; null where they were not kept. */
  readonly text: string | null;
  readonly isTextCut: boolean;
  /** Page size of the host it came from, where that is known and the report does not show it. */
  readonly hostPageBytes: number | null;
}

/** A way to read a host's kernel log, and how that went. */
export interface LogSourceState {
  /** `journalctl`, `dmesg`, `/var/log/messages`, ... */
  readonly name: string;
  /** `used`: incidents are read from it; `readable`: it could be, another is better; else why not. */
  readonly state: 'used' | 'readable' | 'permission-denied' | 'absent' | 'empty' | 'failed';
  /** For `permission-denied`: the exact permission that would help. */
  readonly advice: Message | null;
}

/** How a host's kernel log is read, and how its reports stand beside the kernel's own count. */
export interface HostLogState {
  readonly hostId: string;
  readonly state: 'waiting' | 'reading' | 'done' | 'unreadable' | 'unsupported';
  readonly sources: readonly LogSourceState[];
  /** How far back the log that was read reaches; null: not known. */
  readonly reachesBackToMs: number | null;
  readonly readBytes: number;
  /** More was there than is read. */
  readonly isCut: boolean;
  readonly reconciliation: KillReconciliation | null;
  readonly signs: readonly Sign[];
}

/**
 * The kernel's count of kills since boot (vmstat `oom_kill`) beside the kills in its log of this boot. `agree`: as many;
 * `unreported`: more were counted than the log shows; `uncounted`: the log shows more than were counted; `no-count`:
 * the kernel does not count (before 4.13); `no-log`: the log could not be read.
 */
export interface KillReconciliation {
  readonly verdict: 'agree' | 'unreported' | 'uncounted' | 'no-count' | 'no-log';
  readonly countedKills: number | null;
  readonly reportedKills: number | null;
  /** One sentence. */
  readonly message: Message;
}

/** What a watcher of incidents receives: everything once, then what changed, coalesced while it lags. */
export type IncidentEvent =
  | {
      readonly kind: 'snapshot';
      readonly sequence: number;
      readonly incidents: readonly IncidentSummary[];
      readonly logs: readonly HostLogState[];
    }
  | {
      readonly kind: 'delta';
      readonly sequence: number;
      readonly upserted: readonly IncidentSummary[];
      readonly removedKeys: readonly string[];
      readonly logs: readonly HostLogState[];
    };

/**
 * The most bytes of a file that one request of an import carries. In base64 they are four thirds as many characters,
 * and a request from the page has 64 Ki of them at most.
 */
export const IMPORT_CHUNK_BYTES = 45 * 1024;

/** What reading a dropped or pasted log gave. */
export interface LogImportResult {
  readonly incidentKeys: readonly string[];
  readonly signs: readonly Sign[];
  readonly readBytes: number;
  /** Incidents that were known already. */
  readonly knownAlready: number;
  /** Why the file could not be read to its end, as one sentence; what stood before that was read. */
  readonly problem: Message | null;
}
