import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NO_HOST_DATA, applyHostEvent } from '../../../../src/renderer/src/stores/hostData';
import { useHostStore } from '../../../../src/renderer/src/stores/hostStore';
import type { HostEvent } from '../../../../src/shared/model';
import { SERIES_POINTS } from '../../../../src/shared/model';
import { pointAt, steadyPoints } from '../charts/samples';
import { mainThat } from './mainStandIn';
import { riskOf } from '../../../../src/shared/risk/riskOf';
import { sampleWith } from '../../shared/oom/processes';
import { processOf, sampleOf } from './samples';

const CALM = riskOf(sampleWith(), []);

const history: HostEvent = {
  kind: 'history',
  sequence: 1,
  points: steadyPoints(3),
  sample: sampleOf(),
  buddyPoints: [],
  risk: CALM,
  processes: [processOf(1)],
};

function sampleEvent(sequence: number, seconds: number): HostEvent {
  return {
    kind: 'sample',
    sequence,
    points: [pointAt(seconds)],
    buddyPoints: [],
    sample: sampleOf(),
    risk: CALM,
    processes: null,
  };
}

describe('applyHostEvent', () => {
  it('takes a history as it is', () => {
    const before = applyHostEvent(NO_HOST_DATA, history);
    const after = applyHostEvent(before, { ...history, points: steadyPoints(1), processes: [] });
    expect(after.points).toHaveLength(1);
    expect(after.processes).toEqual([]);
  });

  it('adds points and keeps the sweep it has', () => {
    const after = applyHostEvent(applyHostEvent(NO_HOST_DATA, history), {
      kind: 'sample',
      sequence: 2,
      points: [pointAt(15), pointAt(20)],
      buddyPoints: [],
      sample: sampleOf({ vmstat: { oom_kill: 9 } }),
      risk: CALM,
      processes: null,
    });
    expect(after.points.map((point) => point.uptimeSeconds)).toEqual([1000, 1005, 1010, 1015, 1020]);
    expect(after.processes).toEqual([processOf(1)]);
    expect(after.sample?.vmstat).toEqual({ oom_kill: 9 });
  });

  it('keeps no more points than a host has', () => {
    const full = applyHostEvent(NO_HOST_DATA, { ...history, points: steadyPoints(SERIES_POINTS + 5) });
    expect(full.points).toHaveLength(SERIES_POINTS);
    const next = applyHostEvent(full, {
      kind: 'sample',
      sequence: 2,
      points: [pointAt(99_999)],
      buddyPoints: [],
      sample: sampleOf(),
      risk: CALM,
      processes: null,
    });
    expect(next.points).toHaveLength(SERIES_POINTS);
    expect(next.points.at(-1)).toEqual(pointAt(99_999));
  });
});

describe('useHostStore', () => {
  beforeEach(() => {
    setActivePinia(createPinia());
  });

  function following(): AbortController {
    return new AbortController();
  }

  it('applies each event, and acknowledges it after that', async () => {
    const store = useHostStore();
    const main = mainThat([[history, sampleEvent(2, 15), sampleEvent(3, 20)]]);
    const stream = following();
    const done = store.follow(main.client, 'web-1', stream.signal);
    await vi.waitFor(() => {
      expect(main.acknowledged).toEqual([1, 2, 3]);
    });
    expect(main.watched).toEqual(['web-1']);
    expect(store.state).toBe('live');
    expect(store.data.points).toHaveLength(5);
    stream.abort();
    await done;
  });

  it('ends the stream in main when it leaves', async () => {
    const store = useHostStore();
    const main = mainThat([[history]]);
    const stream = following();
    const done = store.follow(main.client, 'web-1', stream.signal);
    await vi.waitFor(() => {
      expect(main.acknowledged).toEqual([1]);
    });
    stream.abort();
    store.leave();
    await done;
    await vi.waitFor(() => {
      expect(main.open()).toBe(0);
    });
    expect(store.data).toEqual(NO_HOST_DATA);
  });

  it('opens a stream that broke again, and keeps the numbers until it brings new ones', async () => {
    const store = useHostStore();
    const main = mainThat([[history], [sampleEvent(1, 15)]], 'breaks-once');
    const stream = following();
    const done = store.follow(main.client, 'web-1', stream.signal);
    await vi.waitFor(() => {
      expect(store.state).toBe('lost');
    });
    expect(store.data.points).toHaveLength(3);
    await vi.waitFor(
      () => {
        expect(store.data.points).toHaveLength(4);
      },
      { timeout: 5_000 },
    );
    expect(main.watched).toHaveLength(2);
    expect(store.state).toBe('live');
    stream.abort();
    await done;
  });

  it('keeps the numbers of a host over a reconnect, and drops those of another at once', async () => {
    const store = useHostStore();
    const main = mainThat([[history], [], []]);
    const first = following();
    const firstDone = store.follow(main.client, 'web-1', first.signal);
    await vi.waitFor(() => {
      expect(main.acknowledged).toEqual([1]);
    });
    first.abort();
    await firstDone;

    const second = following();
    const secondDone = store.follow(main.client, 'web-1', second.signal);
    expect(store.data.points).toHaveLength(3);
    second.abort();
    await secondDone;

    const third = following();
    const thirdDone = store.follow(main.client, 'db-1', third.signal);
    expect(store.data).toEqual(NO_HOST_DATA);
    expect(store.hostId).toBe('db-1');
    third.abort();
    await thirdDone;
  });

  it('stops for good when the host was removed', async () => {
    const store = useHostStore();
    const main = mainThat([[history, { kind: 'removed', sequence: 2 }]]);
    await store.follow(main.client, 'web-1', following().signal);
    expect(store.state).toBe('removed');
    expect(main.watched).toHaveLength(1);
    expect(store.data.points).toHaveLength(3);
  });
});
