import type { HostConfig, HostConnection } from '../../shared/model';
import type { Clock } from '../clock';
import type { Log } from '../log';
import type { SshAccess } from '../ssh/sshAccess';
import { streamShell } from './pullLoop';
import type { ShellChannel } from './shellChannel';
import type { SampleSource } from './source';
import { SourceError } from './sourceError';

/** A host of the list that is reached over SSH. */
export type SshHostConfig = HostConfig & {
  readonly connection: Extract<HostConnection, { readonly kind: 'ssh' }>;
};

export interface SshSourceDependencies {
  readonly access: Pick<SshAccess, 'openShell'>;
  /** The password or passphrase that a person typed for a host. Asked at each connect, since it may come later. */
  readonly secretOf: (hostId: string) => string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** 0 to 1; spreads hosts over their period. */
  readonly random: () => number;
}

/** A host's frames over SSH. Each call of `stream` is a new connection, with the credentials of that moment. */
export function createSshSource(config: SshHostConfig, dependencies: SshSourceDependencies): SampleSource {
  const { access, secretOf, clock, log, random } = dependencies;
  const { connection, name: label, id } = config;
  return {
    stream: (request) =>
      streamShell(
        async (signal) => {
          const open = (forSignal: AbortSignal): Promise<ShellChannel> =>
            access.openShell({ connection, label, secret: secretOf(id) }, forSignal);
          const channel = await open(signal);
          return { ...channel, openSibling: (forSignal) => openBeside(channel, forSignal, open) };
        },
        request,
        { hostLabel: label, user: connection.user, clock, log, random },
      ),
  };
}

/** Some servers allow one session a connection (`MaxSessions 1`): the second shell has a connection of its own there. */
async function openBeside(
  channel: ShellChannel,
  signal: AbortSignal,
  open: (signal: AbortSignal) => Promise<ShellChannel>,
): Promise<ShellChannel> {
  try {
    return await channel.openSibling(signal);
  } catch (error) {
    const isRefused = error instanceof SourceError && error.failure.kind === 'no-shell';
    if (!isRefused || signal.aborted) throw error;
    return open(signal);
  }
}
