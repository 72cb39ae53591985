import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import SSHConfig from 'ssh-config';
import type { Directive, Line } from 'ssh-config';
import type { HostAddress } from '../../shared/hostAddress';
import { parseHostAddress } from '../../shared/hostAddress';
import { fitsPatternList } from './pattern';

/** What `~/.ssh/config` says about one name. `null`: nothing. */
export interface SshConfigEntry {
  /** The name or address to connect to. */
  readonly hostName: string | null;
  readonly user: string | null;
  readonly port: number | null;
  /** In the order in which they stand; absolute. */
  readonly keyFiles: readonly string[];
  /** The first machine to pass through comes first. Null: not said; empty: `ProxyJump none`. */
  readonly jumps: readonly HostAddress[] | null;
  /** A ProxyCommand applies. Lowmark runs no commands that a file names. */
  readonly hasProxyCommand: boolean;
}

export const NOTHING_CONFIGURED: SshConfigEntry = {
  hostName: null,
  user: null,
  port: null,
  keyFiles: [],
  jumps: null,
  hasProxyCommand: false,
};

/** Who asks, for the tokens and criteria that depend on it. */
export interface SshConfigContext {
  readonly homeFolder: string;
  /** The user as typed, null where it is for the file to say. */
  readonly user: string | null;
}

/**
 * Looks one name up in the text of an ssh_config(5) file: Host, HostName, User, Port, IdentityFile, ProxyJump, and
 * Match blocks by `all`, `host`, `originalhost`, `user` and `localuser`. Match blocks with any other criterion do not
 * apply here, `exec` above all: nothing in the file is ever run, and no name is looked up.
 *
 * @throws SyntaxError where the text is no such file.
 */
export function lookUpSshHost(text: string, name: string, context: SshConfigContext): SshConfigEntry {
  const found = new Map<string, string>();
  const keyFiles: string[] = [];
  for (const [keyword, value] of applyingDirectives(parsed(text), name, context, found)) {
    if (keyword === 'identityfile') keyFiles.push(value);
    // Of everything else ssh takes the first value that it finds.
    else if (!found.has(keyword)) found.set(keyword, value);
  }
  const hostName = expanded(found.get('hostname') ?? null, { '%h': name, '%%': '%' });
  const user = found.get('user') ?? null;
  return {
    hostName,
    user,
    port: portOf(found.get('port')),
    keyFiles: keyFiles
      .filter((path) => path.toLowerCase() !== 'none')
      .map((path) => keyPath(path, { ...context, host: hostName ?? name, remoteUser: context.user ?? user })),
    jumps: jumpsOf(found.get('proxyjump')),
    hasProxyCommand: isProxyCommand(found.get('proxycommand')) && !found.has('proxyjump'),
  };
}

function parsed(text: string): SSHConfig {
  try {
    return SSHConfig.parse(text.replaceAll('\r\n', '\n'));
  } catch (cause) {
    throw new SyntaxError('not an ssh_config file', { cause });
  }
}

/** Keyword in lower case, and value, of every line that applies to the name, in order. */
function* applyingDirectives(
  config: Iterable<Line>,
  name: string,
  context: SshConfigContext,
  found: ReadonlyMap<string, string>,
): Generator<readonly [keyword: string, value: string]> {
  for (const line of config) {
    if (line.type !== SSHConfig.DIRECTIVE) continue;
    const keyword = line.param.toLowerCase();
    if (keyword === 'host' || keyword === 'match') {
      if (!('config' in line)) continue;
      const isMeant =
        keyword === 'host'
          ? fitsPatternList(wordsOf(line.value), name)
          : 'criteria' in line && fitsCriteria(line.criteria, name, context, found);
      if (isMeant) yield* applyingDirectives(line.config, name, context, found);
    } else yield [keyword, wordsOf(line.value).join(' ')];
  }
}

function wordsOf(value: Directive['value']): string[] {
  return typeof value === 'string' ? [value] : value.map(({ val }) => val);
}

type Criteria = Extract<Line, { criteria: unknown }>['criteria'];

function fitsCriteria(
  criteria: Criteria,
  name: string,
  context: SshConfigContext,
  found: ReadonlyMap<string, string>,
): boolean {
  const entries = Object.entries(criteria);
  return (
    entries.length > 0 &&
    entries.every(([criterion, value]) => {
      const patterns = wordsOf(value).flatMap((word) => word.split(','));
      switch (criterion.toLowerCase()) {
        case 'all':
          return true;
        case 'originalhost':
          return fitsPatternList(patterns, name);
        case 'host':
          return fitsPatternList(patterns, expanded(found.get('hostname') ?? name, { '%h': name }) ?? name);
        case 'user':
          return fitsPatternList(patterns, context.user ?? found.get('user') ?? localUser());
        case 'localuser':
          return fitsPatternList(patterns, localUser());
        default:
          return false;
      }
    })
  );
}

function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without an entry in the user database.
    return process.env['USER'] ?? '';
  }
}

function expanded(text: string | null, tokens: Readonly<Record<string, string>>): string | null {
  return text?.replace(/%./g, (token) => tokens[token] ?? token) ?? null;
}

function keyPath(
  path: string,
  {
    homeFolder,
    host,
    remoteUser,
  }: SshConfigContext & { readonly host: string; readonly remoteUser: string | null },
): string {
  const tokens = {
    '%d': homeFolder,
    '%h': host,
    '%u': localUser(),
    '%r': remoteUser ?? localUser(),
    '%%': '%',
  };
  const full = (expanded(path, tokens) ?? path).replace(/^~(?=\/|$)/, homeFolder);
  return isAbsolute(full) ? full : join(homeFolder, full);
}

const LARGEST_PORT = 65_535;

function portOf(text: string | undefined): number | null {
  const port = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  return port >= 1 && port <= LARGEST_PORT ? port : null;
}

function isProxyCommand(text: string | undefined): boolean {
  return text !== undefined && text.toLowerCase() !== 'none';
}

function jumpsOf(text: string | undefined): readonly HostAddress[] | null {
  if (text === undefined) return null;
  if (text.toLowerCase() === 'none') return [];
  return text.split(',').map((hop) => {
    const address = parseHostAddress(hop);
    if (!address.ok) throw new SyntaxError(`ProxyJump ${hop}: ${address.problem.kind}`);
    return address.value;
  });
}
