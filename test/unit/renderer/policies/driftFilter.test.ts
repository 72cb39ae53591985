import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  coveredByRule,
  countByKind,
  driftFiguresOf,
  driftFilterOfQuery,
  filterFindings,
  fixRequestOf,
  NO_DRIFT_FILTER,
  queryOfDriftFilter,
  remarksOf,
  sortFindings,
} from '../../../../src/renderer/src/pages/policies/driftFilter';
import { spanOnAxis } from '../../../../src/renderer/src/pages/policies/policyWords';
import { usePolicyStore } from '../../../../src/renderer/src/stores/policyStore';
import { message, type ChangeItem, type DriftFinding } from '../../../../src/shared/model';
import { driftOf, findingOf } from './policyMain';

const UNIT_FIX: ChangeItem = {
  kind: 'set-unit-adj',
  hostId: 'h1',
  unit: 'a.service',
  adj: -400,
  isAppliedNow: false,
};
const FINDINGS = [
  findingOf(20, { hostName: 'web-10' }),
  findingOf(3, { hostName: 'web-9', rule: 'web', isLiveWrong: false, isUnitWrong: true, fixes: [UNIT_FIX] }),
  findingOf(7, { hostName: 'web-9', isNextVictim: true, isUnitWrong: true, fixes: [UNIT_FIX] }),
];
const pids = (findings: readonly DriftFinding[]): number[] => findings.map(({ process }) => process.pid);

describe('findings', () => {
  it('are in an order that stays: the next victim first, then by host', () => {
    expect(pids(sortFindings(FINDINGS))).toEqual([7, 3, 20]);
  });

  it.each([
    [{}, [20, 3, 7]],
    [{ kind: 'live' }, [20, 7]],
    [{ kind: 'unit' }, [3, 7]],
    [{ kind: 'victim' }, [7]],
    [{ rule: 'web' }, [3]],
    [{ text: 'WEB-9 mysql' }, [3, 7]],
    [{ text: 'web-9 moonlight' }, []],
  ] as const)('narrowed by %j', (changes, expected) => {
    expect(pids(filterFindings(FINDINGS, { ...NO_DRIFT_FILTER, ...changes }))).toEqual(expected);
  });

  it('are counted by kind', () => {
    expect(countByKind(FINDINGS)).toEqual({ all: 3, live: 2, unit: 2, victim: 1 });
  });

  it('are put right by one request, a unit that two of them name once', () => {
    expect(fixRequestOf(FINDINGS)).toEqual({
      items: [...(FINDINGS[0]?.fixes ?? []), UNIT_FIX],
      selection: null,
      origin: { kind: 'policy', rules: ['databases', 'web'] },
    });
  });
});

describe('the address', () => {
  it('says what is narrowed, and what it says wrongly is not', () => {
    const filter = { kind: 'unit', rule: 'web', text: 'a b' } as const;
    expect(queryOfDriftFilter(filter)).toEqual({ kind: 'unit', rule: 'web', q: 'a b' });
    expect(driftFilterOfQuery(queryOfDriftFilter(filter))).toEqual(filter);
    expect(driftFilterOfQuery({ kind: 'nonsense', rule: ['a'] })).toEqual(NO_DRIFT_FILTER);
  });
});

describe('figures of the fleet', () => {
  it('count what was looked at, and since when', () => {
    const hosts = [
      driftOf('a', { checkedAtMs: 500, covered: 4, coveredByRule: { web: 1, databases: 3 } }),
      driftOf('b', { checkedAtMs: 900, state: 'checking' }),
      driftOf('c', { checkedAtMs: null, state: 'failed', covered: 0, coveredByRule: {} }),
    ];
    expect(driftFiguresOf(hosts)).toEqual({
      hosts: 3,
      checked: 2,
      checking: 1,
      failed: 1,
      covered: 7,
      oldestCheckAtMs: 500,
    });
    expect(coveredByRule(hosts)).toEqual(
      new Map([
        ['web', 1],
        ['databases', 6],
      ]),
    );
    expect(driftFiguresOf([]).oldestCheckAtMs).toBeNull();
  });
});

describe('what could not be seen', () => {
  it('is said once for all hosts that it is the same for, failures first', () => {
    const note = message('sample.note');
    const hosts = [
      driftOf('a', { notes: [note] }),
      driftOf('b'),
      driftOf('c', { state: 'failed', problem: message('sample.away') }),
      driftOf('d', { notes: [note], problem: message('sample.old') }),
    ];
    const remarks = remarksOf(hosts, ({ code }) => code);
    expect(
      remarks.map(({ isFailed, sentences, hosts: meant }) => [
        isFailed,
        sentences,
        meant.map(({ hostId }) => hostId),
      ]),
    ).toEqual([
      [true, ['sample.away'], ['c']],
      [false, ['sample.note'], ['a', 'd']],
    ]);
  });
});

describe('a range on the axis', () => {
  it.each([
    [-500, -300, { x: 500, width: 200 }],
    [0, 0, { x: 994, width: 12 }],
    [-1000, -1000, { x: 0, width: 12 }],
    [1000, 1000, { x: 1988, width: 12 }],
  ])('%d to %d', (minAdj, maxAdj, expected) => {
    expect(spanOnAxis(minAdj, maxAdj)).toEqual(expected);
  });
});

describe('the store of the policy', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
  });

  it('takes over what has moved, and forgets what is gone', () => {
    const store = usePolicyStore();
    store.apply({ sequence: 1, sha256: 'one', hosts: [driftOf('a'), driftOf('b')], removedIds: [] });
    store.apply({
      sequence: 2,
      sha256: 'two',
      hosts: [driftOf('b', { findings: [findingOf(1)] })],
      removedIds: ['a'],
    });
    expect(store.hosts.map(({ hostId }) => hostId)).toEqual(['b']);
    expect(pids(store.findings)).toEqual([1]);
    expect(store.sha256).toBe('two');
  });
});
