import type { Cadence } from '../../shared/model';
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { Frame } from './frame';
import { KernelLogWatch } from './kernelLog/kernelLogWatch';
import type { ScriptSession, Tiers } from './scriptSession';
import { openScriptSession } from './scriptSession';
import type { ShellChannel } from './shellChannel';
import type { ShellOpener, SourceEvent, SourceRequest } from './source';
import { SourceError } from './sourceError';

export interface ShellStreamOptions {
  /** How sentences about failures name the host. */
  readonly hostLabel: string;
  /** The account, for the same sentences. */
  readonly user: string;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1; spreads hosts over their period so that a fleet does not beat as one. */
  readonly random: () => number;
  /** Where the host's log files are, if not in `/var/log`. */
  readonly logFolder?: string;
}

/** A longer pause is slept in pieces, so that a shorter cadence does not wait for the end of the longer one. */
const LONGEST_SLEEP_MS = 5_000;

const EVERYTHING: Tiers = 'host-wide+processes';

/** The second pass comes no sooner than this part of a period after the first: rates need some time between. */
const SHORTEST_FIRST_PERIOD_RATIO = 0.2;

/**
 * When to read what. Due times are counted from the due time before, not from when a pass ended, so that slow passes do
 * not make the schedule drift; what was missed is left out, never made up for.
 */
export class PullSchedule {
  #hostWideDueFromMs: number;
  #processesDueFromMs: number;

  /** Starts at the first pass, which reads everything; `random` (0 to 1) places this host in the period. */
  constructor(startMs: number, cadence: Cadence, random: number) {
    const phase = SHORTEST_FIRST_PERIOD_RATIO + (1 - SHORTEST_FIRST_PERIOD_RATIO) * random;
    const originMs = startMs - (1 - phase) * cadence.hostWideSeconds * 1_000;
    this.#hostWideDueFromMs = originMs;
    this.#processesDueFromMs = originMs;
  }

