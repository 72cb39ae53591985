import type { Duplex } from 'node:stream';
import type { ShellChannel } from '../sampling/shellChannel';
import { SourceError } from '../sampling/sourceError';
import { gatherCredentials } from './credentials';
import { dial } from './dial';
import type { HandshakeGate } from './handshakeGate';
import type { SshTimeouts } from './handshake';
import { SSH_TIMEOUTS, SshConnection } from './handshake';
import { forward } from './jump';
import type { KeyFiles } from './keyFiles';
import type { KnownHostsFiles } from './knownHostsFiles';
import type { OfferedKeys } from './offeredKeys';
import type { Hop, Route } from './route';
import { openShell } from './shell';

export interface SshOptions {
  readonly knownHosts: KnownHostsFiles;
  readonly offeredKeys: OfferedKeys;
  readonly keyFiles: KeyFiles;
  readonly gate: HandshakeGate;
  /** `$SSH_AUTH_SOCK`, null where it is not set. */
  readonly agentSocketPath: string | null;
  /** The password or passphrase that a person typed for this host, null where nobody did. It is sent to the host itself only. */
  readonly secret: string | null;
  readonly timeouts?: SshTimeouts;
}

/**
 * Opens a shell on a host: one connection, through the jumps if there are any, with one channel that runs `sh`.
 *
 * The first bytes that reach a server are those of the protocol; a secret leaves only after its host key was found in
 * known_hosts. Closing the channel closes every connection on the way.
 *
 * @throws {SourceError} with the kind and the sentence of what went wrong, on whichever hop; never anything else. Nothing
 *   stays open then.
 */
export async function openSshShell(
  route: Route,
  options: SshOptions,
  signal: AbortSignal,
): Promise<ShellChannel> {
  const way: Way = { route, options, signal, opened: [] };
  const closeAll = (): void => {
    for (const connection of way.opened.toReversed()) connection.close();
  };
  let leaveServer: () => void = () => undefined;
  try {
    const [first = route.target] = route.jumps;
    leaveServer = await options.gate.enterServer(`${first.host} ${String(first.port)}`, signal);
    const connection = await connectAll(way);
    return await openShell(connection, route.target, closeAll, signal);
  } catch (error) {
    closeAll();
    if (error instanceof SourceError) throw error;
    const params = { host: route.target.label };
    throw new SourceError(signal.aborted ? 'aborted' : 'internal', { params, cause: error });
  } finally {
    // Not before: the server says that a login went well a moment before it stops counting it as one on the way.
    leaveServer();
  }
}

/** One try to reach a host, and what it has opened so far. */
interface Way {
  readonly route: Route;
  readonly options: SshOptions;
  readonly signal: AbortSignal;
  readonly opened: SshConnection[];
}

async function connectAll(way: Way): Promise<SshConnection> {
  const { route, signal } = way;
  const { timeouts = SSH_TIMEOUTS } = way.options;
  const [first, ...others] = [...route.jumps, route.target];
  const socket = await dial(first, timeouts.handshakeMs, signal);
  let jump = { hop: first, connection: await handshake(socket, first, way) };
  for (const hop of others) {
    const stream = await forward(jump, hop, timeouts.handshakeMs, signal);
    jump = { hop, connection: await handshake(stream, hop, way) };
  }
  return jump.connection;
}

async function handshake(
  stream: Duplex,
  hop: Hop,
  { route, options, signal, opened }: Way,
): Promise<SshConnection> {
  const { gate, keyFiles, agentSocketPath, secret, offeredKeys, timeouts = SSH_TIMEOUTS } = options;
  const { target } = route;
  let leave: () => void = () => undefined;
  try {
    leave = await gate.enterHandshake(signal);
    const sources = { agentSocketPath, keyFiles, secret, isJump: hop !== target };
    const credentials = await gatherCredentials(hop, sources, signal);
    const knownHosts = await options.knownHosts.lines();
    const decision = { offeredKeys, targetHost: route.requestedHost, targetPort: target.port };
    const connection = new SshConnection(stream, { hop, knownHosts, decision, credentials, timeouts });
    opened.push(connection);
    await connection.open(signal);
    return connection;
  } catch (error) {
    stream.destroy();
    throw error;
  } finally {
    leave();
  }
}
