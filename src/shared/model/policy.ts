import type { ChangeItem } from './change';
import type { Message } from './message';
import type { ProcessMatch } from './processMatch';

/** Which hosts a rule is for; all lists empty: every host. One pattern of any list has to fit. */
export interface HostMatch {
  readonly names: readonly string[];
  readonly groups: readonly string[];
  readonly tags: readonly string[];
}

export interface PolicyTier {
  readonly name: string;
  /** `oom_score_adj`, from and to, in order. */
  readonly minAdj: number;
  readonly maxAdj: number;
}

export interface PolicyRule {
  readonly name: string;
  readonly tier: string;
  /** What a fix sets; within the tier. */
  readonly adj: number;
  readonly match: ProcessMatch;
  readonly hosts: HostMatch;
  /** Whether the unit's files have to say so too, where there is a systemd unit. */
  readonly isLasting: boolean;
}

/** Who is to be killed late and who early. The first rule that fits a process decides. */
export interface Policy {
  readonly tiers: readonly PolicyTier[];
  readonly rules: readonly PolicyRule[];
}

/** What is wrong with a policy file, and where. */
export interface PolicyProblem {
  /** From 1; null: the file as a whole. */
  readonly line: number | null;
  readonly column: number | null;
  readonly sentence: Message;
}

/** A policy as its file has it. */
export interface PolicyDocument {
  readonly text: string;
  /** Null where the text cannot be understood. */
  readonly policy: Policy | null;
  readonly problems: readonly PolicyProblem[];
  /** SHA-256 of the stored text: a save names the one that it replaces. */
  readonly sha256: string;
}

/** A process as the policy asks for it. */
export interface SurveyedProcess {
  readonly pid: number;
  readonly ppid: number;
  readonly startTicks: number;
  readonly uid: number | null;
  readonly user: string | null;
  readonly comm: string;
  /** Null: this account may not see it, or it has none. */
  readonly exe: string | null;
  readonly cgroup: string | null;
  readonly unit: string | null;
  readonly oomScoreAdj: number | null;
  readonly oomAdj: number | null;
}

export interface SurveyedUnit {
  readonly unit: string;
  /** `OOMScoreAdjust` as systemd has it from all its files; null: it does not say. */
  readonly adj: number | null;
  readonly files: readonly string[];
  /** Whether Lowmark's drop-in is one of them. */
  readonly hasDropIn: boolean;
}

/** All processes of a host as the policy asks for them, at one time. */
export interface HostSurvey {
  readonly processes: readonly SurveyedProcess[];
  readonly units: readonly SurveyedUnit[];
  /** What could not be seen. */
  readonly notes: readonly Message[];
}

/** One process for which live value, unit file and policy do not all agree, or that is next to die all the same. */
export interface DriftFinding {
  readonly hostId: string;
  readonly hostName: string;
  readonly rule: string;
  readonly tier: string;
  readonly process: Pick<SurveyedProcess, 'pid' | 'startTicks' | 'comm' | 'user' | 'unit'>;
  /** What the rule asks for. */
  readonly wantedMin: number;
  readonly wantedMax: number;
  /** In the scale of `oom_score_adj`; null: not reported. */
  readonly liveAdj: number | null;
  /** Null: no unit, or its files do not say. */
  readonly unitAdj: number | null;
  readonly isLiveWrong: boolean;
  readonly isUnitWrong: boolean;
  /** Protected by the policy, and yet the host's next victim. */
  readonly isNextVictim: boolean;
  readonly sentence: Message;
  /** What would put it right; empty where only a person can. */
  readonly fixes: readonly ChangeItem[];
}

export interface HostDrift {
  readonly hostId: string;
  readonly hostName: string;
  /** `unchecked` never, or not since the policy was changed; `failed`: with the reason in `problem`. */
  readonly state: 'unchecked' | 'checking' | 'checked' | 'failed';
  readonly checkedAtMs: number | null;
  readonly problem: Message | null;
  readonly notes: readonly Message[];
  /** Processes that a rule fits. */
  readonly covered: number;
  /** The same by the name of the rule; a rule that fits none is left out. */
  readonly coveredByRule: Readonly<Record<string, number>>;
  readonly findings: readonly DriftFinding[];
}

/** What a watcher of the policy receives. */
export interface PolicyEvent {
  readonly sequence: number;
  /** Of the stored text; a page that shows another one reads it again. */
  readonly sha256: string;
  /** Hosts that are new or have moved, whole. */
  readonly hosts: readonly HostDrift[];
  readonly removedIds: readonly string[];
}
