import type { IncidentSummary } from '../../../../shared/model';

/** What another incident has in common with this one, the strongest first. */
export const SIMILARITIES = ['cgroup', 'victim', 'cause'] as const;
export type Similarity = (typeof SIMILARITIES)[number];

export interface SimilarKill {
  readonly row: IncidentSummary;
  readonly shares: readonly Similarity[];
}

export interface SimilarKills {
  /** The most alike first, then in the order of the list; at most as many as were asked for. */
  readonly shown: readonly SimilarKill[];
  readonly count: number;
  readonly byKind: Readonly<Record<Similarity, number>>;
}

/** Points of each likeness: the cause alone says least, since most kills are of the host's memory. */
const WEIGHTS: Readonly<Record<Similarity, number>> = { cgroup: 4, victim: 4, cause: 1 };

/**
 * Other incidents with the same cgroup, a victim of the same name, or the same cause.
 * @param all newest first
 */
export function similarKillsOf(
  own: IncidentSummary,
  all: readonly IncidentSummary[],
  most: number,
): SimilarKills {
  const similar = all
    .filter(({ key }) => key !== own.key)
    .map((row) => ({ row, shares: sharesOf(own, row) }))
    .filter(({ shares }) => shares.length > 0);
  const countOf = (kind: Similarity): number => similar.filter(({ shares }) => shares.includes(kind)).length;
  return {
    shown: similar.toSorted((one, other) => weightOf(other) - weightOf(one)).slice(0, most),
    count: similar.length,
    byKind: { cgroup: countOf('cgroup'), victim: countOf('victim'), cause: countOf('cause') },
  };
}

function sharesOf(own: IncidentSummary, other: IncidentSummary): readonly Similarity[] {
  const names = new Set(own.victims.flatMap(({ comm }) => comm ?? []));
  const shares: Readonly<Record<Similarity, boolean>> = {
    cgroup: own.cgroup !== null && own.cgroup === other.cgroup,
    victim: other.victims.some(({ comm }) => comm !== null && names.has(comm)),
    // That nothing is known of both is no likeness.
    cause: own.causeKind !== 'unknown' && own.causeKind === other.causeKind,
  };
  return SIMILARITIES.filter((kind) => shares[kind]);
}

function weightOf({ shares }: SimilarKill): number {
  return shares.reduce((sum, kind) => sum + WEIGHTS[kind], 0);
}
