import type { Sign } from '../../shared/model';

/** So many signs are kept of a host or a file. */
const MOST_SIGNS = 200;

interface Placed {
  readonly sign: Sign;
  readonly orderMs: number;
}

/** What tells two signs apart: where they stand in a log is not part of it, since the same log is read again. */
function identityOf({ kind, at, comm, pid, order, cgroup }: Sign): string {
  return JSON.stringify([kind, at.bootSeconds, at.wallClock, comm, pid, order, cgroup]);
}

/** The newest signs, each once, oldest first. */
export class NewestSigns {
  #placed: readonly Placed[] = [];

  get signs(): readonly Sign[] {
    return this.#placed.map(({ sign }) => sign);
  }

  /**
   * @param atMs when it was written, as far as that is known; what has no time follows what came before it
   * @returns whether anything has changed
   */
  add(sign: Sign, atMs: number | null): boolean {
    const identity = identityOf(sign);
    const index = this.#placed.findIndex((one) => identityOf(one.sign) === identity);
    const known = this.#placed[index];
    if (known !== undefined) {
      if (known.sign.count >= sign.count) return false;
      this.#placed = this.#placed.with(index, { ...known, sign });
      return true;
    }
    const orderMs = atMs ?? this.#placed.at(-1)?.orderMs ?? Number.NEGATIVE_INFINITY;
    const at = this.#placed.findLastIndex((one) => one.orderMs <= orderMs) + 1;
    // The oldest would go at once again.
    if (at === 0 && this.#placed.length >= MOST_SIGNS) return false;
    this.#placed = this.#placed.toSpliced(at, 0, { sign, orderMs }).slice(-MOST_SIGNS);
    return true;
  }
}
