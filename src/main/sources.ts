import { join } from 'node:path';
import type { HostConfig, HostConnection } from '../shared/model';
import { parseHostAddress } from '../shared/hostAddress';
import type { Clock } from './clock';
import type { ResolvedAddress } from './fleet/hostRegistry';
import { Refusal } from './fleet/refusal';
import type { Secrets } from './fleet/secrets';
import type { Log } from './log';
import { createLocalSource } from './sampling/localSource';
import { streamShell } from './sampling/pullLoop';
import { createRecordingSource } from './sampling/recording/recordingSource';
import type { SampleSource } from './sampling/source';
import { openSshShell } from './ssh/connection';
import { HandshakeGate } from './ssh/handshakeGate';
import { KeyFiles } from './ssh/keyFiles';
import { KnownHostsFiles, openSshKnownHostsPaths } from './ssh/knownHostsFiles';
import { OfferedKeys } from './ssh/offeredKeys';
import { usualKeyFiles, type Route } from './ssh/route';
import { ownUser } from './thisMachine';

export interface SourceDependencies {
  readonly dataFolder: string;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the source of any host, and what goes with it: addresses, host keys, the agent. */
export interface Sources {
  readonly open: (config: HostConfig) => SampleSource;
  readonly resolveAddress: (address: string) => Promise<ResolvedAddress>;
  readonly acceptHostKey: (host: string, port: number, sha256: string) => Promise<boolean>;
  readonly hasAgent: () => boolean;
}

/** What all SSH hosts share: known_hosts, key files, the gate that spares servers a burst of handshakes. */
export function createSources(dependencies: SourceDependencies): Sources {
  const { dataFolder, secrets, clock, log } = dependencies;
  const knownHosts = new KnownHostsFiles(join(dataFolder, 'known_hosts'), openSshKnownHostsPaths(), log);
  const offeredKeys = new OfferedKeys();
  const shared = { knownHosts, offeredKeys, keyFiles: new KeyFiles(), gate: new HandshakeGate() };
  const agentSocketPath = process.env['SSH_AUTH_SOCK'] ?? null;

  function openSsh(config: HostConfig, connection: Extract<HostConnection, { kind: 'ssh' }>): SampleSource {
    const options = { hostLabel: config.name, user: connection.user, clock, log, random: Math.random };
    return {
      stream: (request) =>
        streamShell(
          (signal) =>
            openSshShell(
              routeTo(config, connection),
              { ...shared, agentSocketPath, secret: secrets.of(config.id) },
              signal,
            ),
          request,
          options,
        ),
    };
  }

  return {
    open: (config) => {
      switch (config.connection.kind) {
        case 'local':
          return createLocalSource({ hostLabel: config.name, user: ownUser(), clock, log });
        case 'ssh':
          return openSsh(config, config.connection);
        case 'recording':
          return createRecordingSource({
            path: config.connection.path,
            isLooping: config.connection.isDemo,
            startRatio: config.connection.startRatio,
            clock,
            log,
          });
      }
    },
    resolveAddress: (address) => Promise.resolve(resolve(address)),
    acceptHostKey: async (host, port, sha256) => {
      const offered = offeredKeys.take(host, port, sha256);
      if (offered === null) return false;
      await knownHosts.rememberHostKey(offered.host, offered.port, offered.key);
      return true;
    },
    hasAgent: () => agentSocketPath !== null && agentSocketPath !== '',
  };
}

function routeTo(config: HostConfig, connection: Extract<HostConnection, { kind: 'ssh' }>): Route {
  const { host, port, user, authentication, allowsOldAlgorithms } = connection;
  const label = config.name;
  const keyFiles = usualKeyFiles();
  return {
    jumps: [],
    target: { label, host, port, user, authentication, keyFiles, allowsOldAlgorithms },
    requestedHost: host,
  };
}

function resolve(address: string): ResolvedAddress {
  const parsed = parseHostAddress(address);
  if (!parsed.ok) throw new Refusal('refusal.bad-address', { address });
  const { host, port, user } = parsed.value;
  return { host, port: port ?? 22, user: user ?? ownUser() };
}
