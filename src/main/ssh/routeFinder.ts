import type { HostConnection } from '../../shared/model';
import type { HostAddress } from '../../shared/hostAddress';
import { SourceError } from '../sampling/sourceError';
import { SSH_PORT } from './knownHosts';
import type { Hop, Route } from './route';
import { usualKeyFiles } from './route';
import type { SshConfigEntry } from './sshConfig';

type SshHost = Extract<HostConnection, { readonly kind: 'ssh' }>;

/** What a route depends on besides the host's own settings. */
export interface RouteContext {
  /** Looks a name up in `~/.ssh/config`. */
  readonly lookUp: (name: string, user: string | null) => Promise<SshConfigEntry>;
  readonly homeFolder: string;
  /** The user that a jump host is logged in to as, where nothing says another. */
  readonly ownUser: string;
}

const MOST_JUMPS = 8;

/**
 * The way to a host, with what `~/.ssh/config` says about its name at this moment: the name stays an alias until the
 * connection is made, as with `ssh`. User and port are those of the host's own settings.
 *
 * @param label how sentences name the host.
 * @throws {SourceError} `unreachable` where only a ProxyCommand leads there, or where the jumps lead in a circle.
 */
export async function findRoute(connection: SshHost, label: string, context: RouteContext): Promise<Route> {
  const { host, port, user, authentication, allowsOldAlgorithms } = connection;
  const entry = await context.lookUp(host, user);
  const target: Hop = {
    label,
    host: entry.hostName ?? host,
    port,
    user,
    authentication,
    keyFiles: keyFilesOf(entry, context),
    allowsOldAlgorithms,
  };
  const jumps = await jumpsTo(target, entry, context, []);
  return { jumps, target, requestedHost: host };
}

function keyFilesOf(entry: SshConfigEntry, { homeFolder }: RouteContext): readonly string[] {
  return entry.keyFiles.length > 0 ? entry.keyFiles : usualKeyFiles(homeFolder);
}

/** The jumps on the way to a machine; the first of them may be behind jumps of its own. */
async function jumpsTo(
  target: Hop,
  entry: SshConfigEntry,
  context: RouteContext,
  behind: readonly string[],
): Promise<readonly Hop[]> {
  const unreachable = (sentence: 'failure.proxy-command' | 'failure.jump-loop'): SourceError =>
    new SourceError('unreachable', { params: { host: target.label }, sentence });
  if (entry.hasProxyCommand) throw unreachable('failure.proxy-command');
  const addresses = entry.jumps ?? [];
  const [first] = addresses;
  if (first === undefined) return [];
  const names = [...behind, ...addresses.map(({ host }) => host)];
  if (names.length > MOST_JUMPS || behind.includes(first.host)) throw unreachable('failure.jump-loop');
  const hops = await Promise.all(addresses.map((address) => jumpHop(address, target, context)));
  const firstHop = hops[0];
  if (firstHop === undefined) return [];
  return [...(await jumpsTo(firstHop.hop, firstHop.entry, context, names)), ...hops.map(({ hop }) => hop)];
}

async function jumpHop(
  { host, port, user }: HostAddress,
  target: Hop,
  context: RouteContext,
): Promise<{ readonly hop: Hop; readonly entry: SshConfigEntry }> {
  const entry = await context.lookUp(host, user);
  const hop: Hop = {
    label: host,
    host: entry.hostName ?? host,
    port: port ?? entry.port ?? SSH_PORT,
    user: user ?? entry.user ?? context.ownUser,
    authentication: { kind: 'auto' },
    keyFiles: keyFilesOf(entry, context),
    allowsOldAlgorithms: target.allowsOldAlgorithms,
  };
  return { hop, entry };
}
