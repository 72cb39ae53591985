import type { Message } from './message';
import type { ProcessMatch } from './processMatch';

/** The two scales of the knob: `oom_score_adj` (-1000 to 1000), and `oom_adj` (-17 to 15) on kernels before 2.6.36. */
export type AdjScale = 'oom_score_adj' | 'oom_adj';

/** One thing that somebody wants changed on a host. */
export type ChangeItem =
  /** The knob of one process, which start time and pid name together. */
  | {
      readonly kind: 'set-adj';
      readonly hostId: string;
      readonly pid: number;
      readonly startTicks: number;
      readonly adj: number;
      /** The scale that `adj` is in; where the host has only the other one it is converted, and the plan shows how. */
      readonly scale: AdjScale;
    }
  /** What a systemd unit starts its processes with: a drop-in with `OOMScoreAdjust=`. */
  | {
      readonly kind: 'set-unit-adj';
      readonly hostId: string;
      readonly unit: string;
      readonly adj: number;
      /** Also through /proc for the processes that the unit runs now. */
      readonly isAppliedNow: boolean;
    }
  /** Takes Lowmark's own drop-in away again. */
  | { readonly kind: 'remove-unit-adj'; readonly hostId: string; readonly unit: string }
  | { readonly kind: 'restart-unit'; readonly hostId: string; readonly unit: string };

/** Processes by what they are, on hosts of the list: main finds them when it makes the plan. */
export interface ChangeSelection {
  readonly hostIds: readonly string[];
  readonly match: ProcessMatch;
  /** `oom_score_adj`. */
  readonly adj: number;
  /** Also as a drop-in of the units that they belong to. */
  readonly isLasting: boolean;
}

/** What led to a change. */
export type ChangeOrigin =
  | { readonly kind: 'process' }
  | { readonly kind: 'what-if' }
  | { readonly kind: 'selection' }
  | { readonly kind: 'policy'; readonly rules: readonly string[] }
  | { readonly kind: 'incident'; readonly key: string }
  | { readonly kind: 'undo'; readonly changeIds: readonly string[] };

export interface ChangeRequest {
  readonly items: readonly ChangeItem[];
  readonly selection: ChangeSelection | null;
  readonly origin: ChangeOrigin;
}

/** How a write gets the right it needs: none, `sudo -n`, or sudo with a password that is asked for and forgotten. */
export type Privilege = 'none' | 'sudo' | 'sudo-password';

/** What sudo said when it was asked, without running anything. */
export type SudoAnswer = 'not-asked' | 'works' | 'needs-password' | 'refused' | 'missing';

/** The account that Lowmark is on a host. */
export interface PlanAccount {
  readonly user: string;
  readonly uid: number | null;
  /** Has CAP_SYS_RESOURCE itself; null: not known. */
  readonly hasResourceCapability: boolean | null;
  readonly sudo: SudoAnswer;
}

export interface PlannedChild {
  readonly pid: number;
  readonly comm: string;
  readonly adj: number | null;
}

/** The process that a step is about, as it was when the plan was made. Names are foreign text. */
export interface PlannedProcess {
  readonly pid: number;
  readonly startTicks: number;
  /** By Lowmark's clock; null where the host's ticks are not known. */
  readonly startedAtMs: number | null;
  readonly comm: string;
  readonly commandLine: string | null;
  readonly user: string | null;
  readonly uid: number | null;
  readonly cgroup: string | null;
  /** The systemd unit of its cgroup. */
  readonly unit: string | null;
  readonly threads: number | null;
  /** The first of its children, and how many there are. */
  readonly children: readonly PlannedChild[];
  readonly childCount: number;
}

interface StepOfPlan {
  /** Names the step within its plan. */
  readonly id: string;
  /** Why it will not be tried; null: it will. */
  readonly blocked: Message | null;
  /** What is likely a slip. */
  readonly guards: readonly Message[];
  /** What else is to be known: threads, children, shared memory, the scale. */
  readonly notes: readonly Message[];
  /** The right that the write needs; null: none, or nothing changes. */
  readonly right: Message | null;
  /** Whether the account itself lacks that right, as far as can be told. */
  readonly needsPrivilege: boolean;
}

export interface AdjStep extends StepOfPlan {
  readonly kind: 'set-adj';
  readonly process: PlannedProcess;
  /** The file that is written. */
  readonly file: AdjScale;
  readonly before: number;
  readonly after: number;
  /** Where the value was given in another scale than the file has: the same in both. */
  readonly mapping: { readonly oomScoreAdj: number; readonly oomAdj: number } | null;
  /** Place in the host's ranking, from 1; null: exempt, or not ranked. */
  readonly placeBefore: number | null;
  readonly placeAfter: number | null;
  /** `/proc/PID/oom_score` now. */
  readonly scoreBefore: number | null;
}

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface UnitAdjStep extends StepOfPlan {
  readonly kind: 'set-unit-adj' | 'remove-unit-adj';
  readonly unit: string;
  /** The drop-in. */
  readonly path: string;
  readonly diff: readonly DiffLine[];
  /** `OOMScoreAdjust` as systemd has it now, from all its files; null: it does not say. */
  readonly before: number | null;
  /** What it will be; null: what is left when the drop-in is gone. */
  readonly after: number | null;
  /** The unit's other files, in the order in which systemd reads them. */
  readonly files: readonly string[];
}

