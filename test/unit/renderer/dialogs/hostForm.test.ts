import { describe, expect, it } from 'vitest';
import { hostFormOf, hostRequestOf } from '../../../../src/renderer/src/dialogs/hostForm';
import type { HostRow, SudoUse } from '../../../../src/shared/model';
import { DEFAULT_CADENCE } from '../../../../src/shared/model';

function rowWith(sudo: SudoUse): HostRow {
  return {
    id: 'h1',
    name: 'db-02',
    address: 'db-02',
    connection: { kind: 'local' },
    cadence: DEFAULT_CADENCE,
    sudo,
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
  };
}

describe('sudo in the form of a host', () => {
  it('is not allowed unless someone says so', () => {
    expect(hostRequestOf({ ...hostFormOf(null), address: 'db-02' }, '').sudo).toBe('never');
  });

  it.each(['never', 'passwordless'] as const)('comes back as it was: %s', (sudo) => {
    expect(hostRequestOf(hostFormOf(rowWith(sudo)), 'db-02').sudo).toBe(sudo);
  });
});
