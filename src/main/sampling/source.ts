import type { Cadence, HostIdentity } from '../../shared/model';
import type { Frame } from './frame';
import type { HostLogEvent } from './hostLog';
import type { ShellChannel } from './shellChannel';
import type { SweepBell } from './sweepBell';

/** Further shells on the host of a source, beside the one that samples, for as long as that one runs. */
export interface ShellOpener {
  /** Aborts when the source's connection has ended: nothing can be opened any more. */
  readonly ended: AbortSignal;
  /** @throws {SourceError} where the host gives no further shell. */
  open(signal: AbortSignal): Promise<ShellChannel>;
}

/** What a source yields: first what the host says of itself, then its frames, and between them what its log says. */
export type SourceEvent =
  | {
      readonly kind: 'identity';
      readonly identity: HostIdentity;
      /** Absent: there is no host behind the source, only what one once said. */
      readonly shells?: ShellOpener;
    }
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'log'; readonly event: HostLogEvent };

/** How a source is to read the kernel's log. */
export interface KernelLogRequest {
  /** Whether `sudo -n` may be tried for what the account may not read. Asked before each reading. */
  readonly mayUseSudo: () => boolean;
  /** True once after somebody asked for it: read the whole log again now. */
  readonly takeRequest: () => boolean;
}

export interface SourceRequest {
  /** Asked before each pass, so that a new cadence takes effect without a reconnect. */
  readonly cadence: () => Cadence;
  /** Ends the stream and everything behind it: channel, connection, child process, timers. */
  readonly signal: AbortSignal;
  /** Absent: the log is not read. */
  readonly kernelLog?: KernelLogRequest;
  /** Rung when the processes are to be read at once, before their time. */
  readonly sweepBell?: SweepBell;
}

/**
 * Where a host's frames come from: an SSH connection, this machine's own `sh`, or a recording. A session knows nothing
 * else of it.
 */
export interface SampleSource {
  /**
   * Connects, identifies the host, and yields until the signal aborts (then it returns) or the source breaks (then it
   * throws a {@link SourceError}). May be called again after it has ended: each call is a new connection.
   */
  stream(request: SourceRequest): AsyncGenerator<SourceEvent, void, undefined>;
}
