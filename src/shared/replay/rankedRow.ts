import type { Message, Replay, ReplayedTask } from '../model';

/** Makes the sentences about a place of a ranking, counted from 0. */
export type WhyAt = (place: number) => readonly Message[];

/**
 * A row whose sentences are made when they are first asked for: of thousands of rows, a person looks at a few. One getter
 * serves all rows, since one for each took longer than the ranking; so a copy by its keys lacks `why`, see {@link plainReplay}.
 */
export class RankedRow implements ReplayedTask {
  readonly pid: number;
  readonly comm: string;
  readonly points: number | null;
  readonly oomScoreAdj: number | null;
  readonly eligible: boolean;
  readonly #place: number;
  readonly #whyAt: WhyAt;
  #why: readonly Message[] | null = null;

  constructor(
    { pid, comm, points, oomScoreAdj, eligible }: Omit<ReplayedTask, 'why'>,
    place: number,
    whyAt: WhyAt,
  ) {
    this.pid = pid;
    this.comm = comm;
    this.points = points;
    this.oomScoreAdj = oomScoreAdj;
    this.eligible = eligible;
    this.#place = place;
    this.#whyAt = whyAt;
  }

  get why(): readonly Message[] {
    this.#why ??= this.#whyAt(this.#place);
    return this.#why;
  }

  toJSON(): ReplayedTask {
    return plainRow(this);
  }
}

/** A replay that is nothing but data, to be written out: every row has its sentences. */
export function plainReplay(replay: Replay): Replay {
  return { ...replay, ranking: replay.ranking.map(plainRow) };
}

function plainRow({ pid, comm, points, oomScoreAdj, eligible, why }: ReplayedTask): ReplayedTask {
  return { pid, comm, points, oomScoreAdj, eligible, why };
}
