import type { PolicyTier } from '../model';

/** The tiers of a policy file that names none. What they are for is said in docs/policies.md. */
export const BUILT_IN_TIERS: readonly PolicyTier[] = [
  { name: 'protected', minAdj: -1000, maxAdj: -1000 },
  { name: 'strongly', minAdj: -500, maxAdj: -300 },
  { name: 'somewhat', minAdj: -200, maxAdj: -100 },
  { name: 'default', minAdj: 0, maxAdj: 0 },
  { name: 'sacrificed', minAdj: 100, maxAdj: 500 },
];

/**
 * What a rule sets that names only its tier: the middle. From there a person can move a single process either way and
 * still be within the tier, so that the next look does not call it drift.
 *
 * @returns `oom_score_adj`, a whole number; halves go towards 0
 */
export function middleOf({ minAdj, maxAdj }: Pick<PolicyTier, 'minAdj' | 'maxAdj'>): number {
  return Math.trunc((minAdj + maxAdj) / 2) + 0;
}

/** A range of `oom_score_adj` as a cell or a sentence shows it: `-500…-300`, or one number. */
export function rangeText(minAdj: number, maxAdj: number): string {
  return minAdj === maxAdj ? String(minAdj) : `${String(minAdj)}…${String(maxAdj)}`;
}
