import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostFailure, SshAuthentication } from '../../../src/shared/model';
import { silentLog } from '../../../src/main/log';
import type { ShellChannel } from '../../../src/main/sampling/shellChannel';
import { SourceError } from '../../../src/main/sampling/sourceError';
import type { SshTimeouts } from '../../../src/main/ssh/handshake';
import { SshAccess } from '../../../src/main/ssh/sshAccess';

/** A person's machine: a home of its own with known_hosts, keys and agent, apart from those of whoever runs the tests. */
export class Desk {
  readonly home = mkdtempSync(join(tmpdir(), 'lowmark-desk-'));
  readonly ownKnownHosts = join(this.home, 'lowmark', 'known_hosts');

  constructor() {
    mkdirSync(join(this.home, '.ssh'), { mode: 0o700 });
  }

  /** Writes a file in `~/.ssh` and returns its path. */
  write(name: string, text: string): string {
    const path = join(this.home, '.ssh', name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }

  access(options: { agentSocketPath?: string; timeouts?: SshTimeouts } = {}): SshAccess {
    return new SshAccess({
      knownHostsPath: this.ownKnownHosts,
      homeFolder: this.home,
      ownUser: 'nobody-in-particular',
      agentSocketPath: null,
      log: silentLog,
      ...options,
    });
  }

  remove(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

export interface ShellWish {
  readonly host?: string;
  readonly port: number;
  readonly user: string;
  readonly authentication: SshAuthentication;
  readonly secret?: string;
  readonly allowsOldAlgorithms?: boolean;
}

/** Asks for a shell on a host called `box`. */
export function openBox(
  access: SshAccess,
  { host = '127.0.0.1', port, user, authentication, secret, allowsOldAlgorithms = false }: ShellWish,
  signal: AbortSignal = new AbortController().signal,
): Promise<ShellChannel> {
  const connection = { kind: 'ssh' as const, host, port, user, authentication, allowsOldAlgorithms };
  return access.openShell({ connection, label: 'box', secret: secret ?? null }, signal);
}

/** The failure that a promise rejects with; it has to be one that a person can be told. */
export async function failureOf(attempt: Promise<unknown>): Promise<HostFailure> {
  const error = await attempt.then(
    () => new Error('it worked'),
    (reason: unknown) => reason,
  );
  if (error instanceof SourceError) return error.failure;
  throw error;
}

/** Runs commands in the shell and returns all that it printed, once it has ended. */
export async function run(channel: ShellChannel, commands: string): Promise<string> {
  let output = '';
  channel.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  channel.stderr.resume();
  channel.stdin.end(`${commands}\n`);
  await channel.closed;
  return output;
}
