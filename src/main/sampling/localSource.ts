import { spawn } from 'node:child_process';
import type { Clock } from '../clock';
import type { Log } from '../log';
import { streamShell } from './pullLoop';
import type { ShellChannel } from './shellChannel';
import type { SampleSource } from './source';
import { SourceError } from './sourceError';

export interface LocalSourceOptions {
  /** How sentences about failures name this machine. */
  readonly hostLabel: string;
  readonly user: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  /** The shell and its arguments; `/bin/sh` alone by default. */
  readonly command?: readonly [path: string, ...args: string[]];
  /** Where its log files are, if not in `/var/log`. */
  readonly logFolder?: string;
}

const USUAL_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/** This machine, sampled by its own `sh` with the same script as any other host. */
export function createLocalSource(options: LocalSourceOptions): SampleSource {
  return {
    stream: (request) =>
      streamShell((signal) => openLocalShell(signal, options), request, { random: Math.random, ...options }),
  };
}

/**
 * Starts a shell on this machine. It ends when the signal aborts or the channel is closed.
 * @throws {SourceError} `no-shell` where it cannot be started.
 */
export function openLocalShell(
  signal: AbortSignal,
  options: Pick<LocalSourceOptions, 'hostLabel' | 'user' | 'command'>,
): Promise<ShellChannel> {
  const [path, ...args] = options.command ?? ['/bin/sh'];
  // The shell needs nothing of our environment, and much of it (secrets, start files) must not reach its children.
  const child = spawn(path, args, {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? USUAL_PATH },
    stdio: 'pipe',
  });
  const close = (): void => {
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
    child.kill();
  };
  // A write to a shell that has just ended is no news: `closed` says so.
  child.stdin.on('error', () => undefined);
  signal.addEventListener('abort', close, { once: true });
  const closed = new Promise<{ exitCode: number | null; error: Error | null }>((resolve) => {
    child.once('close', (exitCode) => {
      signal.removeEventListener('abort', close);
      resolve({ exitCode, error: null });
    });
    child.once('error', (error) => resolve({ exitCode: null, error }));
  });
  return new Promise((resolve, reject) => {
    const { stdin, stdout, stderr } = child;
    const openSibling = (siblingSignal: AbortSignal): Promise<ShellChannel> =>
      openLocalShell(siblingSignal, options);
    child.once('spawn', () => resolve({ stdin, stdout, stderr, closed, close, openSibling }));
    child.once('error', (cause) => {
      signal.removeEventListener('abort', close);
      const { hostLabel, user } = options;
      reject(new SourceError('no-shell', { params: { host: hostLabel, user }, cause }));
    });
  });
}
