import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjOfScoreAdj, scoreAdjOfAdj } from '../../../../src/shared/oom/oomAdj';

describe('oom_adj written', () => {
  it.each([
    [-17, -1000],
    [-16, -941],
    [-1, -58],
    [0, 0],
    [1, 58],
    [8, 470],
    [14, 823],
    [15, 1000],
  ])('%d becomes oom_score_adj %d', (oomAdj, oomScoreAdj) => {
    expect(scoreAdjOfAdj(oomAdj)).toBe(oomScoreAdj);
  });
});

describe('oom_score_adj written', () => {
  it.each([
    [-1000, { stored: -17, computed: -17, 'computed-clamped': -17 }],
    [-999, { stored: -14, computed: -16, 'computed-clamped': -16 }],
    [-17, { stored: 0, computed: 0, 'computed-clamped': 0 }],
    [0, { stored: 0, computed: 0, 'computed-clamped': 0 }],
    [941, { stored: 14, computed: 15, 'computed-clamped': 15 }],
    [942, { stored: 14, computed: 16, 'computed-clamped': 15 }],
    [999, { stored: 14, computed: 16, 'computed-clamped': 15 }],
    [1000, { stored: 15, computed: 15, 'computed-clamped': 15 }],
  ])('%d reads as oom_adj', (oomScoreAdj, expected) => {
    for (const reading of ['stored', 'computed', 'computed-clamped'] as const) {
      expect(adjOfScoreAdj(oomScoreAdj, reading)).toBe(expected[reading]);
    }
  });

  it('stays within the scale, in the order of what was written', () => {
    const score = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(score, score, fc.constantFrom('stored', 'computed-clamped'), (a, b, reading) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(adjOfScoreAdj(low, reading)).toBeLessThanOrEqual(adjOfScoreAdj(high, reading));
        expect(adjOfScoreAdj(low, reading)).toBeGreaterThanOrEqual(-17);
        expect(adjOfScoreAdj(high, reading)).toBeLessThanOrEqual(15);
      }),
    );
  });

  it('never moves further from 0 on the way there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -17, max: 15 }), (oomAdj) => {
        const back = adjOfScoreAdj(scoreAdjOfAdj(oomAdj), 'computed-clamped');
        expect(Math.abs(back)).toBeLessThanOrEqual(Math.abs(oomAdj));
        expect(Math.abs(oomAdj - back)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
