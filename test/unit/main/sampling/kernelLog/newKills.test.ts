import { describe, expect, it } from 'vitest';
import { NewKills, oomKillCount } from '../../../../../src/main/sampling/kernelLog/newKills';
import { ManualClock } from '../../../../support/manualClock';

function vmstat(kills: number | null): string {
  return `nr_free_pages 100\n${kills === null ? '' : `oom_kill ${String(kills)}\n`}pgfault 3\n`;
}

describe('the kernel’s count', () => {
  it.each([
    [vmstat(0), 0],
    [vmstat(12), 12],
    [vmstat(null), null],
    ['oom_kill x\nnot_oom_kill 3\n', null],
  ])('in %j is %s', (text, expected) => {
    expect(oomKillCount(text)).toBe(expected);
  });
});

describe('when to look at the log', () => {
  const DONE = { isUnfinished: false, isDear: false };

  it('is soon after the count has moved, and twice more', async () => {
    const clock = new ManualClock();
    const kills = new NewKills(clock);
    kills.take(vmstat(2));
    expect(kills.msUntilDue()).toBe(300_000);
    kills.take(null);
    kills.take(vmstat(3));
    const waits: number[] = [];
    for (let look = 0; look < 3; look += 1) {
      waits.push(kills.msUntilDue());
      await clock.advance(kills.msUntilDue());
      kills.noteRead(DONE);
    }
    expect(waits).toEqual([1_500, 4_500, 14_000]);
    expect(kills.msUntilDue()).toBe(300_000);
  });

  it('is not put off by a storm of kills', async () => {
    const clock = new ManualClock();
    const kills = new NewKills(clock);
    for (let count = 0; count < 4; count += 1) {
      kills.take(vmstat(count));
      await clock.advance(500);
    }
    expect(kills.msUntilDue()).toBe(0);
  });

  it('is after a reboot, which sets the count back', () => {
    const kills = new NewKills(new ManualClock());
    kills.take(vmstat(9));
    kills.take(vmstat(0));
    expect(kills.msUntilDue()).toBe(1_500);
  });

  it('is each minute where the kernel does not count, and rarer where looking is dear', () => {
    const kills = new NewKills(new ManualClock());
    kills.take(vmstat(null));
    expect(kills.msUntilDue()).toBe(60_000);
    kills.noteRead({ isUnfinished: false, isDear: true });
    expect(kills.msUntilDue()).toBe(300_000);
  });

  it('is again while a report is unfinished, but not for ever', async () => {
    const clock = new ManualClock();
    const kills = new NewKills(clock);
    kills.take(vmstat(1));
    let looks = 0;
    do {
      kills.noteRead({ isUnfinished: true, isDear: false });
      looks += 1;
      await clock.advance(4_000);
    } while (kills.msUntilDue() === 0);
    // The first reading and five more, the last of which takes it as it is.
    expect(looks).toBe(6);
  });
});