export interface RestartStep extends StepOfPlan {
  readonly kind: 'restart-unit';
  readonly unit: string;
  readonly description: string | null;
  /** `active`, `failed`, `inactive`, and the finer state. */
  readonly activeState: string;
  readonly subState: string;
  /** How it last ended: `success`, `oom-kill`, `signal`. */
  readonly lastResult: string | null;
  /** `Restart=`: `no`, `on-failure`, `always`. */
  readonly restartPolicy: string | null;
  readonly restartDelaySeconds: number | null;
}

export type PlanStep = AdjStep | UnitAdjStep | RestartStep;

/** One row of a ranking before or after a change. */
export interface RankedProcess {
  readonly pid: number;
  readonly comm: string;
  /** From 1; null: exempt. */
  readonly place: number | null;
  readonly adj: number | null;
  /** Share of memory with adj, in thousandths; null: exempt, or a kernel that does not count so. */
  readonly normalisedPermille: number | null;
  readonly usedBytes: number;
  /** Whether the plan changes it. */
  readonly isChanged: boolean;
}

/** What the model says a change would do on one host. */
export interface PlanEffect {
  /** The first ones, and every changed one behind them. */
  readonly before: readonly RankedProcess[];
  readonly after: readonly RankedProcess[];
  /** Who would die next; null: nothing can be killed. */
  readonly victimBefore: RankedProcess | null;
  readonly victimAfter: RankedProcess | null;
}

export interface PlanHost {
  readonly hostId: string;
  readonly hostName: string;
  readonly address: string | null;
  readonly kernel: string | null;
  /** Names the boot that the plan was made in: pids and start times of another one mean nothing. Null: not reported. */
  readonly bootId: string | null;
  /** Null where the host could not be asked. */
  readonly account: PlanAccount | null;
  readonly privilege: Privilege;
  /** Why nothing can be written on this host; null: something can. */
  readonly blocked: Message | null;
  readonly notes: readonly Message[];
  readonly steps: readonly PlanStep[];
  /** Null where there is no ranking, or nothing in the plan changes it. */
  readonly effect: PlanEffect | null;
  /** The text that the host's `sh` is given, word for word; null where nothing would run. */
  readonly command: string | null;
}

/** What a person has to do to confirm. */
export type PlanConfirmation =
  | { readonly kind: 'click' }
  /** Types the phrase: several hosts, protection from every kill, or a guard that fired. */
  | { readonly kind: 'typed'; readonly phrase: string; readonly reasons: readonly Message[] };

/** What will be changed, made by main; only a plan can be confirmed, once, and as long as it has not expired. */
export interface ChangePlan {
  readonly id: string;
  readonly origin: ChangeOrigin;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
  readonly hosts: readonly PlanHost[];
  readonly confirmation: PlanConfirmation;
  /** The fixed program that every command runs, as it is. */
  readonly program: string;
}

/** How one step ended. */
export const STEP_OUTCOMES = [
  /** Written, and read back as wanted. */
  'done',
  /** It was as wanted already; nothing was written. */
  'already',
  /** The process has ended. */
  'gone',
  /** The pid belongs to another process now, or the process has become another program. */
  'another-process',
  /** Somebody else has changed it since the plan was made; it was left alone. */
  'changed-meanwhile',
  /** The kernel, sudo or systemd refused. */
  'denied',
  /** Written without an error, yet it reads otherwise. */
  'not-kept',
  /** The connection broke, and reading again shows that it was not written. */
  'not-written',
  /** The connection broke, and the host could not be read again yet. */
  'unknown',
  /** It was not tried. */
  'not-tried',
  /** Something else went wrong. */
  'failed',
] as const;
export type StepOutcome = (typeof STEP_OUTCOMES)[number];

export interface StepResult {
  readonly stepId: string;
  readonly outcome: StepOutcome;
  /** What happened and what to do next. */
  readonly sentence: Message;
  /** The value that stands there now; null: not known, or no value. */
  readonly value: number | null;
  /** The kernel's own score after it. */
  readonly score: number | null;
  /** Whether it was read over another connection than it was written. */
  readonly wasReadAgain: boolean;
  readonly atMs: number;
}

export interface RunHost {
  readonly hostId: string;
  readonly hostName: string;
  readonly state: 'waiting' | 'writing' | 'reading-again' | 'done';
  readonly results: readonly StepResult[];
}

/** A confirmed plan on its way, and what came of it. */
export interface ChangeRun {
  readonly id: string;
  readonly planId: string;
  readonly origin: ChangeOrigin;
  readonly startedAtMs: number;
  /** Null while it is under way. */
  readonly endedAtMs: number | null;
  readonly hosts: readonly RunHost[];
}

/** Whether writing is switched off: by a person, or from outside so that the page cannot switch it on. */
export type WriteMode = 'allowed' | 'read-only' | 'read-only-forced';

/** What a watcher of changes receives: what it does not have yet. */
export interface ChangeEvent {
  readonly sequence: number;
  readonly writeMode: WriteMode;
  /** Runs that are new or have moved, whole. */
  readonly runs: readonly ChangeRun[];
  /** Number of the newest entry of the audit; a list that shows an older one is out of date. */
  readonly newestAuditNumber: number;
}
