import { homedir } from 'node:os';
import { join } from 'node:path';
import type { HostConfig } from '../shared/model';
import type { Clock } from './clock';
import type { ResolvedAddress } from './fleet/hostRegistry';
import { Refusal } from './fleet/refusal';
import type { Secrets } from './fleet/secrets';
import type { Log } from './log';
import { createLocalSource } from './sampling/localSource';
import { createRecordingSource } from './sampling/recording/recordingSource';
import type { SampleSource } from './sampling/source';
import { createSshSource } from './sampling/sshSource';
import { SshAccess } from './ssh/sshAccess';
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
  /** @throws {Refusal} for a text that is no address. */
  readonly resolveAddress: (address: string) => Promise<ResolvedAddress>;
  readonly acceptHostKey: (host: string, port: number, sha256: string) => Promise<boolean>;
  readonly hasAgent: () => boolean;
}

/** The three kinds of source over what they share. One a process: it holds unlocked keys and offered host keys. */
export function createSources({ dataFolder, secrets, clock, log }: SourceDependencies): Sources {
  const access = new SshAccess({
    knownHostsPath: join(dataFolder, 'known_hosts'),
    homeFolder: homedir(),
    ownUser: ownUser(),
    agentSocketPath: process.env['SSH_AUTH_SOCK'] ?? null,
    log,
  });
  const secretOf = (hostId: string): string | null => secrets.of(hostId);

  return {
    open: (config) => {
      const { connection, name: hostLabel } = config;
      switch (connection.kind) {
        case 'local':
          return createLocalSource({ hostLabel, user: ownUser(), clock, log });
        case 'ssh': {
          const dependencies = { access, secretOf, clock, log, random: Math.random };
          return createSshSource({ ...config, connection }, dependencies);
        }
        case 'recording': {
          const { path, isDemo, startRatio } = connection;
          return createRecordingSource({ path, isLooping: isDemo, startRatio, clock, log });
        }
      }
    },
    resolveAddress: async (address) => {
      const resolved = await access.resolveAddress(address);
      if (!resolved.ok) throw new Refusal('refusal.bad-address', { address });
      return resolved.value;
    },
    acceptHostKey: (host, port, sha256) => access.acceptHostKey(host, port, sha256),
    hasAgent: () => access.hasAgent,
  };
}
