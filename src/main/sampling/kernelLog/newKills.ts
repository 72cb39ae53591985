import type { Clock } from '../../clock';

/** The log follows a kill by a moment, and where journald or a slow disk stands between, by some more. */
const LOOKS_AFTER_KILL_MS = [1_500, 6_000, 20_000] as const;
/** A report that was being written when it was read is looked at again. */
const RETRY_MS = 4_000;
const MOST_RETRIES = 5;
/** Where the kernel does not count kills (before 4.13), the log itself has to be looked at. */
const WITHOUT_COUNT_MS = 60_000;
/** Reports that kill nobody are counted nowhere. */
const WITH_COUNT_MS = 300_000;
/** sudo writes a line into the host's own log each time. */
const DEAR_FACTOR = 5;

const COUNT = /^oom_kill (\d{1,15})$/m;

/** The kernel's count of kills in the text of /proc/vmstat (mm/vmstat.c, since 4.13); null where it does not count. */
export function oomKillCount(vmstat: string): number | null {
  const [, digits] = COUNT.exec(vmstat) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** When to look at the log for something new. */
export class NewKills {
  readonly #clock: Clock;
  #count: number | null = null;
  #isCounted = false;
  #dueAtMs: number[] = [];
  #lastReadAtMs: number;
  #retries = 0;
  #isDear = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lastReadAtMs = clock.nowMs();
  }

  /** Takes in the text of /proc/vmstat; null: not read in this pass. */
  take(vmstat: string | null): void {
    if (vmstat === null) return;
    const count = oomKillCount(vmstat);
    this.#isCounted = count !== null;
    if (count !== null && this.#count !== null && count !== this.#count) this.#lookSoon();
    this.#count = count;
  }

  /** 0: now. */
  msUntilDue(): number {
    const nowMs = this.#clock.nowMs();
    const everyMs = (this.#isCounted ? WITH_COUNT_MS : WITHOUT_COUNT_MS) * (this.#isDear ? DEAR_FACTOR : 1);
    // A clock that was set back starts the period over.
    if (nowMs < this.#lastReadAtMs) this.#lastReadAtMs = nowMs;
    return Math.max(0, Math.min(this.#lastReadAtMs + everyMs, ...this.#dueAtMs) - nowMs);
  }

  /** What is still unfinished now will not be finished: it is taken as it is. */
  get isLastTry(): boolean {
    return this.#retries >= MOST_RETRIES;
  }

  /** The log was read just now. */
  noteRead({ isUnfinished, isDear }: { readonly isUnfinished: boolean; readonly isDear: boolean }): void {
    const nowMs = this.#clock.nowMs();
    this.#isDear = isDear;
    this.#lastReadAtMs = nowMs;
    this.#dueAtMs = this.#dueAtMs.filter((dueAtMs) => dueAtMs > nowMs);
    this.#retries = isUnfinished && !this.isLastTry ? this.#retries + 1 : 0;
    if (this.#retries > 0) this.#dueAtMs.push(nowMs + RETRY_MS);
  }

  #lookSoon(): void {
    const nowMs = this.#clock.nowMs();
    this.#retries = 0;
    // A storm of kills moves the later looks on, and the first stays where it is.
    const [first = nowMs + LOOKS_AFTER_KILL_MS[0]] = this.#dueAtMs.toSorted((one, other) => one - other);
    this.#dueAtMs = [first, ...LOOKS_AFTER_KILL_MS.map((afterMs) => nowMs + afterMs).slice(1)];
  }
}
