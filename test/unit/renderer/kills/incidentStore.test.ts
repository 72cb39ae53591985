import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  applyIncidentEvent,
  compareByTime,
  NO_INCIDENTS,
} from '../../../../src/renderer/src/stores/incidentState';
import { useIncidentStore } from '../../../../src/renderer/src/stores/incidentStore';
import type { IncidentEvent } from '../../../../src/shared/model';
import { incidentsMain } from './incidentsMain';
import { killOf, logOf } from './samples';

const snapshot: IncidentEvent = {
  kind: 'snapshot',
  sequence: 1,
  incidents: [killOf('a', { readAtMs: 100 }), killOf('b', { readAtMs: 200 })],
  logs: [logOf('h1')],
};

function deltaOf(changes: Partial<Extract<IncidentEvent, { kind: 'delta' }>>): IncidentEvent {
  return { kind: 'delta', sequence: 2, upserted: [], removedKeys: [], logs: [], ...changes };
}

describe('applyIncidentEvent', () => {
  const before = applyIncidentEvent(NO_INCIDENTS, snapshot);

  it('replaces everything by a snapshot', () => {
    const after = applyIncidentEvent(before, { ...snapshot, incidents: [killOf('c')], logs: [] });
    expect([...after.incidents.keys()]).toEqual(['c']);
    expect(after.logs.size).toBe(0);
  });

  it('changes only what a delta names', () => {
    const after = applyIncidentEvent(
      before,
      deltaOf({ upserted: [killOf('c')], removedKeys: ['a'], logs: [logOf('h2')] }),
    );
    expect([...after.incidents.keys()]).toEqual(['b', 'c']);
    expect(after.incidents.get('b')).toBe(before.incidents.get('b'));
    expect([...after.logs.keys()]).toEqual(['h1', 'h2']);
    expect([...before.incidents.keys()]).toEqual(['a', 'b']);
  });

  it('keeps the logs as they are where a delta has none', () => {
    expect(applyIncidentEvent(before, deltaOf({ removedKeys: ['b'] })).logs).toBe(before.logs);
  });
});

describe('compareByTime', () => {
  it('puts the newest first, and those without a date last: the last read first, then by time since boot', () => {
    const rows = [
      killOf('old', { happenedAtMs: 10 }),
      killOf('undated-early', { happenedAtMs: null, readAtMs: 50, at: { bootSeconds: 1, wallClock: null } }),
      killOf('new', { happenedAtMs: 90 }),
      killOf('undated-late', { happenedAtMs: null, readAtMs: 50, at: { bootSeconds: 7, wallClock: null } }),
      killOf('undated-last-read', { happenedAtMs: null, readAtMs: 60 }),
      killOf('same-b', { happenedAtMs: 20 }),
      killOf('same-a', { happenedAtMs: 20 }),
    ];
    expect(rows.toSorted(compareByTime).map(({ key }) => key)).toEqual([
      'new',
      'same-a',
      'same-b',
      'old',
      'undated-last-read',
      'undated-late',
      'undated-early',
    ]);
  });
});

describe('useIncidentStore', () => {
  beforeEach(() => {
    window.localStorage.clear();
    setActivePinia(createPinia());
  });

  it('takes in a stream and says how far it has come', async () => {
    const store = useIncidentStore();
    const main = incidentsMain({ plays: [[snapshot, deltaOf({ upserted: [killOf('c')] })]] });
    const ending = new AbortController();
    const following = store.follow(main.client, ending.signal);
    await vi.waitFor(() => {
      expect(main.acknowledged).toEqual([1, 2]);
    });
    expect(store.incidents.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(store.log('h1')?.readBytes).toBe(2048);
    expect(store.incident('z')).toBeNull();
    ending.abort();
    await following;
    expect(main.opened).toHaveLength(1);
  });

  it('opens a stream that broke again, and has its snapshot in place of the old one', async () => {
    const store = useIncidentStore();
    const main = incidentsMain({ plays: [[snapshot], [{ ...snapshot, incidents: [killOf('z')] }]] });
    const ending = new AbortController();
    const following = store.follow(main.client, ending.signal);
    await vi.waitFor(() => {
      expect(store.incidents.map(({ key }) => key)).toEqual(['z']);
    });
    expect(new Set(main.opened).size).toBe(2);
    ending.abort();
    await following;
  });

  it('counts what came in since the list was last looked at, also in a later session', () => {
    const store = useIncidentStore();
    store.apply(snapshot);
    expect(store.unseenCount).toBe(2);
    store.look(150);
    expect(store.unseenCount).toBe(0);

    setActivePinia(createPinia());
    const later = useIncidentStore();
    later.apply(snapshot);
    expect(later.unseenCount).toBe(0);
    later.apply(deltaOf({ upserted: [killOf('c', { readAtMs: 201 })] }));
    expect(later.unseenCount).toBe(1);
  });
});
