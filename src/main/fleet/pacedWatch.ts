import type { Clock } from '../clock';

/** Least time between two events to one watcher: at most five a second. */
const WATCH_GAP_MS = 200;

/** A watcher that has not acknowledged for this long gets the next event all the same: its word may have been lost. */
const LONGEST_LAG_MS = 10_000;

/**
 * The pace of one stream: an event is due when something changed, the last event is `WATCH_GAP_MS` old, and the
 * receiver has acknowledged it. While a receiver lags, changes collect in the sender's state instead of in a queue.
 */
export class PacedWatch {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #isDirty = false;
  #sequence = 0;
  #acknowledged = 0;
  #sentAtMs = Number.NEGATIVE_INFINITY;
  #wake: (() => void) | null = null;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  /** Something that this watcher would show has changed. */
  markDirty(): void {
    this.#isDirty = true;
    this.#wake?.();
  }

  /** The receiver has applied everything up to and including this event. */
  acknowledge(sequence: number): void {
    this.#acknowledged = Math.max(this.#acknowledged, Math.min(sequence, this.#sequence));
    this.#wake?.();
  }

  /** The number of the event that is sent now. */
  nextSequence(): number {
    this.#sequence += 1;
    this.#sentAtMs = this.#clock.nowMs();
    this.#isDirty = false;
    return this.#sequence;
  }

  /** Resolves true when the next event is due, false when the watch has ended. */
  async due(): Promise<boolean> {
    for (;;) {
      if (this.#signal.aborted) return false;
      const waitMs = this.#waitMs();
      if (waitMs === 0) return true;
      await this.#woken(waitMs);
    }
  }

  /** 0: due now; a number: look again then; null: nothing to send until something changes. */
  #waitMs(): number | null {
    if (!this.#isDirty) return null;
    const sinceMs = this.#clock.nowMs() - this.#sentAtMs;
    const neededMs = this.#acknowledged >= this.#sequence ? WATCH_GAP_MS : LONGEST_LAG_MS;
    return Math.max(0, neededMs - sinceMs);
  }

  async #woken(waitMs: number | null): Promise<void> {
    const timer = new AbortController();
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    if (waitMs === null) await woken;
    else await Promise.race([woken, this.#clock.sleep(waitMs, timer.signal)]);
    timer.abort();
    this.#wake = null;
  }
}
