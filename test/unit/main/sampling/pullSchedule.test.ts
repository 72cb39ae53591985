import { describe, expect, it } from 'vitest';
import { PullSchedule } from '../../../../src/main/sampling/pullLoop';
import type { Cadence } from '../../../../src/shared/model';

const CADENCE: Cadence = { hostWideSeconds: 5, processesSeconds: 15 };
const START_MS = 1_000_000;

/** What is read in the time, each at the second after the start at which it fell due. */
function passesWithin(
  schedule: PullSchedule,
  forMs: number,
  { cadence = CADENCE, passMs = 0 }: { cadence?: Cadence; passMs?: number } = {},
): string[] {
  const passes: string[] = [];
  let nowMs = START_MS;
  for (;;) {
    nowMs += schedule.msUntilDue(nowMs, cadence);
    if (nowMs > START_MS + forMs) return passes;
    passes.push(`${String((nowMs - START_MS) / 1_000)} ${schedule.take(nowMs, cadence)}`);
    nowMs += passMs;
  }
}

describe('the schedule of a host', () => {
  it('reads the host-wide files every 5 s, and with every third of them all processes', () => {
    expect(passesWithin(new PullSchedule(START_MS, CADENCE, 1), 31_000)).toEqual([
      '5 host-wide',
      '10 host-wide',
      '15 host-wide+processes',
      '20 host-wide',
      '25 host-wide',
      '30 host-wide+processes',
    ]);
  });

  it.each([
    { random: 0, firstSeconds: 1 },
    { random: 0.5, firstSeconds: 3 },
    { random: 1, firstSeconds: 5 },
  ])('places the second pass within the period by chance ($random)', ({ random, firstSeconds }) => {
    const schedule = new PullSchedule(START_MS, CADENCE, random);
    expect(schedule.msUntilDue(START_MS, CADENCE)).toBeCloseTo(firstSeconds * 1_000);
  });

  it('does not drift by what a pass takes', () => {
    const passes = passesWithin(new PullSchedule(START_MS, CADENCE, 1), 31_000, { passMs: 700 });
    expect(passes.map((pass) => pass.split(' ')[0])).toEqual(['5', '10', '15', '20', '25', '30']);
  });

  it('leaves out what was missed, and keeps its beat', () => {
    const passes = passesWithin(new PullSchedule(START_MS, CADENCE, 1), 31_000, { passMs: 12_000 });
    expect(passes).toEqual(['5 host-wide', '17 host-wide+processes', '29 host-wide']);
  });

  it('sweeps more often than it reads the host where it is told to, and never without the host-wide files', () => {
    const cadence = { hostWideSeconds: 10, processesSeconds: 2 };
    const passes = passesWithin(new PullSchedule(START_MS, cadence, 1), 10_000, { cadence });
    expect(new Set(passes.map((pass) => pass.split(' ')[1]))).toEqual(new Set(['host-wide+processes']));
  });

  it('follows a new cadence at once', () => {
    const schedule = new PullSchedule(START_MS, CADENCE, 1);
    expect(schedule.msUntilDue(START_MS + 1_000, { hostWideSeconds: 1, processesSeconds: 15 })).toBe(0);
  });

  it('starts over when the clock is set back, and reads at once', () => {
    const schedule = new PullSchedule(START_MS, CADENCE, 1);
    const earlierMs = START_MS - 3_600_000;
    expect(schedule.msUntilDue(earlierMs, CADENCE)).toBe(0);
    schedule.take(earlierMs, CADENCE);
    expect(schedule.msUntilDue(earlierMs, CADENCE)).toBe(5_000);
  });
});
