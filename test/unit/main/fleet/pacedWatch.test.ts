import { beforeEach, describe, expect, it } from 'vitest';
import { PacedWatch } from '../../../../src/main/fleet/pacedWatch';
import { ManualClock, settle } from '../../../support/manualClock';

let clock: ManualClock;
let stop: AbortController;
let watch: PacedWatch;

beforeEach(() => {
  clock = new ManualClock();
  stop = new AbortController();
  watch = new PacedWatch(clock, stop.signal);
});

/** Whether the next event has become due, without waiting for it. */
function track(): { isDue: () => boolean | null } {
  let answer: boolean | null = null;
  void watch.due().then((isDue) => {
    answer = isDue;
  });
  return { isDue: () => answer };
}

describe('a paced watch', () => {
  it('waits for a change', async () => {
    const next = track();
    await clock.advance(60_000);
    expect(next.isDue()).toBeNull();
    watch.markDirty();
    await settle();
    expect(next.isDue()).toBe(true);
  });

  it('keeps 200 ms between events', async () => {
    watch.acknowledge(watch.nextSequence());
    watch.markDirty();
    const next = track();
    await clock.advance(199);
    expect(next.isDue()).toBeNull();
    await clock.advance(1);
    expect(next.isDue()).toBe(true);
  });

  it('waits for a receiver that lags, but not for ever', async () => {
    watch.nextSequence();
    watch.markDirty();
    const next = track();
    await clock.advance(9_999);
    expect(next.isDue()).toBeNull();
    await clock.advance(1);
    expect(next.isDue()).toBe(true);
  });

  it('goes on as soon as a lagging receiver acknowledges', async () => {
    const sequence = watch.nextSequence();
    watch.markDirty();
    const next = track();
    await clock.advance(3_000);
    watch.acknowledge(sequence);
    await settle();
    expect(next.isDue()).toBe(true);
  });

  it('takes no acknowledgement of what was never sent', async () => {
    watch.acknowledge(1_000);
    watch.nextSequence();
    watch.markDirty();
    const next = track();
    await clock.advance(1_000);
    expect(next.isDue()).toBeNull();
  });

  it('ends when its transport does', async () => {
    const next = track();
    stop.abort();
    await settle();
    expect(next.isDue()).toBe(false);
    expect(await watch.due()).toBe(false);
  });
});
