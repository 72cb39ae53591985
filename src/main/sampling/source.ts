import type { Cadence, HostIdentity } from '../../shared/model';
import type { Frame } from './frame';
import type { HostLogEvent } from './hostLog';

/** What a source yields: first what the host says of itself, then its frames, and between them what its log says. */
export type SourceEvent =
  | { readonly kind: 'identity'; readonly identity: HostIdentity }
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
