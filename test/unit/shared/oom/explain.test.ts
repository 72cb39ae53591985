import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../../src/shared/messages/renderMessage';
import { explainedIn } from './explained';
import { processWith } from './processes';

describe('why a candidate stands where it stands', () => {
  const processes = [
    processWith({ pid: 10, comm: 'java', rssPages: 20_000, swapPages: 5_000, oomScore: 833 }),
    processWith({ pid: 20, comm: 'batch', rssPages: 1_000, oomScoreAdj: 100, oomScore: 741 }),
    processWith({ pid: 30, comm: 'db', rssPages: 12_000, oomScoreAdj: -100, oomScore: 680 }),
    processWith({ pid: 40, comm: 'sshd', oomScoreAdj: -1000, oomScore: 0 }),
    processWith({ pid: 1, comm: 'init', oomScore: 0 }),
  ];

  it.each([
    [
      10,
      [
        'Uses 97.7 MiB, 25 % of 391 MiB: RSS 78.1 MiB, swap 19.5 MiB, page tables 0 B.',
        'It comes first, 54.7 MiB ahead of batch (20).',
      ],
    ],
    [
      20,
      [
        'Uses 3.91 MiB, 1 % of 391 MiB: RSS 3.91 MiB, swap 0 B, page tables 0 B.',
        'oom_score_adj 100 counts as 39.1 MiB more.',
        'It is 54.7 MiB behind java (10), which comes first.',
        'The kernel’s oom_score reads 741, computed is 740: its memory changed between the two readings, or the kernel counts otherwise.',
      ],
    ],
    [
      30,
      [
        'Uses 46.9 MiB, 12 % of 391 MiB: RSS 46.9 MiB, swap 0 B, page tables 0 B.',
        'oom_score_adj -100 counts as 39.1 MiB less.',
        'It is 89.8 MiB behind java (10), which comes first.',
      ],
    ],
    [40, ['Exempt: it is protected by its setting, -1000 (or -17 in oom_adj).']],
    [1, ['Exempt: the first process is never killed.']],
  ])('is said of process %d', (pid, sentences) => {
    expect(explainedIn('6.1', processes, pid).map((why) => renderMessage(why, 'en'))).toEqual(sentences);
  });

  it('is said of the only one', () => {
    const [only = processWith()] = processes;
    expect(explainedIn('6.1', [only], 10).map(({ code }) => code)).toContain('oom.only-one');
  });

  it('calls a tie what the counters cannot tell apart', () => {
    const pair = [processWith({ pid: 10 }), processWith({ pid: 20, rssPages: 90 })];
    expect(explainedIn('6.12', pair, 10).map(({ code }) => code)).toEqual(['oom.memory', 'oom.tie']);
  });

  it('blames the counters for what they may be off, and no more', () => {
    const near = [processWith({ pid: 10, oomScore: 668 })];
    const far = [processWith({ pid: 10, oomScore: 700 })];
    const codes = (kernel: string, list: typeof near): string[] =>
      explainedIn(kernel, list, 10).map(({ code }) => code);
    expect(codes('6.12', near)).toContain('oom.mismatch-counters');
    expect(codes('6.12', far)).toContain('oom.mismatch');
    expect(codes('6.1', near)).toContain('oom.mismatch');
  });

  it('says of old kernels that they score otherwise', () => {
    const old = [processWith({ oomScoreAdj: null, oomAdj: 2 })];
    expect(explainedIn('2.6.32', old, 100).map(({ code }) => code)).toEqual(['oom.heuristic']);
  });

  it('names root’s bonus where there is one', () => {
    const root = [processWith({ rssPages: 1_000, effectiveCapabilities: '0000000000200000' })];
    expect(explainedIn('4.4', root, 100).map(({ code }) => code)).toContain('oom.root-bonus');
    expect(explainedIn('6.1', root, 100).map(({ code }) => code)).not.toContain('oom.root-bonus');
  });

  it('measures distances in memory on kernels that count in thousandths too', () => {
    const [, , ...none] = explainedIn('3.4', processes.slice(0, 2), 10);
    expect(none.map(({ code }) => code)).toEqual(['oom.mismatch']);
    const [, leads] = explainedIn('3.4', processes.slice(0, 2), 10);
    // 250 and 110 thousandths of 100,000 pages.
    expect(leads).toEqual({
      code: 'oom.leads',
      params: { comm: 'batch', pid: 20, distanceBytes: 140 * 100 * 4096 },
    });
  });
});
