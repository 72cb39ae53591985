import type { HostRow } from '../../../../src/shared/model';
import { DEFAULT_CADENCE } from '../../../../src/shared/model';

/** A live host under SSH of which nothing was read yet, unless changed. */
export function hostRow(name: string, changes: Partial<HostRow> = {}): HostRow {
  return {
    id: name,
    name,
    address: `ops@${name}:22`,
    connection: {
      kind: 'ssh',
      host: name,
      port: 22,
      user: 'ops',
      authentication: { kind: 'auto' },
      allowsOldAlgorithms: false,
    },
    cadence: DEFAULT_CADENCE,
    sudo: 'never',
    group: null,
    tags: [],
    state: { kind: 'live' },
    kernel: null,
    arch: null,
    memTotalBytes: null,
    memAvailableBytes: null,
    swapTotalBytes: null,
    swapUsedBytes: null,
    swapTrendBytesPerSecond: null,
    memoryPressureSomePercent: null,
    nextVictim: null,
    risk: null,
    oomKills: null,
    lastOomKillAtMs: null,
    sampledAtMs: null,
    notices: [],
    ...changes,
  };
}
