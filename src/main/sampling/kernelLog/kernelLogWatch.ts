import type { Clock } from '../../clock';
import type { Frame } from '../frame';
import type { HostLogEvent } from '../hostLog';
import type { KernelLogRequest } from '../source';
import type { LogChannel } from './logChannel';
import { HostLogReading, digestOf } from './hostLogReading';
import { PAST_READS, type ReadSlots } from './readSlots';
import { NewKills } from './newKills';

export interface KernelLogWatchOptions {
  readonly channel: LogChannel;
  readonly request: KernelLogRequest;
  readonly clock: Clock;
  /** Aborts when the session has ended. */
  readonly ended: AbortSignal;
  /** Called whenever there is something to fetch. */
  readonly onNews: () => void;
  readonly slots?: ReadSlots;
}

/** Windows that were given, by what they say: what is read again is not given again. */
const REMEMBERED_WINDOWS = 512;

/**
 * Follows the kernel log of one host, beside its samples: the past once, after the first sample has come, and what is new
 * whenever the kernel's count of kills moves. It never holds up a sample, and whatever goes wrong with the log stays there.
 */
export class KernelLogWatch {
  readonly #options: KernelLogWatchOptions;
  readonly #reading: HostLogReading;
  readonly #kills: NewKills;
  readonly #given = new Set<string>();
  #events: HostLogEvent[] = [];
  #isRunning = false;
  #isAskedFor = false;
  #wake = new AbortController();

  constructor(options: KernelLogWatchOptions) {
    const { channel, request, clock } = options;
    this.#options = options;
    this.#kills = new NewKills(clock);
    this.#reading = new HostLogReading({
      channel,
      clock,
      mayUseSudo: request.mayUseSudo,
      emit: (event) => this.#emit(event),
    });
  }

  /** Takes note of a sample. The first one starts the reading. */
  take(frame: Frame): void {
    this.#reading.uptimeSeconds = frame.uptimeSeconds;
    this.#kills.take(frame.sections['vmstat'] ?? null);
    this.#isAskedFor = this.#options.request.takeRequest() || this.#isAskedFor;
    if (!this.#isRunning) {
      this.#isRunning = true;
      void this.#run();
    }
    this.#wake.abort();
  }

  /** What has come since the last call. */
  drain(): readonly HostLogEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  async #run(): Promise<void> {
    const { ended, clock } = this.#options;
    // A request that came with the first sample is met by what is done anyway.
    this.#isAskedFor = true;
    while (!ended.aborted) {
      if (this.#isAskedFor) await this.#readPast();
      else if (this.#kills.msUntilDue() <= 0) await this.#readNew();
      if (this.#isAskedFor || ended.aborted) continue;
      this.#wake = new AbortController();
      await clock.sleep(this.#kills.msUntilDue(), AbortSignal.any([this.#wake.signal, ended]));
    }
  }

  async #readPast(): Promise<void> {
    const { ended, slots = PAST_READS } = this.#options;
    const leave = await slots.take(ended);
    if (leave === null) return;
    this.#isAskedFor = false;
    this.#given.clear();
    try {
      const { isUnfinished } = await this.#reading.readPast();
      this.#kills.noteRead({ isUnfinished, isDear: this.#reading.isDear });
    } finally {
      leave();
    }
  }

  async #readNew(): Promise<void> {
    const isLast = this.#kills.isLastTry;
    const { isUnfinished } = await this.#reading.readNew(isLast);
    this.#kills.noteRead({ isUnfinished, isDear: this.#reading.isDear });
  }

  #emit(event: HostLogEvent): void {
    if (event.kind === 'window' && !this.#isNew(event.text)) return;
    this.#events.push(event);
    this.#options.onNews();
  }

  #isNew(text: string): boolean {
    const digest = digestOf(text);
    if (this.#given.has(digest)) return false;
    if (this.#given.size >= REMEMBERED_WINDOWS) {
      const [oldest] = this.#given;
      if (oldest !== undefined) this.#given.delete(oldest);
    }
    this.#given.add(digest);
    return true;
  }
}
