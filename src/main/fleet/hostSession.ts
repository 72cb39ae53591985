import type { FailureKind, HostConfig, HostFailure, HostRow, HostState } from '../../shared/model';
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { ShellChannel } from '../sampling/shellChannel';
import type { KernelLogRequest, SampleSource, ShellOpener, SourceEvent } from '../sampling/source';
import { SourceError } from '../sampling/sourceError';
import { SweepBell } from '../sampling/sweepBell';
import type { HostLogs } from './hostLogs';
import { hostRowOf } from './hostRow';
import { HostWatch } from './hostWatch';
import { retryPauseMs } from './retryPause';

/** What a session needs from outside. */
export interface SessionDependencies {
  readonly openSource: (config: HostConfig) => SampleSource;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1; spreads the pauses between tries. */
  readonly random: () => number;
  /** Called after every change of state and every sample. */
  readonly onChange: () => void;
  /** Where the host's kernel log goes; absent: it is not read. */
  readonly logs?: HostLogs;
}

/** A sample is overdue after this many periods, and a little for the way. */
const STALE_PERIODS = 2.5;
const STALE_GRACE_MS = 2_000;

/**
 * One host, watched: connects, takes in frames, notices silence, and tries again with growing pauses until it is
 * stopped. Whatever goes wrong with the host becomes its state, never an exception.
 */
export class HostSession {
  readonly watch = new HostWatch();
  readonly #dependencies: SessionDependencies;
  #config: HostConfig;
  #state: HostState = { kind: 'paused' };
  #run: AbortController | null = null;
  #staleTimer: AbortController | null = null;
  #failuresInARow = 0;
  /** Of those, the newest ones that are of one kind. */
  #failuresOfKind = 0;
  #lastFailureKind: FailureKind | null = null;
  #wasLive = false;
  /** The kernel log is to be read again at the next occasion. */
  #isLogDue = false;
  readonly #sweepBell = new SweepBell();
  /** Null while nothing is connected, and for a recording. */
  #shells: ShellOpener | null = null;
  readonly #whenChanged = new Set<() => void>();

  constructor(config: HostConfig, dependencies: SessionDependencies) {
    this.#config = config;
    this.#dependencies = dependencies;
  }

  get config(): HostConfig {
    return this.#config;
  }

  get state(): HostState {
    return this.#state;
  }

