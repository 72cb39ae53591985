import { describe, expect, it } from 'vitest';
import { filterRows } from '../../../../src/renderer/src/pages/fleet/fleetFilter';
import { BY_ATTENTION, sortRows } from '../../../../src/renderer/src/pages/fleet/fleetOrder';
import type { HostRow, RiskLevel } from '../../../../src/shared/model';
import { DEFAULT_CADENCE, message } from '../../../../src/shared/model';
import { hostRow } from './hostRows';

function rowWith(name: string, level: RiskLevel | null, changes: Partial<HostRow> = {}): HostRow {
  return {
    id: name,
    name,
    address: null,
    connection: { kind: 'local' },
    cadence: DEFAULT_CADENCE,
    sudo: 'never',
    group: null,
    tags: [],
    state: { kind: 'live' },
    kernel: '6.1.0',
    arch: null,
    memTotalBytes: 1000,
    memAvailableBytes: 500,
    swapTotalBytes: null,
    swapUsedBytes: null,
    swapTrendBytesPerSecond: null,
    memoryPressureSomePercent: null,
    nextVictim: null,
    risk: level === null ? null : { level, score: 0, summary: message(`risk.level.${level}`) },
    oomKills: null,
    lastOomKillAtMs: null,
    sampledAtMs: null,
    notices: [],
    ...changes,
  };
}

const victim = {
  pid: 7,
  comm: 'java',
  user: null,
  commandLine: '/opt/shop.jar',
  normalisedPermille: 300,
  kernelScore: 800,
  oomScoreAdj: 0,
  usedBytes: 1,
  isTied: false,
};

const ROWS: readonly HostRow[] = [
  rowWith('calm', 'calm', { memAvailableBytes: 100 }),
  rowWith('unknown', 'unknown'),
  rowWith('critical', 'critical', { nextVictim: victim }),
  rowWith('paused', 'danger', { state: { kind: 'paused' } }),
  rowWith('watch', 'watch'),
  rowWith('danger', 'danger'),
  rowWith('new', null),
  rowWith('stale', 'calm', { state: { kind: 'stale', sinceMs: 0 } }),
];

const names = (rows: readonly HostRow[]): string[] => rows.map(({ name }) => name);

describe('the list of hosts', () => {
  it('by urgency puts what is wrong with a host first, then the nearest to a kill', () => {
    expect(names(sortRows(ROWS, BY_ATTENTION))).toEqual([
      'stale',
      'critical',
      'danger',
      'watch',
      'unknown',
      'calm',
      'new',
      'paused',
    ]);
  });

  it('by risk puts what is not known between calm and watch, and what was never read last', () => {
    const byRisk = sortRows(ROWS, { by: 'risk', direction: 'ascending' });
    expect(names(byRisk).filter((name) => name !== 'stale' && name !== 'paused')).toEqual([
      'calm',
      'unknown',
      'watch',
      'danger',
      'critical',
      'new',
    ]);
  });

  it.each([
    [null, 8],
    ['in-danger', 3],
    ['paused', 1],
    ['live', 6],
  ] as const)('narrowed to %s has %d hosts', (filter, count) => {
    expect(filterRows(ROWS, '', filter)).toHaveLength(count);
  });

  it('is searched for group and tags too', () => {
    const rows = [hostRow('a', { group: 'Web' }), hostRow('b', { tags: ['eu', 'canary'] }), hostRow('c')];
    expect(names(filterRows(rows, 'web', null))).toEqual(['a']);
    expect(names(filterRows(rows, 'canary EU', null))).toEqual(['b']);
  });

  it('is searched for the next victim too, by all words', () => {
    expect(names(filterRows(ROWS, 'JAVA 6.1', null))).toEqual(['critical']);
    expect(names(filterRows(ROWS, 'shop java nothing', null))).toEqual([]);
  });
});
