import { describe, expect, it } from 'vitest';
import type { ProcessSample } from '../../../../src/shared/model';
import { scoreAgreementOf, type ScoreAgreement } from '../../../../src/shared/oom/agreement';
import { rankIn } from '../../../../src/shared/oom/ranking';
import { processWith } from './processes';

function agreementOn(kernel: string, processes: readonly ProcessSample[]): ScoreAgreement {
  const host = {
    identity: { kernel, pageBytes: 4096, cpus: 1, ticksPerSecond: 100 },
    memory: null,
    uptimeSeconds: 1_000,
  };
  return scoreAgreementOf(rankIn(processes, host, { totalPages: 100_000, pageBytes: 4096 }));
}

describe('the computed scores beside the kernel’s own', () => {
  // 100 of 100,000 pages: (1000 + 1) * 2 / 3.
  const scores = [667, 668, 690, null];
  const processes = scores.map((oomScore, index) => processWith({ pid: 10 + index, oomScore }));

  it.each([
    ['6.1', { compared: 3, equal: 1, withinCounters: 0, apart: 2, largestDifference: 23 }],
    ['6.12', { compared: 3, equal: 1, withinCounters: 1, apart: 1, largestDifference: 23 }],
  ])('are counted on %s', (kernel, expected) => {
    expect(agreementOn(kernel, processes)).toEqual(expected);
  });
});
