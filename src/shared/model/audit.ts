import type { ChangeOrigin, ChangePlan, StepResult } from './change';
import type { Message } from './message';

/** Who made a change: an account of the machine that Lowmark runs on. Foreign text. */
export interface Operator {
  readonly user: string;
  readonly machine: string;
  readonly shell: string;
}

/** What an entry is about. */
export type AuditRecord =
  /** Written before anything is sent to a host. */
  | {
      readonly kind: 'confirmed';
      readonly runId: string;
      readonly by: Operator;
      readonly reason: string;
      readonly plan: ChangePlan;
    }
  | {
      readonly kind: 'result';
      readonly runId: string;
      readonly hostId: string;
      readonly hostName: string;
      readonly results: readonly StepResult[];
    }
  | { readonly kind: 'write-mode'; readonly by: Operator; readonly isReadOnly: boolean }
  | { readonly kind: 'policy'; readonly by: Operator; readonly sha256: string };

/** One line of `audit.jsonl`. */
export interface AuditEntry {
  readonly version: 1;
  /** From 1, without gaps. */
  readonly number: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The hash of the entry before; 64 zeros for the first. */
  readonly previousHash: string;
  readonly record: AuditRecord;
  /** SHA-256, in hex, of all of the above. */
  readonly hash: string;
}

/** One change of one thing, as a list shows it. */
export interface AuditRow {
  /** `runId/hostId/stepId`: names it for undo. */
  readonly changeId: string;
  readonly runId: string;
  readonly number: number;
  readonly atMs: number;
  readonly by: Operator;
  readonly hostId: string;
  readonly hostName: string;
  /** The account on the host. */
  readonly account: string | null;
  readonly kind: 'set-adj' | 'set-unit-adj' | 'remove-unit-adj' | 'restart-unit';
  /** The process as `comm (pid)`, or the unit. */
  readonly subject: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly reason: string;
  readonly origin: ChangeOrigin;
  /** Null: nothing is on record of how it ended. */
  readonly result: StepResult | null;
  /** Whether it can be undone as far as is known here; the host is asked when it is proposed. */
  readonly undo: 'possible' | 'undone' | 'no';
}

/** Newest first. */
export interface AuditRows {
  readonly rows: readonly AuditRow[];
  /** Whether there are older ones that fit. */
  readonly hasMore: boolean;
}

export interface AuditSearch {
  /** Words that all have to occur in host, subject, person, reason or outcome; empty: everything. */
  readonly text: string;
  readonly hostId: string | null;
  /** Only entries before this number; null: from the newest. */
  readonly beforeNumber: number | null;
  readonly limit: number;
}

/** Whether the chain of entries is whole. */
export interface AuditVerdict {
  readonly isWhole: boolean;
  readonly entries: number;
  /** The newest hash: kept elsewhere, it shows later that nothing was cut off the end. */
  readonly headHash: string | null;
  /** What is wrong, and from which line on. */
  readonly problem: Message | null;
  readonly line: number | null;
}
