import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processKey, withChanges, withMemory } from '../../../../src/shared/oom/whatIf';
import { processWith } from './processes';

const PAGE = 4096;

describe('what if', () => {
  const modern = processWith({ pid: 10, oomScoreAdj: 0, rssPages: 100, swapPages: 50 });
  const old = processWith({ pid: 20, oomScoreAdj: null, oomAdj: 0 });
  const key = processKey(modern);

  it('nothing were changed: the very same processes, and the very same scope', () => {
    const processes = [modern, old];
    expect(withChanges(processes, new Map(), PAGE)).toBe(processes);
    const scope = { totalPages: 100, pageBytes: PAGE };
    expect(withMemory(scope, 0)).toBe(scope);
  });

  it('the knob that the process has were another', () => {
    const changes = new Map([modern, old].map((one) => [processKey(one), { adj: -5 }]));
    expect(withChanges([modern, old], changes, PAGE)).toEqual([
      { ...modern, oomScoreAdj: -5 },
      { ...old, oomAdj: -5 },
    ]);
  });

  it('the pid had passed to another process: nothing', () => {
    const changes = new Map([[processKey({ pid: 10, startTicks: 1 }), { adj: -1000 }]]);
    expect(withChanges([modern], changes, PAGE)[0]).toBe(modern);
  });

  it('it had ended: the others are left', () => {
    expect(withChanges([modern, old], new Map([[key, { isGone: true }]]), PAGE)).toEqual([old]);
  });

  it.each([
    [200, { rssPages: 150, swapPages: 50 }],
    [80, { rssPages: 30, swapPages: 50 }],
    [20, { rssPages: 0, swapPages: 20 }],
    [0, { rssPages: 0, swapPages: 0 }],
  ])('it had %d pages', (pages, expected) => {
    const [changed] = withChanges([modern], new Map([[key, { sizeBytes: pages * PAGE }]]), PAGE);
    expect(changed).toMatchObject(expected);
  });

  it('any size were tried: as many pages as were asked for, none below 0', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.option(fc.nat(5_000)), (pages, swapPages) => {
        const [changed] = withChanges(
          [{ ...modern, swapPages }],
          new Map([[key, { sizeBytes: pages * PAGE }]]),
          PAGE,
        );
        expect((changed?.rssPages ?? -1) + (changed?.swapPages ?? 0)).toBe(pages);
        expect(changed?.rssPages).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('there were more memory, or less, but never none', () => {
    const scope = { totalPages: 100, pageBytes: PAGE };
    expect(withMemory(scope, 10 * PAGE).totalPages).toBe(110);
    expect(withMemory(scope, -10 * PAGE).totalPages).toBe(90);
    expect(withMemory(scope, -1000 * PAGE).totalPages).toBe(1);
  });
});
