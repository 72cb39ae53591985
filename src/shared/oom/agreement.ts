import { counterBoundOf } from './explain';
import type { Ranking } from './ranking';

/** How the computed scores stand beside the kernel's own, over one sweep. */
export interface ScoreAgreement {
  /** Processes of which both are known. */
  readonly compared: number;
  readonly equal: number;
  /** Apart by no more than per-processor counters may be off. */
  readonly withinCounters: number;
  /** Apart by more: read at another moment, or counted otherwise. */
  readonly apart: number;
  /** The largest difference among those. */
  readonly largestDifference: number;
}

/** Counts where `oom_score` and what was computed for it are equal, and where not. */
export function scoreAgreementOf(ranking: Ranking): ScoreAgreement {
  const bound = counterBoundOf(ranking);
  const differences = ranking.candidates.flatMap(({ process, predictedScore }) =>
    process.oomScore === null ? [] : [Math.abs(process.oomScore - predictedScore)],
  );
  const apart = differences.filter((difference) => difference > bound);
  const equal = differences.filter((difference) => difference === 0).length;
  return {
    compared: differences.length,
    equal,
    withinCounters: differences.length - equal - apart.length,
    apart: apart.length,
    largestDifference: apart.reduce((largest, difference) => Math.max(largest, difference), 0),
  };
}
