import type { Readable, Writable } from 'node:stream';

/**
 * A running POSIX `sh` somewhere: its standard streams. The local adapter spawns one, the SSH adapter opens one over
 * its connection; {@link ../sampling/scriptSession} speaks the sampling protocol over either.
 */
export interface ShellChannel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the shell or what carries it has ended; the value says how, for the log. Never rejects. */
  readonly closed: Promise<{ readonly exitCode: number | null; readonly error: Error | null }>;
  /** Ends it. Safe to call twice. */
  close(): void;
  /**
   * Starts one more `sh` in the same place: over SSH on the same connection, which stays when that one is closed.
   * @throws {SourceError} where there can be none; what it asked for may have been refused, or all of it be gone.
   */
  openSibling(signal: AbortSignal): Promise<ShellChannel>;
}
