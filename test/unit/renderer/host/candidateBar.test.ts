import { describe, expect, it } from 'vitest';
import { barWidths, longestBarPages } from '../../../../src/renderer/src/pages/host/victims/candidateBar';
import type { BadnessParts } from '../../../../src/shared/oom/badness';
import type { Candidate } from '../../../../src/shared/oom/ranking';
import { processOf } from './samples';

function candidateOf(wanted: Partial<BadnessParts> | null): Candidate {
  const parts = { rssPages: 60, swapPages: 30, pageTablePages: 10, adjPages: 0, bonusPages: 0, ...wanted };
  return {
    process: processOf(1),
    badness: { kind: 'eligible', points: 1, parts: wanted === null ? null : parts },
    normalisedPermille: null,
    predictedScore: 0,
    tieGroup: null,
  };
}

describe('the bar of a candidate', () => {
  it('is as long as its memory and what adj adds', () => {
    const longest = longestBarPages([candidateOf({}), candidateOf({ adjPages: 100 }), candidateOf(null)]);
    expect(longest).toBe(200);
    expect(barWidths(candidateOf({ adjPages: 100 }), longest)).toEqual({
      rss: 30,
      swap: 15,
      pageTables: 5,
      adds: 50,
      takes: 0,
      takesFrom: 50,
    });
  });

  it('has what adj and privileges take laid over its end, and no more than there is', () => {
    expect(barWidths(candidateOf({ adjPages: -30, bonusPages: -10 }), 100)).toMatchObject({
      takes: 40,
      takesFrom: 60,
    });
    expect(barWidths(candidateOf({ adjPages: -500 }), 100)).toMatchObject({ takes: 100, takesFrom: 0 });
  });

  it('is none where points are no sum, and for the exempt', () => {
    expect(barWidths(candidateOf(null), 100)).toBeNull();
    const exempt = { ...candidateOf({}), badness: { kind: 'exempt', exemption: 'init' } } as const;
    expect(barWidths(exempt, 100)).toBeNull();
  });
});
