import { describe, expect, it } from 'vitest';
import { GRACE_MS, KillTally } from '../../../../src/main/incidents/killTally';
import { reconcile, type KillNumbers } from '../../../../src/main/incidents/reconciliation';
import { FrameDecoder } from '../../../../src/main/sampling/decode';
import type { HostSample, KillReconciliation } from '../../../../src/shared/model';
import { frameOf, TEST_IDENTITY } from '../../../support/scriptedSource';

const NUMBERS: KillNumbers = { countedKills: 3, reportedKills: 3, groupKills: 0, doesReachBoot: true };

describe('the kernel’s count beside its log', () => {
  it.each<[Partial<KillNumbers>, KillReconciliation['verdict'], string, Record<string, number>]>([
    [{}, 'agree', 'log.reconcile-agree', { counted: 3, reported: 3 }],
    [{ countedKills: 0, reportedKills: 0 }, 'agree', 'log.reconcile-none', { counted: 0, reported: 0 }],
    [{ countedKills: 5 }, 'unreported', 'log.reconcile-unreported', { counted: 5, reported: 3 }],
    [
      { countedKills: 5, doesReachBoot: false },
      'unreported',
      'log.reconcile-unreported-reach',
      { counted: 5, reported: 3 },
    ],
    // memory.oom.group: three processes, and the first of them counted twice, as Debian 6.1 did.
    [{ countedKills: 4, groupKills: 1 }, 'agree', 'log.reconcile-agree', { counted: 4, reported: 3 }],
    [
      { countedKills: 5, groupKills: 1 },
      'unreported',
      'log.reconcile-unreported',
      { counted: 5, reported: 3 },
    ],
    [{ countedKills: 2 }, 'uncounted', 'log.reconcile-uncounted', { counted: 2, reported: 3 }],
    [{ countedKills: null }, 'no-count', 'log.reconcile-no-count', { reported: 3 }],
    [{ reportedKills: null }, 'no-log', 'log.reconcile-no-log', { counted: 3 }],
    [{ countedKills: 0, reportedKills: null }, 'no-log', 'log.reconcile-no-log-none', { counted: 0 }],
    [{ countedKills: null, reportedKills: null }, 'no-log', 'log.reconcile-nothing', {}],
  ])('%j is %s', (changes, verdict, code, params) => {
    const numbers = { ...NUMBERS, ...changes };
    expect(reconcile(numbers)).toEqual({
      verdict,
      countedKills: numbers.countedKills,
      reportedKills: numbers.reportedKills,
      message: { code, params },
    });
  });
});

const UPTIME = 1_000;
const NOW = 10_000_000;
const WHOLE = { reachesBackToMs: null, isCut: false };

function sample(oomKills: number | null, bootId = 'a', uptimeSeconds = UPTIME): HostSample {
  const frame = frameOf(uptimeSeconds, oomKills === null ? {} : { oomKills });
  const decoded = new FrameDecoder({ ...TEST_IDENTITY, bootId }).push(frame);
  if (oomKills !== null || decoded.vmstat === null) return decoded;
  const { oom_kill: _count, ...vmstat } = decoded.vmstat;
  return { ...decoded, vmstat };
}

describe('the tally of a host', () => {
  it('says nothing before the first count', () => {
    expect(new KillTally().standing(WHOLE, NOW)).toEqual({ reconciliation: null, againInMs: null });
  });

  it('knows when the host booted from its first sample', () => {
    const tally = new KillTally();
    expect(tally.bootAtMs).toBeNull();
    expect(tally.count(sample(0), NOW)).toBe(true);
    expect(tally.bootAtMs).toBe(NOW - UPTIME * 1_000);
    expect(tally.count(sample(0, 'a', UPTIME + 5), NOW + 5_040)).toBe(false);
    expect(tally.bootAtMs).toBe(NOW - UPTIME * 1_000);
    // Our own clock was put forward by an hour.
    expect(tally.count(sample(0, 'a', UPTIME + 10), NOW + 3_610_000)).toBe(false);
    expect(tally.bootAtMs).toBe(NOW - UPTIME * 1_000 + 3_600_000);
  });

  it('waits before it says that a fresh kill is not in the log', () => {
    const tally = new KillTally();
    tally.count(sample(0), NOW);
    expect(tally.standing(WHOLE, NOW).reconciliation?.verdict).toBe('agree');
    tally.count(sample(1), NOW + 1_000);
    expect(tally.standing(WHOLE, NOW + 4_000)).toEqual({ reconciliation: null, againInMs: GRACE_MS - 3_000 });
    expect(tally.standing(WHOLE, NOW + 1_000 + GRACE_MS).reconciliation?.verdict).toBe('unreported');
    tally.report('r', 1, false, NOW + 20_000);
    expect(tally.standing(WHOLE, NOW + 20_000).reconciliation?.verdict).toBe('agree');
  });

  it('waits for the sample after a report before it says that it is not counted', () => {
    const tally = new KillTally();
    tally.count(sample(0), NOW);
    tally.report('r', 1, false, NOW + 1_000);
    expect(tally.standing(WHOLE, NOW + 60_000)).toEqual({ reconciliation: null, againInMs: null });
    tally.count(sample(0), NOW + 61_000);
    expect(tally.standing(WHOLE, NOW + 61_000).reconciliation?.verdict).toBe('uncounted');
  });

  it('counts a report once, by its fullest copy', () => {
    const tally = new KillTally();
    tally.count(sample(3), NOW);
    tally.report('r', 3, false, NOW);
    tally.report('r', 1, false, NOW);
    tally.report('r', 3, false, NOW);
    expect(tally.standing(WHOLE, NOW).reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 3 });
  });

  it('begins anew with another boot, by its name or by an uptime that went back', () => {
    const tally = new KillTally();
    tally.count(sample(2), NOW);
    tally.report('r', 2, false, NOW);
    expect(tally.identify('b')).toBe(true);
    expect(tally.identify('b')).toBe(false);
    expect(tally.bootAtMs).toBeNull();
    tally.report('s', 1, false, NOW);
    tally.count(sample(1, 'b'), NOW);
    expect(tally.standing(WHOLE, NOW).reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 1 });
    tally.count(sample(0, 'b', 5), NOW);
    expect(tally.bootAtMs).toBe(NOW - 5_000);
    expect(tally.standing(WHOLE, NOW).reconciliation).toMatchObject({ verdict: 'agree', reportedKills: 0 });
  });

  it('knows a kernel that does not count', () => {
    const tally = new KillTally();
    tally.count(sample(null), NOW);
    tally.report('r', 1, false, NOW);
    expect(tally.standing(WHOLE, NOW).reconciliation?.verdict).toBe('no-count');
    expect(tally.standing(null, NOW).reconciliation?.message.code).toBe('log.reconcile-nothing');
  });

  it.each([
    ['what was read begins an hour after the boot', NOW - UPTIME * 1_000 + 3_600_000, false, '-reach'],
    ['what was read begins at the boot', NOW - UPTIME * 1_000 + 60_000, true, ''],
    ['not all was read, and from when on is not known', null, true, '-reach'],
    ['all was read', null, false, ''],
  ])('says whether the log goes back to the boot: %s', (_name, reachesBackToMs, isCut, suffix) => {
    const tally = new KillTally();
    tally.count(sample(1), NOW);
    const { reconciliation } = tally.standing({ reachesBackToMs, isCut }, NOW + GRACE_MS);
    expect(reconciliation?.message.code).toBe(`log.reconcile-unreported${suffix}`);
  });
});
