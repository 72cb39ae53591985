import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProcessSample } from '../../../../src/shared/model';
import { rankIn, wholeMachine, type OomHost } from '../../../../src/shared/oom/ranking';
import { processWith } from './processes';

function hostOf(kernel: string): OomHost {
  return {
    identity: { kernel, pageBytes: 4096, cpus: 1, ticksPerSecond: 100 },
    memory: { memTotalBytes: 4096 * 90_000, swapTotalBytes: 4096 * 10_000 },
    uptimeSeconds: 1_000,
  };
}

const SCOPE = { totalPages: 100_000, pageBytes: 4096 };

function order(kernel: string, processes: readonly ProcessSample[]): number[] {
  return rankIn(processes, hostOf(kernel), SCOPE).candidates.map(({ process }) => process.pid);
}

describe('the whole machine', () => {
  it('is RAM and swap in its own pages', () => {
    expect(wholeMachine(hostOf('6.1'))).toEqual(SCOPE);
  });

  it.each([
    ['no page size', { identity: { ...hostOf('6.1').identity, pageBytes: null } }],
    ['no memory', { memory: null }],
    ['no RAM', { memory: { memTotalBytes: null, swapTotalBytes: 1 } }],
    ['less RAM than a page', { memory: { memTotalBytes: 1024, swapTotalBytes: 0 } }],
  ])('cannot be told with %s', (_what, without) => {
    expect(wholeMachine({ ...hostOf('6.1'), ...without })).toBeNull();
  });
});

describe('the order of choice', () => {
  it('is by points, the exempt behind', () => {
    const processes = [
      processWith({ pid: 1, rssPages: 90_000 }),
      processWith({ pid: 20, rssPages: 10 }),
      processWith({ pid: 30, rssPages: 5_000 }),
      processWith({ pid: 40, rssPages: 50_000, oomScoreAdj: -1000 }),
      processWith({ pid: 50, rssPages: 20, oomScoreAdj: 300 }),
    ];
    expect(order('6.1', processes)).toEqual([50, 30, 20, 1, 40]);
  });

  it.each([
    ['5.2', [10, 20]],
    ['5.4', [20, 10]],
    ['6.1', [20, 10]],
  ])('of equals on %s is by age', (kernel, pids) => {
    const equals = [processWith({ pid: 10, startTicks: 1 }), processWith({ pid: 20, startTicks: 2 })];
    expect(order(kernel, equals)).toEqual(pids);
  });

  it('calls a tie what the counters cannot tell apart', () => {
    const processes = [1_000, 1_040, 5_000].map((rssPages, index) =>
      processWith({ pid: 10 + index, rssPages }),
    );
    const groups = (kernel: string): (number | null)[] =>
      rankIn(processes, hostOf(kernel), SCOPE).candidates.map(({ tieGroup }) => tieGroup);
    expect(groups('6.1')).toEqual([null, null, null]);
    expect(groups('6.12')).toEqual([null, 1, 1]);
  });

  it('measures adj by the scope, and oom_score by the machine', () => {
    const app = processWith({ pid: 10, rssPages: 1_000 });
    const helper = processWith({ pid: 20, rssPages: 100, oomScoreAdj: 10 });
    const machinePages = 5_000_000;
    const limit = { totalPages: 2_000, pageBytes: 4096 };
    const inCgroup = rankIn([app, helper], hostOf('6.1'), limit, machinePages);
    // The kernel's own file says the opposite of what happens at the cgroup's limit.
    expect(inCgroup.candidates.map(({ process }) => process.pid)).toEqual([10, 20]);
    expect(inCgroup.candidates.map(({ predictedScore }) => predictedScore)).toEqual([666, 673]);
  });
});

const process = fc
  .record({
    rssPages: fc.nat(50_000),
    swapPages: fc.option(fc.nat(10_000)),
    pageTableBytes: fc.option(fc.nat(4096 * 100)),
    oomScoreAdj: fc.option(fc.integer({ min: -1000, max: 1000 })),
    vsizeBytes: fc.option(fc.nat(2 ** 31)),
    state: fc.constantFrom('S', 'R', 'Z', null),
    startTicks: fc.option(fc.nat(1_000)),
    effectiveCapabilities: fc.option(fc.constantFrom('0000000000200000', '0000000000000000', 'zz')),
  })
  .map((wanted) => processWith(wanted));
const processes = fc
  .array(process, { minLength: 1, maxLength: 20 })
  .map((list) => list.map((one, index) => ({ ...one, pid: index + 2 })));
const kernel = fc.constantFrom('2.6.32', '3.4', '3.10.17', '4.4', '5.4', '6.1', '6.12', 'of another world');

describe('any sweep', () => {
  it('is ranked whole, each process once, without a number that is none', () => {
    fc.assert(
      fc.property(processes, kernel, (list, release) => {
        const { candidates } = rankIn(list, hostOf(release), SCOPE);
        expect(candidates.map((one) => one.process.pid).toSorted((a, b) => a - b)).toEqual(
          list.map(({ pid }) => pid),
        );
        for (const { badness, predictedScore } of candidates) {
          expect(Number.isInteger(predictedScore)).toBe(true);
          if (badness.kind === 'eligible') expect(Number.isInteger(badness.points)).toBe(true);
        }
      }),
    );
  });

  it('ranks the same whatever the order it comes in', () => {
    fc.assert(
      fc.property(processes, kernel, (list, release) => {
        expect(order(release, list.toReversed())).toEqual(order(release, list));
      }),
    );
  });

  it('never moves a process back when its adj is raised', () => {
    fc.assert(
      fc.property(processes, fc.nat(), fc.nat(2_000), kernel, (list, which, raise, release) => {
        const target = list[which % list.length];
        if (target?.oomScoreAdj == null) return;
        const oomScoreAdj = Math.min(1000, target.oomScoreAdj + raise);
        const raised = list.map((one) => (one.pid === target.pid ? { ...one, oomScoreAdj } : one));
        const rankIn1 = order(release, list).indexOf(target.pid);
        const rankIn2 = order(release, raised).indexOf(target.pid);
        expect(rankIn2).toBeLessThanOrEqual(rankIn1);
      }),
    );
  });
});
