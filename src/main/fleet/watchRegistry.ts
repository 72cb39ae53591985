import type { Clock } from '../clock';
import { PacedWatch } from './pacedWatch';

/** The open streams by the id that their receiver chose, so that its acknowledgements find them. */
export class WatchRegistry {
  readonly #watches = new Map<string, PacedWatch>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#watches.size;
  }

  acknowledge(watchId: string, sequence: number): void {
    this.#watches.get(watchId)?.acknowledge(sequence);
  }

  /**
   * Runs a stream under a watch of its own and forgets the watch when the stream ends, however it ends.
   *
   * @param signal the transport's: aborted when the receiver cancels or goes away.
   */
  async *run<Event>(
    watchId: string,
    signal: AbortSignal | undefined,
    events: (watch: PacedWatch) => AsyncGenerator<Event, void, undefined>,
  ): AsyncGenerator<Event, void, undefined> {
    const watch = new PacedWatch(this.#clock, signal ?? new AbortController().signal);
    this.#watches.set(watchId, watch);
    try {
      yield* events(watch);
    } finally {
      if (this.#watches.get(watchId) === watch) this.#watches.delete(watchId);
    }
  }
}
