import type { Message } from './message';

/** From nothing known to a kill at any moment. `unknown` is not `calm`: the host does not say enough. */
export const RISK_LEVELS = ['unknown', 'calm', 'watch', 'danger', 'critical'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** One thing that speaks for a level, as a sentence, with the numbers it was judged by (units in their names). */
export interface RiskReason {
  readonly level: RiskLevel;
  readonly message: Message;
  readonly evidence: Readonly<Record<string, string | number>>;
}

/** How near a host is to running out of memory. */
export interface Risk {
  readonly level: RiskLevel;
  /** 0 to 100; 40 and more is `watch`, 70 `danger`, 90 `critical`. 0 where nothing is known. */
  readonly score: number;
  /** The gravest first; empty when calm. */
  readonly reasons: readonly RiskReason[];
  /** The host in one sentence: the gravest reason, or that all is well, or that nothing can be said. */
  readonly summary: Message;
}

/** What the list of hosts needs of it. */
export type RiskSummary = Pick<Risk, 'level' | 'score' | 'summary'>;

/** Who would be killed first if the whole host ran out now. */
export interface NextVictim {
  readonly pid: number;
  readonly comm: string;
  readonly user: string | null;
  readonly commandLine: string | null;
  /** Share of RAM and swap with adj, in thousandths; null on kernels whose points are no share. */
  readonly normalisedPermille: number | null;
  /** The kernel's own number, on its own scale. */
  readonly kernelScore: number | null;
  readonly oomScoreAdj: number | null;
  readonly usedBytes: number;
  /** Another one may be taken as well: they cannot be told apart. */
  readonly isTied: boolean;
}
