import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { descendantsOf, signalAll } from './processTree';

const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((path) => existsSync(path));

/** Why there is no sshd to test against on this machine, or null where there is one. */
export const NO_SSHD: string | null =
  process.platform !== 'linux'
    ? 'the tests need Linux'
    : SSHD === undefined
      ? 'OpenSSH’s sshd is not installed'
      : existsSync('/usr/bin/ssh-keygen')
        ? null
        : 'ssh-keygen is not installed';

export interface SshdOptions {
  /** Further lines of sshd_config. They win over the fixture's own, since sshd takes the first it sees. */
  readonly config?: readonly string[];
  /** The host keys to have; ed25519 alone by default. */
  readonly hostKeyTypes?: readonly ('ed25519' | 'ecdsa' | 'rsa')[];
}

/** A key pair in files. */
export interface UserKey {
  readonly path: string;
  readonly publicKey: string;
}

/** A real sshd on a free port of 127.0.0.1, with keys of its own, for one test or a group of them. */
export interface Sshd {
  readonly port: number;
  /** The account that the tests run as: the only one that a user's own sshd can let in. */
  readonly user: string;
  /** The fixture's folder: remove nothing in it by hand. */
  readonly folder: string;
  /** A key that is let in. */
  readonly key: UserKey;
  /** `key` once more, encrypted with `passphrase`. */
  readonly lockedKey: UserKey;
  readonly passphrase: string;
  /** A key that nobody lets in. */
  readonly strangerKey: UserKey;
  /** A known_hosts line for each host key. @param name `[127.0.0.1]:port` by default. */
  knownHostsLines(name?: string): string[];
  /** Fingerprint of a host key, from `ssh-keygen -l`: of the type first asked for by default. */
  fingerprint(type?: string): string;
  /** What sshd has logged so far. */
  log(): string;
  /** Processes of the sessions, not the listener. */
  sessionPids(): number[];
  /** Signals the sessions: SIGSTOP freezes them, SIGCONT thaws them, SIGKILL ends them. */
  signalSessions(signal: NodeJS.Signals): void;
  /** Stops listener and sessions at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts again on the same port after {@link kill}; `withNewHostKeys` as a reinstalled machine would. */
  restart(how?: { readonly withNewHostKeys: boolean }): Promise<void>;
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
}

/** Makes a key pair with ssh-keygen. */
export function makeKey(folder: string, name: string, type = 'ed25519', passphrase = ''): UserKey {
  const path = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', name, '-f', path]);
  return { path, publicKey: readFileSync(`${path}.pub`, 'utf8').trim() };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts an sshd. Only call it where {@link NO_SSHD} is null. */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'lowmark-sshd-'));
  const hostKeyTypes = options.hostKeyTypes ?? ['ed25519'];
  const passphrase = 'open sesame 1001';
  const key = makeKey(folder, 'user');
  const lockedKey = makeKey(folder, 'user-locked', 'ed25519', passphrase);
  const strangerKey = makeKey(folder, 'stranger');
  writeFileSync(join(folder, 'authorized_keys'), `${key.publicKey}\n${lockedKey.publicKey}\n`);
  const makeHostKeys = (): void => {
    for (const type of hostKeyTypes) {
      const name = `host-${type}`;
      rmSync(join(folder, name), { force: true });
      rmSync(join(folder, `${name}.pub`), { force: true });
      makeKey(folder, name, type);
    }
  };
  makeHostKeys();
  const port = await freePort();
  writeFileSync(join(folder, 'sshd_config'), configText(folder, port, hostKeyTypes, options.config ?? []));
  let daemon = await launch(folder, port);
  const kill = async (): Promise<void> => {
    const pids = [...(daemon.pid === undefined ? [] : [daemon.pid]), ...sessions()];
    const hasEnded = daemon.exitCode !== null || daemon.signalCode !== null;
    const ended = hasEnded ? null : once(daemon, 'exit');
    signalAll(pids, 'SIGKILL');
    await ended;
  };
  const sessions = (): number[] => (daemon.pid === undefined ? [] : descendantsOf(daemon.pid));
  const publicHostKeys = (): string[] =>
    hostKeyTypes.map((type) => readFileSync(join(folder, `host-${type}.pub`), 'utf8').trim());
  return {
    port,
    user: userInfo().username,
    folder,
    key,
    lockedKey,
    passphrase,
    strangerKey,
    knownHostsLines: (name = `[127.0.0.1]:${String(port)}`) =>
      publicHostKeys().map((line) => `${name} ${line}`),
    fingerprint: (type = hostKeyTypes[0] ?? '') =>
      execFileSync('ssh-keygen', ['-l', '-f', join(folder, `host-${type}.pub`)], { encoding: 'utf8' }).split(
        ' ',
      )[1] ?? '',
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    sessionPids: sessions,
    signalSessions: (signal) => signalAll(sessions(), signal),
    kill,
    restart: async (how) => {
      await kill();
      if (how?.withNewHostKeys === true) makeHostKeys();
      daemon = await launch(folder, port);
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configText(
  folder: string,
  port: number,
  hostKeyTypes: readonly string[],
  first: readonly string[],
): string {
  return [
    ...first,
    `Port ${String(port)}`,
    'ListenAddress 127.0.0.1',
    ...hostKeyTypes.map((type) => `HostKey ${join(folder, `host-${type}`)}`),
    `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
    // Nothing of the account's own start files, which may do anything and take any time.
    `SetEnv HOME=${folder}`,
    'PidFile none',
    'UsePAM no',
    // The folder is below one that everybody may write to.
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'PrintMotd no',
    'LogLevel VERBOSE',
    '',
  ].join('\n');
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  if (SSHD === undefined) throw new Error(NO_SSHD ?? 'no sshd');
  // Where sshd is started by root it wants this empty folder, which a service manager would make.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const daemon = spawn(SSHD, ['-D', '-f', join(folder, 'sshd_config'), '-E', join(folder, 'log')], {
    stdio: 'ignore',
  });
  const deadline = Date.now() + 20_000;
  while (!(await answers(port))) {
    if (daemon.exitCode !== null || Date.now() > deadline) {
      throw new Error(`sshd does not start: ${readFileSync(join(folder, 'log'), 'utf8')}`);
    }
  }
  // The look at it took one of the places for those who log in.
  while (daemon.pid !== undefined && descendantsOf(daemon.pid).length > 0) await setImmediate();
  return daemon;
}

/** Whether something greets as SSH on the port. */
async function answers(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    return await new Promise((resolve) => {
      socket.once('data', () => resolve(true));
      socket.once('error', () => setTimeout(() => resolve(false), 20));
    });
  } finally {
    socket.destroy();
  }
}
