import type { ClientChannel } from 'ssh2';
import type { ShellChannel } from '../sampling/shellChannel';
import { SourceError } from '../sampling/sourceError';
import type { SshConnection } from './handshake';
import type { Hop } from './route';

/** Whatever the account's login shell is, this replaces it. */
const COMMAND = 'exec sh';

/**
 * Starts `sh` on a connection that is logged in, and makes it a {@link ShellChannel}. The connection ends with it; those that
 * are opened beside it end alone.
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
  const channel = await openChannel(connection, hop, signal);
  return shellOver(channel, connection, hop, closeAll);
}

/** One more `sh` on the same connection. It ends when the signal aborts, which ends nothing else. */
async function openSiblingShell(
  connection: SshConnection,
  hop: Hop,
  signal: AbortSignal,
): Promise<ShellChannel> {
  const channel = await openChannel(connection, hop, signal);
  const close = (): void => {
    channel.end();
    channel.close();
    // It is not closed before all that has come was taken.
    channel.resume();
    channel.stderr.resume();
  };
  const shell = shellOver(channel, connection, hop, close);
  if (signal.aborted) close();
  else {
    signal.addEventListener('abort', close, { once: true });
    void shell.closed.then(() => signal.removeEventListener('abort', close));
  }
  return shell;
}

async function openChannel(connection: SshConnection, hop: Hop, signal: AbortSignal): Promise<ClientChannel> {
  const params = { host: hop.label, user: hop.user };
  return await new Promise<ClientChannel>((resolve, reject) => {
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
}

/** @param close ends it, and whatever ends with it. */
function shellOver(
  channel: ClientChannel,
  connection: SshConnection,
  hop: Hop,
  close: () => void,
): ShellChannel {
  // Writing to a channel that has just gone raises an error; `closed` says what there is to say.
  for (const stream of [channel, channel.stderr]) stream.on('error', () => undefined);
  let exitCode: number | null = null;
  channel.on('exit', (code: number | null) => {
    exitCode = code;
  });
  const left = new Promise<null>((resolve) => channel.once('close', () => resolve(null)));
  const closed = Promise.race([left, connection.ended]).then((error) => {
    close();
    return { exitCode, error };
  });
  const openSibling = (signal: AbortSignal): Promise<ShellChannel> =>
    openSiblingShell(connection, hop, signal);
  return { stdin: channel, stdout: channel, stderr: channel.stderr, closed, close, openSibling };
}
