import type { ClientChannel } from 'ssh2';
import type { ShellChannel } from '../sampling/shellChannel';
import { SourceError } from '../sampling/sourceError';
import type { SshConnection } from './handshake';
import type { Hop } from './route';

/** Whatever the account's login shell is, this replaces it. */
const COMMAND = 'exec sh';

/**
 * Starts `sh` on a connection that is logged in, and makes it a {@link ShellChannel}.
 *
 * @param closeAll closes the connection and those that carry it.
 * @throws {SourceError} `no-shell` where the server refuses, `aborted`, and whatever ended the connection. A server
 *   that does not answer at all is found out by the connection's keepalive.
 */
export async function openShell(
  connection: SshConnection,
  hop: Hop,
  closeAll: () => void,
  signal: AbortSignal,
): Promise<ShellChannel> {
  const params = { host: hop.label, user: hop.user };
  const channel = await new Promise<ClientChannel>((resolve, reject) => {
    const abort = (): void => reject(new SourceError('aborted', { params }));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void connection.ended.then((failure) => {
      signal.removeEventListener('abort', abort);
      reject(failure ?? new SourceError('aborted', { params }));
    });
    const refuse = (cause: unknown): void => reject(new SourceError('no-shell', { params, cause }));
    try {
      connection.client.exec(COMMAND, (error, opened) => {
        signal.removeEventListener('abort', abort);
        if (error === undefined) resolve(opened);
        else refuse(error);
      });
    } catch (error) {
      refuse(error);
    }
  });
  return shellOver(channel, connection, closeAll);
}

function shellOver(channel: ClientChannel, connection: SshConnection, closeAll: () => void): ShellChannel {
  // Writing to a channel that has just gone raises an error; `closed` says what there is to say.
  for (const stream of [channel, channel.stderr]) stream.on('error', () => undefined);
  let exitCode: number | null = null;
  channel.on('exit', (code: number | null) => {
    exitCode = code;
  });
  const left = new Promise<null>((resolve) => channel.once('close', () => resolve(null)));
  const closed = Promise.race([left, connection.ended]).then((error) => {
    closeAll();
    return { exitCode, error };
  });
  return { stdin: channel, stdout: channel, stderr: channel.stderr, closed, close: closeAll };
}
