import type { Incident } from '../../model/incident';
import type { Replay, ReplayedTask } from '../../model/replay';
import { countsPages, measureOf, rankedOf } from './chosen';

/** The setting with which another process would have come first. */
export interface Protection {
  readonly task: ReplayedTask;
  /** The highest oom_score_adj that is enough. */
  readonly adj: number;
  /** Who would have come first instead. */
  readonly next: ReplayedTask;
}

const LOWEST_THAT_COUNTS = -999;

/**
 * What would have spared the chosen one: points are its memory plus adj thousandths of the total, and have to come below
 * those of the next.
 *
 * @returns null where it cannot be computed, or only -1000 would have done
 */
export function protectionOf(
  { killsAllocatingTask, oomGroup }: Incident,
  replay: Replay | null,
): Protection | null {
  // Neither asks for points: the one takes whoever asks, the other everyone.
  if (killsAllocatingTask || oomGroup !== null || replay === null || !countsPages(replay)) return null;
  const [task, next] = rankedOf(replay);
  if (task === undefined || next === undefined || !isTheOneTaken(replay, task)) return null;
  const adj = adjBelow(task, next.points, Math.trunc((measureOf(replay) ?? 0) / 1000));
  return adj === null ? null : { task, adj, next };
}

/** Not where the kernel took another one than the model. */
function isTheOneTaken({ actual, predicted }: Replay, { pid }: ReplayedTask): boolean {
  return pid === (actual ?? predicted);
}

/** The highest adj that leaves a process with fewer points than given; null where only the exempting one would. */
function adjBelow(
  { points, oomScoreAdj }: ReplayedTask & { readonly points: number },
  wantedPoints: number,
  thousandthPages: number,
): number | null {
  if (oomScoreAdj === null || thousandthPages === 0) return null;
  const withoutAdj = points - oomScoreAdj * thousandthPages;
  const adj = Math.min(oomScoreAdj - 1, Math.ceil((wantedPoints - withoutAdj) / thousandthPages) - 1);
  return adj < LOWEST_THAT_COUNTS ? null : adj;
}
