import type { PlanEffect, RankedProcess } from '../model';
import { rankIn, wholeMachine, type Candidate, type Ranking } from '../oom/ranking';
import { oomHostOf } from '../oom/scopes';
import { victimOf } from '../oom/victim';
import { processKey, withChanges, type ProcessChanges } from '../oom/whatIf';
import type { HostFacts } from './hostFacts';

/** Rows of a ranking that are shown whatever is changed. */
const FIRST_ROWS = 6;

/** What the ranking of the whole host says of the changes, and where every process stands in it. */
export interface RankedChanges {
  readonly effect: PlanEffect;
  /** From 1, by `processKey`; exempt ones are not in it. */
  readonly placesBefore: ReadonlyMap<string, number>;
  readonly placesAfter: ReadonlyMap<string, number>;
}

/**
 * Ranks a host as it is, and with all changes at once.
 *
 * @param changes by `processKey`, in the scale that each process has
 * @returns null where nothing can be ranked
 */
export function rankedChangesOf(facts: HostFacts, changes: ProcessChanges): RankedChanges | null {
  const { sample } = facts.input;
  if (sample === null || facts.processes.length === 0) return null;
  const host = oomHostOf({ ...sample, processes: facts.processes });
  const scope = wholeMachine(host);
  if (scope === null) return null;
  const before = rankIn(facts.processes, host, scope);
  const after = rankIn(withChanges(facts.processes, changes, scope.pageBytes), host, scope);
  const shownBefore = shownOf(before, changes);
  const shownAfter = shownOf(after, changes);
  return {
    effect: {
      before: shownBefore.rows,
      after: shownAfter.rows,
      victimBefore: shownBefore.victim,
      victimAfter: shownAfter.victim,
    },
    placesBefore: shownBefore.places,
    placesAfter: shownAfter.places,
  };
}

interface ShownRanking {
  readonly rows: readonly RankedProcess[];
  readonly victim: RankedProcess | null;
  readonly places: ReadonlyMap<string, number>;
}

function shownOf(ranking: Ranking, changes: ProcessChanges): ShownRanking {
  const { pageBytes } = ranking.scope;
  const places = new Map<string, number>();
  const rows: RankedProcess[] = [];
  const rowOf = (candidate: Candidate, key: string): RankedProcess =>
    rankedProcessOf(candidate, places.get(key) ?? null, changes.has(key), pageBytes);
  ranking.candidates.forEach((candidate, index) => {
    const key = processKey(candidate.process);
    // Exempt ones stand behind all others, so that the place is the index.
    if (candidate.badness.kind === 'eligible') places.set(key, index + 1);
    if (index < FIRST_ROWS || changes.has(key)) rows.push(rowOf(candidate, key));
  });
  const dies = victimOf(ranking)?.dies ?? null;
  return { rows, victim: dies === null ? null : rowOf(dies, processKey(dies.process)), places };
}

function rankedProcessOf(
  { process, normalisedPermille }: Candidate,
  place: number | null,
  isChanged: boolean,
  pageBytes: number,
): RankedProcess {
  const { pid, comm, oomScoreAdj, oomAdj, rssPages, swapPages, pageTableBytes } = process;
  return {
    pid,
    comm,
    place,
    adj: oomScoreAdj ?? oomAdj,
    normalisedPermille,
    usedBytes: (rssPages + (swapPages ?? 0)) * pageBytes + (pageTableBytes ?? 0),
    isChanged,
  };
}
