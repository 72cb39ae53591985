import { describe, expect, it } from 'vitest';
import type { ProcessSample } from '../../../../src/shared/model';
import {
  badnessOf,
  exemptionOf,
  oomScoreOf,
  type HeuristicEvidence,
} from '../../../../src/shared/oom/badness';
import { generationOf } from '../../../../src/shared/oom/generation';
import { processWith } from './processes';

/** 400 MB of RAM and swap. */
const SCOPE = { totalPages: 100_000, pageBytes: 4096 };
const NO_EVIDENCE: HeuristicEvidence = { children: [], running: { cpuSeconds: null, ageSeconds: null } };
const ADMIN = '0000000000200000';

function pointsOf(release: string, wanted: Partial<ProcessSample>, evidence = NO_EVIDENCE): number | null {
  const { generation } = generationOf(release, []);
  const badness = badnessOf(processWith(wanted), generation, SCOPE, evidence);
  return badness.kind === 'exempt' ? null : badness.points;
}

describe('badness by release', () => {
  const big = { rssPages: 10_000, swapPages: 5_000, pageTableBytes: 4096 * 100, vsizeBytes: 4096 * 40_000 };

  it.each<[what: string, release: string, process: Partial<ProcessSample>, points: number]>([
    // (10,000 + 5,000 + 100) of 100,000 in thousandths.
    ['counts memory in thousandths', '3.4', big, 151],
    ['counted no page tables', '2.6.36', big, 150],
    ['takes 3 % off for root', '3.4', { ...big, effectiveCapabilities: ADMIN }, 121],
    ['adds adj', '3.4', { ...big, oomScoreAdj: 300 }, 451],
    ['is at most 1000', '3.4', { ...big, oomScoreAdj: 1000 }, 1000],
    ['is at least 1', '3.4', { ...big, oomScoreAdj: -999 }, 1],
    ['counts in pages', '4.4', big, 15_100],
    ['takes 3 % of all off for root', '3.10.17', { ...big, effectiveCapabilities: ADMIN }, 12_100],
    ['takes 3 % of its own off for root', '3.16', { ...big, effectiveCapabilities: ADMIN }, 14_647],
    ['takes nothing off for root', '4.19', { ...big, effectiveCapabilities: ADMIN }, 15_100],
    ['adds adj in pages', '4.19', { ...big, oomScoreAdj: 300 }, 45_100],
    ['is at least 1', '4.19', { ...big, oomScoreAdj: -500 }, 1],
    ['goes below 0', '6.1', { ...big, oomScoreAdj: -500 }, -34_900],
    ['was virtual size', '2.6.32', { ...big, oomScoreAdj: null }, 40_000],
    ['doubled for nice', '2.6.32', { ...big, oomScoreAdj: null, nice: 5 }, 80_000],
    ['quartered for CAP_SYS_ADMIN', '2.6.32', { ...big, effectiveCapabilities: ADMIN }, 10_000],
    ['quartered for uid 0', '2.6.18', { ...big, uid: 0 }, 10_000],
    ['was not quartered for uid 0', '2.6.32', { ...big, uid: 0 }, 40_000],
    ['shifted up', '2.6.32', { ...big, oomScoreAdj: null, oomAdj: 3 }, 320_000],
    ['shifted down', '2.6.32', { ...big, oomScoreAdj: null, oomAdj: -3 }, 5_000],
    ['shifted at least 1', '2.6.32', { vsizeBytes: 4095, oomScoreAdj: null, oomAdj: 4 }, 16],
  ])('%s (%s)', (_what, release, process, points) => {
    expect(pointsOf(release, process)).toBe(points);
  });

  it('adds half of the children and divides by the roots of work and life, before 2.6.36', () => {
    const evidence = {
      children: [2_000, 500],
      // Roots 4 and 2: 16 units of 8.192 s, and 16 of 1024 s.
      running: { cpuSeconds: 16 * 8.192, ageSeconds: 16 * 1024 },
    };
    expect(pointsOf('2.6.32', big, evidence)).toBe(Math.trunc(Math.trunc(41_252 / 4) / 2));
    expect(pointsOf('2.6.11', big, evidence)).toBe(Math.trunc(Math.trunc(42_500 / 4) / 2));
    expect(pointsOf('2.6.9', big, evidence)).toBe(5_000);
  });
});

describe('who is exempt', () => {
  it.each<[string, Partial<ProcessSample>, string | null]>([
    ['init', { pid: 1 }, 'init'],
    ['a thread of the kernel', { rssPages: 0, vsizeBytes: 0 }, 'kernel-thread'],
    ['a zombie', { rssPages: 0, vsizeBytes: 0, state: 'Z' }, 'no-memory'],
    ['oom_score_adj -1000', { oomScoreAdj: -1000 }, 'protected'],
    ['oom_adj -17', { oomScoreAdj: null, oomAdj: -17 }, 'protected'],
    ['not oom_score_adj -17, which many mean by it', { oomScoreAdj: -17 }, null],
    ['not oom_score_adj -999', { oomScoreAdj: -999 }, null],
    ['not a process whose pages are all in swap', { rssPages: 0, swapPages: 10 }, null],
  ])('%s', (_who, wanted, exemption) => {
    expect(exemptionOf(processWith(wanted))).toBe(exemption);
  });
});

describe('oom_score', () => {
  it.each([
    ['6.1', 0, 0, 666],
    ['6.1', 0, 1000, 1333],
    ['6.1', 0, -999, 0],
    ['6.1', 100_000, 1000, 2000],
    ['4.19', 0, 0, 0],
    ['4.19', 100_000, 1000, 2000],
    ['3.4', 0, 0, 1],
  ])('on %s with %d pages at adj %d reads %d', (release, rssPages, oomScoreAdj, score) => {
    const { generation } = generationOf(release, []);
    const badness = badnessOf(processWith({ rssPages, oomScoreAdj }), generation, SCOPE, NO_EVIDENCE);
    expect(oomScoreOf(badness, generation, SCOPE.totalPages)).toBe(score);
  });
});
