import { hostname } from 'node:os';
import type { Cadence, HostConfig, HostFailure, HostIdentity } from '../../shared/model';
import type { Clock } from '../clock';
import { addressOf } from '../fleet/hostRow';
import { Secrets } from '../fleet/secrets';
import type { Log } from '../log';
import type { Frame } from '../sampling/frame';
import { SourceError } from '../sampling/sourceError';
import { createSources, type Sources } from '../sources';
import { openHostsFile } from '../storage/hostsFile';
import type { HostChoice } from './arguments';

export interface CliEnvironment {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks a person for a password or passphrase; null: there is nobody to ask. */
  readonly askSecret: (question: string) => Promise<string | null>;
}

/** A host as a terminal command watches it: once, with its failures thrown. */
export interface CliHost {
  readonly name: string;
  /**
   * Connects and yields frames until the signal aborts.
   *
   * @throws {SourceError} what ended it otherwise.
   */
  frames(cadence: Cadence, signal: AbortSignal): AsyncGenerator<IdentifiedFrame, void, undefined>;
}

export interface IdentifiedFrame {
  readonly identity: HostIdentity;
  readonly frame: Frame;
}

/**
 * Finds a host by name on the list, as an alias of `~/.ssh/config`, or by address; this machine if none is named.
 *
 * @throws Refusal where the words are no address.
 */
export async function findHost(choice: HostChoice, environment: CliEnvironment): Promise<CliHost> {
  const { dataFolder, clock, log } = environment;
  const secrets = new Secrets();
  const sources = createSources({ dataFolder, secrets, clock, log });
  const config = await hostConfigOf(choice, sources, environment);
  return {
    name: config.name,
    frames: (cadence, signal) => framesOf({ config, sources, secrets, choice, environment, cadence, signal }),
  };
}

/** The host that the words mean: from the list, an alias, or an address; this machine if none is named. */
export async function hostConfigOf(
  choice: HostChoice,
  sources: Sources,
  { dataFolder, log }: CliEnvironment,
): Promise<HostConfig> {
  const cadence = { hostWideSeconds: 1, processesSeconds: 3 };
  if (choice.host === null) {
    return {
      id: 'this-machine',
      name: hostname(),
      connection: { kind: 'local' },
      cadence,
      sudo: 'never',
      group: null,
      tags: [],
    };
  }
  const listed = (await openHostsFile(dataFolder, false, log).load()) ?? [];
  const known = listed.find(
    (host) => host.name === choice.host || addressOf(host.connection) === choice.host,
  );
  const config = known ?? {
    id: 'named',
    name: choice.host,
    connection: {
      kind: 'ssh' as const,
      ...(await sources.resolveAddress(choice.host)),
      authentication: { kind: 'auto' as const },
      allowsOldAlgorithms: false,
    },
    cadence,
    sudo: 'never',
    group: null,
    tags: [],
  };
  if (choice.keyFile === null || config.connection.kind !== 'ssh') return config;
  const authentication = { kind: 'key' as const, path: choice.keyFile };
  return { ...config, connection: { ...config.connection, authentication } };
}

/** What another try needs to go better than the one before. */
export interface HostAccess {
  readonly config: HostConfig;
  readonly sources: Sources;
  readonly secrets: Secrets;
  readonly choice: HostChoice;
  readonly environment: CliEnvironment;
}

interface Try extends HostAccess {
  readonly cadence: Cadence;
  readonly signal: AbortSignal;
}

/** A first contact that was agreed to and a secret that is asked for each cost one more try, and no more than one. */
export const MOST_TRIES = 3;

async function* framesOf(attempt: Try): AsyncGenerator<IdentifiedFrame, void, undefined> {
  const { config, sources, cadence, signal } = attempt;
  for (let tries = 1; ; tries += 1) {
    try {
      let identity: HostIdentity | null = null;
      for await (const event of sources.open(config).stream({ cadence: () => cadence, signal })) {
        if (event.kind === 'identity') identity = event.identity;
        else if (event.kind === 'frame' && identity !== null) yield { identity, frame: event.frame };
      }
      return;
    } catch (error) {
      const isMended =
        error instanceof SourceError && tries < MOST_TRIES && (await mend(error.failure, attempt));
      if (!isMended) throw error;
    }
  }
}

/** Whether another try can go better: the host key was agreed to on the command line, or a person gave the secret. */
export async function mend(failure: HostFailure, access: HostAccess): Promise<boolean> {
  const { config, choice, sources, secrets, environment } = access;
  const { kind, offeredKey, message } = failure;
  if (kind === 'host-key-unknown' && config.connection.kind === 'ssh') {
    const { host, port } = config.connection;
    const isAgreed = offeredKey !== null && offeredKey.sha256 === choice.acceptHostKey;
    return isAgreed && (await sources.acceptHostKey(host, port, offeredKey.sha256));
  }
  if (kind === 'needs-password' || kind === 'needs-passphrase') {
    const what =
      kind === 'needs-password' ? 'Password' : `Passphrase of ${String(message.params['path'] ?? 'the key')}`;
    const secret = await environment.askSecret(`${what} (${config.name}):`);
    if (secret === null) return false;
    secrets.provide(config.id, secret);
    return true;
  }
  return false;
}