  /** Milliseconds until the next pass is due; 0: now. */
  msUntilDue(nowMs: number, cadence: Cadence): number {
    const wasClockSetBack = nowMs < Math.max(this.#hostWideDueFromMs, this.#processesDueFromMs);
    if (wasClockSetBack) return 0;
    const hostWideDueMs = this.#hostWideDueFromMs + cadence.hostWideSeconds * 1_000;
    const processesDueMs = this.#processesDueFromMs + cadence.processesSeconds * 1_000;
    return Math.max(0, Math.min(hostWideDueMs, processesDueMs) - nowMs);
  }

  /**
   * What the pass that is due now reads, and the schedule moves on behind it. A sweep always brings the host-wide files
   * of the same moment: a score is only understood against the memory it was computed from.
   */
  take(nowMs: number, cadence: Cadence): Tiers {
    const hostWideMs = cadence.hostWideSeconds * 1_000;
    const processesMs = cadence.processesSeconds * 1_000;
    const isSweepDue = this.#processesDueFromMs + processesMs <= nowMs;
    this.#hostWideDueFromMs = lastDueMs(this.#hostWideDueFromMs, hostWideMs, nowMs);
    this.#processesDueFromMs = lastDueMs(this.#processesDueFromMs, processesMs, nowMs);
    return isSweepDue ? 'host-wide+processes' : 'host-wide';
  }
}

/** The newest due time that is not after now. A clock that was set back starts the period over. */
function lastDueMs(fromMs: number, periodMs: number, nowMs: number): number {
  if (nowMs < fromMs) return nowMs;
  return fromMs + Math.floor((nowMs - fromMs) / periodMs) * periodMs;
}

/**
 * The stream of a {@link SampleSource} over a shell, wherever it runs: opens the channel, starts the script, yields the
 * identity, then one frame a pass at the request's cadence, never with two requests on the way. When it ends, for whatever
 * reason, the channel is closed.
 *
 * @param openChannel starts a POSIX `sh` with no arguments; rejects with a SourceError where it cannot. It must honour
 *   the signal, which is the request's.
 * @throws {SourceError} when the channel cannot be opened or breaks, and for what {@link openScriptSession} throws.
 *   Returns when the signal aborts.
 */
export async function* streamShell(
  openChannel: (signal: AbortSignal) => Promise<ShellChannel>,
  request: SourceRequest,
  options: ShellStreamOptions,
): AsyncGenerator<SourceEvent, void, undefined> {
  const { signal } = request;
  if (signal.aborted) return;
  let channel: ShellChannel | null = null;
  try {
    channel = await openChannel(signal);
    const session = await openScriptSession(channel, { ...options, signal });
    const shells = shellsBeside(channel, session.ended, options);
    yield { kind: 'identity', identity: session.identity, shells };
    yield* framesOf(session, request, options);
  } catch (error) {
    // What breaks while everything is being torn down is not a failure of the host.
    if (!signal.aborted) throw error;
  } finally {
    channel?.close();
    request.sweepBell?.onRing(null);
  }
}

function shellsBeside(
  channel: ShellChannel,
  ended: AbortSignal,
  { hostLabel: host, user }: ShellStreamOptions,
): ShellOpener {
  return {
    ended,
    open: async (signal) => {
      if (ended.aborted) throw new SourceError('connection-lost', { params: { host, user } });
      return channel.openSibling(signal);
    },
  };
}

async function* framesOf(
  session: ScriptSession,
  request: SourceRequest,
  options: ShellStreamOptions,
): AsyncGenerator<SourceEvent, void, undefined> {
  const { clock, random } = options;
  const { signal } = request;
  const log = new LogNews(session, request, clock);
  const schedule = new PullSchedule(clock.nowMs(), request.cadence(), random());
  let tiers: Tiers = EVERYTHING;
  request.sweepBell?.onRing(() => log.wake());
  while (!signal.aborted) {
    const frame = await session.read(tiers);
    log.take(frame);
    yield { kind: 'frame', frame };
    let isSweepWanted: boolean;
    for (;;) {
      yield* log.drain();
      isSweepWanted = request.sweepBell?.take() ?? false;
      const waitMs = isSweepWanted ? 0 : schedule.msUntilDue(clock.nowMs(), request.cadence());
      if (waitMs <= 0 || signal.aborted) break;
      await log.sleep(Math.min(waitMs, LONGEST_SLEEP_MS));
      session.throwIfEnded();
    }
    // A sweep out of turn does not move the turns.
    const due = schedule.take(clock.nowMs(), request.cadence());
    tiers = isSweepWanted ? EVERYTHING : due;
  }
}

/** What the host's log says between two passes, where it is to be read. */
class LogNews {
  readonly #ended: AbortSignal;
  readonly #clock: Clock;
  readonly #watch: KernelLogWatch | null;
  #hasNews = false;
  #wake: (() => void) | null = null;

  constructor(session: ScriptSession, { kernelLog }: SourceRequest, clock: Clock) {
    this.#ended = session.ended;
    this.#clock = clock;
    const onNews = (): void => this.wake();
    this.#watch =
      kernelLog === undefined
        ? null
        : new KernelLogWatch({
            channel: session.log,
            request: kernelLog,
            clock,
            ended: session.ended,
            onNews,
          });
  }

  take(frame: Frame): void {
    this.#watch?.take(frame);
  }

  /** Ends the sleep, or the next one before it begins. */
  wake(): void {
    this.#hasNews = true;
    this.#wake?.();
  }

  *drain(): Generator<SourceEvent, void, undefined> {
    this.#hasNews = false;
    for (const event of this.#watch?.drain() ?? []) yield { kind: 'log', event };
  }

  /** Ends early when there is news, and when the connection breaks: that is known at once, not when a pass is due. */
  async sleep(ms: number): Promise<void> {
    if (this.#hasNews || this.#ended.aborted) return;
    const sleep = new AbortController();
    const wake = (): void => sleep.abort();
    this.#wake = wake;
    this.#ended.addEventListener('abort', wake, { once: true });
    await this.#clock.sleep(ms, sleep.signal);
    this.#ended.removeEventListener('abort', wake);
    this.#wake = null;
  }
}
