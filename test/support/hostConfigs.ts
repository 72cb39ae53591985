import type { HostConfig } from '../../src/shared/model';
import { DEFAULT_CADENCE } from '../../src/shared/model';

/** An SSH host under the given name. */
export function sshHost(id: string, name = id): HostConfig {
  return {
    id,
    name,
    connection: {
      kind: 'ssh',
      host: `${name}.example`,
      port: 22,
      user: 'ops',
      authentication: { kind: 'auto' },
      allowsOldAlgorithms: false,
    },
    cadence: DEFAULT_CADENCE,
    sudo: 'never',
    group: null,
    tags: [],
  };
}
