import type { Message } from './message';

/** One process of a report's task table as the kernel that wrote it would have ranked it. */
export interface ReplayedTask {
  readonly pid: number;
  readonly comm: string;
  /** In the generation's unit; null for one that cannot be killed, or whose points the report does not let compute. */
  readonly points: number | null;
  readonly oomScoreAdj: number | null;
  readonly eligible: boolean;
  readonly why: readonly Message[];
}

/**
 * Why a prediction and the kernel differ, or cannot be compared. A closed list: `rounding` (counters a little apart from the
 * table), `tie`, `sacrificed-child` (the chosen agrees, a child died), `swap-not-printed`, `table-missing` (not printed or cut),
 * `allocating-task` (the kernel was told to kill whoever asks).
 */
export const DISAGREEMENT_REASONS = [
  'rounding',
  'tie',
  'sacrificed-child',
  'swap-not-printed',
  'table-missing',
  'allocating-task',
] as const;
export type DisagreementReason = (typeof DISAGREEMENT_REASONS)[number];

/** A report, computed again. */
export interface Replay {
  readonly incidentId: string;
  /** `heuristic`, `permille`, `pages`, `signed`: see BadnessGeneration. */
  readonly generation: 'heuristic' | 'permille' | 'pages' | 'signed' | null;
  /** What adj was measured by. */
  readonly totalPages: number | null;
  /** Who the model takes, of those in the table. */
  readonly predicted: number | null;
  /** Who the kernel took; a child that died in its place is in `died` only. */
  readonly actual: number | null;
  readonly died: readonly number[];
  /** Null: nothing to compare. */
  readonly agrees: boolean | null;
  /** Why not, or what is special although it agrees. */
  readonly reason: DisagreementReason | null;
  readonly ranking: readonly ReplayedTask[];
  readonly notes: readonly Message[];
}

/** What is tried out on a report. Unmentioned things stay as they were. */
export interface ReplayChanges {
  readonly adjByPid: ReadonlyMap<number, number>;
  readonly removedPids: ReadonlySet<number>;
  /** Bytes; below 0 takes away. */
  readonly addedRamBytes: number;
  readonly addedSwapBytes: number;
  /** For a cgroup at its limit; what is absent is 0. */
  readonly addedLimitBytes?: number | undefined;
}