  row(): HostRow {
    return hostRowOf(this.#config, this.#state, this.watch);
  }

  /** Starts watching, or starts over at once if it already does: the button "try again". */
  connect(): void {
    this.stop();
    const run = new AbortController();
    this.#run = run;
    this.#forgetFailures();
    void this.#watchUntilAborted(run.signal);
  }

  /** A new name or cadence takes effect at once; a new way to connect starts over. */
  reconfigure(config: HostConfig): void {
    const isSameConnection = JSON.stringify(config.connection) === JSON.stringify(this.#config.connection);
    // What was refused before may be readable now.
    if (config.sudo !== this.#config.sudo) this.#isLogDue = true;
    this.#config = config;
    if (isSameConnection) this.#dependencies.onChange();
    else {
      this.#wasLive = false;
      this.connect();
    }
  }

  pause(): void {
    this.stop();
    this.#setState({ kind: 'paused' });
  }

  /** Ends everything behind this session. It can be connected again. */
  stop(): void {
    this.#run?.abort();
    this.#run = null;
    this.#staleTimer?.abort();
    this.#shells = null;
  }

  /** Whether the host is connected, and answers. */
  get isLive(): boolean {
    return this.#state.kind === 'live' && this.#shells?.ended.aborted === false;
  }

  /**
   * Opens one more shell on the host, beside the one that samples.
   * @throws {SourceError} `connection-lost` while the host is not connected, and for what the host refuses.
   */
  async openShell(signal: AbortSignal): Promise<ShellChannel> {
    if (this.#shells === null) {
      throw new SourceError('connection-lost', { params: { host: this.#config.name } });
    }
    return this.#shells.open(signal);
  }

  /** Resolves true as soon as the host is connected and answers; false when that took too long, or the signal aborts. */
  async whenLive(withinMs: number, signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    const end = (): void => over.abort();
    const look = (): void => {
      if (this.isLive) end();
    };
    signal.addEventListener('abort', end, { once: true });
    this.#whenChanged.add(look);
    look();
    if (signal.aborted) end();
    await this.#dependencies.clock.sleep(withinMs, over.signal);
    this.#whenChanged.delete(look);
    signal.removeEventListener('abort', end);
    return this.isLive && !signal.aborted;
  }

  /** Something was changed on the host: its processes are read again at once. */
  sweepSoon(): void {
    this.#sweepBell.ring();
  }

  async #watchUntilAborted(signal: AbortSignal): Promise<void> {
    let failure: HostFailure | null = null;
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      this.#setState({ kind: 'connecting', attempt: this.#failuresInARow + 1, lastFailure: failure });
      failure = await this.#watchOnce(signal);
      if (isOver()) return;
      const pauseMs = this.#pauseAfter(failure);
      const retryAtMs = pauseMs === null ? null : this.#dependencies.clock.nowMs() + pauseMs;
      this.#setState({ kind: 'failed', failure, retryAtMs });
      if (pauseMs === null) return;
      await this.#dependencies.clock.sleep(pauseMs, signal);
    }
  }

  #pauseAfter(failure: HostFailure): number | null {
    const isSameKind = failure.kind === this.#lastFailureKind;
    this.#failuresInARow += 1;
    this.#failuresOfKind = isSameKind ? this.#failuresOfKind + 1 : 1;
    this.#lastFailureKind = failure.kind;
    return retryPauseMs(failure.kind, this.#failuresOfKind, this.#wasLive, this.#dependencies.random());
  }

  #forgetFailures(): void {
    this.#failuresInARow = 0;
    this.#failuresOfKind = 0;
    this.#lastFailureKind = null;
  }

  /** One connection from its first try to its end. Returns why it ended. */
  async #watchOnce(signal: AbortSignal): Promise<HostFailure> {
    const { log, openSource } = this.#dependencies;
    try {
      const source = openSource(this.#config);
      const request = {
        cadence: () => this.#config.cadence,
        signal,
        sweepBell: this.#sweepBell,
        ...this.#logRequest(),
      };
      for await (const event of source.stream(request)) {
        if (signal.aborted) break;
        await this.#take(event, signal);
      }
      return new SourceError('connection-lost', { params: { host: this.#config.name } }).failure;
    } catch (error) {
      if (error instanceof SourceError) {
        log.warn(`${this.#config.name}: ${error.failure.kind}`, error.cause);
        return error.failure;
      }
      log.warn(`${this.#config.name}: internal error`, error instanceof Error ? error.stack : error);
      return new SourceError('internal', { params: { host: this.#config.name }, cause: error }).failure;
    } finally {
      // An aborted run has been replaced, and the timer is its successor's.
      if (!signal.aborted) {
        this.#staleTimer?.abort();
        this.#shells = null;
      }
    }
  }

  #logRequest(): { readonly kernelLog?: KernelLogRequest } {
    const { logs } = this.#dependencies;
    if (logs === undefined) return {};
    return {
      kernelLog: {
        mayUseSudo: () => this.#config.sudo === 'passwordless',
        takeRequest: () => this.#takeLogRequest(logs),
      },
    };
  }

  #takeLogRequest(logs: HostLogs): boolean {
    const isDue = logs.takeRequest(this.#config.id) || this.#isLogDue;
    this.#isLogDue = false;
    return isDue;
  }

  /** A piece of the log is awaited: a host that has much to say is read at the pace at which it is understood. */
  async #take(event: SourceEvent, signal: AbortSignal): Promise<void> {
    const { clock, logs } = this.#dependencies;
    switch (event.kind) {
      case 'identity':
        this.watch.identify(event.identity);
        this.#shells = event.shells ?? null;
        logs?.takeIdentity(this.#config, event.identity);
        return;
      case 'frame': {
        const nowMs = clock.nowMs();
        this.watch.take(event.frame, nowMs);
        this.#becomeLive(signal);
        if (this.watch.sample !== null) {
          logs?.takeSample(this.#config, this.watch.sample, this.watch.sampledAtMs ?? nowMs);
        }
        return;
      }
      case 'log':
        await logs?.takeLog(this.#config, event.event);
        return;
    }
  }

  #becomeLive(signal: AbortSignal): void {
    this.#wasLive = true;
    this.#forgetFailures();
    this.#setState({ kind: 'live' });
    this.#armStaleTimer(signal);
  }

  #armStaleTimer(signal: AbortSignal): void {
    this.#staleTimer?.abort();
    const timer = new AbortController();
    this.#staleTimer = timer;
    const overdueMs = this.#config.cadence.hostWideSeconds * 1_000 * STALE_PERIODS + STALE_GRACE_MS;
    void this.#dependencies.clock.sleep(overdueMs, timer.signal).then(() => {
      if (timer.signal.aborted || signal.aborted) return;
      this.#setState({ kind: 'stale', sinceMs: this.#dependencies.clock.nowMs() });
    });
  }

  #setState(state: HostState): void {
    this.#state = state;
    for (const look of this.#whenChanged) look();
    this.#dependencies.onChange();
  }
}
